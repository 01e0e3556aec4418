/** Whether the others know of this instance, where the store shows them the list of members late. */
import type { ClockReading } from './coherence-lease.ts'
import { coherenceLeaseMs } from './coherence-lease.ts'
import type { Clock } from './clock.ts'

/** Clocks of different machines run apart by at most 1 % each. */
const drift = 1.02

export class Presence {
  readonly #clock: Clock
  readonly #visibilityMs: number
  #lastSentAt: ClockReading | undefined
  /** Since when this instance has been in the list, monotonic ms. */
  #since = 0

  constructor(clock: Clock, visibilityMs: number) {
    this.#clock = clock
    this.#visibilityMs = visibilityMs
  }

  /**
   * Takes in that a heartbeat was answered, and tells whether the lease may be prolonged from when it was sent.
   *
   * An invalidation may lack in what that heartbeat has read if it was written up to `visibilityMs` before; and who waits for
   * it may look at a list of members that is as old again. Before this instance is in that one, nobody waits for it.
   */
  beat(sentAt: ClockReading): boolean {
    if (this.#wasSilent(sentAt)) this.#since = this.#clock.monotonic()
    this.#lastSentAt = sentAt
    return sentAt.monotonic - this.#since >= 2 * this.#visibilityMs * drift || this.#visibilityMs === 0
  }

  /** Whoever is silent for as long as a lease lasts may have been taken off the list. */
  #wasSilent({ monotonic, wall }: ClockReading): boolean {
    const last = this.#lastSentAt
    return !last || Math.max(monotonic - last.monotonic, Math.abs(wall - last.wall)) >= coherenceLeaseMs
  }
}
