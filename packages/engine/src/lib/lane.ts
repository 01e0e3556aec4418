/** One route in the scheduler: its renders under way, and those that wait. */
import { Places } from './places.ts'
import type { Ticket } from './ticket.ts'

/** Tickets of one route and priority, first come first served. Linked, so that each is removed in no time, wherever it stands. */
export class Line {
  first: Ticket | undefined
  last: Ticket | undefined
  length = 0

  add(ticket: Ticket): void {
    ticket.before = this.last
    if (this.last) this.last.after = ticket
    else this.first = ticket
    this.last = ticket
    this.length++
  }

  remove(ticket: Ticket): void {
    if (ticket.before) ticket.before.after = ticket.after
    else this.first = ticket.after
    if (ticket.after) ticket.after.before = ticket.before
    else this.last = ticket.before
    ticket.before = ticket.after = undefined
    this.length--
  }
}

export class Lane {
  readonly route: string
  readonly places: Places
  /** By priority. */
  readonly lines: readonly [Line, Line, Line, Line] = [new Line(), new Line(), new Line(), new Line()]

  constructor(route: string, maxConcurrent: number) {
    this.route = route
    this.places = new Places(maxConcurrent)
  }

  get isIdle(): boolean {
    return this.places.taken === 0 && this.lines.every((line) => line.length === 0)
  }
}
