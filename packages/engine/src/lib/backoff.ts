/** How long a page whose regeneration failed is left alone. */
import type { PageId } from './entry.ts'
import { recordKeyOf } from './entry.ts'

const firstDelayMs = 500
/** Pages whose failures are counted; beyond it the oldest start again from the first delay. */
const maxPages = 10_000

/** Counts consecutive failures. The resulting `retryAt` is kept by the store, where every instance sees it. */
export class Backoff {
  readonly #failures = new Map<string, number>()
  readonly #maxDelayMs: number
  readonly #random: () => number

  constructor(maxDelayMs: number, random: () => number) {
    this.#maxDelayMs = maxDelayMs
    this.#random = random
  }

  /** Counts a failure of `page` and returns the wait until the next attempt, ms: 500, doubling, less up to a fifth. */
  failed(page: PageId): number {
    const key = recordKeyOf(page)
    const failures = (this.#failures.get(key) ?? 0) + 1
    this.#failures.delete(key)
    this.#failures.set(key, failures)
    if (this.#failures.size > maxPages) this.#failures.delete(this.#failures.keys().next().value!)
    const delay = Math.min(firstDelayMs * 2 ** (failures - 1), this.#maxDelayMs)
    // Pages that failed together, because their source was down, shall not come back together.
    return delay * (1 - 0.2 * this.#random())
  }

  succeeded(page: PageId): void {
    if (this.#failures.size > 0) this.#failures.delete(recordKeyOf(page))
  }
}
