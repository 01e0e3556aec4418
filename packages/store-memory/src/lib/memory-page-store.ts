/** A page store that lives in one process. Every method answers at once, which also makes every method atomic. */
import {
  bytesOf,
  decideAcquire,
  failed,
  isLeased,
  isSupersededElsewhere,
  latestContent,
  maySeed,
  mayPublish,
  nextToken,
  renewed,
  settled,
  systemClock,
  uncoordinated,
} from '@everfresh/engine'
import type {
  AcquireRequest,
  Acquired,
  Begun,
  Clock,
  Coordination,
  Cursor,
  Declaration,
  Entry,
  EntrySummary,
  Invalidation,
  Loaded,
  LogPosition,
  LogTail,
  PageId,
  PageStore,
  Published,
  StoreStatistics,
} from '@everfresh/engine'
import { invalidOption, storeClosed } from './errors.ts'
import { InvalidationLog } from './invalidation-log.ts'
import { createMemoryPageStoreState } from './state.ts'
import type { MemoryPage, MemoryPageStoreState, MemoryPath } from './state.ts'

export interface MemoryPageStoreOptions {
  readonly clock?: Clock
  /** Invalidations that are kept for readers who were away. Default 10,000. */
  readonly logLimit?: number
  /**
   * Tags and paths whose invalidations are remembered one by one. Beyond it the oldest are forgotten, and what was made
   * before them counts as invalidated. Default 100,000.
   */
  readonly tagLimit?: number
  /** Least recently used pages are dropped beyond this many bytes. Default 256 MiB. */
  readonly maxBytes?: number
  /** What other stores share with this one. Default: a state of its own. */
  readonly state?: MemoryPageStoreState
}

/**
 * Opens a store whose pages last as long as the process (or as `state`).
 *
 * @throws MemoryStoreError INVALID_OPTION
 */
export function openMemoryPageStore(options: MemoryPageStoreOptions = {}): MemoryPageStore {
  return new MemoryPageStore(options)
}

export class MemoryPageStore implements PageStore {
  readonly name = 'memory'
  readonly coherence = 'immediate'
  readonly state: MemoryPageStoreState
  readonly #clock: Clock
  readonly #maxBytes: number
  readonly #log: InvalidationLog
  #closed = false

