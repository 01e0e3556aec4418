/** What time it is where entries are kept: their times are compared with that clock, whatever this machine's one says. */
import type { Clock } from './clock.ts'

/** Store's epoch ms less our monotonic ms: between these, as it was learned at `at` (monotonic ms). */
interface Offset {
  readonly least: number
  readonly most: number
  readonly at: number
}

/** By how much two clocks may drift apart, ms a ms. Those of machines are kept within half of that. */
const drift = 0.001

/** Stores tell whole milliseconds. */
const roundingMs = 1

export class StoreTime {
  readonly #clock: Clock
  readonly #createdAt: number
  readonly #isRemote: boolean
  #learned: Offset | undefined
  /** The middle of what was learned; `undefined` for a store on this machine, or before it has told. */
  #offset: number | undefined

  /** `isRemote`: the store has a clock of its own, and tells what it says. */
  constructor(clock: Clock, isRemote: boolean) {
    this.#clock = clock
    this.#isRemote = isRemote
    this.#createdAt = clock.monotonic()
  }

  /** Epoch ms. Read by every hit. */
  now(): number {
    return this.#offset === undefined ? this.#clock.now() : this.#clock.monotonic() + this.#offset
  }

  /** When this instance began to serve its code, epoch ms. As late as possible while nobody can tell. */
  since(): number {
    if (this.#isRemote && this.#offset === undefined) return Infinity
    return this.now() - (this.#clock.monotonic() - this.#createdAt)
  }

  /**
   * Takes in that the store's clock said `now` (epoch ms) at some moment between `askedAt` and this one (monotonic ms). An answer
   * that was long under way tells less than what is known already, unless the clock was set since (Marzullo 1984).
   */
  learn(now: number, askedAt: number): void {
    if (!this.#isRemote) return
    const at = this.#clock.monotonic()
    const told = { least: now - at, most: now - askedAt }
    const known = this.#learned ?? { ...told, at }
    const doubt = (at - known.at) * drift
    const least = Math.max(told.least, known.least - doubt)
    const most = Math.min(told.most, known.most + doubt)
    this.#learned = least <= most + roundingMs ? { least, most, at } : { ...told, at }
    this.#offset = (this.#learned.least + this.#learned.most) / 2
  }
}
