/** The only source of time in the engine, so that tests and the simulation can decide what time it is. */

export interface Clock {
  /** Epoch milliseconds. May jump, in either direction. */
  now(): number
  /** Milliseconds since any fixed moment. Never jumps back, but may stand still while the machine is suspended. */
  monotonic(): number
  /**
   * Calls `callback` once after `delayMs` milliseconds, and returns a function that cancels the call.
   * A pending timer never keeps the process alive.
   */
  schedule(delayMs: number, callback: () => void): () => void
  /** Keeps the process alive, though only timers are pending, until the returned function is called. */
  keepAlive(): () => void
}

/** The longest that Node's timers can wait, ms. */
const longestTimerMs = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
  keepAlive() {
    const timer = setInterval(() => {}, longestTimerMs)
    return () => clearInterval(timer)
  },
}