  constructor({ clock, logLimit, tagLimit, maxBytes, state }: MemoryPageStoreOptions) {
    this.state = state ?? createMemoryPageStoreState()
    this.#clock = clock ?? systemClock
    this.#maxBytes = positive('maxBytes', maxBytes ?? 256 * 1024 * 1024)
    this.#log = new InvalidationLog(this.state, this.#clock, {
      limit: positive('logLimit', logLimit ?? 10_000),
      tagLimit: positive('tagLimit', tagLimit ?? 100_000),
    })
  }

  head(): LogPosition {
    return this.#open().head!.position
  }

  load(page: PageId): Loaded | undefined {
    const path = this.#open().paths.get(page.path)
    if (path) this.#touch(page.path, path)
    return this.#loaded(path, page.namespace)
  }

  acquire(page: PageId, request: AcquireRequest): Acquired {
    const path = this.#open().paths.get(page.path)
    const moment = { now: this.#clock.now(), head: this.head() }
    const loaded = this.#loaded(path, page.namespace)
    const { answer, after } = decideAcquire(this.#coordinationOf(page), loaded, request, moment)
    if (!after) return answer
    this.#write(page, { entry: loaded?.entry, coordination: after })
    this.#makeRoom()
    return answer
  }

  begin(page: PageId, request: Omit<AcquireRequest, 'need'>, { invalidations }: Declaration): Begun | undefined {
    if (isLeased(this.#coordinationOf(page), this.#clock.now())) return undefined
    const declared = this.#log.append(invalidations)
    const acquired = this.acquire(page, { ...request, need: declared.position })
    return acquired.kind === 'granted' ? { ...acquired, declared } : undefined
  }

  renew(page: PageId, token: number, ttlMs: number): boolean {
    const known = this.#pageOf(page)
    const after = known && renewed(known.coordination, token, ttlMs, this.#clock.now())
    if (after) this.#write(page, { ...known, coordination: after })
    return after !== undefined
  }

  publish(page: PageId, token: number, entry: Entry, declaration?: Declaration): Published {
    const known = this.#pageOf(page)
    if (!known || !mayPublish(known.coordination, token)) return { kind: 'rejected', current: this.load(page) }
    if (known.entry?.version === token) return { kind: 'published', entry: known.entry }
    const { namespace, path } = page
    const published: Entry = { ...entry, namespace, path, version: token, asOf: known.coordination.asOf }
    this.#place(published, settled(known.coordination))
    if (!declaration) return { kind: 'published', entry: published }
    return { kind: 'published', entry: published, declared: this.#log.append(declaration.invalidations) }
  }

  fail(page: PageId, token: number, retryAt: number): void {
    const known = this.#pageOf(page)
    const after = known && failed(known.coordination, token, retryAt)
    if (after) this.#write(page, { ...known, coordination: after })
  }

  seed(entries: readonly Entry[], replaces?: number): number {
    let seeded = 0
    for (const entry of entries) {
      const before = this.#coordinationOf(entry)
      const now = this.#clock.now()
      if (!maySeed(entry, this.#pageOf(entry)?.entry, before, now, replaces)) continue
      const token = nextToken(before.token, now)
      const asOf = Math.max(entry.asOf, this.#log.birth.position)
      this.#place({ ...entry, asOf, version: token }, { ...settled(before), token, asOf })
      seeded++
    }
    return seeded
  }

  invalidate(invalidations: readonly Invalidation[]): Cursor {
    this.#open()
    return this.#log.append(invalidations)
  }

  purge(page: PageId): void {
    const path = this.#open().paths.get(page.path)
    if (!path?.pages.has(page.namespace)) return
    this.#forget(path, page.namespace)
    if (path.pages.size === 0) this.state.paths.delete(page.path)
  }

  readLog(cursor: Cursor | undefined, _member: string): LogTail {
    this.#open()
    return this.#log.tail(cursor)
  }

  barrier(_cursor: Cursor): 'reached' {
    this.#open()
    return 'reached'
  }

  async *list(): AsyncIterable<EntrySummary> {
    for (const path of [...this.#open().paths.values()]) {
      for (const { entry } of path.pages.values()) {
        if (!entry) continue
        const { bodies: _bodies, ...summary } = entry
        yield { ...summary, bytes: bytesOf(entry) }
      }
    }
  }

  statistics(): StoreStatistics {
    const { entries, bytes } = this.#open()
    return { entries, bytes }
  }

  close(): void {
    this.#closed = true
  }

  #open(): MemoryPageStoreState {
    if (this.#closed) throw storeClosed()
    return this.state
  }

  #pageOf({ namespace, path }: PageId): MemoryPage | undefined {
    return this.#open().paths.get(path)?.pages.get(namespace)
  }

  #coordinationOf(page: PageId): Coordination {
    return this.#pageOf(page)?.coordination ?? { ...uncoordinated, token: this.state.highestRemovedToken }
  }

  #loaded(path: MemoryPath | undefined, namespace: string): Loaded | undefined {
    const entry = path?.pages.get(namespace)?.entry
    if (!path || !entry) return undefined
    const supersededElsewhere = isSupersededElsewhere(entry, path.latest)
    return { entry, floors: this.#log.floorsOf(entry), supersededElsewhere }
  }

  /** Makes `entry` the served version of its page, and room for it. */
  #place(entry: Entry, coordination: Coordination): void {
    const path = this.#write(entry, { entry, coordination })
    path.latest = latestContent(path.latest, entry, this.#clock.now())
    this.#touch(entry.path, path)
    this.#makeRoom()
  }

  #write({ namespace, path: name }: PageId, page: MemoryPage): MemoryPath {
    let path = this.state.paths.get(name)
    if (!path) this.state.paths.set(name, (path = { pages: new Map(), latest: undefined }))
    this.#count(path.pages.get(namespace), -1)
    path.pages.set(namespace, page)
    this.#count(page, 1)
    return path
  }

  #count(page: MemoryPage | undefined, sign: 1 | -1): void {
    if (!page) return
    this.state.bytes += sign * (page.entry ? bytesOf(page.entry) : bytesOfCoordination)
    if (page.entry) this.state.entries += sign
  }

  #forget(path: MemoryPath, namespace: string): void {
    const page = path.pages.get(namespace)
    if (!page) return
    this.#count(page, -1)
    this.state.highestRemovedToken = Math.max(this.state.highestRemovedToken, page.coordination.token)
    path.pages.delete(namespace)
  }

  /** A Map keeps the order of insertion: putting a path in again makes it the most recently used. */
  #touch(name: string, path: MemoryPath): void {
    this.state.paths.delete(name)
    this.state.paths.set(name, path)
  }

  #makeRoom(): void {
    if (this.state.bytes <= this.#maxBytes) return
    const now = this.#clock.now()
    for (const [name, path] of this.state.paths) {
      if ([...path.pages.values()].some(({ coordination }) => isLeased(coordination, now))) continue
      for (const namespace of [...path.pages.keys()]) this.#forget(path, namespace)
      this.state.paths.delete(name)
      if (this.state.bytes <= this.#maxBytes) return
    }
  }
}

/** Roughly what a page costs that has no entry yet. */
const bytesOfCoordination = 256

function positive(name: string, value: number): number {
  if (!Number.isFinite(value) || value < 1) throw invalidOption(name, value)
  return value
}
