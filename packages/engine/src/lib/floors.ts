/** What an instance knows of the invalidation log: the floors of the tags that were invalidated lately. */
import type { Entry } from './entry.ts'
import type { Floors } from './freshness.ts'
import { noFloors } from './freshness.ts'
import { raised } from './log-rules.ts'
import type { Invalidation, LogEntry, LogPosition } from './page-store.ts'
import { everything, tagOfName, tagOfPath } from './tags.ts'

/**
 * A copy of the retained log, by tag. It protects against answers that were on their way while an invalidation arrived,
 * and against a store that lost acknowledged entries.
 */
export class FloorMap {
  readonly #floors = new Map<string, Floors>()
  readonly #limit: number
  #forgotten = 0

  /** `limit`: tags kept; as many as a store retains entries. */
  constructor(limit = 10_000) {
    this.#limit = limit
  }

  raise({ tag, kind, floor }: Pick<LogEntry, 'tag' | 'kind' | 'floor'>): void {
    const floors = raised(this.#floors.get(tag) ?? noFloors, kind, floor)
    this.#floors.delete(tag)
    this.#floors.set(tag, floors)
    if (this.#floors.size > this.#limit) this.#forget(this.#floors.entries().next().value!)
  }

  /** Whether every invalidation after `position` is remembered. */
  isCompleteSince(position: LogPosition): boolean {
    return this.#forgotten <= position
  }

  /** The floors of one tag. */
  ofTag(tag: string): Floors {
    return this.#floors.get(tag) ?? noFloors
  }

  /** The highest over everything that an invalidation can reach a page without entry by. */
  ofPath(path: string): Floors {
    return highestOf(this.ofTag(everything), this.ofTag(tagOfPath(path)))
  }

  /** The highest over all tags of the entry. */
  ofEntry(entry: Pick<Entry, 'path' | 'tags'>): Floors {
    let floors = this.ofPath(entry.path)
    for (const name of entry.tags) floors = highestOf(floors, this.ofTag(tagOfName(name)))
    return floors
  }

  /**
   * The floors that `entries` do not account for, as invalidations that restore them. As of now rather than of then: the
   * log may be a new one, in which every position is above those that were lost.
   */
  missingFrom(entries: readonly LogEntry[]): Invalidation[] {
    const known = new FloorMap(Infinity)
    for (const entry of entries) known.raise(entry)
    const missing: Invalidation[] = []
    for (const [tag, { soft, hard }] of this.#floors) {
      const there = known.ofTag(tag)
      if (hard > there.hard) missing.push({ tag, kind: 'hard' })
      else if (soft > there.soft) missing.push({ tag, kind: 'soft' })
    }
    return missing
  }

  #forget([tag, { soft }]: [string, Floors]): void {
    this.#floors.delete(tag)
    this.#forgotten = Math.max(this.#forgotten, soft)
  }
}

/** The higher of each. */
export function highestOf(a: Floors, b: Floors): Floors {
  if (a.soft >= b.soft && a.hard >= b.hard) return a
  return { soft: Math.max(a.soft, b.soft), hard: Math.max(a.hard, b.hard) }
}
