/** The way to the store: every call has a deadline, and a store that keeps failing is left alone for a moment. */
import { CircuitBreaker } from './circuit-breaker.ts'
import type { Clock } from './clock.ts'
import type { PageId } from './entry.ts'
import { storeUnavailable } from './errors.ts'
import type { Emit } from './events.ts'
import type { Acquired, AcquireRequest, Awaitable, Cursor, Invalidation, Loaded } from './page-store.ts'
import type { LogPosition, LogTail, PageStore, Published } from './page-store.ts'
import type { Entry } from './entry.ts'
import { isPromise, timedOut, within } from './waiting.ts'

type Operation =
  'head' | 'load' | 'acquire' | 'renew' | 'publish' | 'fail' | 'seed' | 'invalidate' | 'readLog' | 'barrier'

/** How long a call may take, ms. */
type Deadlines = (operation: Operation) => number

/** Over a network a late answer is worth less than a quick "unreachable". ms */
const networkDeadlines: Readonly<Record<Operation, number>> = {
  head: 150,
  load: 100,
  acquire: 150,
  renew: 150,
  publish: 1_000,
  fail: 150,
  seed: 5_000,
  invalidate: 1_000,
  readLog: 250,
  // Waits for members whose coherence lease has to run out.
  barrier: 5_000,
}

/** An embedded store is slow only when this process or its disk is; there is nothing to fail over to. ms */
const embeddedDeadlineMs = 5_000

const deadlinesOf = ({ coherence }: PageStore): Deadlines =>
  coherence === 'immediate' ? () => embeddedDeadlineMs : (operation) => networkDeadlines[operation]

/** Every method answers at once where the store does, and throws or rejects with STORE_UNAVAILABLE only. */
export class StoreAccess {
  readonly store: PageStore
  readonly #clock: Clock
  readonly #emit: Emit
  readonly #breaker: CircuitBreaker
  readonly #deadlineOf: Deadlines

  constructor(store: PageStore, clock: Clock, random: () => number, emit: Emit, deadlines = deadlinesOf(store)) {
    this.#deadlineOf = deadlines
    this.store = store
    this.#clock = clock
    this.#emit = emit
    this.#breaker = new CircuitBreaker(random)
  }

  /** The log's head if the store tells it at once, for the hit path: no closure, no clock while all is well. */
  headNow(): LogPosition | undefined {
    if (!this.#breaker.isClosed && !this.#breaker.admits(this.#clock.monotonic())) return undefined
    try {
      const head = this.store.head()
      this.#breaker.succeeded()
      return isPromise(head) ? undefined : head
    } catch (error) {
      this.#failed('head', error)
      return undefined
    }
  }

  load(page: PageId): Awaitable<Loaded | undefined> {
    return this.#call('load', () => this.store.load(page))
  }

  acquire(page: PageId, request: AcquireRequest): Awaitable<Acquired> {
    return this.#call('acquire', () => this.store.acquire(page, request))
  }

  renew(page: PageId, token: number, ttlMs: number): Awaitable<boolean> {
    return this.#call('renew', () => this.store.renew(page, token, ttlMs))
  }

  publish(page: PageId, token: number, entry: Entry): Awaitable<Published> {
    return this.#call('publish', () => this.store.publish(page, token, entry))
  }

  fail(page: PageId, token: number, retryAt: number): Awaitable<void> {
    return this.#call('fail', () => this.store.fail(page, token, retryAt))
  }

  seed(entries: readonly Entry[]): Awaitable<number> {
    return this.#call('seed', () => this.store.seed(entries))
  }

  invalidate(invalidations: readonly Invalidation[]): Awaitable<Cursor> {
    return this.#call('invalidate', () => this.store.invalidate(invalidations))
  }

  readLog(cursor: Cursor | undefined, member: string): Awaitable<LogTail> {
    const body = (): Awaitable<LogTail> => this.store.readLog(cursor, member)
    // A heartbeat is the probe: it is sent twice a second anyway, and tells that the store is back before anybody asks.
    return this.store.coherence === 'lease' ? this.#attemptCall('readLog', body) : this.#call('readLog', body)
  }

  barrier(cursor: Cursor): Awaitable<'reached' | 'diverged'> {
    return this.#call('barrier', () => this.store.barrier(cursor))
  }

  /** Does something that may fail without harm, such as giving back a lease that ends by itself. */
  async attempt(body: () => Awaitable<unknown>): Promise<void> {
    try {
      await body()
    } catch {
      // It was reported where it failed.
    }
  }

  #call<T>(operation: Operation, body: () => Awaitable<T>): Awaitable<T> {
    if (!this.#breaker.admits(this.#clock.monotonic())) {
      throw storeUnavailable(
        operation,
        this.store.name,
        new Error('it failed repeatedly and is left alone for a moment'),
      )
    }
    return this.#attemptCall(operation, body)
  }

  #attemptCall<T>(operation: Operation, body: () => Awaitable<T>): Awaitable<T> {
    try {
      const answer = body()
      if (isPromise(answer)) return this.#await(operation, answer)
      this.#breaker.succeeded()
      return answer
    } catch (error) {
      throw this.#failed(operation, error)
    }
  }

  async #await<T>(operation: Operation, answer: Promise<T>): Promise<T> {
    const deadlineMs = this.#deadlineOf(operation)
    let value: T | typeof timedOut
    try {
      value = await within(this.#clock, deadlineMs, answer)
    } catch (error) {
      throw this.#failed(operation, error)
    }
    if (value === timedOut) throw this.#failed(operation, new Error(`no answer within ${deadlineMs} ms`))
    this.#breaker.succeeded()
    return value
  }

  #failed(operation: Operation, error: unknown): Error {
    this.#breaker.failed(this.#clock.monotonic())
    this.#emit({ type: 'store-failed', operation, error })
    return storeUnavailable(operation, this.store.name, error)
  }
}
