/** The order of invalidations and what they raise. Pure: every store keeps the log its own way and shares the rules. */
import type { Floors } from './freshness.ts'
import type { Cursor, Invalidation, InvalidationKind, LogEntry, LogPosition, LogTail } from './page-store.ts'

/**
 * The position after `last`: microseconds of the store's clock, strictly increasing whatever the clock does.
 *
 * It is never below an explicit `floor`, so that a render that has seen the whole log satisfies every floor.
 */
export const nextPosition = (last: LogPosition, now: number, floor = 0): LogPosition =>
  Math.max(last + 1, Math.floor(now * 1000), floor)

/** Gives each invalidation its place behind `last`. `nonce` makes an unguessable name for each. */
export function positioned(
  invalidations: readonly Invalidation[],
  last: LogPosition,
  now: number,
  nonce: () => string,
): LogEntry[] {
  let position = last
  return invalidations.map(({ tag, kind, floor }) => {
    position = nextPosition(position, now, floor)
    return { position, nonce: nonce(), tag, kind, floor: floor ?? position }
  })
}

/** The floors of one tag after an invalidation. */
export function raised({ soft, hard }: Floors, kind: InvalidationKind, floor: LogPosition): Floors {
  return { soft: Math.max(soft, floor), hard: kind === 'hard' ? Math.max(hard, floor) : hard }
}

/** The highest of all: an entry is as old as the tag that was invalidated last makes it. */
export function highest(floors: Iterable<Floors>, born: LogPosition): Floors {
  let soft = born
  let hard = 0
  for (const each of floors) {
    if (each.soft > soft) soft = each.soft
    if (each.hard > hard) hard = each.hard
  }
  return { soft, hard }
}

/**
 * Tells what a reader at `cursor` has missed.
 *
 * `base` is the last entry that was dropped, or the log's birth: whoever stands there has missed nothing of it.
 * `found` says whether the retained log holds the cursor's entry, nonce included. A cursor from before `birth` belongs to a
 * log that is gone altogether.
 */
export function kindOfTail(
  cursor: Cursor | undefined,
  { base, birth, found }: { readonly base: Cursor; readonly birth: LogPosition; readonly found: boolean },
): LogTail['kind'] {
  if (!cursor || found || sameCursor(cursor, base)) return 'entries'
  return birth <= cursor.position && cursor.position < base.position ? 'truncated' : 'diverged'
}

export const sameCursor = (a: Cursor, b: Cursor): boolean => a.position === b.position && a.nonce === b.nonce
