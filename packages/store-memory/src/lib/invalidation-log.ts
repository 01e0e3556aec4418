/** The log of invalidations, and the floor that it has set for each tag. */
import {
  everything,
  highest,
  invalidationTagsOf,
  kindOfTail,
  nextPosition,
  noFloors,
  positioned,
  raised,
  sameCursor,
} from '@everfresh/engine'
import type {
  Clock,
  Cursor,
  Entry,
  Floors,
  Invalidation,
  InvalidationKind,
  LogPosition,
  LogTail,
} from '@everfresh/engine'
import type { MemoryPageStoreState } from './state.ts'

export interface LogLimits {
  /** Entries that are kept for instances that read them later. */
  readonly limit: number
  /** Tags whose floors are kept. */
  readonly tagLimit: number
}

export class InvalidationLog {
  /** Where the log began. */
  readonly birth: Cursor
  readonly #state: MemoryPageStoreState
  readonly #clock: Clock
  readonly #limits: LogLimits

  constructor(state: MemoryPageStoreState, clock: Clock, limits: LogLimits) {
    this.#state = state
    this.#clock = clock
    this.#limits = limits
    this.birth = state.birth ??= { position: nextPosition(0, clock.now()), nonce: newNonce() }
    state.base ??= this.birth
    state.head ??= this.birth
  }

  append(invalidations: readonly Invalidation[]): Cursor {
    const { log, head } = this.#state
    for (const entry of positioned(invalidations, head!.position, this.#clock.now(), newNonce)) {
      this.#raise(entry.tag, entry.kind, entry.floor)
      log.push(entry)
      this.#state.head = { position: entry.position, nonce: entry.nonce }
    }
    const dropped = log.splice(0, Math.max(0, log.length - this.#limits.limit)).at(-1)
    this.#forgetOldestFloors()
    if (dropped) this.#state.base = { position: dropped.position, nonce: dropped.nonce }
    return this.#state.head!
  }

  /** What came after `cursor`. */
  tail(cursor: Cursor | undefined): LogTail {
    const { log, base, head } = this.#state
    // From the end: most readers have missed little.
    const index = cursor ? log.findLastIndex((entry) => sameCursor(entry, cursor)) : -1
    const kind = kindOfTail(cursor, { base: base!, birth: this.birth.position, found: index >= 0 })
    return { kind, entries: log.slice(index + 1), head: head!, now: this.#clock.now() }
  }

  floorsOf(entry: Entry): Floors {
    const { floors } = this.#state
    return highest(
      invalidationTagsOf(entry).map((tag) => floors.get(tag) ?? noFloors),
      this.birth.position,
    )
  }

  /** The order of insertion is that of the last invalidation. */
  #raise(tag: string, kind: InvalidationKind, floor: LogPosition): void {
    const { floors } = this.#state
    const after = raised(floors.get(tag) ?? noFloors, kind, floor)
    floors.delete(tag)
    floors.set(tag, after)
  }

  /** They become part of the floor of everything, which concerns the oldest pages only. */
  #forgetOldestFloors(): void {
    const { floors } = this.#state
    for (const [tag, { soft }] of floors) {
      if (floors.size <= this.#limits.tagLimit) return
      if (tag === everything) continue
      floors.delete(tag)
      this.#raise(everything, 'hard', soft)
    }
  }
}

const newNonce = (): string => globalThis.crypto.randomUUID()
