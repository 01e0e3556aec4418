/** Where the pages of the cluster bench get their data: it counts who asks, and takes its time for the slow ones. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** Of pages below `/slow`, ms. */
export const latencyMs = 200

export interface Source {
  readonly url: string
  /** When each question about `path` came, ms. */
  asked(path: string): readonly number[]
  set(path: string, version: number): void
  close(): Promise<void>
}

export async function openSource(): Promise<Source> {
  const versions = new Map<string, number>()
  const questions = new Map<string, number[]>()
  const server = createServer((request, response) => {
    const path = request.url!
    questions.set(path, [...(questions.get(path) ?? []), performance.now()])
    // A page whose data change all the time, so that every render makes another body.
    const version = path.startsWith('/slow') ? questions.get(path)!.length : (versions.get(path) ?? 0)
    void setTimeout(path.startsWith('/slow') ? latencyMs : 0).then(() =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ version })),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: (path) => questions.get(path) ?? [],
    set: (path, version) => void versions.set(path, version),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
