/** A page store for many machines: Redis or Valkey, alone, with sentinels, or as a cluster. */
import { randomUUID } from 'node:crypto'
import { invalidationTagsOf, isSupersededElsewhere, systemClock, waitForMembers } from '@everfresh/engine'
import type {
  AcquireRequest,
  Acquired,
  Cursor,
  Declaration,
  Entry,
  EntrySummary,
  Invalidation,
  Loaded,
  LogPosition,
  LogTail,
  News,
  PageId,
  PageStore,
  Published,
  StoreStatistics,
} from '@everfresh/engine'
import { openConnections } from './connections.ts'
import type { Connections } from './connections.ts'
import { isLasting, storeClosed, translated } from './errors.ts'
import { appendedIn, InvalidationLog, newsIn } from './invalidation-log.ts'
import { keysOf } from './keys.ts'
import type { Keys } from './keys.ts'
import { countedIn, summariesIn } from './listing.ts'
import { completed } from './options.ts'
import type { CompletedOptions, RedisPageStoreOptions } from './options.ts'
import { Pages } from './pages.ts'
import type { ReadPage } from './pages.ts'
import { suitabilityOf } from './suitability.ts'

export interface RedisPageStore extends PageStore {
  readonly coherence: 'lease'
  /** What about the server endangers what the store promises. Empty until the server could be asked. */
  readonly warnings: readonly string[]
}

/**
 * Opens the store. A server that cannot be reached is tried on and on: until it is there, every call rejects.
 *
 * @throws RedisStoreError INVALID_OPTION; REDIS_ACCESS_DENIED when the server refuses the user
 */
export async function openRedisPageStore(options: RedisPageStoreOptions): Promise<RedisPageStore> {
  const chosen = completed(options)
  const store = new OpenRedisPageStore(chosen, await openConnections(chosen))
  try {
    // A user may be let in who has not the rights to anything.
    await store.head()
  } catch (error) {
    if (isLasting(translated(error))) {
      await store.close()
      throw error
    }
  }
  return store
}

/** Others publish meanwhile: each time the page has to be read again. */
const readAttempts = 10
/** Members that do not answer cannot be taken leave of for longer, ms. */
const leaveTimeoutMs = 300
/** What takes longer to count is not counted again before a hundred times as long has passed, ms. */
const quickCountMs = 50

/**
 * What is known of a page lies in one slot of a cluster, and the log with its floors in another, so that no script sees both.
 * Every method that needs both reads the page first and the floors second. Floors only grow, so those floors reach everything
 * that was invalidated before the page was read; what is invalidated between the two reads counts already, which is as well.
 * A script then decides for the version that was read, and says `changed` if there is another one by now. A grant is as of
 * the head that was read before it: the render begins later still.
 */
class OpenRedisPageStore implements RedisPageStore {
  readonly name = 'redis'
  readonly coherence = 'lease'
  warnings: readonly string[] = []
  readonly #options: CompletedOptions
  readonly #connections: Connections
  readonly #keys: Keys
  readonly #pages: Pages
  readonly #log: InvalidationLog
  /** The members that beat through this store. */
  readonly #members = new Set<string>()
  readonly #listeners = new Set<(news?: News) => void>()
  #counted: { readonly statistics: StoreStatistics; readonly validUntil: number } | undefined
  #closing: Promise<void> | undefined

