/** How a store that is a network away waits until every instance has taken in an invalidation (reliability §3.5). */
import type { Clock } from './clock.ts'
import { coherenceLeaseMs } from './coherence-lease.ts'
import type { Awaitable, Cursor, LogPosition } from './page-store.ts'
import { sleep, timedOut, within } from './waiting.ts'

/** What a store keeps of an instance that reads its log. */
export interface Member {
  readonly name: string
  /** The position up to which the instance had applied the log when it last asked. */
  readonly acknowledged: LogPosition
  /** Heartbeats so far: tells whether it has asked since. */
  readonly beats: number
}

export interface Roll {
  readonly members: readonly Member[]
  /**
   * For how long the list has been kept without a loss, ms; `Infinity` where nothing is ever lost. A store that went on from
   * a replica that was behind, or from nothing, may not know of members that still trust their memory.
   */
  readonly keptForMs: number
}

/** The calls that the barrier makes; each is one trip to the store. */
export interface Membership {
  /**
   * The members, or `undefined` when the log does not hold the entry at `cursor`: the store has lost it. `isUrgent`: somebody
   * has been behind for a moment, and may be told that a heartbeat is waited for.
   */
  members(cursor: Cursor, isUrgent: boolean): Awaitable<Roll | undefined>
  /** Forgets a member, unless it has beaten since: nobody waits for it again before it comes back. */
  expel(member: Member): Awaitable<void>
}

/** Clocks of different machines run apart by at most 1 % each; timers are late by some ms. */
const longestLeaseMs = (visibilityMs: number): number => (coherenceLeaseMs + visibilityMs) * 1.02 + 50

const firstPollMs = 1
const longestPollMs = 50
/** Who has not acknowledged by then was not told, or saw no reason to hurry, ms. */
const urgentPollMs = 4
/** A question that is not answered by then is asked again, ms. */
const questionMs = 250

export interface BarrierOptions {
  /** The store's `visibilityMs`: a heartbeat may have prolonged a lease without the entry for that long after it was written. */
  readonly visibilityMs?: number
  /** The member that waits, which has applied the entry already. */
  readonly applied?: string | undefined
  /** How long a store may be silent after the last lease has ended before the barrier throws, ms. Default 2,500. */
  readonly giveUpMs?: number
}

/**
 * Resolves to `reached` once every member has acknowledged `cursor`, or the coherence lease of those that did not has run
 * out; to `diverged` when the store has lost the entry: what was acknowledged then means nothing.
 *
 * @throws whatever `members` threw last, when the store has not answered for `giveUpMs` after that.
 */
export async function waitForMembers(
  cursor: Cursor,
  membership: Membership,
  clock: Clock,
  { visibilityMs = 0, applied, giveUpMs = 2_500 }: BarrierOptions = {},
): Promise<'reached' | 'diverged'> {
  const waitMs = longestLeaseMs(visibilityMs)
  const begunAt = clock.monotonic()
  let first: { readonly at: number; readonly beats: ReadonlyMap<string, number> } | undefined
  for (let pollMs = firstPollMs; ; pollMs = Math.min(2 * pollMs, longestPollMs)) {
    const askedAt = clock.monotonic()
    const isUrgent = pollMs === urgentPollMs || pollMs === longestPollMs
    const roll = await ask(() => membership.members(cursor, isUrgent), clock)
    if (roll === undefined) return 'diverged'
    if (roll instanceof Error) {
      if (askedAt - begunAt > waitMs + giveUpMs) throw roll
    } else {
      first ??= { at: askedAt, beats: new Map(roll.members.map(({ name, beats }) => [name, beats])) }
      const behind = roll.members.filter(({ acknowledged, name }) => acknowledged < cursor.position && name !== applied)
      if (behind.length === 0 && roll.keptForMs >= waitMs) return 'reached'
      // The entry was there after the last lease ended that was granted without it.
      if (askedAt - begunAt >= waitMs) {
        // Whoever has beaten since may hold a lease again: to forget that one would let the next barrier pass it by.
        const silent = behind.filter(({ name, beats }) => first!.beats.get(name) === beats)
        const isLongEnough = askedAt - first.at >= waitMs
        if (isLongEnough) await Promise.all(silent.map((member) => ask(() => membership.expel(member), clock)))
        return 'reached'
      }
    }
    await sleep(clock, pollMs)
  }
}

/** The answer, or an Error: one question that got lost is no reason to give up. */
async function ask<T>(question: () => Awaitable<T>, clock: Clock): Promise<T | Error> {
  try {
    const answer = await within(clock, questionMs, Promise.resolve(question()))
    return answer === timedOut ? new Error(`no answer within ${questionMs} ms`) : answer
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error), { cause: error })
  }
}
