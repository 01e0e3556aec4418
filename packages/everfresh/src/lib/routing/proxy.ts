/** Answers for rewrites that lead to another server: passes the request on, and streams back what it says. */
import { Agent, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { HandlerTarget } from '@everfresh/server'
import type { ProxyServer } from 'httpxy'

/** How long the other server may be silent, ms, unless configured. */
const defaultTimeoutMs = 30_000

export interface ProxyOptions {
  /** `experimental.proxyTimeout`: how long the other server may be silent, ms. */
  readonly timeoutMs?: number | undefined
  logError?(message: string, error: unknown): void
}

/** Headers between two neighbours, which are not passed on (RFC 9110 §7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
]

/** They say where a message ends and whom it is for: no visitor has them left out by calling them an affair of neighbours. */
const ofMessage: ReadonlySet<string> = new Set(['content-length', 'host', 'transfer-encoding'])

export type Proxy = (target: URL, source: string) => HandlerTarget

interface OpenProxy {
  readonly server: ProxyServer
  readonly agents: { readonly http: Agent; readonly https: Agent }
}

export function createProxy({ timeoutMs = defaultTimeoutMs, logError = console.error }: ProxyOptions = {}): Proxy {
  const waiting = new WeakMap<IncomingMessage, { isTimedOut: boolean }>()
  let opening: Promise<OpenProxy> | undefined

  async function open(): Promise<OpenProxy> {
    // TLS and HTTP/2 come with them: a server that passes nothing on starts sooner without.
    const [{ createProxyServer }, { Agent: TlsAgent }] = await Promise.all([import('httpxy'), import('node:https')])
    const server = createProxyServer({ changeOrigin: true, ignorePath: true, selfHandleResponse: true })
    server.on('proxyReq', (passedOn, request, response) => {
      passedOn.setTimeout(timeoutMs, () => {
        const wait = waiting.get(request)
        if (wait) wait.isTimedOut = true
        passedOn.destroy()
      })
      // Nobody asked for another protocol, and nothing else comes after that.
      passedOn.once('upgrade', (_answer, socket) => {
        socket.destroy()
        refuse(response, 502)
      })
    })
    server.on('proxyRes', (answer, _request, response) => passBack(answer, response))
    // As many connections as visitors: in a queue for one, no time limit would hold.
    return { server, agents: { http: new Agent({ keepAlive: true }), https: new TlsAgent({ keepAlive: true }) } }
  }

  return (target, source) => ({
    kind: 'handler',
    route: source,
    async handle(request, response) {
      const { server, agents } = await (opening ??= open())
      // Whoever asked has left while something else was decided.
      if (response.destroyed) return
      // Each part of the way listens for its end, and there are more of them than usual.
      response.setMaxListeners(0)
      const wait = { isTimedOut: false }
      waiting.set(request, wait)
      const headers = forwardedHeaders(request)
      for (const name of [...betweenNeighbours(request.headers), 'expect']) delete request.headers[name]
      try {
        const agent = target.protocol === 'https:' ? agents.https : agents.http
        await server.web(request, response, { target, headers, agent })
      } catch (error) {
        // Whoever asked has left.
        if (response.destroyed) return
        logError(`The rewrite of "${source}" to ${target.origin} failed`, error)
        if (response.headersSent) return void response.destroy()
        refuse(response, wait.isTimedOut ? 504 : 502)
      }
    },
  })
}

function passBack(answer: IncomingMessage, response: ServerResponse): void {
  const { statusCode = 0, statusMessage = '' } = answer
  if (statusCode < 200) {
    answer.destroy()
    return refuse(response, 502)
  }
  const dropped = new Set([...betweenNeighbours(answer.headers), 'transfer-encoding'])
  response.statusCode = statusCode
  if (isReason(statusMessage)) response.statusMessage = statusMessage
  for (const [name, value] of Object.entries(answer.headers)) {
    if (!dropped.has(name) && value !== undefined) response.setHeader(name, value)
  }
  // A visitor who leaves, or a server that breaks off, ends the other one; there is nobody left to tell.
  pipeline(answer, response, () => {})
}

/** Whether we may say it: what is read is more than what can be written (RFC 9112 §4). */
const isReason = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]+$/.test(text)

const betweenNeighbours = ({ connection }: IncomingHttpHeaders): string[] => [
  ...hopByHop,
  ...(connection ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => !ofMessage.has(name)),
]

/** Who asked, and how he reached us: what is there already was said by a proxy in front. */
function forwardedHeaders({ headers, socket }: IncomingMessage): Record<string, string> {
  const said = (name: string) => headers[name]?.toString()
  const before = said('x-forwarded-for')
  const address = socket.remoteAddress ?? ''
  const protocol = 'encrypted' in socket && socket.encrypted ? 'https' : 'http'
  const host = said('x-forwarded-host') ?? headers.host ?? ''
  return {
    'x-forwarded-for': before === undefined ? address : `${before}, ${address}`,
    'x-forwarded-host': host,
    'x-forwarded-proto': said('x-forwarded-proto') ?? protocol,
    'x-forwarded-port': said('x-forwarded-port') ?? /:(\d+)$/.exec(host)?.[1] ?? (protocol === 'https' ? '443' : '80'),
  }
}

function refuse(response: ServerResponse, status: 502 | 504): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name)
  const text = status === 502 ? 'Bad Gateway' : 'Gateway Timeout'
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'private, no-cache, no-store, max-age=0, must-revalidate',
  })
  response.end(text)
}
