/** The whole way of a request: its URL, the file, page, handler or redirect behind it, and what happens when that fails. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { EngineError, type PageRef } from '@everfresh/engine'
import { bypassCacheStatus } from './cache-status.ts'
import { canonicalise } from './canonical-url.ts'
import { send, type Exchange } from './exchange.ts'
import { healthPath, sendHealth, type HealthOptions } from './health.ts'
import type { KeptAnswer } from './http-cache/http-cache.ts'
import { stripInternalHeaders } from './internal-headers.ts'
import { sendError, sendNotFound } from './page-answer.ts'
import { answerPage } from './page-handler.ts'
import { readyAnswerTo } from './plain-request.ts'
import { createPagePreparation } from './prepared-page.ts'
import { answerPreview } from './preview-handler.ts'
import { createReadyAnswers, type ReadyAnswers } from './ready-answer.ts'
import { createReadyKept, type ReadyKept } from './ready-kept.ts'
import { redirectCacheControl, sendRedirect } from './redirect.ts'
import { revalidateDemandOf } from './revalidate-endpoint.ts'
import { answerSettingsOf, type AnswerOptions, type Served } from './settings.ts'
import type { CanonicalUrl, HandlerTarget, Routed, Site, Target } from './site.ts'
import { sendPlain, sendSmallPage } from './small-page.ts'
import { createStaticFilesOf } from './static-files.ts'
import { sendFile } from './static-response.ts'

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void

export interface RequestHandlerOptions extends AnswerOptions, HealthOptions {
  /** What to serve, asked once per request: it may change at any time, site and engine together. */
  current(): Served
}

const allowed = 'GET, HEAD'
/** For handlers and redirects, which do not ask. */
const notRouted: CanonicalUrl = { pathname: '/', search: '' }
type Answer = void | Promise<void>

/**
 * Returns a listener for `node:http`. It answers every request, whatever is wrong with it, and never throws.
 *
 * A hit is answered synchronously: one lookup, one write.
 */
export const createRequestHandler = (options: RequestHandlerOptions): RequestHandler => createAnswering(options).handle

export interface Answering {
  readonly handle: RequestHandler
  /** What `handle` sends without looking further. */
  readonly ready: ReadyAnswers
  /** Likewise, of what handlers have answered. */
  readonly readyKept: ReadyKept
}

