/** A page store that misbehaves on command: it wraps a real one and delays, loses or refuses what the test says. */
import type { Clock } from '../clock.ts'
import type { Entry, PageId } from '../entry.ts'
import type {
  Acquired,
  AcquireRequest,
  Awaitable,
  Cursor,
  Declaration,
  EntrySummary,
  Invalidation,
} from '../page-store.ts'
import { isPromise } from '../waiting.ts'
import type {
  Glimpse,
  Loaded,
  LogPosition,
  LogTail,
  News,
  PageStore,
  Published,
  StoreStatistics,
} from '../page-store.ts'

export type StoreOperation =
  | 'head'
  | 'load'
  | 'acquire'
  | 'begin'
  | 'renew'
  | 'publish'
  | 'fail'
  | 'seed'
  | 'invalidate'
  | 'purge'
  | 'readLog'
  | 'barrier'
  | 'statistics'

export type Fault =
  /** Nothing happens, and the caller is told. */
  | { readonly kind: 'fail'; readonly error?: Error }
  /** Nothing happens, and nobody is told: a black hole. */
  | { readonly kind: 'hang' }
  /** It happens, and the answer is lost. */
  | { readonly kind: 'lose-reply' }
  /** It happens at once, and the answer arrives after `ms`. */
  | { readonly kind: 'slow-reply'; readonly ms: number }
  /** It happens after `ms`, whether or not the caller still waits. */
  | { readonly kind: 'late'; readonly ms: number }

export interface FaultyStoreOptions {
  readonly clock: Clock
  /** Makes an immediate store look like one that is a network away. Default: as the wrapped store. */
  readonly coherence?: PageStore['coherence']
  /** Answers every call but an immediate `head` with a promise. Default false. */
  readonly asynchronous?: boolean
}

interface Injected {
  readonly fault: Fault
  timesLeft: number
}

export class FaultyPageStore implements PageStore {
  readonly name: string
  readonly coherence: PageStore['coherence']
  subscribe?: NonNullable<PageStore['subscribe']>
  begin?: NonNullable<PageStore['begin']>
  readonly #store: PageStore
  readonly #clock: Clock
  readonly #asynchronous: boolean
  readonly #faults = new Map<StoreOperation | 'all', Injected>()
  readonly #calls = new Map<StoreOperation, number>()
  #shown: Uint8Array = new Uint8Array()

  constructor(store: PageStore, { clock, coherence, asynchronous }: FaultyStoreOptions) {
    this.name = `faulty ${store.name}`
    this.coherence = coherence ?? store.coherence
    this.#store = store
    if (store.subscribe) this.subscribe = (onNews) => store.subscribe!(onNews)
    if (store.begin) this.begin = (...args) => this.#call('begin', () => store.begin!(...args), partsOfBegin)
    this.#clock = clock
    this.#asynchronous = asynchronous ?? false
  }

  /** From now on the next `times` calls of `operation` (or of all) meet `fault`. Replaces what was injected there before. */
  inject(operation: StoreOperation | 'all', fault: Fault, times = Infinity): void {
    this.#faults.set(operation, { fault, timesLeft: times })
  }

  /** Ends all faults. What hangs goes on hanging. */
  heal(): void {
    this.#faults.clear()
  }

