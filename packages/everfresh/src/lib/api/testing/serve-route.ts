/** Serves one API route over HTTP, for tests. */
import { once } from 'node:events'
import type { IncomingHttpHeaders, OutgoingHttpHeaders, Server } from 'node:http'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, vi } from 'vitest'
import { createPreviewMode } from '../../preview/preview-mode.ts'
import type { ApiCall } from '../handle-api.ts'
import { handleApi } from '../handle-api.ts'
import type { ApiConfig, NextApiRequest, NextApiResponse } from '../types.ts'

export type Handler = (request: NextApiRequest, response: NextApiResponse) => unknown

export interface Setup extends Partial<ApiCall> {
  readonly config?: ApiConfig
  /** Called when the route is done with a request. */
  readonly onHandled?: () => void
}

export interface Sent {
  readonly method?: string
  readonly path?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Buffer
}

export interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What the routes logged since the test began. */
export const log = { warn: vi.fn(), error: vi.fn() }

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
  vi.clearAllMocks()
})

export const secrets = {
  previewModeId: '0123456789abcdef'.repeat(2),
  previewModeSigningKey: '11'.repeat(32),
  previewModeEncryptionKey: '22'.repeat(32),
}

/** Serves `handler` until the test ends, and returns the port. */
export async function serve(handler: unknown, { config, onHandled, ...overrides }: Setup = {}): Promise<number> {
  const server = createServer((request, response) => {
    const { search } = new URL(request.url ?? '/', 'http://localhost')
    void handleApi({
      module: { default: handler, config },
      route: '/api/test',
      params: {},
      url: { search },
      request,
      response,
      revalidate: async () => {},
      invalidate: async () => {},
      dev: false,
      preview: createPreviewMode({ secrets, dev: false }),
      bodies: { etags: true, compress: true },
      log,
      ...overrides,
    }).then(onHandled)
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

export async function send(
  port: number,
  { method = 'GET', path = '/api/test', headers = {}, body }: Sent = {},
): Promise<Answer> {
  const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false })
  request.end(body)
  const [response] = await once(request, 'response')
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

/** Sends one request to `handler`. */
export const ask = async (handler: Handler, sent?: Sent, setup?: Setup): Promise<Answer> =>
  send(await serve(handler, setup), sent)

export const post = (type: string, body: string | Buffer, headers: OutgoingHttpHeaders = {}): Sent => ({
  method: 'POST',
  headers: { 'content-type': type, ...headers },
  body,
})
