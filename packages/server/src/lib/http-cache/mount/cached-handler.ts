/** Puts the cache before a handler of somebody's own server: `node:http`, Express, or what else takes a request and a response. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { EngineError, NotKept } from '@everfresh/engine'
import { canonicalise } from '../../canonical-url.ts'
import { consoleLogger } from '../../logger.ts'
import { sendPlain } from '../../small-page.ts'
import type { HandlerCache, HandlerTarget } from '../../site.ts'
import type { HttpCache } from '../http-cache.ts'
import { copyLocals, watchAdded } from './earlier-middleware.ts'

/** Tells whoever comes next that this handler does not answer; with an error, that it cannot. */
export type Next = (error?: unknown) => void

export interface MountOptions extends Pick<HandlerCache, 'ignoreCookies' | 'isPersonal'> {
  /**
   * Identifies the code that answers: what was kept of another version is not shown. Letters, digits, `.`, `_` and `-`.
   * Default `app`.
   */
  readonly version?: string
}

/** Answers a request through a cache; resolves when that is done, or when the handler itself has been asked to. */
export type AnswerThrough = (request: IncomingMessage, response: ServerResponse, next: Next) => void | Promise<void>

/** A handler that may be asked for one request several times, with a response of its own each time. */
export type Repeatable = (request: IncomingMessage, response: ServerResponse, next: Next) => unknown

/** How the target of a request is read: only to name what is kept. The handler decides which forms are one page. */
const reading = { basePath: '', trailingSlash: false, skipTrailingSlashRedirect: true }

/**
 * Returns `handler` behind `cache`.
 *
 * `handler` is asked once for all who wait, and again behind a visitor who is shown a stale answer: each time with a response
 * that looks like the visitor's. It must not expect that a visitor is still there. Where it calls `next()`, nothing is kept.
 */
export function cachedHandler<Asked extends IncomingMessage, Answered extends ServerResponse>(
  cache: HttpCache,
  handler: (request: Asked, response: Answered, next: Next) => unknown,
  options: MountOptions = {},
): (request: Asked, response: Answered, next?: Next) => void {
  const answer = answerThrough(cache, handler as unknown as Repeatable, options)
  return (request, response, next) => {
    const last: Next = next ?? ((error) => endWithout(request, response, error))
    try {
      answer(request, response, last)?.catch((error: unknown) => fail(response, last, error))
    } catch (error) {
      fail(response, last, error)
    }
  }
}

/** The same for whoever wants to know when it is done. */
export function answerThrough(cache: HttpCache, handler: Repeatable, options: MountOptions): AnswerThrough {
  const { version = 'app', ...rest } = options
  const keep = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return (request, response, next) => {
    const canonical = canonicalise(wholeUrlOf(request), reading)
    // What cannot be named cannot be kept.
    if (canonical.kind !== 'url') return void handler(request, response, next)
    const { pathname } = canonical.url
    const target: HandlerTarget = {
      kind: 'handler',
      route: pathname,
      cache: { ...keep, namespace: version, path: pathname },
      handle: asking(handler, request, response, next),
    }
    return answered(
      () => cache.answer({ request, response }, target, canonical.url),
      () => {
        response.removeHeader('Cache-Status')
        handler(request, response, next)
      },
    )
  }
}

/** A cache that is closed keeps nobody from being answered. */
function answered(answer: () => void | Promise<void>, without: () => void): void | Promise<void> {
  const onError = (error: unknown): void => {
    if (!(error instanceof EngineError && error.code === 'ENGINE_CLOSED')) throw error
    without()
  }
  try {
    return answer()?.catch(onError)
  } catch (error) {
    return onError(error)
  }
}

/** What Express cuts off for routers that are mounted below a path. */
const wholeUrlOf = (request: IncomingMessage): string =>
  (request as { originalUrl?: string }).originalUrl ?? request.url ?? '/'

/** What routers change about a request on the way to a handler; each time that it is asked, it is asked the same. */
const ofRouting = ['url', 'baseUrl', 'params', 'route', 'next'] as const

function asking(handler: Repeatable, request: IncomingMessage, response: ServerResponse, next: Next) {
  const routed = request as IncomingMessage & Record<(typeof ofRouting)[number] | 'res', unknown>
  const before = ofRouting.filter((name) => name in routed).map((name) => [name, routed[name]] as const)
  return (_: IncomingMessage, answering: ServerResponse): Promise<void> =>
    new Promise((resolve, reject) => {
      const isForVisitor = answering === response
      if (!isForVisitor) {
        // Express looks for its own methods there.
        Object.setPrototypeOf(answering, Object.getPrototypeOf(response) as object)
        copyLocals(request, response, answering)
        watchAdded(request)
      }
      Object.assign(routed, Object.fromEntries(before), 'res' in routed ? { res: answering } : {})
      const refuse = (error: unknown): void => {
        if ('res' in routed) routed.res = response
        reject(asError(error))
      }
      const goOn: Next = (error) => {
        if (isForVisitor) next(error)
        else refuse(isFailure(error) ? error : new NotKept('unanswered'))
      }
      try {
        // For many, the answer is done when it has ended, whatever the handler returns before.
        Promise.resolve(handler(request, answering, goOn)).then(isForVisitor ? () => resolve() : ignore, refuse)
      } catch (error) {
        refuse(error)
      }
    })
}

const ignore = (): void => {}

/** Express skips what is left of a route or router for these. */
const isFailure = (error: unknown): boolean =>
  error !== undefined && error !== null && error !== 'route' && error !== 'router'

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** What the visitor has of an answer that failed half way must not look whole. */
function fail(response: ServerResponse, next: Next, error: unknown): void {
  if (response.headersSent) response.destroy()
  else next(error)
}

/** Nobody comes next. */
function endWithout(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (error !== undefined) {
    consoleLogger.error({ method: request.method, url: request.url, err: error }, `Answering ${request.url} failed`)
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name)
  sendPlain(response, error === undefined ? 404 : 500)
}
