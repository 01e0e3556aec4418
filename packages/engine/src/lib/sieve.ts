/** Which entry leaves memory next: SIEVE, where a hit sets one bit and a hand looks for an entry without it. */
import type { Slot } from './slot.ts'

/** A list from the newest to the oldest, and a hand that wanders from the oldest to the newest. */
export class Sieve {
  #newest: Slot | undefined
  #oldest: Slot | undefined
  #hand: Slot | undefined

  add(slot: Slot): void {
    slot.older = this.#newest
    slot.newer = undefined
    if (this.#newest) this.#newest.newer = slot
    else this.#oldest = slot
    this.#newest = slot
  }

  remove(slot: Slot): void {
    if (this.#hand === slot) this.#hand = slot.newer
    if (slot.newer) slot.newer.older = slot.older
    else this.#newest = slot.older
    if (slot.older) slot.older.newer = slot.newer
    else this.#oldest = slot.newer
    slot.newer = slot.older = undefined
  }

  /** The slot to evict; `except` is spared. The caller removes it. */
  next(except?: Slot): Slot | undefined {
    let slot = this.#hand ?? this.#oldest
    while (slot && (slot.visited || slot === except)) {
      if (slot === except && !slot.newer && !slot.older) return undefined
      slot.visited = false
      slot = slot.newer ?? this.#oldest
    }
    this.#hand = slot
    return slot
  }

  *[Symbol.iterator](): Iterator<Slot> {
    for (let slot = this.#newest; slot; slot = slot.older) yield slot
  }
}
