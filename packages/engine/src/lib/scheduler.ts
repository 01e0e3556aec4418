/** Whose render begins next: a bounded queue, visitors first. */
import type { RenderReason } from './entry.ts'

/** Lower is more urgent. */
export type Priority = 0 | 1 | 2 | 3

const priorities: Readonly<Record<RenderReason, Priority>> = { miss: 0, 'on-demand': 1, stale: 2, warm: 3, build: 3 }

export const priorityOf = (reason: RenderReason): Priority => priorities[reason]

/** A place in the queue, later one of the concurrent renders. */
export class Ticket {
  /** True when it may begin, false when the queue is full of more urgent work. */
  readonly turn: Promise<boolean>
  priority: Priority
  readonly #scheduler: Scheduler
  #decide!: (granted: boolean) => void

  constructor(scheduler: Scheduler, priority: Priority) {
    this.#scheduler = scheduler
    this.priority = priority
    this.turn = new Promise((resolve) => (this.#decide = resolve))
  }

  decide(granted: boolean): void {
    this.#decide(granted)
  }

  /** Moves it forward when somebody more urgent waits for the same page. */
  raise(priority: Priority): void {
    this.#scheduler.raise(this, priority)
  }

  /** Makes room for the next one. To be called once, by whoever was granted a turn. */
  leave(): void {
    this.#scheduler.leave()
  }
}

export class Scheduler {
  readonly #maxConcurrent: number
  readonly #maxQueued: number
  readonly #queues: readonly [Set<Ticket>, Set<Ticket>, Set<Ticket>, Set<Ticket>] = [
    new Set(),
    new Set(),
    new Set(),
    new Set(),
  ]
  #running = 0

  constructor(maxConcurrent: number, maxQueued: number) {
    this.#maxConcurrent = maxConcurrent
    this.#maxQueued = maxQueued
  }

  get running(): number {
    return this.#running
  }

  get queued(): number {
    return this.#queues.reduce((sum, queue) => sum + queue.size, 0)
  }

  /** Asks for a turn. When the queue is full, the least urgent one has to go. */
  enter(priority: Priority): Ticket {
    const ticket = new Ticket(this, priority)
    if (this.#running < this.#maxConcurrent) {
      this.#running++
      ticket.decide(true)
      return ticket
    }
    if (this.queued < this.#maxQueued || this.#refuseLessUrgent(priority)) this.#queues[priority].add(ticket)
    else ticket.decide(false)
    return ticket
  }

  raise(ticket: Ticket, priority: Priority): void {
    if (priority >= ticket.priority || !this.#queues[ticket.priority].delete(ticket)) return
    ticket.priority = priority
    this.#queues[priority].add(ticket)
  }

  leave(): void {
    for (const queue of this.#queues) {
      for (const ticket of queue) {
        queue.delete(ticket)
        return ticket.decide(true)
      }
    }
    this.#running--
  }

  /** Refuses what waits with `priority` or less urgently: a closing engine begins nothing that nobody waits for. */
  refuse(priority: Priority): void {
    for (const queue of this.#queues.slice(priority)) {
      for (const ticket of queue) ticket.decide(false)
      queue.clear()
    }
  }

  #refuseLessUrgent(priority: Priority): boolean {
    const queue = this.#queues.findLast((each) => each.size > 0)
    if (!queue || this.#queues.indexOf(queue) <= priority) return false
    const [ticket] = queue
    queue.delete(ticket!)
    ticket!.decide(false)
    return true
  }
}
