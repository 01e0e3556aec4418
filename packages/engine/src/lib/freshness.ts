/** Decides whether an entry is fresh, stale or expired. Pure: the caller passes the time and the floors. */
import type { Entry } from './entry.ts'

export type Freshness = 'fresh' | 'stale' | 'expired'

/**
 * The highest log positions at which a page, or one of its tags, was invalidated.
 *
 * `hard` is never above `soft`: what may no longer be shown is certainly due for regeneration.
 */
export interface Floors {
  readonly soft: number
  readonly hard: number
}

export const noFloors: Floors = { soft: 0, hard: 0 }

/** By how much the clocks of those that share a store may differ, ms. */
const clockToleranceMs = 60_000

/**
 * Returns how `entry` may be used at `now` (epoch ms of the store's clock).
 *
 * `floors` are the highest log positions at which its path or one of its tags was invalidated, softly and hard.
 */
export function freshnessOf(entry: Entry, floors: Floors, now: number): Freshness {
  // A render has seen the data as of the log position at its start; what was declared old after that, it may have missed.
  if (entry.asOf < floors.hard || now >= entry.expiresAt) return 'expired'
  if (entry.asOf < floors.soft || now >= entry.staleAt) return 'stale'
  return isOfUnknownAge(entry, now) ? 'stale' : 'fresh'
}

/** Made in the future: the clock was set back since, and the page would stay fresh for as long again. */
const isOfUnknownAge = ({ generatedAt, staleAt }: Entry, now: number): boolean =>
  generatedAt - now > clockToleranceMs && staleAt !== Infinity
