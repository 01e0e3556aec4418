/** The engine's public contract. The files beside it decide; `createEngine` only wires them. */
import type { Clock } from './clock.ts'
import type { Content, Entry, PageId, RenderReason } from './entry.ts'
import type { EngineListener } from './events.ts'
import type { Cursor, InvalidationKind, PageStore } from './page-store.ts'
import type { PendingInvalidations } from './pending.ts'

/** A page and what its renderer needs to know of it. The engine never looks into `context`. */
export interface PageRef<Context = unknown> extends PageId {
  /** The file under `pages/` that makes it, e.g. `/products/[id]`: its pages share limits and a breaker. Default: `namespace`. */
  readonly route?: string
  /** Route, path parameters, locale. Never anything of a visitor's request. */
  readonly context: Context
}

export interface RenderRequest<Context = unknown> {
  readonly page: PageRef<Context>
  readonly reason: RenderReason
  /** The version that stands, however old: for whoever can ask its source whether it has changed. */
  readonly previous?: Entry
  /** Aborted when the render's time is over or the engine closes: what it makes after that is thrown away. */
  readonly signal: AbortSignal
}

/** A finished render. */
export interface Rendered extends Content {
  readonly tags: readonly string[]
  /** Milliseconds until it is stale; `false` for never. */
  readonly revalidateMs: number | false
  /** Milliseconds until it may not be served any more without a regeneration; `false` for never. */
  readonly expireMs: number | false
}

export type Renderer<Context = unknown> = (request: RenderRequest<Context>) => Promise<Rendered>

/** How a lookup was answered (RFC 9211 words are derived from it in the server). */
export type LookupState = 'hit' | 'stale' | 'miss' | 'revalidated'

/** Frozen, and the same object for many requests. Bytes cannot be frozen: do not write into the bodies. */
export interface Lookup {
  readonly state: LookupState
  readonly entry: Entry
  /** This request waited for a render that another request had begun. */
  readonly collapsed: boolean
  /** Set when the answer is older than promised, and why: a failed regeneration of an expired page, an unreachable store. */
  readonly degraded?: 'stale-if-error' | 'store-unavailable'
}

/** What a page was seen to be in passing. */
export interface Glance {
  /** Its entry has no bodies, unless memory keeps it. */
  readonly lookup: Lookup
  /** They may be overwritten by the next glance. */
  readonly bodies: Entry['bodies']
}

export interface LookupOptions {
  /** False for prefetches: a stale entry is served without starting work (B57). A missing page is generated all the same. */
  readonly regenerateStale?: boolean
  /** Undefined for whatever is not fresh, which then does not count as visited: somebody will ask again, for what there is. */
  readonly onlyFresh?: boolean
  /** Set where no visitor waits: a missing page is generated for this reason, after all other work. */
  readonly reason?: 'build' | 'warm'
}

/** Bounds and intervals; each has a default in `options.ts`. */
export interface EngineOptions<Context = unknown> {
  readonly store: PageStore
  readonly render: Renderer<Context>
  /** The deployment whose code `render` runs, written into every entry it makes. */
  readonly deployment: string
  readonly clock?: Clock
  /** Names this instance in leases and events. Default: a random id. */
  readonly instance?: string
  /** Memory for entries, bytes. 0 switches L1 off. Default 50 MiB. */
  readonly memoryBytes?: number
  /**
   * A store on this machine, of this instance alone or shared with those beside it, with no other use: what the instance
   * serves is copied into it, behind, and served from it, marked, while `store` cannot be reached and memory has nothing.
   * What a build made may be seeded into it before. Opened and closed by the caller; its own bounds decide how much it holds.
   */
  readonly fallback?: PageStore
  /**
   * What visitors are shown while it cannot be known whether it is still right: because the store does not answer, or because
   * a page that was declared unusable cannot be made anew. `available`: the last version, marked. `strict`: what is rendered
   * for them, or an error. Default `available`.
   */
  readonly consistency?: 'available' | 'strict'
  /**
   * Keeps invalidations while the store is away, so that they are told later. They are answered with INVALIDATION_QUEUED.
   * Default: they are refused with STORE_UNAVAILABLE.
   */
  readonly pendingInvalidations?: PendingInvalidations
  /** A render is aborted after this long, ms. Default 30,000. */
  readonly regenerationTimeoutMs?: number
  /** A visitor waits at most this long for a page that does not exist yet, ms. Default 30,000. */
  readonly waitTimeoutMs?: number
  /** `revalidate` gives up after this long, ms. Default: twice `regenerationTimeoutMs` and one lease. */
  readonly revalidationTimeoutMs?: number
  /** A lease that is not renewed ends after this long, ms. At most 60,000. Default 5,000. */
  readonly leaseTtlMs?: number
  /** Renders under way at once. Default 16. */
  readonly maxConcurrentRenders?: number
  /** Renders of one route under way at once. Default: three quarters of `maxConcurrentRenders`, so that others have places left. */
  readonly maxConcurrentRendersPerRoute?: number
  /** What holds for a route instead, by its name. */
  readonly routes?: Readonly<Record<string, RouteLimits>>
  /** Renders waiting for their turn. Beyond it, stale pages stay stale and misses answer QUEUE_FULL. Default 10,000. */
  readonly maxQueuedRenders?: number
  /** Longest wait before a failed regeneration is tried again, ms. At most 600,000. Default 30,000; the first wait is 500 ms and doubles. */
  readonly maxBackoffMs?: number
  /** Told of everything that happens, at once. What it throws is ignored: no request may fail for a log line. */
  readonly onEvent?: EngineListener
  /** Between 0 and 1, for jitter. Default `Math.random`. */
  readonly random?: () => number
}

