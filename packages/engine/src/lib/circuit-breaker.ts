/** Spares requests the wait for a store that does not answer. */

const failuresInARow = 5
const firstPauseMs = 250
const longestPauseMs = 2_000

/** Half of this many calls within a second. */
const fewestCalls = 20
const windowMs = 1_000

/**
 * Closed until five calls in a row fail, or half of at least twenty within a second; then one call at a time may try, after
 * 250 ms, doubling to 2 s. Times are monotonic ms.
 */
export class CircuitBreaker {
  readonly #random: () => number
  readonly #areProbesCheap: boolean
  #inARow = 0
  /** Since the first failure of the last second; before that, nobody counts. */
  #window: { readonly startedAt: number; calls: number; failures: number } | undefined
  #openedAt: number | undefined
  #pauseMs = firstPauseMs
  #closedAgainAt = 0
  #probing = false

  /** `areProbesCheap`: failures come at once, so that anybody may try when the pause is over. */
  constructor(random: () => number, { areProbesCheap = false }: { readonly areProbesCheap?: boolean } = {}) {
    this.#random = random
    this.#areProbesCheap = areProbesCheap
  }

  get isClosed(): boolean {
    return this.#openedAt === undefined
  }

  /** Since when it is open; `undefined` while it is closed. */
  get openedAt(): number | undefined {
    return this.#openedAt
  }

  /** Whether a call may be made at `now`. A `true` is to be followed by `succeeded`, `failed` or `endedOtherwise`. */
  admits(now: number): boolean {
    if (this.isClosed) return true
    if ((this.#probing && !this.#areProbesCheap) || now < this.#closedAgainAt) return false
    this.#probing = true
    return true
  }

  succeeded(): void {
    this.#inARow = 0
    if (this.#window) this.#window.calls++
    if (this.isClosed) return
    this.#openedAt = undefined
    this.#window = undefined
    this.#pauseMs = firstPauseMs
    this.#probing = false
  }

  /** The call ended, and tells nothing of what this breaker watches. */
  endedOtherwise(): void {
    this.#probing = false
  }

  failed(now: number): void {
    this.#inARow++
    this.#probing = false
    if (!this.#window || now - this.#window.startedAt > windowMs) {
      this.#window = { startedAt: now, calls: 0, failures: 0 }
    }
    this.#window.calls++
    this.#window.failures++
    if (this.isClosed && !this.#isEnough(this.#window)) return
    this.#openedAt ??= now
    this.#closedAgainAt = now + this.#pauseMs * (1 - 0.2 * this.#random())
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
  }

  #isEnough({ calls, failures }: { readonly calls: number; readonly failures: number }): boolean {
    return this.#inARow >= failuresInARow || (calls >= fewestCalls && 2 * failures >= calls)
  }
}
