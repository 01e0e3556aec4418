/** Visits pages: like a browser that reloads, or byte by byte like somebody who wishes the site ill. */
import { once } from 'node:events'
import {
  request,
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'

export interface Visit {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** As it came, still compressed if it was asked for that way. */
  readonly bytes: Buffer
  /** The same as text, without React's comments, so that texts read as on the screen. */
  readonly text: string
  /** `x-nextjs-cache` */
  readonly cache: string | undefined
}

export interface VisitOptions {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Uint8Array
  /** Sent as the request target, as it stands; `fetch` would tidy it up first. */
  readonly target?: string
  /** Whose connections are kept. Default: a connection of its own. */
  readonly agent?: Agent
}

/** Asks once, follows nothing, decompresses nothing. */
export async function visit(url: string, options: VisitOptions = {}): Promise<Visit> {
  const { hostname, port, pathname, search } = new URL(url)
  const asked = request({
    hostname,
    port,
    path: options.target ?? pathname + search,
    method: options.method ?? 'GET',
    headers: options.headers ?? {},
    agent: options.agent ?? false,
  })
  asked.end(options.body)
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    bytes,
    text: bytes.toString().replaceAll('<!-- -->', ''),
    cache: response.headers['x-nextjs-cache'] as string | undefined,
  }
}

export const postJson = (url: string, value: unknown): Promise<Visit> =>
  visit(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) })

/** Visits `url` until `isThere`; `meanwhile` checks every visit before. */
export async function visitUntil(
  url: string,
  isThere: (seen: Visit) => boolean,
  meanwhile: (seen: Visit) => void = () => {},
): Promise<Visit> {
  for (const deadline = Date.now() + 20_000; ; await setTimeout(50)) {
    const seen = await visit(url)
    if (isThere(seen)) return seen
    meanwhile(seen)
    if (Date.now() > deadline) throw new Error(`${url} never came, but ${seen.status}:\n${seen.text}`)
  }
}

/** Sends `bytes` over a bare connection and returns whatever comes back until the other side closes it. */
export async function sendRaw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('error', () => {})
  socket.end(bytes, 'latin1')
  await once(socket, 'close')
  return Buffer.concat(chunks).toString('latin1')
}

/** The id of the build that made a document. */
export function buildIdOf({ text }: Visit): string {
  const id = /"buildId":"([^"]+)"/.exec(text)?.[1]
  if (id === undefined) throw new Error(`There is no build id in:\n${text}`)
  return id
}

/** Visits all of `urls` again and again, as long as `work` goes on, and hands each answer to `look`. */
export async function visitDuring(
  urls: readonly string[],
  look: (seen: Visit, url: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  let isOver = false
  const visitors = urls.map(async (url) => {
    while (!isOver) look(await visit(url), url)
  })
  await Promise.all([work().finally(() => (isOver = true)), ...visitors])
}
