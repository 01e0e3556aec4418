/**
 * A cache that many visitors share, for answers that are made per request: pages with getServerSideProps, API routes, handlers
 * of somebody's own server. What is kept, for how long and for whom, the answers' own fields decide (RFC 9111).
 *
 * It is one more use of the engine: an answer is an entry, its URL the path, so that single flight, coherence, invalidation and
 * limits are those of generated pages. It has memory and a store of its own: no number of query strings pushes a page out.
 */
import type { ServerResponse } from 'node:http'
import {
  createEngine,
  type Engine,
  EngineError,
  type EngineOptions,
  type InvalidateSelector,
  type InvalidationKind,
  type Lookup,
  type LookupOptions,
  NotKept,
  type PageRef,
  systemClock,
} from '@everfresh/engine'
import type { Exchange } from '../exchange.ts'
import { stripInternalHeaders } from '../internal-headers.ts'
import type { ReadyAnswer } from '../representation.ts'
import type { CanonicalUrl, HandlerTarget } from '../site.ts'
import { ask, mayShowInError, missStatus, tagOfPath, type Question } from './asking.ts'
import { cacheKeyOf, defaultIgnoredParameters, ignoredParameters } from './cache-key.ts'
import type { Captured } from './captured-response.ts'
import { fieldsOf, linesOf, type Fields } from './fields.ts'
import { languageAmong } from './languages.ts'
import { Passes } from './passes.ts'
import { headOfEntry } from './prepared-answer.ts'
import { isPlainHit, readyAnswerOf, sendStored } from './send-stored.ts'
import { invalidateBefore, isUnsafe } from './unsafe-methods.ts'
import { selectionOf, variantKey } from './variants.ts'
import { Variants } from './variant-count.ts'

export interface HttpCacheOptions extends Pick<
  EngineOptions,
  | 'store'
  | 'deployment'
  | 'clock'
  | 'consistency'
  | 'pendingInvalidations'
  | 'onEvent'
  | 'memoryBytes'
  | 'maxConcurrentRenders'
  | 'waitTimeoutMs'
> {
  /** A longer body is sent on, and not kept. Bytes; default 8 MiB. */
  readonly maxBodyBytes?: number
  /** Answers of one URL that differ by `Vary`. Those beyond it are sent on, and not kept. Default 32. */
  readonly maxVariants?: number
  /** Parameters of a query that make no difference; `*` at the end stands for any rest. Default: those that trace visitors. */
  readonly ignoredParameters?: readonly string[]
  /**
   * Languages that there are answers in, the site's own first. Handlers are told the one that a visitor likes best in place of all
   * that `Accept-Language` says, so that `Vary: Accept-Language` means as many answers. Default: they are told what it says.
   */
  readonly languages?: readonly string[]
}

/** Somebody's request, and what it is answered by. */
export interface Visit extends Pick<Exchange, 'request' | 'response'> {
  /** Called before an answer is sent that everybody gets who asks for the same URL and says no more: see `HttpCache.peek`. */
  found?(kept: KeptAnswer): void
}

/** The place of an answer that is kept. */
export interface KeptAnswer {
  readonly page: PageRef<Question>
}

export interface HttpCache {
  /**
   * Answers a request for `target`: from memory at once where that is possible.
   *
   * @throws what `target` throws, where nothing is kept that may be shown in its place; EngineError where the cache is closed
   */
  answer(visit: Visit, target: HandlerTarget, url: CanonicalUrl): void | Promise<void>
  /**
   * What `answer` would send to a GET for the same URL, of the same host, that has these fields and no others which it looks at:
   * credentials, conditions, ranges, cookies of a person. The same object for many requests. Synchronous; it counts as a visit.
   *
   * Undefined, and to be asked of `answer`, unless it is in memory, fresh, and the same for all.
   *
   * @param kept As `Visit.found` was told.
   */
  peek(kept: KeptAnswer, acceptEncoding: string | undefined, ifNoneMatch: string | undefined): ReadyAnswer | undefined
  /** Declares out of date what is kept of a path, with every query and variant. Resolves once that holds in every instance. */
  invalidate(selectors: readonly InvalidateSelector[], kind: InvalidationKind): Promise<unknown>
  close(graceMs?: number): Promise<void>
}

