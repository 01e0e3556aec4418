/** Remembers whose answers are not kept (hit-for-miss): nobody waits for an answer that will not be his. */

/** Keys remembered; beyond it the oldest are forgotten, which costs one wait each. */
const maxKeys = 10_000

export class Passes {
  /** Until when, monotonic ms. */
  readonly #until = new Map<string, number>()
  readonly #forMs: number

  constructor(forMs: number) {
    this.#forMs = forMs
  }

  has(key: string, now: number): boolean {
    const until = this.#until.get(key)
    if (until === undefined) return false
    if (now < until) return true
    this.#until.delete(key)
    return false
  }

  add(key: string, now: number): void {
    this.#until.delete(key)
    this.#until.set(key, now + this.#forMs)
    if (this.#until.size > maxKeys) this.#until.delete(this.#until.keys().next().value!)
  }
}
