/** One page in memory: its newest known entry, the floors that reach it, and its prepared answers. */
import type { Lookup } from './engine.ts'
import type { Entry } from './entry.ts'
import { bytesOf } from './entry.ts'
import type { EngineEvent } from './events.ts'
import type { Floors, Freshness } from './freshness.ts'
import { freshnessOf } from './freshness.ts'

/** Mutable on purpose: a hit reads it and sets at most `visited`. */
export class Slot implements Floors {
  entry: Entry
  bytes: number
  soft = 0
  hard = 0
  /** Another version of the code has published newer content of this path (DESIGN §4.10). */
  isOutrun = false
  /** The store has it not, because it could not be reached. */
  unpublished = false
  /** The memory's trust epoch in which this was last compared with the store. */
  epoch = -1
  /** When a stale entry was last compared with the store, epoch ms. */
  checkedAt = 0
  /** After a failed attempt: when to try again, epoch ms. */
  retryAt = 0
  /** Another instance renders it: until then it is not asked whether that has ended, epoch ms. */
  busyUntil = 0
  regenerating = false

  /** For SIEVE: was it read since the hand passed? */
  visited = false
  newer: Slot | undefined
  older: Slot | undefined

  #hit: Lookup | undefined
  #stale: Lookup | undefined
  #hitEvent: EngineEvent | undefined

  constructor(entry: Entry) {
    this.entry = entry
    this.bytes = 0
    this.replace(entry)
  }

  /** Takes a new version. Answers given before keep theirs: they are never changed. */
  replace(entry: Entry): void {
    this.entry = frozen(entry)
    this.bytes = bytesOf(entry)
    this.soft = 0
    this.hard = 0
    this.unpublished = false
    this.retryAt = 0
    this.busyUntil = 0
    this.#hit = this.#stale = this.#hitEvent = undefined
  }

  // The same object every time, and none where nobody asks: many pages are visited once.
  get hit(): Lookup {
    return (this.#hit ??= Object.freeze<Lookup>({ state: 'hit', entry: this.entry, collapsed: false }))
  }

  get stale(): Lookup {
    return (this.#stale ??= Object.freeze<Lookup>({ state: 'stale', entry: this.entry, collapsed: false }))
  }

  get hitEvent(): EngineEvent {
    return (this.#hitEvent ??= { type: 'hit', page: this.entry, entry: this.entry })
  }

  raise(floors: Floors): void {
    if (floors.soft > this.soft) this.soft = floors.soft
    if (floors.hard <= this.hard) return
    this.hard = floors.hard
    // What failed, or found the page busy, before it was declared unusable says nothing about the attempt that is due now.
    this.retryAt = 0
  }

  freshness(now: number): Freshness {
    if (this.isOutrun) return 'expired'
    return freshnessOf(this.entry, this, now)
  }
}

/** The same object is handed to every caller. Only the bytes of its bodies cannot be protected. */
function frozen(entry: Entry): Entry {
  for (const part of [entry.bodies, entry.attributes, entry.tags]) Object.freeze(part)
  return Object.freeze(entry)
}
