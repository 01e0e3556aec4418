/** Regenerates a page: waits for its turn, asks for the lease, renders and publishes (reliability §3.4). */
import type { PageRef } from './engine.ts'
import type { Entry } from './entry.ts'
import { recordKeyOf } from './entry.ts'
import { engineClosed, queueFull, regenerationFailed, waitTimedOut } from './errors.ts'
import type { EngineError } from './errors.ts'
import type { Intent } from './intent.ts'
import type { Outcome } from './outcome.ts'
import type { Acquired, AcquireRequest, Begun, Granted, LogPosition } from './page-store.ts'
import type { Parts } from './parts.ts'
import { priorityOf } from './priority.ts'
import type { Rendering } from './rendering.ts'
import { routeOf } from './route.ts'
import type { Demand, Flight } from './single-flight.ts'
import { SingleFlight } from './single-flight.ts'
import type { Slot } from './slot.ts'
import type { Ticket } from './ticket.ts'
import { sleep, within } from './waiting.ts'

/** Waits between two questions whether another instance has finished, ms. */
const firstPollMs = 5
const longestPollMs = 80

/** A stale page that another instance renders, or that found no place in the queue, is not asked for again for this long, ms. */
const recheckMs = 100

/** Timers may be called that much before their time, ms. */
const timersEarlyMs = 2

export interface Joined {
  readonly outcome: Promise<Outcome>
  /** The version that the store has meanwhile: resolves only if it has one, and this instance renders another. */
  readonly standing?: Promise<Slot>
  readonly collapsed: boolean
}

export class Regeneration<Context> {
  readonly #parts: Parts<Context>
  readonly #rendering: Rendering<Context>
  readonly #flights = new SingleFlight<Outcome>()
  #closed = false

  constructor(parts: Parts<Context>, rendering: Rendering<Context>) {
    this.#parts = parts
    this.#rendering = rendering
  }