  /** How often `operation` was called, faults included; all operations without argument. */
  calls(operation?: StoreOperation): number {
    if (operation) return this.#calls.get(operation) ?? 0
    return [...this.#calls.values()].reduce((sum, count) => sum + count, 0)
  }

  head(): Awaitable<LogPosition> {
    if (this.coherence === 'lease') return this.#call('head', () => this.#store.head())
    // It must answer at once, so that every fault is a refusal.
    this.#count('head')
    const fault = this.#faultFor('head')
    if (fault) throw errorOf(fault, 'head')
    return this.#store.head()
  }

  load(page: PageId): Awaitable<Loaded | undefined> {
    return this.#call('load', () => this.#store.load(page))
  }

  /** The bodies are those of `load`, if that answers at once; the next glance scribbles over them, for those who still look at them. */
  glance(page: PageId): Glimpse | undefined {
    this.#shown.fill(0x2a)
    const loaded = this.load(page)
    if (isPromise(loaded)) loaded.catch(() => {})
    if (loaded === undefined || isPromise(loaded)) return undefined
    const { entry, ...judged } = loaded
    const { bodies, shown } = shownIn(entry.bodies)
    this.#shown = shown
    return { ...judged, entry: { ...entry, bodies: {} }, bodies }
  }

  acquire(page: PageId, request: AcquireRequest): Awaitable<Acquired> {
    return this.#call('acquire', () => this.#store.acquire(page, request))
  }

  renew(page: PageId, token: number, ttlMs: number): Awaitable<boolean> {
    return this.#call('renew', () => this.#store.renew(page, token, ttlMs))
  }

  publish(page: PageId, token: number, entry: Entry, declaration?: Declaration): Awaitable<Published> {
    return this.#call('publish', () => this.#store.publish(page, token, entry, declaration))
  }

  fail(page: PageId, token: number, retryAt: number): Awaitable<void> {
    return this.#call('fail', () => this.#store.fail(page, token, retryAt))
  }

  seed(entries: readonly Entry[], replaces?: number): Awaitable<number> {
    return this.#call('seed', () => this.#store.seed(entries, replaces))
  }

  invalidate(invalidations: readonly Invalidation[], onNews?: (news: News) => void): Awaitable<Cursor> {
    return this.#call('invalidate', () => this.#store.invalidate(invalidations, onNews))
  }

  purge(page: PageId): Awaitable<void> {
    return this.#call('purge', () => this.#store.purge(page))
  }

  readLog(cursor: Cursor | undefined, member: string): Awaitable<LogTail> {
    return this.#call('readLog', () => this.#store.readLog(cursor, member))
  }

  barrier(cursor: Cursor, applied?: string): Awaitable<'reached' | 'diverged'> {
    return this.#call('barrier', () => this.#store.barrier(cursor, applied))
  }

  list(): AsyncIterable<EntrySummary> {
    return this.#store.list()
  }

  statistics(): Awaitable<StoreStatistics> {
    return this.#call('statistics', () => this.#store.statistics())
  }

  close(): Awaitable<void> {
    return this.#store.close()
  }

  #call<T>(operation: StoreOperation, body: () => Awaitable<T>, parts: readonly StoreOperation[] = []): Awaitable<T> {
    this.#count(operation)
    const fault = this.#faultFor(operation, ...parts)
    if (fault) return this.#misbehave(fault, operation, body)
    return this.#asynchronous ? Promise.resolve().then(body) : body()
  }

  async #misbehave<T>(fault: Fault, operation: StoreOperation, body: () => Awaitable<T>): Promise<T> {
    switch (fault.kind) {
      case 'fail':
        throw errorOf(fault, operation)
      case 'hang':
        return forever()
      case 'lose-reply':
        await body()
        return forever()
      case 'slow-reply': {
        const answer = await body()
        await this.#wait(fault.ms)
        return answer
      }
      case 'late':
        await this.#wait(fault.ms)
        return body()
    }
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.schedule(ms, resolve))
  }

  #count(operation: StoreOperation): void {
    this.#calls.set(operation, this.calls(operation) + 1)
  }

  #faultFor(...operations: readonly StoreOperation[]): Fault | undefined {
    for (const name of [...operations, 'all'] as const) {
      const injected = this.#faults.get(name)
      if (injected && injected.timesLeft-- > 0) return injected.fault
    }
    return undefined
  }
}

/** It does both in one step, so it meets what either would. */
const partsOfBegin: readonly StoreOperation[] = ['invalidate', 'acquire']

/** Copies of bodies, all in one piece of memory. */
function shownIn(bodies: Entry['bodies']): { readonly bodies: Entry['bodies']; readonly shown: Uint8Array } {
  const shown = new Uint8Array(Object.values(bodies).reduce((sum, body) => sum + body.byteLength, 0))
  let at = 0
  const views = Object.entries(bodies).map(([name, body]) => {
    const view = shown.subarray(at, (at += body.byteLength))
    view.set(body)
    return [name, view] as const
  })
  return { bodies: Object.fromEntries(views), shown }
}

const forever = <T>(): Promise<T> => new Promise<T>(() => {})

const errorOf = (fault: Fault, operation: StoreOperation): Error =>
  (fault.kind === 'fail' && fault.error) || new Error(`injected: ${operation} failed`)
