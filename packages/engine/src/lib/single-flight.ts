/** One regeneration per page at a time: its leader renders, followers wait. */
import type { RenderReason } from './entry.ts'
import type { Intent } from './intent.ts'
import type { LogPosition } from './page-store.ts'
import { priorityOf } from './priority.ts'
import type { Slot } from './slot.ts'
import type { Ticket } from './ticket.ts'

/** What somebody wants of a regeneration. */
export interface Demand {
  /** The render must have seen the log up to here; 0 when any will do. */
  readonly need: LogPosition
  readonly reason: RenderReason
  /** Until when (monotonic ms) to wait for another instance that renders the page; 0 for not at all. */
  readonly patientUntil: number
  /** Only a render that begins from now on will do, by this instance alone: the store cannot be relied upon. */
  readonly isThrough?: boolean
  /** What has to be declared before the render, with its lease if possible: `need` follows from it. For who leads at once. */
  readonly intent?: Intent | undefined
}

/** A regeneration that waits for its turn or is under way. */
export class Flight<Outcome> implements Demand {
  need: LogPosition
  /** Up to where older copies are to be declared unusable when the page is published; 0 for nothing to declare. */
  declares: LogPosition
  reason: RenderReason
  patientUntil: number
  isThrough: boolean
  readonly intent: Intent | undefined
  /** The log position that the render under way has seen at least; `undefined` before it begins. */
  asOf: LogPosition | undefined
  /** Its place in the scheduler's queue. */
  ticket: Ticket | undefined
  readonly outcome: Promise<Outcome>
  resolve!: (outcome: Outcome) => void
  /** The version that stands while this one is rendered: resolves only if there is one. */
  readonly standing: Promise<Slot>
  stands!: (slot: Slot) => void

  constructor(demand: Demand) {
    this.need = demand.need
    this.declares = declaredBy(demand)
    this.reason = demand.reason
    this.patientUntil = demand.patientUntil
    this.isThrough = demand.isThrough ?? false
    this.intent = demand.intent
    this.outcome = new Promise((resolve) => (this.resolve = resolve))
    this.standing = new Promise((resolve) => (this.stands = resolve))
  }

  /** A render that began before the caller's change may have read the data without it (B128). */
  canServe({ need, isThrough }: Demand): boolean {
    if (isThrough) return this.asOf === undefined
    return this.asOf === undefined || this.asOf >= need
  }

  /** What it has to see, and to declare, of its own intent. */
  declaredAt(position: LogPosition): void {
    this.need = Math.max(this.need, position)
    this.declares = Math.max(this.declares, position)
  }

  /** Whether everybody who waited for it has gone by `now` (monotonic ms). Never for one that nobody waited for. */
  isAbandoned(now: number): boolean {
    return this.patientUntil > 0 && now >= this.patientUntil
  }

  absorb(demand: Demand): void {
    this.need = Math.max(this.need, demand.need)
    this.declares = Math.max(this.declares, declaredBy(demand))
    this.isThrough ||= demand.isThrough ?? false
    this.patientUntil = Math.max(this.patientUntil, demand.patientUntil)
    if (this.asOf === undefined && (demand.reason === 'on-demand' || isMoreUrgent(demand, this))) {
      if (this.reason !== 'on-demand') this.reason = demand.reason
    }
    this.ticket?.raise(priorityOf(demand.reason))
  }
}

/** Whoever revalidates a page wants nobody to be shown an older one. */
const declaredBy = ({ need, reason }: Demand): LogPosition => (reason === 'on-demand' ? need : 0)

const isMoreUrgent = (a: Demand, b: Demand): boolean => priorityOf(a.reason) < priorityOf(b.reason)

/** The flight that is under way, and the one that begins when it has ended. */
interface Line<Outcome> {
  current: Flight<Outcome>
  next: Flight<Outcome> | undefined
}

export type Lead<Outcome> = (flight: Flight<Outcome>) => Promise<Outcome>

export class SingleFlight<Outcome> {
  readonly #lines = new Map<string, Line<Outcome>>()

  /** Regenerations under way or waiting. */
  get size(): number {
    return this.#lines.size
  }

  /**
   * Joins the flight that satisfies `demand`, or leads a new one. However many ask for more than the current one can
   * give, they share a single further flight.
   *
   * `lead` must not reject: failures are outcomes too.
   */
  join(key: string, demand: Demand, lead: Lead<Outcome>): { flight: Flight<Outcome>; collapsed: boolean } {
    const line = this.#lines.get(key)
    if (!line) {
      const flight = new Flight<Outcome>(demand)
      this.#lines.set(key, { current: flight, next: undefined })
      void this.#depart(key, flight, lead)
      return { flight, collapsed: false }
    }
    const joinable = line.current.canServe(demand) ? line.current : line.next
    if (joinable) {
      joinable.absorb(demand)
      return { flight: joinable, collapsed: true }
    }
    line.next = new Flight<Outcome>(demand)
    return { flight: line.next, collapsed: false }
  }

  /** What waits or is under way for `key`. */
  *of(key: string): Generator<Flight<Outcome>> {
    const line = this.#lines.get(key)
    if (line) yield line.current
    if (line?.next) yield line.next
  }

  async #depart(key: string, flight: Flight<Outcome>, lead: Lead<Outcome>): Promise<void> {
    const outcome = await lead(flight)
    const line = this.#lines.get(key)!
    if (line.next) {
      line.current = line.next
      line.next = undefined
      void this.#depart(key, line.current, lead)
    } else {
      this.#lines.delete(key)
    }
    flight.resolve(outcome)
  }
}