/** Like `createRequestHandler`, for whoever reads plain requests by himself. */
export function createAnswering(options: RequestHandlerOptions): Answering {
  const settings = answerSettingsOf(options)
  const prepare = createPagePreparation(settings)
  const filesOf = createStaticFilesOf()
  const isFile = (site: Site, pathname: string): boolean => filesOf(site).find(pathname) !== undefined
  const ready = createReadyAnswers(options.current, prepare, settings, isFile)
  const readyKept = createReadyKept(options.current)

  const run = (exchange: Exchange): void => {
    try {
      answer(exchange)?.catch((error: unknown) => fail(exchange, error))
    } catch (error) {
      fail(exchange, error)
    }
  }

  function answer(exchange: Exchange): Answer {
    const { request, response, served } = exchange
    const { url = '/' } = request
    const { basePath, trailingSlash, skipTrailingSlashRedirect } = served.site
    if (hasSeveralHosts(request)) return sendSmallPage(response, 400)
    if (url === '*' && request.method === 'OPTIONS') return sendOptions(response)
    const { maxUrlLength } = settings
    const canonical = canonicalise(url, { basePath, trailingSlash, skipTrailingSlashRedirect, maxUrlLength })
    if (canonical.kind === 'url') return answerUrl(exchange, canonical.url)
    if (canonical.kind === 'bad-request') return sendSmallPage(response, canonical.status)
    if (canonical.kind === 'redirect') {
      return sendRedirect(response, canonical.status, canonical.location, ['Cache-Control', redirectCacheControl])
    }
    const [path, search] = url.split('?', 2)
    return path === healthPath ? sendHealth(exchange, search ?? '', options) : answerOutside(exchange, canonical.url)
  }

  function answerOutside(exchange: Exchange, url: CanonicalUrl): Answer {
    const { request, response, served } = exchange
    const { site } = served
    if (site.routeOutside === undefined) return sendNotFound(exchange, 'html')
    const routed = readable(() => ({ to: site.routeOutside!({ url, request, response, isFile: isFileOf(site) }) }))
    if (routed === undefined) return sendSmallPage(response, 400)
    return routed.to === undefined ? sendNotFound(exchange, 'html') : follow(exchange, routed.to)
  }

  const isFileOf = (site: Site) => (pathname: string) => typeof filesOf(site).find(pathname) === 'object'

  function answerUrl(exchange: Exchange, url: CanonicalUrl): Answer {
    const { request, response, served } = exchange
    if (url.pathname === healthPath) return sendHealth(exchange, url.search, options)
    const { site } = served
    if (site.route === undefined) return answerRouted(exchange, url)
    const isRevalidation = revalidateDemandOf(request.headers, settings.previewModeId) !== undefined
    const routed = readable(() => site.route!({ url, request, response, isFile: isFileOf(site), isRevalidation }))
    if (routed === undefined) return sendSmallPage(response, 400)
    return routed instanceof Promise ? followLater(exchange, routed) : follow(exchange, routed)
  }

  async function followLater(exchange: Exchange, routed: Promise<Routed>): Promise<void> {
    const to = await routed.catch((error: unknown) => {
      if (error instanceof URIError) return undefined
      throw error
    })
    return to === undefined ? sendSmallPage(exchange.response, 400) : follow(exchange, to)
  }

  const follow = (exchange: Exchange, routed: Routed): Answer =>
    routed.kind === 'url' ? answerRouted(exchange, routed.url) : answerTarget(exchange, routed, notRouted)

  function answerRouted(exchange: Exchange, url: CanonicalUrl): Answer {
    const { request, response, served } = exchange
    const file = filesOf(served.site).find(url.pathname)
    if (file === 'missing') return sendPlain(response, 404)
    if (file !== undefined) return isRead(request) ? sendFile(exchange, file) : refuseMethod(exchange)
    const target = ready.target(served.site, url.pathname) ?? readable(() => served.site.resolve(url, false))
    if (target === undefined) return sendSmallPage(response, 400)
    const preview = isRead(request) ? answerPreview(exchange, url) : undefined
    return preview ?? answerTarget(exchange, target, url)
  }

  function answerTarget(exchange: Exchange, target: Target, url: CanonicalUrl): Answer {
    const { request, response } = exchange
    switch (target.kind) {
      case 'page':
        return isRead(request) ? answerPage(exchange, target, url) : refuseMethod(exchange)
      case 'handler':
        return runHandler(exchange, target, url)?.catch((error: unknown) => fail(exchange, error, target.errorPage))
      case 'redirect':
        return sendRedirect(response, target.status, target.location, ['Cache-Control', redirectCacheControl])
      case 'not-found':
        return sendNotFound(exchange, 'html', target.page)
    }
  }

  /** Nothing of an error reaches the visitor but its status, and nobody keeps it. */
  function fail(exchange: Exchange, error: unknown, errorPage?: PageRef): void {
    const { request, response } = exchange
    const now = options.current()
    if (isClosed(error) && !response.headersSent) {
      // The deployment was replaced while this request waited: the one that replaced it answers.
      if (now.engine !== exchange.served.engine) return run({ ...exchange, served: now })
      return sendSmallPage(response, 503, ['Retry-After', 1])
    }
    settings.logger.error({ method: request.method, url: request.url, err: error }, `Answering ${request.url} failed`)
    if (response.headersSent) return void response.destroy()
    for (const name of response.getHeaderNames()) response.removeHeader(name)
    void Promise.resolve(sendError(exchange, 'html', errorPage)).catch(() => response.destroy())
  }

  const exchangeOf = (request: IncomingMessage, response: ServerResponse): Exchange => {
    return { request, response, served: options.current(), settings, prepare, ready, readyKept }
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    try {
      const known = readyAnswerTo(request, ready)
      if (known !== undefined) return send(response, known.status, known.headers, known.body)
    } catch (error) {
      return fail(exchangeOf(request, response), error)
    }
    run(exchangeOf(request, response))
  }

  return { handle, ready, readyKept }
}

const isRead = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD'
const isClosed = (error: unknown): boolean => error instanceof EngineError && error.code === 'ENGINE_CLOSED'

/** What a site makes of a URL, or undefined when its encoding cannot be read (B89). */
function readable<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

function runHandler(exchange: Exchange, target: HandlerTarget, url: CanonicalUrl): void | Promise<void> {
  const { request, response, served } = exchange
  if (served.httpCache !== undefined && target.cache !== undefined) {
    const found = (kept: KeptAnswer): void => exchange.readyKept.remember(served, request, url, target, kept)
    return served.httpCache.answer({ request, response, found }, target, url)
  }
  stripInternalHeaders(request)
  response.setHeader('Cache-Status', bypassCacheStatus)
  return target.handle(request, response)
}

/** Pages and files are for reading (B44). */
function refuseMethod({ request, response }: Exchange): void {
  if (request.method === 'OPTIONS') sendOptions(response)
  else sendPlain(response, 405, ['Allow', allowed])
}

function sendOptions(response: ServerResponse): void {
  response.writeHead(204, { Allow: allowed })
  response.end()
}

/** Two hosts in one request are a disagreement between two servers waiting to happen (RFC 9112 §3.2). */
function hasSeveralHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  return hosts > 1
}
