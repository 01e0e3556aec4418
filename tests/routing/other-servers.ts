/** The servers around a site: one that rewrites lead to, and a CDN that fetches the site's assets. */
import { once } from 'node:events'
import {
  createServer,
  request as ask,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

export interface OtherServer {
  readonly url: string
  close(): Promise<void>
}

async function listen(answer: RequestListener): Promise<OtherServer> {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Says what it was asked; under `/page`, `/slow`, `/broken` and `/forever` it behaves as these are called. */
export function openUpstream(): Promise<OtherServer & { readonly asked: readonly string[] }> {
  const asked: string[] = []
  const upstream = listen((request, response) => {
    const { url = '', method } = request
    asked.push(`${method} ${url}`)
    if (url.startsWith('/page')) {
      response.setHeader('Content-Type', 'text/html')
      return response.end('<!DOCTYPE html><title>Upstream</title><link rel="icon" href="data:,"><h1>Upstream</h1>')
    }
    if (url.startsWith('/slow')) return
    if (url.startsWith('/broken')) return request.socket.destroy()
    if (url.startsWith('/forever')) return void response.write('first')
    void describe(request, response)
  })
  return upstream.then((server) => ({ ...server, asked }))
}

/** Fetches what it is asked for from `origin()`, as CDNs do, and counts it. */
export async function openCdn(origin: () => string): Promise<OtherServer & { readonly asked: readonly string[] }> {
  const asked: string[] = []
  const server = await listen((request, response) => {
    asked.push(request.url ?? '')
    const passed = ask(
      origin() + request.url,
      { headers: { 'accept-encoding': 'identity' }, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    passed.on('error', () => response.destroy())
    passed.end()
  })
  return { ...server, asked }
}

async function describe(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url, method, headers } = request
  const body = await textOf(request)
  response.writeHead(201, 'Made', { 'Set-Cookie': ['a=1', 'b=2'], 'X-Hop': '1', Connection: 'close, X-Hop' })
  response.end(JSON.stringify({ url, method, headers, body }))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
