/** What time it is where entries are kept: their times are compared with that clock, whatever this machine's one says. */
import type { Clock } from './clock.ts'

export class StoreTime {
  readonly #clock: Clock
  readonly #createdAt: number
  readonly #isRemote: boolean
  /** Store's epoch ms less our monotonic ms; `undefined` for a store on this machine, or before it has told. */
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

  /** Takes in that the store's clock said `now` (epoch ms) at some moment between `askedAt` and this one (monotonic ms). */
  learn(now: number, askedAt: number): void {
    if (this.#isRemote) this.#offset = now - (askedAt + this.#clock.monotonic()) / 2
  }
}
