/** Who may publish a page, and when to try again. Pure: every store keeps these few numbers its own way and shares the rules. */
import type { Entry } from './entry.ts'
import { freshnessOf } from './freshness.ts'
import type { AcquireRequest, Acquired, Granted, Loaded, LogPosition } from './page-store.ts'
import { isOutrun } from './superseding.ts'

/** What a store knows of a page beside its entry. */
export interface Coordination {
  /** The latest granted token. Nobody else may publish. */
  readonly token: number
  /** The log position of the latest grant. */
  readonly asOf: LogPosition
  /** When the lease ends (epoch ms); 0 when nobody renders. */
  readonly leasedUntil: number
  /** The instance that was granted it, for operators to read. */
  readonly owner: string
  /** After failed attempts: when to try again (epoch ms); 0 when nothing failed. */
  readonly retryAt: number
}

export const uncoordinated: Coordination = { token: 0, asOf: 0, leasedUntil: 0, owner: '', retryAt: 0 }

/** Leases are renewed every few seconds. One that is said to last longer outlived a clock that was set back. */
export const longestLeaseMs = 60_000
/** Nobody waits longer after a failure. A longer wait was noted before the clock was set back. */
export const longestBackoffMs = 600_000

export const isLeased = (page: Coordination, now: number): boolean => isAhead(page.leasedUntil, now, longestLeaseMs)

const isAhead = (time: number, now: number, longestMs: number): boolean => now < time && time - now <= longestMs

/** The store's circumstances at the moment of a decision. */
export interface Moment {
  /** Epoch ms of the store's clock. */
  readonly now: number
  /** The newest entry of the invalidation log. A store that cannot read it together with the page passes where the log began. */
  readonly head: LogPosition
}

/** An answer, and what to write for it: nothing when `after` is undefined. */
export interface AcquireDecision {
  readonly answer: Acquired
  readonly after?: Coordination
}

/** Decides a request to regenerate (reliability §3.4). The caller reads, decides and writes as one atomic step. */
export function decideAcquire(
  before: Coordination,
  loaded: Loaded | undefined,
  request: AcquireRequest,
  moment: Moment,
): AcquireDecision {
  const { now } = moment
  if (loaded && satisfies(loaded, request, now)) return { answer: { kind: 'fresh', loaded } }
  if (isLeased(before, now)) {
    return { answer: { kind: 'busy', asOf: before.asOf, remainingMs: before.leasedUntil - now } }
  }
  if (loaded && request.need === 0 && isPostponed(before, loaded, now)) {
    return { answer: { kind: 'backoff', retryAt: before.retryAt, loaded } }
  }
  return grant(before, loaded, request, moment)
}

/**
 * Decides about what is to be declared at `position` and rendered at once. `undefined` while somebody else renders: neither is
 * written then.
 */
export function decideBegin(
  before: Coordination,
  loaded: Loaded | undefined,
  request: Omit<AcquireRequest, 'need'>,
  position: LogPosition,
  now: number,
): { readonly granted: Granted; readonly after: Coordination } | undefined {
  // What is there was made before the declaration.
  const previous = loaded && { ...loaded, floors: { ...loaded.floors, soft: Math.max(loaded.floors.soft, position) } }
  const { answer, after } = decideAcquire(before, previous, { ...request, need: position }, { now, head: position })
  return answer.kind === 'granted' && after ? { granted: answer, after } : undefined
}

function satisfies(loaded: Loaded, { need, since = Infinity }: AcquireRequest, now: number): boolean {
  const { entry, floors } = loaded
  return entry.asOf >= need && !isOutrun(loaded, since) && freshnessOf(entry, floors, now) === 'fresh'
}

/** Somebody who waits for a change to appear is not put off by what failed before it: neither by `need`, nor here. */
const isPostponed = (page: Coordination, { floors }: Loaded, now: number): boolean =>
  isAhead(page.retryAt, now, longestBackoffMs) && page.asOf >= floors.hard

function grant(
  before: Coordination,
  loaded: Loaded | undefined,
  { known, need, owner, ttlMs }: AcquireRequest,
  { now, head }: Moment,
): AcquireDecision {
  const token = nextToken(before.token, now)
  // The render begins after this: it will have seen everything that is in the log, also what the caller has not read yet.
  const asOf = Math.max(known, need, loaded?.entry.asOf ?? 0, head)
  const expiresAt = now + ttlMs
  return {
    answer: { kind: 'granted', lease: { token, asOf, expiresAt }, previous: loaded },
    after: { token, asOf, leasedUntil: expiresAt, owner, retryAt: before.retryAt },
  }
}

/** The token after `previous`: microseconds of the store's clock, so that it grows even where the record was removed. */
export const nextToken = (previous: number, now: number): number => Math.max(previous + 1, Math.floor(now * 1000))

/** Only the latest granted token may publish; its lease may have run out meanwhile, as long as nobody was granted a later one. */
export const mayPublish = (page: Coordination, token: number): boolean => page.token === token

/** The state after the lease of `token` was prolonged, or `undefined` when that lease is over for good. */
export function renewed(page: Coordination, token: number, ttlMs: number, now: number): Coordination | undefined {
  return page.token === token && page.leasedUntil > 0 ? { ...page, leasedUntil: now + ttlMs } : undefined
}

/** The state after the attempt of `token` failed, or `undefined` when that attempt does not matter any more. */
export function failed(page: Coordination, token: number, retryAt: number): Coordination | undefined {
  return page.token === token && page.leasedUntil > 0 ? { ...page, leasedUntil: 0, retryAt } : undefined
}

export const settled = (page: Coordination): Coordination => ({ ...page, leasedUntil: 0, retryAt: 0 })

/**
 * Whether what a build made may stand where `existing` stands.
 *
 * Not when that was generated at the same time or later, nor when it has seen later invalidations, nor while somebody
 * renders the page: that render began later than the build's. `replaces`: the version that has to stand there, 0 for none.
 */
export function maySeed(
  entry: Pick<Entry, 'generatedAt' | 'asOf'>,
  existing: Pick<Entry, 'generatedAt' | 'asOf' | 'version'> | undefined,
  page: Coordination,
  now: number,
  replaces = existing?.version ?? 0,
): boolean {
  if (isLeased(page, now) || replaces !== (existing?.version ?? 0)) return false
  return !existing || (existing.generatedAt < entry.generatedAt && existing.asOf <= entry.asOf)
}
