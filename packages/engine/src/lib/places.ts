/** How many may render at once, and how many of those places are kept for what is more urgent. */
import type { Priority } from './priority.ts'

/** Of all places, what a priority may take together with those that are less urgent. Where there is a single place, all share it. */
const shares: Readonly<Record<Priority, number>> = { 0: 1, 1: 7 / 8, 2: 3 / 4, 3: 1 / 2 }

export class Places {
  readonly #most: readonly number[]
  /** By priority: how many of it and of the less urgent ones are taken. */
  readonly #taken = [0, 0, 0, 0]

  constructor(limit: number) {
    this.#most = Object.values(shares).map((share) => Math.max(1, Math.floor(limit * share)))
  }

  get taken(): number {
    return this.#taken[0]!
  }

  /** What would not get a place, a less urgent one would not get either. */
  admits(priority: Priority): boolean {
    for (let each = priority; each >= 0; each--) if (this.#taken[each]! >= this.#most[each]!) return false
    return true
  }

  take(priority: Priority): void {
    for (let each = priority; each >= 0; each--) this.#taken[each]!++
  }

  giveBack(priority: Priority): void {
    for (let each = priority; each >= 0; each--) this.#taken[each]!--
  }

  /** Whether anything of `priority` or less urgent has a place. */
  areTakenBy(priority: Priority): boolean {
    return this.#taken[priority]! > 0
  }
}
