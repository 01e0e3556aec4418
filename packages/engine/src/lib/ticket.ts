/** A place in the queue, later one of the renders under way. */
import type { Lane } from './lane.ts'
import type { Priority } from './priority.ts'
import type { Scheduler } from './scheduler.ts'

export class Ticket {
  readonly lane: Lane
  priority: Priority
  /** Its neighbours in its line. */
  before: Ticket | undefined
  after: Ticket | undefined
  readonly #scheduler: Scheduler
  /** It was told to go, for another reason than a full queue. */
  isGivenUp = false
  #state: 'waiting' | 'begun' | 'refused' = 'waiting'
  #turn: Promise<boolean> | undefined
  #decide: ((begins: boolean) => void) | undefined

  constructor(scheduler: Scheduler, lane: Lane, priority: Priority) {
    this.#scheduler = scheduler
    this.lane = lane
    this.priority = priority
  }

  get isWaiting(): boolean {
    return this.#state === 'waiting'
  }

  /** True when it may begin, false when it was refused: the queue was full of others, or they were told to go. */
  get turn(): boolean | Promise<boolean> {
    // Most need not wait, and a promise costs more than the decision.
    if (this.#state !== 'waiting') return this.#state === 'begun'
    return (this.#turn ??= new Promise((resolve) => (this.#decide = resolve)))
  }

  decide(begins: boolean): void {
    this.#state = begins ? 'begun' : 'refused'
    this.#decide?.(begins)
  }

  /** Moves it forward when somebody more urgent waits for the same page. */
  raise(priority: Priority): void {
    this.#scheduler.raise(this, priority)
  }

  /** Leaves the queue, if it still waits. */
  giveUp(): void {
    this.#scheduler.giveUp(this)
  }

  /** Makes room for the next one. To be called once, by whoever was granted a turn. */
  leave(): void {
    this.#scheduler.leave(this)
  }
}
