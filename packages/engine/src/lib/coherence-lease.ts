/** The right to trust memory for a while, judged by two clocks (reliability §3.2). */
import type { Clock } from './clock.ts'

/** How long a heartbeat's answer may be relied upon, ms, counted from when it was asked. Stores wait for as long in `barrier`. */
export const coherenceLeaseMs = 2_000

/** Both clocks, read at one moment. */
export interface ClockReading {
  readonly monotonic: number
  readonly wall: number
}

export class CoherenceLease {
  readonly #clock: Clock
  #monotonicEnd = -Infinity
  #wallEnd = -Infinity

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** To be taken before the heartbeat is sent, so that this side's lease always ends first. */
  read(): ClockReading {
    return { monotonic: this.#clock.monotonic(), wall: this.#clock.now() }
  }

  extend(sentAt: ClockReading): void {
    this.#monotonicEnd = sentAt.monotonic + coherenceLeaseMs
    this.#wallEnd = sentAt.wall + coherenceLeaseMs
  }

  /** Whoever has left is waited for by nobody: it may trust nothing any more. */
  end(): void {
    this.#monotonicEnd = -Infinity
  }

  /** The monotonic clock survives jumps of the wall clock; the wall clock survives a machine that was suspended. */
  isValid(): boolean {
    return this.#clock.monotonic() < this.#monotonicEnd && this.#clock.now() < this.#wallEnd
  }
}