  constructor(options: CompletedOptions, connections: Connections) {
    const { coordination, pages, log } = connections
    this.#options = options
    this.#connections = connections
    this.#keys = keysOf(options.keyPrefix)
    this.#pages = new Pages(coordination, pages, this.#keys, options)
    this.#log = new InvalidationLog(coordination, log, this.#keys, options)
    connections.whenReady(() => void this.#judgeServer())
  }

  async head(): Promise<LogPosition> {
    this.#assertOpen()
    return (await this.#log.stateFor([])).head
  }

  async load(page: PageId): Promise<Loaded | undefined> {
    this.#assertOpen()
    const read = await this.#pages.read(page)
    if (!read.entry) return undefined
    const { floors } = await this.#log.stateFor(invalidationTagsOf(read.entry))
    return loadedFrom(read, floors)
  }

  async acquire(page: PageId, request: AcquireRequest): Promise<Acquired> {
    this.#assertOpen()
    const nonce = randomUUID()
    for (let attempt = 1; ; attempt++) {
      const read = await this.#pages.read(page)
      const known = await this.#log.stateFor(read.entry ? invalidationTagsOf(read.entry) : [])
      const reply = await this.#pages.acquire(page, read, known, request, nonce)
      const loaded = loadedFrom(read, known.floors)
      switch (reply.kind) {
        case 'fresh':
          return { kind: 'fresh', loaded: loaded! }
        case 'busy':
          return reply
        case 'backoff':
          return { ...reply, loaded: loaded! }
        case 'granted': {
          const { kind, ...lease } = reply
          return { kind, lease, previous: loaded }
        }
        case 'changed':
          // Somebody publishes it over and over: whoever asks again later finds it fresh.
          if (attempt === readAttempts) return { kind: 'busy', asOf: 0, remainingMs: 0 }
      }
    }
  }

  async renew(page: PageId, token: number, ttlMs: number): Promise<boolean> {
    this.#assertOpen()
    return this.#pages.renew(page, token, ttlMs)
  }

  async publish(
    { namespace, path }: PageId,
    token: number,
    entry: Entry,
    declaration?: Declaration,
  ): Promise<Published> {
    this.#assertOpen()
    const page = { namespace, path }
    const append = declaration && this.#mayAppendWithPages ? this.#log.argumentsOf(declaration.invalidations) : []
    const published = await this.#pages.publish(page, token, { ...entry, ...page, version: token }, append)
    if (!published) return { kind: 'rejected', current: await this.load(page) }
    const { asOf, isRepeated, appended } = published
    const earlier = isRepeated ? (await this.#pages.read(page)).entry : undefined
    return {
      kind: 'published',
      entry: earlier ?? { ...entry, ...page, version: token, asOf },
      ...(appended.length > 0 && { declared: appendedIn(appended, declaration?.onNews) }),
    }
  }

  /** Both lie on one server, and no replica has to be waited for, which would hold up pages. */
  get #mayAppendWithPages(): boolean {
    return this.#options.cluster === undefined && !this.#log.waitsForReplicas
  }

  async fail(page: PageId, token: number, retryAt: number): Promise<void> {
    this.#assertOpen()
    await this.#pages.fail(page, token, retryAt)
  }

  async seed(entries: readonly Entry[], replaces?: number): Promise<number> {
    this.#assertOpen()
    if (entries.length === 0) return 0
    const { birth } = await this.#log.stateFor([])
    let seeded = 0
    for (let i = 0; i < entries.length; i += seedsAtOnce) {
      const batch = entries.slice(i, i + seedsAtOnce)
      const taken = await Promise.all(batch.map((entry) => this.#pages.seed(entry, birth, replaces)))
      seeded += taken.filter(Boolean).length
    }
    return seeded
  }

  async invalidate(invalidations: readonly Invalidation[], onNews?: (news: News) => void): Promise<Cursor> {
    this.#assertOpen()
    return this.#log.append(invalidations, onNews)
  }

  async purge(page: PageId): Promise<void> {
    this.#assertOpen()
    await this.#pages.purge(page)
  }

  async readLog(cursor: Cursor | undefined, member: string): Promise<LogTail> {
    this.#assertOpen()
    this.#members.add(member)
    return this.#log.tail(cursor, member)
  }

  subscribe(onNews: (news?: News) => void): () => void {
    this.#assertOpen()
    if (this.#listeners.size === 0) {
      this.#connections.news().subscribe(this.#keys.news, (message) => {
        const news = message === undefined ? undefined : newsIn(message)
        for (const listener of this.#listeners) listener(news)
      })
    }
    // Each subscription is one of its own, also of the same function.
    const listener = (news?: News): void => onNews(news)
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async barrier(cursor: Cursor, applied?: string): Promise<'reached' | 'diverged'> {
    this.#assertOpen()
    // The members' leases run by real time, whatever clock a test brings.
    return waitForMembers(cursor, this.#log, systemClock, { applied })
  }

  async *list(): AsyncIterable<EntrySummary> {
    this.#assertOpen()
    yield* summariesIn(this.#connections.pages, this.#keys)
  }

  async statistics(): Promise<StoreStatistics> {
    this.#assertOpen()
    if (this.#counted && performance.now() < this.#counted.validUntil) return this.#counted.statistics
    const begunAt = performance.now()
    const statistics = await countedIn(this.#connections.pages, this.#keys)
    const tookMs = performance.now() - begunAt
    this.#counted = { statistics, validUntil: tookMs > quickCountMs ? begunAt + 100 * tookMs : 0 }
    return statistics
  }

  close(): Promise<void> {
    this.#closing ??= this.#leave()
    return this.#closing
  }

  /** Nobody is to wait for members that are gone. */
  async #leave(): Promise<void> {
    const leaving = [...this.#members].map((member) => this.#log.leave(member))
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise((resolve) => (timer = setTimeout(resolve, leaveTimeoutMs)))
    await Promise.race([Promise.allSettled(leaving), limit])
    clearTimeout(timer)
    this.#listeners.clear()
    this.#connections.close()
  }

  #assertOpen(): void {
    if (this.#closing) throw storeClosed()
  }

  async #judgeServer(): Promise<void> {
    try {
      const { hasReplicas, warnings } = await suitabilityOf(
        this.#connections.coordination,
        this.#options.cluster !== undefined,
      )
      this.#log.hasReplicas = hasReplicas
      const added = warnings.filter((warning) => !this.warnings.includes(warning))
      this.warnings = warnings
      for (const warning of added) this.#options.onWarning?.(warning)
    } catch {
      // It is asked again when it is back.
    }
  }
}

/** Pages whose bodies are on their way at a time. */
const seedsAtOnce = 32

function loadedFrom({ entry, latest }: ReadPage, floors: Loaded['floors']): Loaded | undefined {
  return entry && { entry, floors, supersededElsewhere: isSupersededElsewhere(entry, latest) }
}
