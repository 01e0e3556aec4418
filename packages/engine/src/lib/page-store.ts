/**
 * The port that every backend implements: it keeps entries, arbitrates who regenerates, and orders invalidations.
 *
 * The protocol behind it is written down in docs/concepts/coherence.md. Every method may answer at once or with a promise,
 * so that an embedded store costs no microtask; the engine awaits in one place.
 */
import type { Entry, PageId } from './entry.ts'
import type { Floors } from './freshness.ts'

export type Awaitable<T> = T | Promise<T>

/** A position in the invalidation log: microseconds of the store's clock, made strictly increasing. Below 2^53. */
export type LogPosition = number

/** Identifies one log entry even after a store lost its tail: the number may be used again, the nonce is not. */
export interface Cursor {
  readonly position: LogPosition
  readonly nonce: string
}

export type InvalidationKind = 'soft' | 'hard'

/** What was appended at once, so that a reader at `after` is at `head` without asking. */
export interface News {
  readonly after: Cursor
  readonly entries: readonly LogEntry[]
  readonly head: Cursor
}

/** "What was rendered from data as of before `floor` is stale (`soft`) or may not be shown any more (`hard`)." */
export interface Invalidation {
  readonly tag: string
  readonly kind: InvalidationKind
  /** Defaults to the position that this invalidation gets in the log. */
  readonly floor?: LogPosition
}

export interface LogEntry extends Cursor {
  readonly tag: string
  readonly kind: InvalidationKind
  readonly floor: LogPosition
}

/** What happened in the log since a cursor. */
export type LogTail = TailKind & {
  readonly entries: readonly LogEntry[]
  readonly head: Cursor
  /** Epoch ms of the store's clock. From stores with lease coherence, whose clock may differ from the caller's. */
  readonly now?: number
  /**
   * For how long the store has lost nothing of what it acknowledged, as far as it knows, ms. Set by stores that may go on
   * from a replica that was behind, or from nothing.
   */
  readonly keptForMs?: number
}

type TailKind =
  | { readonly kind: 'entries' }
  /** The cursor is older than what is retained: verify everything in memory, and start again from `head`. */
  | { readonly kind: 'truncated' }
  /** The cursor is unknown though not old: the store lost acknowledged entries (failover, restore). */
  | { readonly kind: 'diverged' }

export interface Loaded {
  readonly entry: Entry
  /** Over all tags of the entry, at the time of the read. */
  readonly floors: Floors
  /** Another version of this path's code published later than this entry was made: its content may be newer (DESIGN §4.10). */
  readonly supersededElsewhere: boolean
}

/** What a store shows of a page in passing: the entry has no bodies, since those beside it hold only until the next glance. */
export interface Glimpse extends Loaded {
  readonly bodies: Entry['bodies']
}

/** How an instance asks to regenerate a page. */
export interface AcquireRequest {
  /** The render must have seen the log up to here; 0 when any fresh version will do. */
  readonly need: LogPosition
  /** The log position that the caller has applied. */
  readonly known: LogPosition
  /**
   * Since when the caller serves this code, epoch ms: what other code published later does not outdate what was made after.
   * Default: any newer content of other code does.
   */
  readonly since?: number
  /** The instance, for operators to read. */
  readonly owner: string
  /** How long the lease lasts unless renewed, ms. */
  readonly ttlMs: number
}

export type Acquired =
  /** Somebody was faster: adopt it, render nothing. */
  | { readonly kind: 'fresh'; readonly loaded: Loaded }
  /** Somebody else renders. `asOf` tells whether that render satisfies `need`. */
  | { readonly kind: 'busy'; readonly asOf: LogPosition; readonly remainingMs: number }
  /** The last attempts failed: serve the last good version until `retryAt` (epoch ms). */
  | { readonly kind: 'backoff'; readonly retryAt: number; readonly loaded: Loaded }
  /** Render now; publish with `token`. */
  | { readonly kind: 'granted'; readonly lease: Lease; readonly previous: Loaded | undefined }

export type Granted = Extract<Acquired, { kind: 'granted' }>

/** What was granted in the step that declared the page to be due. `declared`: where that is in the log. */
export type Begun = Granted & { readonly declared: Cursor }

/** The right to publish one page. It can be lost: only the latest granted token may publish. */
export interface Lease {
  readonly token: number
  readonly asOf: LogPosition
  /** Epoch ms of the store's clock. */
  readonly expiresAt: number
}

/** What is to be appended to the log in the step in which a lease is granted or a page is published. */
export interface Declaration {
  readonly invalidations: readonly Invalidation[]
  /** As of `invalidate`. */
  readonly onNews?: (news: News) => void
}

export type Published =
  /** `declared`: where in the log the invalidations are; without it they were not appended. */
  | { readonly kind: 'published'; readonly entry: Entry; readonly declared?: Cursor }
  /** A later lease exists. Nothing was written; `current` is what is served. */
  | { readonly kind: 'rejected'; readonly current: Loaded | undefined }

