/** The way to the store: every call has a deadline, and a store that keeps failing is left alone for a moment. */
import { CircuitBreaker } from './circuit-breaker.ts'
import type { Clock } from './clock.ts'
import type { PageId } from './entry.ts'
import { storeUnavailable } from './errors.ts'
import type { Emit } from './events.ts'
import type { Acquired, AcquireRequest, Awaitable, Begun, Cursor, Declaration, Glimpse } from './page-store.ts'
import type { Invalidation, Loaded, LogPosition, LogTail, News, PageStore, Published } from './page-store.ts'
import type { Entry } from './entry.ts'
import type { StoreState } from './engine.ts'
import { isPromise, timedOut, within } from './waiting.ts'

type Operation =
  'head' | 'load' | 'acquire' | 'begin' | 'renew' | 'publish' | 'fail' | 'seed' | 'invalidate' | 'readLog' | 'barrier'

/** How long a call may take, ms. */
type Deadlines = (operation: Operation) => number

/** Over a network a late answer is worth less than a quick "unreachable". ms */
const networkDeadlines: Readonly<Record<Operation, number>> = {
  head: 150,
  load: 100,
  acquire: 150,
  begin: 1_000,
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

/** What changes something in the store. A store may refuse these, for want of room, and go on answering the others. */
const writes: ReadonlySet<Operation> = new Set(['acquire', 'begin', 'renew', 'publish', 'fail', 'seed', 'invalidate'])

/** Not worth trying while writes are refused. What is under way already, and what was promised, is tried all the same. */
const deferrable: ReadonlySet<Operation> = new Set(['acquire', 'seed'])

/** Every method answers at once where the store does, and throws or rejects with STORE_UNAVAILABLE only. */
export class StoreAccess {
  readonly store: PageStore
  readonly #clock: Clock
  readonly #emit: Emit
  readonly #breaker: CircuitBreaker
  /** For a store that is full, or went read-only: reading goes on. */
  readonly #writeBreaker: CircuitBreaker
  #readsFail = false
  readonly #deadlineOf: Deadlines

  constructor(store: PageStore, clock: Clock, random: () => number, emit: Emit, deadlines = deadlinesOf(store)) {
    this.#deadlineOf = deadlines
    this.store = store
    this.#clock = clock
    this.#emit = emit
    this.#breaker = new CircuitBreaker(random)
    // A refusal does not keep anybody waiting. No heartbeat finds out that writes are taken again: it may be long until one is tried.
    this.#writeBreaker = new CircuitBreaker(random, { areProbesCheap: true })
  }

  get state(): StoreState {
    if (!this.#breaker.isClosed) return 'unavailable'
    return this.#writeBreaker.isClosed ? 'available' : 'refuses-writes'
  }

  /** The log's head if the store tells it at once, for the hit path: no closure, no clock while all is well. */
  headNow(): LogPosition | undefined {
    if (!this.#breaker.isClosed && !this.#breaker.admits(this.#clock.monotonic())) return undefined
    try {
      const head = this.store.head()
      this.#succeeded('head')
      return isPromise(head) ? undefined : head
    } catch (error) {
      this.#failed('head', error)
      return undefined
    }
  }

  load(page: PageId): Awaitable<Loaded | undefined> {
    return this.#call('load', () => this.store.load(page))
  }

  /** `undefined` also where the store cannot do that, or fails. No closure, and no clock while all is well. */
  glance(page: PageId): Glimpse | undefined {
    const { store } = this
    if (store.glance === undefined) return undefined
    if (!this.#breaker.isClosed && !this.#breaker.admits(this.#clock.monotonic())) return undefined
    try {
      const glimpse = store.glance(page)
      this.#succeeded('load')
      return glimpse
    } catch (error) {
      this.#failed('load', error)
      return undefined
    }
  }

  acquire(page: PageId, request: AcquireRequest): Awaitable<Acquired> {
    return this.#call(
      'acquire',
      () => this.store.acquire(page, request),
      // Nobody would render under it, and everybody would wait for it to end.
      (late) => {
        if (late.kind === 'granted') void this.attempt(() => this.fail(page, late.lease.token, 0))
      },
    )
  }

  /** As of the store, and `undefined` where the store has no such step. */
  begin(page: PageId, request: Omit<AcquireRequest, 'need'>, declaration: Declaration): Awaitable<Begun | undefined> {
    if (!this.store.begin) return undefined
    return this.#call(
      'begin',
      () => this.store.begin!(page, request, declaration),
      (late) => {
        if (late) void this.attempt(() => this.fail(page, late.lease.token, 0))
      },
    )
  }

  renew(page: PageId, token: number, ttlMs: number): Awaitable<boolean> {
    return this.#call('renew', () => this.store.renew(page, token, ttlMs))
  }

  publish(page: PageId, token: number, entry: Entry, declaration?: Declaration): Awaitable<Published> {
    return this.#call('publish', () => this.store.publish(page, token, entry, declaration))
  }

  fail(page: PageId, token: number, retryAt: number): Awaitable<void> {
    return this.#call('fail', () => this.store.fail(page, token, retryAt))
  }

  seed(entries: readonly Entry[], replaces?: number): Awaitable<number> {
    return this.#call('seed', () => this.store.seed(entries, replaces))
  }

  invalidate(invalidations: readonly Invalidation[], onNews?: (news: News) => void): Awaitable<Cursor> {
    return this.#call('invalidate', () => this.store.invalidate(invalidations, onNews))
  }

  readLog(cursor: Cursor | undefined, member: string): Awaitable<LogTail> {
    const body = (): Awaitable<LogTail> => this.store.readLog(cursor, member)
    // A heartbeat is the probe: it is sent twice a second anyway, and tells that the store is back before anybody asks.
    return this.store.coherence === 'lease' ? this.#attemptCall('readLog', body) : this.#call('readLog', body)
  }

  barrier(cursor: Cursor, applied?: string): Awaitable<'reached' | 'diverged'> {
    return this.#call('barrier', () => this.store.barrier(cursor, applied))
  }

  /** Does something that may fail without harm, such as giving back a lease that ends by itself. */
  async attempt(body: () => Awaitable<unknown>): Promise<void> {
    try {
      await body()
    } catch {
      // It was reported where it failed.
    }
  }

  /** `onLate` gets an answer that came after the caller was told that there is none. */
  #call<T>(operation: Operation, body: () => Awaitable<T>, onLate?: (answer: T) => void): Awaitable<T> {
    if (!this.#admits(operation)) {
      throw storeUnavailable(
        operation,
        this.store.name,
        new Error('it failed repeatedly and is left alone for a moment'),
      )
    }
    return this.#attemptCall(operation, body, onLate)
  }

  #admits(operation: Operation): boolean {
    const now = this.#clock.monotonic()
    return this.#breaker.admits(now) && (!deferrable.has(operation) || this.#writeBreaker.admits(now))
  }

  #attemptCall<T>(operation: Operation, body: () => Awaitable<T>, onLate?: (answer: T) => void): Awaitable<T> {
    try {
      const answer = body()
      if (isPromise(answer)) return this.#await(operation, answer, onLate)
      this.#succeeded(operation)
      return answer
    } catch (error) {
      throw this.#failed(operation, error)
    }
  }

  async #await<T>(operation: Operation, answer: Promise<T>, onLate?: (answer: T) => void): Promise<T> {
    const deadlineMs = this.#deadlineOf(operation)
    let value: T | typeof timedOut
    try {
      value = await within(this.#clock, deadlineMs, answer)
    } catch (error) {
      throw this.#failed(operation, error)
    }
    if (value === timedOut) {
      if (onLate) answer.then(onLate, () => {})
      throw this.#failed(operation, new Error(`no answer within ${deadlineMs} ms`), true)
    }
    this.#succeeded(operation)
    return value
  }

  /** On the path of every hit: reads no clock while all is well. */
  #succeeded(operation: Operation): void {
    const isWrite = writes.has(operation)
    if (!isWrite) this.#readsFail = false
    this.#close(this.#breaker, 'store-available')
    if (isWrite) this.#close(this.#writeBreaker, 'store-accepts-writes')
  }

  #close(breaker: CircuitBreaker, type: 'store-available' | 'store-accepts-writes'): void {
    const { openedAt } = breaker
    breaker.succeeded()
    if (openedAt !== undefined) this.#emit({ type, afterMs: this.#clock.monotonic() - openedAt })
  }

  #failed(operation: Operation, error: unknown, isLate = false): Error {
    this.#emit({ type: 'store-failed', operation, error })
    const isWrite = writes.has(operation)
    if (!isWrite) this.#readsFail = true
    // A store that answers, and answers reads, is there: it refuses what it has no room for.
    const isRefusal = isWrite && !isLate && !this.#readsFail
    const other = isRefusal ? this.#breaker : this.#writeBreaker
    other.endedOtherwise()
    if (isRefusal) this.#open(this.#writeBreaker, 'store-refuses-writes', operation, error)
    else this.#open(this.#breaker, 'store-unavailable', operation, error)
    return storeUnavailable(operation, this.store.name, error)
  }

  #open(
    breaker: CircuitBreaker,
    type: 'store-unavailable' | 'store-refuses-writes',
    operation: Operation,
    error: unknown,
  ): void {
    const { isClosed } = breaker
    breaker.failed(this.#clock.monotonic())
    if (isClosed && !breaker.isClosed) this.#emit({ type, operation, error })
  }
}