export interface RouteLimits {
  /** Renders under way at once. Default: `maxConcurrentRendersPerRoute`. */
  readonly maxConcurrentRenders?: number
}

export interface RevalidateOptions {
  /** Resolve without rendering when the page was never generated (B117). */
  readonly onlyGenerated?: boolean
}

export interface InvalidateSelector {
  readonly path?: string
  readonly tag?: string
  readonly everything?: true
}

export interface Engine<Context = unknown> {
  /**
   * The hit path: the answer if memory holds a version that may be served now, else `undefined`. Synchronous, and without
   * allocation beyond the result. A stale version is returned and its regeneration started behind.
   */
  peek(page: PageRef<Context>, options?: LookupOptions): Lookup | undefined

  /**
   * Like `peek`; and what memory does not hold is read from the store, where that answers at once as a store on this machine
   * does. Whoever gets `undefined` asks `get` or `find`.
   */
  findNow(page: PageRef<Context>, options?: LookupOptions): Lookup | undefined

  /**
   * Like `findNow`, for a page that memory does not hold and that is sent at once: its bodies may be overwritten by the next glance.
   * `undefined` also where memory holds it, and where the store has no such way.
   */
  glance(page: PageRef<Context>): Glance | undefined

  /**
   * Answers with a version of the page, rendering it first if there is none that may be served.
   *
   * @throws EngineError REGENERATION_FAILED (with the renderer's error as `cause`), REGENERATION_TIMED_OUT, WAIT_TIMED_OUT,
   * QUEUE_FULL, STORE_UNAVAILABLE: only when no version exists that could be served instead.
   */
  get(page: PageRef<Context>, options?: LookupOptions): Promise<Lookup>

  /** Like `get`, but answers `undefined` instead of rendering a page that was never generated. */
  find(page: PageRef<Context>, options?: LookupOptions): Promise<Lookup | undefined>

  /**
   * Renders the page from data as of now or later and publishes it; read your writes (reliability §3.5). Resolves when no
   * instance serves an older version, with the lookup, or `undefined` when `onlyGenerated` found nothing.
   *
   * @throws EngineError when the render fails or the time is over; the last good version stays, and stays due.
   */
  revalidate(page: PageRef<Context>, options?: RevalidateOptions): Promise<Lookup | undefined>

  /**
   * Declares everything the selectors reach stale (`soft`) or unusable (`hard`). Resolves once that holds everywhere.
   *
   * @throws EngineError INVALID_SELECTOR, STORE_UNAVAILABLE; INVALIDATION_QUEUED when it is to be told later
   */
  invalidate(selectors: readonly InvalidateSelector[], kind: InvalidationKind): Promise<Cursor>

  /**
   * Calls `run`, whose synchronous lookups share one comparison with what other processes have invalidated: for visitors who had all
   * asked before. For them it is exact, since the first of these lookups came after them.
   */
  together(run: () => void): void

  /** What time it is where entries are kept, epoch ms: their times are told by that clock, whatever this machine's one says. */
  now(): number

  /** Renders under way and waiting, and memory in use. */
  statistics(): EngineStatistics

  /**
   * Waits for renders and their publishes, revalidations and invalidations that are under way (at most `graceMs`, default
   * 10,000), then aborts the rest. Keeps the process alive meanwhile. Does not close the store.
   */
  close(graceMs?: number): Promise<void>
}

/** `unavailable`: it does not answer. `refuses-writes`: it answers, and takes nothing in. */
export type StoreState = 'available' | 'unavailable' | 'refuses-writes'

export interface EngineStatistics {
  readonly store: StoreState
  readonly consistency: 'available' | 'strict'
  readonly memoryBytes: number
  readonly memoryEntries: number
  readonly rendersUnderWay: number
  readonly rendersQueued: number
  /** Routes whose pages keep failing: their stale pages are not regenerated, but for one now and then. */
  readonly brokenRoutes: readonly string[]
}
