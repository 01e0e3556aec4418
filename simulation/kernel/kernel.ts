/** Virtual time. One event happens, every promise that can settle does so, and only then the next event happens. */
import { EventQueue } from './event-queue.ts'
import type { Trace } from './trace.ts'

export class Kernel {
  readonly trace: Trace
  readonly #queue = new EventQueue()
  #now = 0
  #steps = 0

  constructor(trace: Trace) {
    this.trace = trace
  }

  /** Virtual ms since the run began: the true time, which no clock in the simulation needs to show. */
  get now(): number {
    return this.#now
  }

  /** Events so far. */
  get steps(): number {
    return this.#steps
  }

  after(ms: number, run: () => void): void {
    this.#queue.add(this.#now + Math.max(0, ms), run)
  }

  at(time: number, run: () => void): void {
    this.#queue.add(Math.max(time, this.#now), run)
  }

  /** Lets time pass up to `time`, until `mayGoOn` says no. */
  async runUntil(time: number, mayGoOn: () => boolean): Promise<void> {
    while (this.#queue.nextAt <= time && mayGoOn()) {
      const event = this.#queue.take()!
      this.#now = event.at
      this.#steps++
      this.trace.step(event.at)
      event.run()
      await settled()
    }
    this.#now = Math.max(this.#now, time)
  }
}

/** Resolves after every promise has settled that waits for no event: a tick comes when no microtask is left. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve))
