/** A clock whose time moves only when a test says so. */
import type { Clock } from '../clock.ts'

interface Timer {
  readonly dueAt: number
  readonly callback: () => void
}

/** A round moment, so that times in failing assertions are easy to read: 2030-01-01T00:00:00Z. */
const defaultStart = 1_893_456_000_000

export class ManualClock implements Clock {
  #wall: number
  #monotonic = 0
  readonly #timers = new Set<Timer>()
  #keepingAlive = 0

  /** `startAt`: epoch ms. */
  constructor(startAt = defaultStart) {
    this.#wall = startAt
  }

  now(): number {
    return this.#wall
  }

  monotonic(): number {
    return this.#monotonic
  }

  schedule(delayMs: number, callback: () => void): () => void {
    const timer = { dueAt: this.#monotonic + Math.max(0, delayMs), callback }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  keepAlive(): () => void {
    this.#keepingAlive++
    return () => void this.#keepingAlive--
  }

  /** Whether the process would be kept alive. */
  get keepsAlive(): boolean {
    return this.#keepingAlive > 0
  }

  /** Timers that were scheduled and neither ran nor were cancelled. */
  get pendingTimers(): number {
    return this.#timers.size
  }

  /** Moves time on by `ms` and calls what falls due, in order, without letting promises settle in between. */
  advance(ms: number): void {
    const target = this.#monotonic + ms
    for (let timer = this.#next(target); timer !== undefined; timer = this.#next(target)) this.#fire(timer)
    this.#moveTo(target)
  }

  /** Like `advance`, but every promise that can settle does so before, between and after the timers. */
  async pass(ms: number): Promise<void> {
    const target = this.#monotonic + ms
    await this.settle()
    for (let timer = this.#next(target); timer !== undefined; timer = this.#next(target)) {
      this.#fire(timer)
      await this.settle()
    }
    this.#moveTo(target)
    await this.settle()
  }

  /** Lets every promise settle that waits neither for this clock nor for the outside world. Time stands still. */
  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve))
  }

  /** Changes what `now` says, as an operator or a time server does; no timer notices. */
  jump(ms: number): void {
    this.#wall += ms
  }

  #next(target: number): Timer | undefined {
    let next: Timer | undefined
    for (const timer of this.#timers) {
      if (timer.dueAt <= target && (next === undefined || timer.dueAt < next.dueAt)) next = timer
    }
    return next
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer)
    this.#moveTo(Math.max(timer.dueAt, this.#monotonic))
    timer.callback()
  }

  #moveTo(monotonic: number): void {
    this.#wall += monotonic - this.#monotonic
    this.#monotonic = monotonic
  }
}
