/** Where the products' data come from: each write is a higher version, each read is numbered, and both can be made to fail or wait. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'

export interface ReadOf {
  readonly path: string
  readonly version: number
  readonly read: number
  readonly revalidate: number | false
}

export interface VersionedSource {
  readonly url: string
  /** The latest version of `path`; 1 before the first write. */
  version(path: string): number
  /** Changes the data of `path`. Returns their new version. */
  write(path: string): number
  /** Pages rendered from now on are fresh for `seconds`; `false`, as at first, until they are revalidated. */
  keepFresh(path: string, seconds: number | false): void
  /** Answers for `path` fail until this is called with `false`. */
  fail(path: string, isFailing: boolean): void
  /** How long answers for `path` take from now on, after the data were read, ms. */
  delay(path: string, ms: number): void
  /** How often `path` was read. */
  reads(path: string): number
  close(): Promise<void>
}

interface Product {
  version: number
  revalidate: number | false
  isFailing: boolean
  delayMs: number
  reads: number
}

/** `onRead` is told each read at the moment that it sees the data. Reads are numbered from `firstRead`. */
export async function openVersionedSource(onRead: (read: ReadOf) => void, firstRead = 1): Promise<VersionedSource> {
  const products = new Map<string, Product>()
  let nextRead = firstRead
  const product = (path: string): Product => {
    const known = products.get(path) ?? { version: 1, revalidate: false, isFailing: false, delayMs: 0, reads: 0 }
    products.set(path, known)
    return known
  }
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    const asked = product(path)
    asked.reads++
    if (asked.isFailing) return void response.writeHead(500).end()
    const { version, revalidate, delayMs } = asked
    const read = { path, version, read: nextRead++, revalidate }
    onRead(read)
    if (delayMs > 0) await setTimeout(delayMs)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(read))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    version: (path) => product(path).version,
    write: (path) => ++product(path).version,
    keepFresh: (path, seconds) => void (product(path).revalidate = seconds),
    fail: (path, isFailing) => void (product(path).isFailing = isFailing),
    delay: (path, ms) => void (product(path).delayMs = ms),
    reads: (path) => product(path).reads,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