  /**
   * Whether a stale page may be regenerated behind its visitor's back now. To be asked first: where it may not, nothing is
   * made that would have to be thrown away, however many ask.
   */
  mayBegin(page: PageRef<Context>): boolean {
    if (this.#closed) return false
    const { breakers, emit, scheduler } = this.#parts
    const route = routeOf(page)
    if (scheduler.hasRoom(route, priorityOf('stale'))) return breakers.admits(route)
    if (!breakers.isBroken(route)) emit({ type: 'queue-full', page })
    return false
  }

  /** Whether the page is being regenerated, or waits for that. */
  isUnderWay(page: PageRef<Context>): boolean {
    return !this.#flights.of(recordKeyOf(page)).next().done
  }

  /** Whether a regeneration of the page on demand would have its turn at once, with nobody else on it, and begin with one step. */
  beginsAtOnce(page: PageRef<Context>): boolean {
    const { access, scheduler } = this.#parts
    if (this.#closed || !access.store.begin || this.isUnderWay(page)) return false
    return scheduler.hasTurn(routeOf(page), priorityOf('on-demand'))
  }

  /** Joins the regeneration that satisfies `demand`, or leads one. Never rejects. */
  join(page: PageRef<Context>, demand: Demand): Joined {
    if (this.#closed) return { outcome: Promise.resolve({ kind: 'failed', error: engineClosed() }), collapsed: false }
    const lead = (flight: Flight<Outcome>): Promise<Outcome> => this.#lead(page, flight)
    const { flight, collapsed } = this.#flights.join(recordKeyOf(page), demand, lead)
    if (!collapsed) void this.#parts.work.track(flight.outcome)
    return { outcome: flight.outcome, standing: flight.standing, collapsed }
  }

  /** To be told when somebody has given up waiting: what nobody waits for any more leaves the queue. */
  left(page: PageRef<Context>): void {
    const now = this.#parts.settings.clock.monotonic() + timersEarlyMs
    for (const flight of this.#flights.of(recordKeyOf(page))) if (flight.isAbandoned(now)) flight.ticket?.giveUp()
  }

  /** Begins nothing more, waits up to `graceMs` for what is under way, then stops it and gives its leases back. */
  async close(graceMs: number): Promise<void> {
    this.#closed = true
    const { scheduler, settings, work } = this.#parts
    scheduler.refuse(priorityOf('stale'))
    const settled = work.settled()
    await within(settings.clock, graceMs, settled)
    scheduler.refuse(priorityOf('miss'))
    this.#rendering.stopAll()
    await settled
  }

  async #lead(page: PageRef<Context>, flight: Flight<Outcome>): Promise<Outcome> {
    const { clock } = this.#parts.settings
    for (let pollMs = firstPollMs; ; pollMs = Math.min(2 * pollMs, longestPollMs)) {
      const outcome = await this.#takeTurn(page, flight)
      const patienceMs = flight.patientUntil - clock.monotonic()
      if (outcome.kind !== 'busy' || patienceMs <= 0 || this.#rendering.isStopped)
        return this.#noted(page, outcome, flight)
      // Between two questions nothing is under way here: who comes now is served by the next.
      flight.asOf = undefined
      await sleep(clock, Math.min(pollMs, patienceMs))
    }
  }

  async #takeTurn(page: PageRef<Context>, flight: Flight<Outcome>): Promise<Outcome> {
    const { breakers, scheduler, settings } = this.#parts
    const ticket = scheduler.enter(routeOf(page), priorityOf(flight.reason))
    flight.ticket = ticket
    if (!(await ticket.turn)) return this.#refused(page, flight, ticket)
    try {
      if (flight.isAbandoned(settings.clock.monotonic())) return abandoned(page, settings.waitTimeoutMs)
      const outcome = await this.#attempt(page, flight, flight.reason === 'on-demand' ? flight.need : 0)
      breakers.ended(page, outcome)
      return outcome
    } catch (error) {
      // A store that answers nonsense: whoever waits is told, rather than left waiting.
      return { kind: 'failed', error: regenerationFailed(page.path, error) }
    } finally {
      ticket.leave()
    }
  }

  #refused(page: PageRef<Context>, flight: Flight<Outcome>, ticket: Ticket): Outcome {
    const { emit, settings } = this.#parts
    if (this.#closed) return { kind: 'failed', error: engineClosed() }
    if (!ticket.isGivenUp) {
      emit({ type: 'queue-full', page })
      return { kind: 'failed', error: queueFull(page.path, settings.maxQueuedRenders) }
    }
    if (flight.isAbandoned(settings.clock.monotonic() + timersEarlyMs)) return abandoned(page, settings.waitTimeoutMs)
    // Its route is broken, or its visitors had gone. Whoever has joined meanwhile, and waits, takes another turn.
    return { kind: 'busy' }
  }

  async #attempt(page: PageRef<Context>, flight: Flight<Outcome>, need: LogPosition): Promise<Outcome> {
    const { coherence, memory, settings } = this.#parts
    const { epoch } = memory
    const { intent } = flight
    if (intent && !intent.isDeclared) return this.#attemptDeclaring(page, flight, intent)
    const askedAt = settings.clock.monotonic()
    if (flight.isThrough) {
      flight.asOf = 0
      return this.#rendering.renderThrough(page, flight.reason)
    }
    let acquired: Acquired
    try {
      acquired = await this.#acquire(page, flight, need)
    } catch (error) {
      return this.#withoutStore(page, flight, error as EngineError)
    }
    switch (acquired.kind) {
      case 'fresh': {
        const { entry, floors } = acquired.loaded
        if (floors.soft > coherence.applied) await coherence.reach(floors.soft)
        const floor = this.#floorAbove(entry)
        if (floor > need) return this.#attempt(page, flight, floor)
        return { kind: 'adopted', slot: memory.place(acquired.loaded, epoch) }
      }
      case 'busy':
        return { kind: 'busy' }
      case 'backoff':
        return { kind: 'backoff', slot: memory.place(acquired.loaded, epoch), retryAt: acquired.retryAt }
      case 'granted':
        return this.#render(page, flight, acquired, epoch, askedAt)
    }
  }

  /** Declares what the flight is for: with its lease, where that is one step for the store. */
  async #attemptDeclaring(page: PageRef<Context>, flight: Flight<Outcome>, intent: Intent): Promise<Outcome> {
    const { access, memory, settings } = this.#parts
    const request = this.#request(flight)
    const { epoch } = memory
    const askedAt = settings.clock.monotonic()
    let begun: Begun | undefined
    try {
      begun = await intent.begin((declaration) => access.begin(page, request, declaration))
      // Nothing is under way: who comes now is served by what begins when this is declared.
      if (!begun) flight.asOf = undefined
      flight.declaredAt(begun?.declared.position ?? (await intent.declare()))
    } catch (error) {
      return { kind: 'undeclared', error: error as EngineError }
    }
    return begun ? this.#render(page, flight, begun, epoch, askedAt) : this.#attempt(page, flight, flight.need)
  }

  /** `askedAt`, and `epoch` of the memory: when the lease was asked for. */
  #render(
    page: PageRef<Context>,
    flight: Flight<Outcome>,
    granted: Granted,
    epoch: number,
    askedAt: number,
  ): Promise<Outcome> {
    const { memory, settings, time } = this.#parts
    flight.asOf = Math.max(flight.asOf ?? 0, granted.lease.asOf)
    time.learn(granted.lease.expiresAt - settings.leaseTtlMs, askedAt)
    if (granted.previous) flight.stands(memory.place(granted.previous, epoch))
    return this.#rendering.renderAndPublish(page, flight, granted, epoch)
  }

