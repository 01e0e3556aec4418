/** Lets several instances go on by one call to the file system at a time, in an order that a seed decides. */
import type { Meddle } from './memory-files.ts'

/** A generator of numbers below `limit` that always goes the same way (mulberry32). */
export function randomFrom(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

export class Turns {
  readonly #random: (limit: number) => number
  readonly #waiting: (() => void)[] = []
  #isOn = false

  constructor(random: (limit: number) => number) {
    this.#random = random
  }

  /** For `meddledFiles`: a call waits until it is its turn. */
  readonly meddle: Meddle = async (_method, _path, call) => {
    if (this.#isOn) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return call()
  }

  /** Runs `tasks` to their end. */
  async play(tasks: readonly (() => Promise<void>)[]): Promise<void> {
    this.#isOn = true
    let left = tasks.length
    const running = Promise.all(tasks.map((task) => task().finally(() => left--)))
    running.catch(() => (left = 0))
    while (left > 0) {
      // Lets everything settle that waits for no turn.
      await new Promise((resolve) => setImmediate(resolve))
      const [next] = this.#waiting.splice(this.#random(this.#waiting.length || 1), 1)
      next?.()
    }
    this.#isOn = false
    for (const next of this.#waiting.splice(0)) next()
    await running
  }
}
