/** Spares requests the wait for a store that does not answer. */

const failuresToOpen = 5
const firstPauseMs = 250
const longestPauseMs = 2_000

/** Closed until five calls in a row fail; then one call at a time may try, after 250 ms, doubling to 2 s. Times are monotonic ms. */
export class CircuitBreaker {
  readonly #random: () => number
  #failures = 0
  #pauseMs = firstPauseMs
  #closedAgainAt = 0
  #probing = false

  constructor(random: () => number) {
    this.#random = random
  }

  get isClosed(): boolean {
    return this.#failures < failuresToOpen
  }

  /** Whether a call may be made at `now`. A `true` is to be followed by `succeeded` or `failed`. */
  admits(now: number): boolean {
    if (this.isClosed) return true
    if (this.#probing || now < this.#closedAgainAt) return false
    this.#probing = true
    return true
  }

  succeeded(): void {
    if (this.#failures === 0) return
    this.#failures = 0
    this.#pauseMs = firstPauseMs
    this.#probing = false
  }

  failed(now: number): void {
    this.#failures++
    this.#probing = false
    if (this.#failures < failuresToOpen) return
    this.#closedAgainAt = now + this.#pauseMs * (1 - 0.2 * this.#random())
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
  }
}
