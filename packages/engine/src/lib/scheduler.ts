/** Whose render begins next: the most urgent first, routes in turn, each within its places; those who wait are bounded. */
import { Lane } from './lane.ts'
import { Places } from './places.ts'
import type { Priority } from './priority.ts'
import { priorities } from './priority.ts'
import { Ticket } from './ticket.ts'

export interface SchedulerLimits {
  /** Renders under way at once. */
  readonly maxConcurrent: number
  /** Renders that wait for their turn. */
  readonly maxQueued: number
  /** Renders of one route under way at once. */
  maxConcurrentOf(route: string): number
}

export class Scheduler {
  readonly #limits: SchedulerLimits
  readonly #places: Places
  /** Routes of which something renders or waits. */
  readonly #lanes = new Map<string, Lane>()
  /** By priority: the routes of which something waits, the one whose turn it is first. */
  readonly #waiting: readonly [Set<Lane>, Set<Lane>, Set<Lane>, Set<Lane>] = [
    new Set(),
    new Set(),
    new Set(),
    new Set(),
  ]
  /** By priority: how many wait. */
  readonly #queued = [0, 0, 0, 0]

  constructor(limits: SchedulerLimits) {
    this.#limits = limits
    this.#places = new Places(limits.maxConcurrent)
  }

  get running(): number {
    return this.#places.taken
  }

  get queued(): number {
    const [visitors, onDemand, stale, warm] = this.#queued
    return visitors! + onDemand! + stale! + warm!
  }

  /** Asks for a turn. When the queue is full, somebody has to go: the newcomer, or who is less urgent or of a route with more. */
  enter(route: string, priority: Priority): Ticket {
    const lane = this.#laneOf(route)
    const ticket = new Ticket(this, lane, priority)
    if (this.#mayBegin(lane, priority)) this.#begin(ticket)
    else if (this.#makeRoom(lane, priority)) this.#queue(ticket)
    else this.#refuse(ticket)
    return ticket
  }

  /** Whether a newcomer would get a place or could wait for one. Costs nothing that grows with the queue. */
  hasRoom(route: string, priority: Priority): boolean {
    if (this.queued < this.#limits.maxQueued) return true
    return this.hasTurn(route, priority) || this.#victimOf(this.#lanes.get(route), priority) !== undefined
  }

  /** Whether a newcomer would begin at once. */
  hasTurn(route: string, priority: Priority): boolean {
    const lane = this.#lanes.get(route)
    return lane ? this.#mayBegin(lane, priority) : this.#places.admits(priority)
  }

  /** Whether something of the route renders or waits that is of `priority` or less urgent. */
  isBusyWith(route: string, priority: Priority): boolean {
    const lane = this.#lanes.get(route)
    if (lane === undefined) return false
    return lane.places.areTakenBy(priority) || lane.lines.slice(priority).some((line) => line.length > 0)
  }

  raise(ticket: Ticket, priority: Priority): void {
    if (!ticket.isWaiting || priority >= ticket.priority) return
    this.#unqueue(ticket)
    ticket.priority = priority
    if (this.#mayBegin(ticket.lane, priority)) this.#begin(ticket)
    else this.#queue(ticket)
  }

  giveUp(ticket: Ticket): void {
    if (!ticket.isWaiting) return
    ticket.isGivenUp = true
    this.#unqueue(ticket)
    this.#refuse(ticket)
  }

  leave(ticket: Ticket): void {
    const { lane, priority } = ticket
    this.#places.giveBack(priority)
    lane.places.giveBack(priority)
    for (let next = this.#next(); next; next = this.#next()) {
      this.#unqueue(next)
      this.#begin(next)
      this.#passTurnOn(next)
    }
    this.#forgetIdle(lane)
  }

  /**
   * Refuses what waits with `priority` or less urgently, of one route or of all: a closing engine begins nothing that nobody
   * waits for, and what fails is not tried any further behind visitors' backs. Returns whether some are left, beyond `most`.
   */
  refuse(priority: Priority, { route, most = Infinity }: { route?: string; most?: number } = {}): boolean {
    const lanes = route === undefined ? [...this.#lanes.values()] : [this.#lanes.get(route)]
    let refused = 0
    for (const lane of lanes) {
      for (const line of lane?.lines.slice(priority) ?? []) {
        for (let ticket = line.first; ticket; ticket = line.first) {
          if (refused++ === most) return true
          this.giveUp(ticket)
        }
      }
    }
    return false
  }

  #mayBegin(lane: Lane, priority: Priority): boolean {
    return this.#places.admits(priority) && lane.places.admits(priority)
  }

  #begin(ticket: Ticket): void {
    this.#places.take(ticket.priority)
    ticket.lane.places.take(ticket.priority)
    ticket.decide(true)
  }

  #refuse(ticket: Ticket): void {
    ticket.decide(false)
    this.#forgetIdle(ticket.lane)
  }

  /** At most as many routes are passed over as have renders under way. */
  #next(): Ticket | undefined {
    for (const priority of priorities) {
      if (!this.#places.admits(priority)) return undefined
      for (const lane of this.#waiting[priority]) {
        if (lane.places.admits(priority)) return lane.lines[priority].first
      }
    }
    return undefined
  }

  #queue(ticket: Ticket): void {
    const { lane, priority } = ticket
    lane.lines[priority].add(ticket)
    this.#waiting[priority].add(lane)
    this.#queued[priority]!++
  }

  #unqueue(ticket: Ticket): void {
    const { lane, priority } = ticket
    lane.lines[priority].remove(ticket)
    if (lane.lines[priority].length === 0) this.#waiting[priority].delete(lane)
    this.#queued[priority]!--
  }

  /** The other routes have their turns before this one has its next. */
  #passTurnOn({ lane, priority }: Ticket): void {
    if (this.#waiting[priority].delete(lane)) this.#waiting[priority].add(lane)
  }

  #makeRoom(lane: Lane, priority: Priority): boolean {
    if (this.queued < this.#limits.maxQueued) return true
    const victim = this.#victimOf(lane, priority)
    if (victim === undefined) return false
    this.#unqueue(victim)
    this.#refuse(victim)
    return true
  }

  /** Who has to go for a newcomer: the last of the route with most, among the least urgent. */
  #victimOf(lane: Lane | undefined, priority: Priority): Ticket | undefined {
    const least = priorities.findLast((each) => this.#queued[each]! > 0)
    if (least === undefined || least < priority) return undefined
    const own = least === priority ? (lane?.lines[priority].length ?? 0) + 1 : 0
    // A crawler's newcomers find their own route to be the longest; that need not be looked for.
    if (2 * own > this.#queued[least]!) return undefined
    let longest = own
    let victim: Ticket | undefined
    for (const each of this.#waiting[least]) {
      const line = each.lines[least]
      if (line.length <= longest) continue
      longest = line.length
      victim = line.last
    }
    return victim
  }

  #laneOf(route: string): Lane {
    let lane = this.#lanes.get(route)
    if (lane === undefined) this.#lanes.set(route, (lane = new Lane(route, this.#limits.maxConcurrentOf(route))))
    return lane
  }

  #forgetIdle(lane: Lane): void {
    if (lane.isIdle && this.#lanes.get(lane.route) === lane) this.#lanes.delete(lane.route)
  }
}
