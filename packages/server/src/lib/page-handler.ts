/** Answers requests for generated pages: asks the engine, and sends what it says. */
import { EngineError, type Lookup, type LookupOptions, type PageRef } from '@everfresh/engine'
import type { Exchange } from './exchange.ts'
import type { ServerLogger } from './logger.ts'
import { sendError, sendNotFound, sendPage, sendShell } from './page-answer.ts'
import { revalidateDemandOf, type RevalidateDemand } from './revalidate-endpoint.ts'
import type { CanonicalUrl, PageTarget } from './site.ts'
import { sendPlain, sendSmallPage } from './small-page.ts'

/** Seconds until a client refused for want of room should try again. */
const retryAfterSeconds = 5

const prefetch: LookupOptions = { regenerateStale: false }

/** Answers at once, without a promise, when memory, or a store on this machine, holds a usable version. */
export function answerPage(exchange: Exchange, target: PageTarget, url: CanonicalUrl): void | Promise<void> {
  const { request, served, settings } = exchange
  const demand = revalidateDemandOf(request.headers, settings.previewModeId)
  if (demand !== undefined) return guarded(exchange, target, revalidate(exchange, target, demand))
  const options = request.headers['purpose'] === 'prefetch' ? prefetch : undefined
  const lookup = served.engine.findNow(target.page, options)
  if (lookup !== undefined) {
    exchange.ready.remember(served.site, request.url!, url, target)
    return sendPage(exchange, target, lookup)
  }
  return guarded(exchange, target, fetchPage(exchange, target, url, options))
}

async function fetchPage(
  exchange: Exchange,
  target: PageTarget,
  url: CanonicalUrl,
  options?: LookupOptions,
): Promise<void> {
  const { engine } = exchange.served
  if (target.whenMissing === 'generate') return sendPage(exchange, target, await engine.get(target.page, options))
  const found = await engine.find(target.page, options)
  if (found !== undefined) return sendPage(exchange, target, found)
  if (target.whenMissing === 'not-found') return sendNotFound(exchange, target.body, target.notFoundPage)
  return sendSubstitute(exchange, target, url, options)
}

/** The page does not exist yet: a browser gets the shell and asks again, a crawler would not, so it waits (B60, B64). */
async function sendSubstitute(
  exchange: Exchange,
  target: PageTarget,
  url: CanonicalUrl,
  options?: LookupOptions,
): Promise<void> {
  const { served, request } = exchange
  if (served.site.isBot?.(request.headers['user-agent']) === true) {
    const forBots = served.site.resolve(url, true)
    const whole = forBots.kind === 'page' ? forBots : target
    return sendPage(exchange, whole, await served.engine.get(whole.page, options))
  }
  if (target.shell === undefined) return sendPage(exchange, target, await served.engine.get(target.page, options))
  sendShell(exchange, await shellOf(exchange, target.shell))
}

const shellOf = ({ served }: Exchange, shell: PageRef): Lookup | Promise<Lookup> =>
  served.engine.peek(shell) ?? served.engine.get(shell)

/** Renders the page anew for whoever knows the secret. Paths that may not exist are not brought into being (B58). */
async function revalidate(exchange: Exchange, target: PageTarget, { onlyGenerated }: RevalidateDemand): Promise<void> {
  const bounded = onlyGenerated || target.whenMissing === 'not-found'
  const lookup = await exchange.served.engine.revalidate(target.page, { onlyGenerated: bounded })
  if (lookup !== undefined) return sendPage(exchange, target, lookup)
  exchange.response.setHeader('x-nextjs-cache', 'REVALIDATED')
  return sendNotFound(exchange, target.body, target.notFoundPage)
}

const refusals: ReadonlySet<string> = new Set([
  'WAIT_TIMED_OUT',
  'QUEUE_FULL',
  'STORE_UNAVAILABLE',
  'REVALIDATION_TIMED_OUT',
])

/** Errors that were reported: those who waited for one render are told the same error. */
const reported = new WeakSet<object>()

async function guarded(exchange: Exchange, target: PageTarget, answer: Promise<void>): Promise<void> {
  try {
    await answer
  } catch (error) {
    const { response } = exchange
    if (!(error instanceof EngineError) || error.code === 'ENGINE_CLOSED' || response.headersSent) throw error
    // It will be done, and nobody can see it yet.
    if (error.code === 'INVALIDATION_QUEUED') return sendPlain(response, 202, ['Retry-After', retryAfterSeconds])
    report(exchange, target, error)
    if (!refusals.has(error.code)) return sendError(exchange, target.body, target.errorPage)
    const headers = ['Retry-After', retryAfterSeconds]
    if (target.body === 'data') sendPlain(response, 503, headers)
    else sendSmallPage(response, 503, headers)
  }
}

/** A full queue refuses thousands of visitors a second, and a line in a log takes time from the others: one in so long, ms. */
const queueFullEveryMs = 1_000
const queueFullToldAt = new WeakMap<ServerLogger, number>()

function report({ settings }: Exchange, { page, route }: PageTarget, error: EngineError): void {
  if (reported.has(error)) return
  reported.add(error)
  const { code } = error
  if (code === 'QUEUE_FULL') {
    const now = performance.now()
    if (now - (queueFullToldAt.get(settings.logger) ?? -Infinity) < queueFullEveryMs) return
    queueFullToldAt.set(settings.logger, now)
  }
  settings.logger.error({ path: page.path, route, code, err: error }, `${page.path} could not be answered: ${code}`)
}
