/** A headless CMS in miniature: JSON over real HTTP, whose answers, failures and delays a test controls by path. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface DataSource {
  readonly url: string
  /** Answers GET `path` with `value` as JSON from now on; ends a failure of that path. */
  set(path: string, value: unknown): void
  /** Answers GET `path` with `status` from now on, until `set`. */
  fail(path: string, status?: number): void
  /** Holds every answer for `path` until the returned function is called. */
  hold(path: string): () => void
  /**
   * Holds the next answer for `path` with the data that it has when it is asked (unlike `hold`). `read` resolves when that
   * was.
   */
  holdAnswer(path: string): { readonly release: () => void; readonly read: Promise<void> }
  /** How often `path` was asked for since the start or the last `forget`. */
  requests(path: string): number
  /** Resolves when `path` has been asked for at least `count` times. */
  asked(path: string, count: number): Promise<void>
  forget(): void
  close(): Promise<void>
}

interface Resource {
  status: number
  value: unknown
  requests: number
  held: Promise<void> | undefined
  /** Given the next answer; takes it off and resolves when it may go. */
  late: (() => Promise<void>) | undefined
}

/** Listens on a free port of this machine; unknown paths are answered with 404. */
export async function openDataSource(values: Readonly<Record<string, unknown>> = {}): Promise<DataSource> {
  const resources = new Map<string, Resource>()
  const waiting = new Set<() => void>()
  const resource = (path: string): Resource => {
    const known = resources.get(path) ?? {
      status: 404,
      value: { message: 'Not found' },
      requests: 0,
      held: undefined,
      late: undefined,
    }
    resources.set(path, known)
    return known
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const asked = resource(request.url ?? '/')
    asked.requests += 1
    for (const look of [...waiting]) look()
    await asked.held
    // Read after the hold: a held answer shows the data as of its release.
    const { status, value } = asked
    await asked.late?.()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const source: DataSource = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (path, value) => void Object.assign(resource(path), { status: 200, value }),
    fail: (path, status = 500) => void Object.assign(resource(path), { status, value: { message: 'Failed' } }),
    hold(path) {
      let release = () => {}
      resource(path).held = new Promise((resolve) => {
        release = () => {
          resource(path).held = undefined
          resolve()
        }
      })
      return release
    },
    holdAnswer(path) {
      let release = () => {}
      const released = new Promise<void>((resolve) => (release = resolve))
      const read = new Promise<void>((resolve) => {
        resource(path).late = () => {
          resource(path).late = undefined
          resolve()
          return released
        }
      })
      return { release, read }
    },
    requests: (path) => resource(path).requests,
    asked: (path, count) =>
      new Promise((resolve) => {
        const look = () => {
          if (resource(path).requests < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    forget: () => resources.forEach((known) => (known.requests = 0)),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  for (const [path, value] of Object.entries(values)) source.set(path, value)
  return source
}