/** How long an answer that was not kept keeps later visitors from waiting for one that is, ms. */
const passForMs = 10_000

const bypass = 'everfresh; fwd=bypass'
const method = 'everfresh; fwd=method'
const failed = 'everfresh; fwd=stale'

const nothingPreset: Fields = []

/** Whoever peeks asks no question: what is stale is left to `answer`, which has a request to ask with. */
const noQuestion = undefined as unknown as Question
const onlyFresh: LookupOptions = { onlyFresh: true }

/** What a site's configuration may have set on a response, and a cache obeys. */
const presettable: ReadonlySet<string> = new Set(['cache-control', 'cdn-cache-control', 'vary', 'expires'])

export function createHttpCache(options: HttpCacheOptions): HttpCache {
  const {
    maxBodyBytes = 8 * 2 ** 20,
    maxVariants = 32,
    ignoredParameters: ignored = defaultIgnoredParameters,
    languages,
    memoryBytes = 32 * 2 ** 20,
    // They mostly wait, for data of somebody else's. Without a cache there is no limit at all.
    maxConcurrentRenders = 1_000,
    clock = systemClock,
    ...engineOptions
  } = options
  const isIgnored = ignoredParameters(ignored)
  const nameLanguage = languages && languageAmong(languages)
  const passes = new Passes(passForMs)
  // The first has the name of the URL itself.
  const variants = new Variants(maxVariants - 1)
  const engine: Engine<Question> = createEngine<Question>({
    ...engineOptions,
    clock,
    maxConcurrentRenders,
    maxConcurrentRendersPerRoute: maxConcurrentRenders,
    memoryBytes,
    async render(request) {
      try {
        return await ask(request, { maxBytes: maxBodyBytes, now: () => engine.now() })
      } catch (error) {
        // What was for everybody is somebody's own now: the earlier answer is not shown in its place.
        if (error instanceof NotKept && request.previous !== undefined) void forget(request.page.path)
        throw error
      }
    },
  })

  const forget = (path: string): Promise<unknown> => engine.invalidate([{ path }], 'hard').catch(() => {})

  const invalidate: HttpCache['invalidate'] = (selectors, kind) =>
    engine.invalidate(
      selectors.map(({ path, ...selector }) => (path === undefined ? selector : { tag: tagOfPath(path) })),
      kind,
    )

  /** The answer that is kept for this request, or where to put one. */
  function find(visit: Visit, page: PageRef<Question>, key: string): { page: PageRef<Question>; lookup?: Lookup } {
    const first = engine.peek(page)
    if (first === undefined) return { page }
    const { selecting, selection } = headOfEntry(first.entry)
    if (selecting.length === 0) return { page, lookup: first }
    const wanted = selectionOf(visit.request.headers, selecting)
    if (wanted === selection) return { page, lookup: first }
    const variant = { ...page, path: variantKey(key, selecting, wanted) }
    const lookup = engine.peek(variant)
    return lookup === undefined ? { page: variant } : { page: variant, lookup }
  }

  function answer(visit: Visit, target: HandlerTarget, url: CanonicalUrl): void | Promise<void> {
    const { request, response } = visit
    const host = request.headers.host ?? ''
    if (isUnsafe(request.method)) {
      invalidateBefore(response, target.cache!.path, host, (paths) =>
        invalidate(
          paths.map((path) => ({ path })),
          'hard',
        ),
      )
      return pass(visit, target, method)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return pass(visit, target, method)
    nameLanguage?.(request.headers)
    if (target.cache!.isPersonal?.(request) === true) return pass(visit, target, bypass)
    const key = cacheKeyOf(host, url, isIgnored) + rewrittenFrom(request.url ?? '/', url)
    const question: Question = {
      request,
      response,
      target,
      presetFields: presetFieldsOf(response),
    }
    const base = { namespace: target.cache!.namespace, path: key, context: question, route: target.route }
    const { page, lookup } = find(visit, base, key)
    const now = engine.now()
    if (lookup !== undefined && isUsable(lookup, now)) {
      if (visit.found !== undefined && isPlainHit(lookup)) visit.found({ page: { ...page, context: noQuestion } })
      return sendStored(visit, lookup, now)
    }
    if (lookup !== undefined || passes.has(page.path, clock.monotonic())) return pass(visit, target, bypass)
    if (page !== base && !variants.admits(key, page.path))
      return pass(visit, target, 'everfresh; fwd=vary-miss; detail=too-many-variants')
    return fetchAnswer(visit, target, page, key)
  }

  function peek(
    { page }: KeptAnswer,
    acceptEncoding: string | undefined,
    ifNoneMatch: string | undefined,
  ): ReadyAnswer | undefined {
    const lookup = engine.peek(page, onlyFresh)
    return lookup && readyAnswerOf(lookup, engine.now(), acceptEncoding, ifNoneMatch)
  }

  async function fetchAnswer(visit: Visit, target: HandlerTarget, page: PageRef<Question>, key: string): Promise<void> {
    const { response } = visit
    const question = page.context
    let lookup: Lookup
    try {
      lookup = await engine.get(page)
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      return withoutStored(visit, target, page, error)
    }
    const now = engine.now()
    if (isUsable(lookup, now)) {
      const { selecting, selection } = headOfEntry(lookup.entry)
      // Somebody else's variant was made while this visitor waited.
      const isOwn = selectionOf(visit.request.headers, selecting) === selection
      if (isOwn) return sendStored(visit, lookup, now)
      const variant = find(visit, { ...page, path: key }, key)
      if (variant.lookup !== undefined && isUsable(variant.lookup, now)) return sendStored(visit, variant.lookup, now)
      if (variant.page.path !== page.path && variants.admits(key, variant.page.path))
        return fetchAnswer(visit, target, variant.page, key)
      return pass(visit, target, bypass)
    }
    if (question.own !== undefined) return sendOwn(visit, question.own, failed)
    if (!response.headersSent) return pass(visit, target, bypass)
  }

  /** Nothing is kept, for this visitor or for anybody. */
  async function withoutStored(
    visit: Visit,
    target: HandlerTarget,
    { path, context: question }: PageRef<Question>,
    error: EngineError,
  ): Promise<void> {
    const { response } = visit
    if (error.cause instanceof NotKept) {
      passes.add(path, clock.monotonic())
      if (question.wasAnswered === true) return
      const status = missStatus(error.cause.reason)
      return question.own === undefined ? pass(visit, target, status) : sendOwn(visit, question.own, status)
    }
    if (response.headersSent) return
    if (question.own !== undefined) return sendOwn(visit, question.own, failed)
    throw error.code === 'REGENERATION_FAILED' && error.cause !== undefined ? error.cause : error
  }

  return { answer, peek, invalidate, close: (graceMs) => engine.close(graceMs) }
}

/** Whether an answer may be shown: fresh, stale while it is asked for anew, or in place of an error as long as that is allowed. */
function isUsable(lookup: Lookup, now: number): boolean {
  if (lookup.degraded === undefined || lookup.state === 'hit') return true
  return lookup.state === 'miss' || mayShowInError(headOfEntry(lookup.entry), now)
}

const presetFieldsOf = (response: ServerResponse): Fields =>
  response.getHeaderNames().length === 0
    ? nothingPreset
    : fieldsOf(response).filter(([name]) => presettable.has(name.toLowerCase()))

/** An answer may show the path that was asked for, too, where rules have led to another: `~/shown`. */
function rewrittenFrom(target: string, { pathname }: CanonicalUrl): string {
  const query = target.indexOf('?')
  const shown = query === -1 ? target : target.slice(0, query)
  return shown === pathname ? '' : `~${shown}`
}

/** Lets the handler answer this visitor, and nobody else. */
async function pass({ request, response }: Visit, target: HandlerTarget, cacheStatus: string): Promise<void> {
  stripInternalHeaders(request)
  response.setHeader('Cache-Status', cacheStatus)
  await target.handle(request, response)
}

function sendOwn({ response }: Visit, { status, fields, body }: Captured, cacheStatus: string): void {
  for (const [name, lines] of linesOf(fields)) response.setHeader(name, lines)
  response.setHeader('Cache-Status', cacheStatus)
  response.writeHead(status)
  response.end(body)
}