export interface StoreStatistics {
  readonly entries: number
  readonly bytes: number
}

export interface PageStore {
  /** For messages and metrics, e.g. `lmdb`. */
  readonly name: string

  /**
   * How an instance learns what others did. `immediate`: comparing `head()` on every request is cheap and linearizable,
   * so no lease is needed. `lease`: the instance trusts its memory while `heartbeat` keeps its coherence lease alive.
   */
  readonly coherence: 'immediate' | 'lease'

  /**
   * For how long at most a read may still answer what others have overwritten, ms. Default 0: what was acknowledged is seen
   * at once, by everybody.
   *
   * For stores on a mount whose clients cache what they have read. Only reads may be late, that is `load`, `readLog`, the
   * list of members and the floors of an `acquire`, and they never go back; grants and publishes are exact, and an
   * instance reads at once what it has written itself. Below the length of a coherence lease. Pass it to `waitForMembers`, too.
   */
  readonly visibilityMs?: number

  /** The position of the newest log entry. With `immediate` coherence it answers synchronously, in about a microsecond. */
  head(): Awaitable<LogPosition>

  /** The newest published version, or `undefined`. A record that fails its checksum or has an unknown format is absent. */
  load(page: PageId): Awaitable<Loaded | undefined>

  /**
   * Like `load`, of stores that answer at once: without memory of its own for bodies, which would be garbage as soon as they are
   * sent. They are overwritten by the next glance.
   */
  glance?(page: PageId): Glimpse | undefined

  /** Asks for the right to regenerate. Atomic (reliability §3.4). */
  acquire(page: PageId, request: AcquireRequest): Awaitable<Acquired>

  /**
   * Appends the `declaration` and grants a lease as of it, in one step: a trip or a commit less than `invalidate` and `acquire`.
   * `undefined`, and nothing done, where it cannot: then those two are called.
   */
  begin?(page: PageId, request: Omit<AcquireRequest, 'need'>, declaration: Declaration): Awaitable<Begun | undefined>

  /** Prolongs a lease to `ttlMs` from now. False when a later lease exists. */
  renew(page: PageId, token: number, ttlMs: number): Awaitable<boolean>

  /**
   * Makes `entry` the served version, if and only if `token` is the latest granted. Repeating a publish is harmless.
   * `entry.version` and `entry.asOf` are ignored: the store sets them to the token and the lease's position.
   *
   * Stores that can do so in the same step append the `declaration`, and say where: a trip or a commit less. Others ignore it.
   */
  publish(page: PageId, token: number, entry: Entry, declaration?: Declaration): Awaitable<Published>

  /** Ends a lease without a new version. The next attempts wait until `retryAt` (epoch ms); the entry is not touched. */
  fail(page: PageId, token: number, retryAt: number): Awaitable<void>

  /**
   * Stores what a build made, unless a version generated at the same time or later stands there. Answers how many it took.
   * A build made before the store's log was born has missed nothing that this store knows of: it counts as of the birth.
   *
   * `replaces`: moreover, only where this version stands, 0 for none. For what was rendered while others could render it, too:
   * the times of two machines do not tell which came first.
   */
  seed(entries: readonly Entry[], replaces?: number): Awaitable<number>

  /**
   * Appends to the log, in order and atomically, and raises the floors. Resolves when committed. Stores whose readers would
   * have to ask for it may pass it to `onNews` before that.
   */
  invalidate(invalidations: readonly Invalidation[], onNews?: (news: News) => void): Awaitable<Cursor>

  /** Removes a page's record altogether. */
  purge(page: PageId): Awaitable<void>

  /** What was logged after `cursor`; from the oldest retained entry when `cursor` is undefined. Also a member's heartbeat. */
  readLog(cursor: Cursor | undefined, member: string): Awaitable<LogTail>

  /**
   * Calls `onNews` when the log may have grown, until the returned function is called. Only a hint, which spares waiting for
   * the next heartbeat: it may come late, twice, or not at all. With `news`, whoever is at its beginning need not ask; without,
   * somebody may be waiting for a heartbeat.
   */
  subscribe?(onNews: (news?: News) => void): () => void

  /**
   * Resolves when every live member has applied the log up to `cursor` or has lost its right to trust its memory.
   * `diverged` when the store no longer knows the entry. Immediate stores answer `reached` at once; others ask
   * `waitForMembers`. `applied`: the member that asks, if it has applied the entry, whatever it has acknowledged.
   */
  barrier(cursor: Cursor, applied?: string): Awaitable<'reached' | 'diverged'>

  /** Every page's id and times, in no particular order: for listings, collection and tests. Bodies are not read. */
  list(): AsyncIterable<EntrySummary>

  statistics(): Awaitable<StoreStatistics>

  close(): Awaitable<void>
}

/** An entry without its bodies. */
export type EntrySummary = Omit<Entry, 'bodies'> & { readonly bytes: number }
