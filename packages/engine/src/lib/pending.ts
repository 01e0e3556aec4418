/** Invalidations that the store could not be told: they hold here at once, and everywhere when it is back. */
import type { Clock } from './clock.ts'
import type { Entry } from './entry.ts'
import type { Emit } from './events.ts'
import type { Memory } from './memory.ts'
import type { Invalidation, LogPosition } from './page-store.ts'
import type { StoreAccess } from './store-access.ts'
import { invalidationTagsOf } from './tags.ts'

/** What waits until the store is back. Kept where it outlives the process, by whoever composes the engine. */
export interface PendingInvalidations {
  /** Everything that waits, oldest first. */
  list(): readonly PendingInvalidation[]
  /**
   * Resolves when it would survive the end of the process.
   *
   * @throws when there is no room for more, or it cannot be written: then the invalidation is refused
   */
  add(pending: readonly PendingInvalidation[]): Promise<void>
  /** Forgets what the store has. */
  remove(ids: ReadonlySet<string>): Promise<void>
}

export interface PendingInvalidation extends Invalidation {
  readonly id: string
}

/** How often it is tried, ms. The store's breaker says whether that costs a call. */
const retryMs = 1_000
/** One call. */
const batchSize = 1_000

/** What waits of a tag. */
interface Declared {
  /** When the last was declared, in the order of this process. */
  readonly order: number
  /** The highest floor: what is as of there has seen the change. `Infinity` where it has no position yet. */
  readonly floor: LogPosition
}

export class Pending {
  readonly #kept: PendingInvalidations
  readonly #access: StoreAccess
  readonly #memory: Memory
  readonly #clock: Clock
  readonly #emit: Emit
  readonly #tags = new Map<string, Declared>()
  #order = 0
  #sending: Promise<void> | undefined
  #cancelRetry = (): void => {}
  #closed = false

  constructor(kept: PendingInvalidations, access: StoreAccess, memory: Memory, clock: Clock, emit: Emit) {
    this.#kept = kept
    this.#access = access
    this.#memory = memory
    this.#clock = clock
    this.#emit = emit
    for (const each of kept.list()) this.#declare(each)
    if (this.#tags.size > 0) this.#retryAfter(0)
  }

  /** Grows with every invalidation that waits. To be read before a render begins. */
  get order(): number {
    return this.#order
  }

  /** Whether an invalidation that waits reaches the entry, and was declared after `order`. */
  reaches(entry: Entry, order = 0): boolean {
    if (this.#tags.size === 0) return false
    return invalidationTagsOf(entry).some((tag) => {
      const declared = this.#tags.get(tag)
      return declared !== undefined && declared.order > order && entry.asOf < declared.floor
    })
  }

  /** Keeps them until the store takes them, and lets them take effect here. @throws what the keeper throws */
  async add(invalidations: readonly Invalidation[]): Promise<void> {
    await this.#kept.add(invalidations.map((each) => ({ ...each, id: globalThis.crypto.randomUUID() })))
    for (const each of invalidations) {
      this.#declare(each)
      this.#memory.expire(each)
    }
    this.#emit({ type: 'invalidations-queued', invalidations })
    this.#retryAfter(retryMs)
  }

  /** Tells the store what waits, in order. Twice is harmless: it makes pages due that are due already. */
  send(): Promise<void> {
    this.#sending ??= this.#send().finally(() => (this.#sending = undefined))
    return this.#sending
  }

  close(): void {
    this.#closed = true
    this.#cancelRetry()
  }

  #declare({ tag, floor = Infinity }: Invalidation): void {
    this.#tags.set(tag, { order: ++this.#order, floor: Math.max(floor, this.#tags.get(tag)?.floor ?? 0) })
  }

  async #send(): Promise<void> {
    this.#cancelRetry()
    try {
      for (let batch = this.#next(); batch.length > 0 && !this.#closed; batch = this.#next()) {
        const order = this.#order
        await this.#access.invalidate(batch.map(withoutId))
        await this.#kept.remove(new Set(batch.map(({ id }) => id)))
        this.#emit({ type: 'invalidations-sent', count: batch.length })
        if (this.#next().length === 0) this.#forget(order)
      }
    } catch {
      // Reported where it failed.
      this.#retryAfter(retryMs)
    }
  }

  #next(): readonly PendingInvalidation[] {
    return this.#kept.list().slice(0, batchSize)
  }

  #forget(order: number): void {
    for (const [tag, declared] of this.#tags) if (declared.order <= order) this.#tags.delete(tag)
  }

  #retryAfter(delayMs: number): void {
    this.#cancelRetry()
    if (!this.#closed) this.#cancelRetry = this.#clock.schedule(delayMs, () => void this.send())
  }
}

const withoutId = ({ id: _id, ...invalidation }: PendingInvalidation): Invalidation => invalidation
