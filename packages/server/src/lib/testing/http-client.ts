/** Sends requests exactly as written: no redirects followed, nothing decompressed, any target. */
import { request as httpRequest, type Agent, type IncomingHttpHeaders } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  readonly text: string
}

export interface RequestOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: string
  /** Whose connections are kept. Default: a connection of its own. */
  readonly agent?: Agent
  /** Told of each answer that comes ahead of the last one (1xx). */
  onInformation?(status: number, link: string | undefined): void
}

/** Sends one request. `target` goes out as it is. */
export function send(origin: string, target: string, options: RequestOptions = {}): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, agent = false } = options
    const sent = httpRequest({ hostname, port, path: target, method, headers, agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() })
      })
    })
    sent.on('information', ({ statusCode, headers: { link } }) => options.onInformation?.(statusCode, link as string))
    sent.on('error', reject)
    sent.end(options.body)
  })
}