  /** The hard floor that makes `entry` unusable though its store calls it fresh: it has lost what it had acknowledged. 0 for none. */
  #floorAbove(entry: Entry): LogPosition {
    const { hard } = this.#parts.floors.ofEntry(entry)
    return entry.asOf < hard ? hard : 0
  }

  #acquire(page: PageRef<Context>, flight: Flight<Outcome>, need: LogPosition): Acquired | Promise<Acquired> {
    return this.#parts.access.acquire(page, { ...this.#request(flight), need })
  }

  #request(flight: Flight<Outcome>): Omit<AcquireRequest, 'need'> {
    const { coherence, settings, time } = this.#parts
    // The newer the log position that the render is known to have seen, the fewer invalidations make it render again.
    coherence.isCurrent()
    const known = coherence.applied
    flight.asOf = Math.max(flight.need, known)
    return { known, since: time.since(), owner: settings.instance, ttlMs: settings.leaseTtlMs }
  }

  /** A visitor without any version gets one that is rendered here and published by whoever can, later. */
  #withoutStore(page: PageRef<Context>, flight: Flight<Outcome>, error: EngineError): Promise<Outcome> | Outcome {
    const { memory, time } = this.#parts
    const known = memory.find(page)
    const mayServe = flight.reason === 'miss' && (!known || known.freshness(time.now()) === 'expired')
    return mayServe ? this.#rendering.renderUnpublished(page, flight.reason) : { kind: 'failed', error }
  }

  /** Remembers beside the entry in memory when to try again, so that requests in between need not ask. */
  #noted(page: PageRef<Context>, outcome: Outcome, { asOf = 0 }: Flight<Outcome>): Outcome {
    const { memory, time } = this.#parts
    const soon = time.now() + recheckMs
    if (outcome.kind === 'backoff') memory.postpone(page, outcome.retryAt, asOf)
    if (outcome.kind === 'busy') memory.noteBusy(page, soon)
    if (outcome.kind === 'failed') memory.postpone(page, outcome.retryAt ?? soon, asOf)
    return outcome
  }
}

/** Rendering what nobody waits for any more would take time from those who still do. The page stays due. */
const abandoned = ({ path }: PageRef, timeoutMs: number): Outcome => ({
  kind: 'failed',
  error: waitTimedOut(path, timeoutMs),
})
