/** A node:http server with limits, that starts with a clear answer and stops without losing anything. */
import { Server as HttpServer, type ServerOptions as HttpServerOptions } from 'node:http'
import { Server as NetServer, type AddressInfo } from 'node:net'
import { createAnsweredTogether } from './answered-together.ts'
import { listenFailed, portTaken } from './errors.ts'
import { consoleLogger } from './logger.ts'
import { createAnswering, type RequestHandlerOptions } from './request-handler.ts'
import { answerOf } from './strict/answer-of.ts'
import { openStrictPath, type StrictPath } from './strict/strict-path.ts'

export interface ServerOptions extends RequestHandlerOptions {
  /** A client must have sent its headers after this long, ms. Default 30,000. */
  readonly headersTimeoutMs?: number
  /** A client must have sent its whole request after this long, ms. Default 120,000. */
  readonly requestTimeoutMs?: number
  /** An idle connection is kept this long, ms. Default 65,000: longer than load balancers keep theirs. */
  readonly keepAliveTimeoutMs?: number
  /** All headers of a request together, bytes; more is answered with 431. Default 16,384. */
  readonly maxHeaderBytes?: number
  /**
   * Whether plain requests for pages and kept answers in memory are answered before node:http reads them, nearly twice as fast, unless
   * they are observed: node:http tells nothing of them. Default true.
   */
  readonly strictPath?: boolean
  /**
   * Whether something follows each request through the code that answers it, such as tracing with `AsyncLocalStorage`. Each is then
   * answered by itself, and all of them through node:http. Asked for each. Default: nothing does.
   */
  isObserved?(): boolean
}

export interface Server {
  /**
   * Starts to listen; port 0 lets the system choose. Resolves with the URL.
   *
   * @throws ServerError PORT_TAKEN, LISTEN_FAILED.
   */
  listen(port: number, hostname?: string): Promise<string>
  /**
   * Accepts nothing new, finishes requests, renders and publishes, and closes every connection: after `graceMs`
   * (default 10,000) whatever is left is cut. Then the page store can be closed.
   *
   * `lingerMs` (default 0): how long connections that are idle are kept first, so that a request that is on its way over one
   * of them is answered, and its client told to take another. For processes that are replaced while visitors come.
   */
  close(graceMs?: number, lingerMs?: number): Promise<void>
}

export function createServer(options: ServerOptions): Server {
  let stopping = false
  const { handle, ready, readyKept } = createAnswering({
    ...options,
    isStopping: () => stopping || options.isStopping?.() === true,
  })
  const { maxHeaderBytes = 16_384, logger = consoleLogger } = options
  const isObserved = (): boolean => options.isObserved?.() === true
  const together = createAnsweredTogether(handle, (answerAll) => options.current().engine.together(answerAll))
  const limits = {
    headersTimeout: options.headersTimeoutMs ?? 30_000,
    requestTimeout: options.requestTimeoutMs ?? 120_000,
    keepAliveTimeout: options.keepAliveTimeoutMs ?? 65_000,
    maxHeaderSize: maxHeaderBytes,
  }
  const http = new OrderlyServer(limits, together.answer)
  const { strictPath: isWanted = true } = options
  const strictPath = openStrictPath(http, {
    answerOf: answerOf(ready, readyKept),
    isOpen: () => isWanted && !stopping && !isObserved(),
    failed: (err) => logger.error({ err }, 'A page in memory could not be answered at once'),
    maxHeaderBytes,
  })
  http.on('request', (request, response) => {
    if (stopping) response.shouldKeepAlive = false
    // What code of the site may answer is handled at once: it has to see what becomes of its request.
    if (request.method === 'GET' && ready.isKnown(request.url) && !isObserved()) together.add(request, response)
    else handle(request, response)
  })
  let closed: Promise<void> | undefined
  return {
    listen: (port, hostname) => listen(http, port, hostname),
    close(graceMs = 10_000, lingerMs = 0) {
      stopping = true
      closed ??= stop(http, strictPath, options, graceMs, lingerMs)
      return closed
    },
  }
}

/** Refuses what it cannot read, as node:http does, after it has answered what it has read before. */
class OrderlyServer extends HttpServer {
  readonly #answerRead: () => void

  constructor(limits: HttpServerOptions, answerRead: () => void) {
    super(limits)
    this.#answerRead = answerRead
  }

  // A listener would have to refuse it by itself.
  override emit(event: string, ...args: unknown[]): boolean {
    if (event === 'clientError') this.#answerRead()
    return super.emit(event, ...args)
  }
}

async function stop(
  http: HttpServer,
  strictPath: StrictPath,
  { current }: ServerOptions,
  graceMs: number,
  lingerMs: number,
): Promise<void> {
  const until = Date.now() + lingerMs + graceMs
  await closeConnections(http, strictPath, graceMs, lingerMs)
  await current().engine.close(Math.max(0, until - Date.now()))
}

/** Nobody tells when a connection becomes idle: so it is asked for, this often, ms. */
const idleCheckMs = 25

async function closeConnections(
  http: HttpServer,
  strictPath: StrictPath,
  graceMs: number,
  lingerMs: number,
): Promise<void> {
  let idle: NodeJS.Timeout | undefined
  const closeIdle = (): void => {
    // node:http takes a connection for idle as long as it sends nothing over it by itself.
    if (!strictPath.isSending()) http.closeIdleConnections()
  }
  const lingering = setTimeout(() => {
    closeIdle()
    idle = setInterval(closeIdle, idleCheckMs)
  }, lingerMs)
  const late = setTimeout(() => http.closeAllConnections(), lingerMs + graceMs)
  try {
    // An HTTP server's own `close` cuts idle connections at once; this one only stops to listen. It answers an error only when
    // it does not listen, and then there is nothing to close.
    await new Promise<void>((resolve) => NetServer.prototype.close.call(http, () => resolve()))
  } finally {
    clearTimeout(lingering)
    clearInterval(idle)
    clearTimeout(late)
    // Nothing is left to be closed but its own timer.
    http.close()
  }
}

/**
 * Makes any `node:http` server listen. Resolves with its URL, without a slash at the end; `localhost` where it listens on
 * all addresses.
 *
 * @throws ServerError PORT_TAKEN, LISTEN_FAILED.
 */
export async function listen(http: HttpServer, port: number, hostname?: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      reject(error.code === 'EADDRINUSE' ? portTaken(port, error) : listenFailed(`${hostname ?? ''}:${port}`, error))
    }
    http.once('error', failed)
    http.listen(port, hostname, () => {
      http.off('error', failed)
      resolve()
    })
  })
  const address = http.address() as AddressInfo
  return `http://${shownHost(hostname)}:${address.port}`
}

function shownHost(hostname: string | undefined): string {
  if (hostname === undefined || hostname === '0.0.0.0' || hostname === '::') return 'localhost'
  return hostname.includes(':') ? `[${hostname}]` : hostname
}
