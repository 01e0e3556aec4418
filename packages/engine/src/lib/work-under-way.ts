/** What must not be lost when the engine closes or the process has nothing else to do. */
import type { Clock } from './clock.ts'

export class WorkUnderWay {
  readonly #clock: Clock
  readonly #work = new Set<Promise<unknown>>()
  #letProcessEnd = (): void => {}

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Keeps the process alive until `work` has settled, and returns it. */
  track<T>(work: Promise<T>): Promise<T> {
    if (this.#work.size === 0) this.#letProcessEnd = this.#clock.keepAlive()
    this.#work.add(work)
    const end = (): void => {
      this.#work.delete(work)
      if (this.#work.size === 0) this.#letProcessEnd()
    }
    work.then(end, end)
    return work
  }

  /** Resolves when what is under way now has settled. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#work)
  }
}
