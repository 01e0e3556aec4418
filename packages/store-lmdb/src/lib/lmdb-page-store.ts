/** The default page store: one LMDB environment, shared by all processes of a machine. */
import {
  decideAcquire,
  decideBegin,
  decodeEntry,
  decodeGlimpse,
  everything,
  failed,
  invalidationTagsOf,
  isSupersededElsewhere,
  maySeed,
  mayPublish,
  nextToken,
  renewed,
  settled,
} from '@everfresh/engine'
import type {
  AcquireRequest,
  Acquired,
  Begun,
  Coordination,
  Cursor,
  Declaration,
  Entry,
  EntrySummary,
  Glimpse,
  Invalidation,
  Loaded,
  LogPosition,
  LogTail,
  PageId,
  PageStore,
  Published,
  StoreStatistics,
} from '@everfresh/engine'
import { batchesOf } from './batches.ts'
import { openEnvironment } from './environment.ts'
import type { Environment } from './environment.ts'
import { storeClosed } from './errors.ts'
import { InvalidationLog } from './invalidation-log.ts'
import { pathKeyOf, versionKeyOf } from './keys.ts'
import { summariesIn } from './listing.ts'
import { completed } from './options.ts'
import type { LmdbPageStoreOptions } from './options.ts'
import { coordinationIn, copyOf, glanceAtRow, pageIn, readRow } from './path-row.ts'
import type { FoundRow, PageRow, PathRow } from './path-row.ts'
import { forgetTheDead, noteOpen, wentDownWhileOpen } from './power-failure.ts'
import { bytesOfRow, PageWrites } from './page-writes.ts'
import { Room } from './room.ts'
import { Scratch } from './scratch.ts'

export interface LmdbPageStore extends PageStore {
  readonly coherence: 'immediate'
  /** Where the pages are. */
  readonly directory: string
  // Reads are answered from memory that is mapped to the file: at once.
  head(): LogPosition
  load(page: PageId): Loaded | undefined
  glance(page: PageId): Glimpse | undefined
  readLog(cursor: Cursor | undefined, member: string): LogTail
  statistics(): StoreStatistics
}

const checkReadersEveryMs = 60_000

/** What stands in another page's place is damaged, as far as this page is concerned. */
const isOf = (entry: Entry, { namespace, path }: PageId): boolean =>
  entry.path === path && entry.namespace === namespace

/**
 * Opens the store in `directory`. Any number of processes of one machine may have it open at the same time.
 *
 * @throws LmdbStoreError INVALID_OPTION, STORE_NOT_WRITABLE, STORE_ON_NETWORK, STORE_DAMAGED, STORE_FORMAT_UNKNOWN,
 * STORE_BUSY, STORE_FULL
 */
export async function openLmdbPageStore(options: LmdbPageStoreOptions): Promise<LmdbPageStore> {
  const chosen = completed(options)
  const environment = await openEnvironment(chosen.directory, chosen.durable)
  try {
    const log = new InvalidationLog(environment, chosen.clock, { limit: chosen.logLimit, tagLimit: chosen.tagLimit })
    await log.begin()
    if (wentDownWhileOpen(environment)) await log.append([{ tag: everything, kind: 'soft' }])
    await forgetTheDead(environment)
    const forgetOpen = chosen.durable ? async () => {} : await noteOpen(environment)
    return new OpenLmdbPageStore(chosen, environment, log, forgetOpen)
  } catch (error) {
    await environment.close()
    throw error
  }
}

class OpenLmdbPageStore implements LmdbPageStore {
  readonly name = 'lmdb'
  readonly coherence = 'immediate'
  readonly directory: string
  readonly #clock: Required<LmdbPageStoreOptions>['clock']
  readonly #environment: Environment
  readonly #log: InvalidationLog
  readonly #writes: PageWrites
  readonly #room: Room
  readonly #forgetOpen: () => Promise<void>
  readonly #scratch = new Scratch()
  #cancelCheck: () => void = () => {}
  #closing: Promise<void> | undefined

  constructor(
    { directory, clock, maxBytes }: Required<LmdbPageStoreOptions>,
    environment: Environment,
    log: InvalidationLog,
    forgetOpen: () => Promise<void>,
  ) {
    this.directory = directory
    this.#clock = clock
    this.#environment = environment
    this.#log = log
    this.#writes = new PageWrites(environment, clock)
    this.#room = new Room(environment, clock, maxBytes)
    this.#forgetOpen = forgetOpen
    this.#checkReadersLater()
  }

  head(): LogPosition {
    this.#assertOpen()
    return this.#log.head()
  }

  load(page: PageId): Loaded | undefined {
    const pathKey = pathKeyOf(page.path)
    this.#assertOpen()
    this.#environment.refresh()
    const row = glanceAtRow(this.#environment, pathKey)
    const loaded = this.#loaded(row, pathKey, page)
    if (loaded) this.#writes.noteUse(pathKey, { row, version: undefined })
    return loaded
  }

  glance(page: PageId): Glimpse | undefined {
    const pathKey = pathKeyOf(page.path)
    this.#assertOpen()
    this.#environment.refresh()
    const row = glanceAtRow(this.#environment, pathKey)
    const bytes = this.#bytesIn(row, pathKey, page)
    // What floors are read with would overwrite what LMDB has read the entry into.
    const found = bytes && decodeGlimpse(this.#scratch.put(bytes))
    if (!found || !isOf(found.entry, page)) return undefined
    this.#writes.noteUse(pathKey, { row, version: undefined })
    return { ...this.#judged(found.entry, row!), bodies: found.bodies }
  }

  async acquire(page: PageId, request: AcquireRequest): Promise<Acquired> {
    const pathKey = pathKeyOf(page.path)
    for (;;) {
      const found = this.#find(pathKey)
      const moment = { now: this.#clock.now(), head: this.#log.readHead() }
      const loaded = this.#loaded(found.row, pathKey, page)
      const before = coordinationIn(found.row, page.namespace)
      const { answer, after } = decideAcquire(before, loaded, request, moment)
      if (!after) return answer
      if (!(await this.#writes.coordinate(pathKey, found, page.namespace, after))) continue
      if (!found.row) await this.#room.afterWriting(bytesOfRow)
      return answer
    }
  }

  async begin(
    page: PageId,
    request: Omit<AcquireRequest, 'need'>,
    { invalidations }: Declaration,
  ): Promise<Begun | undefined> {
    const pathKey = pathKeyOf(page.path)
    const found = this.#find(pathKey)
    if (this.#log.isBusy) return undefined
    const append = this.#log.prepared(invalidations)
    const loaded = this.#loaded(found.row, pathKey, page)
    const before = coordinationIn(found.row, page.namespace)
    const decided = decideBegin(before, loaded, request, append.head.position, this.#clock.now())
    if (!decided) return undefined
    const written = this.#writes.coordinate(pathKey, found, page.namespace, decided.after, append)
    if (!(await this.#log.busyUntil(written))) return undefined
    if (!found.row) await this.#room.afterWriting(bytesOfRow)
    return { ...decided.granted, declared: append.head }
  }

  async renew(page: PageId, token: number, ttlMs: number): Promise<boolean> {
    return this.#change(page, (known) => renewed(known, token, ttlMs, this.#clock.now()))
  }

  async fail(page: PageId, token: number, retryAt: number): Promise<void> {
    await this.#change(page, (known) => failed(known, token, retryAt))
  }

  async publish(page: PageId, token: number, entry: Entry, declaration?: Declaration): Promise<Published> {
    const pathKey = pathKeyOf(page.path)
    for (let attempt = 1; ; attempt++) {
      const found = this.#find(pathKey)
      const known = pageIn(found.row, page.namespace)
      if (!known || !mayPublish(known, token)) {
        return { kind: 'rejected', current: this.#loaded(found.row, pathKey, page) }
      }
      const { namespace, path } = page
      const published: Entry = { ...entry, namespace, path, version: token, asOf: known.asOf }
      if (known.version === token) {
        return { kind: 'published', entry: this.#loaded(found.row, pathKey, page)?.entry ?? published }
      }
      // Pages that are published at once would take turns with the log, and share a commit without it.
      const isLogFree = attempt === 1 && !this.#log.isBusy
      const append = declaration && isLogFree ? this.#log.prepared(declaration.invalidations) : undefined
      const placed = this.#writes.place(pathKey, found, published, settled(known), append)
      const bytes = await (append ? this.#log.busyUntil(placed) : placed)
      if (bytes === undefined) continue
      await this.#room.afterWriting(bytes)
      return { kind: 'published', entry: published, ...(append && { declared: append.head }) }
    }
  }

  async seed(entries: readonly Entry[], replaces?: number): Promise<number> {
    let seeded = 0
    for (const batch of batchesOf(entries)) {
      const written = await Promise.all(batch.map((entry) => this.#seed(entry, replaces)))
      seeded += written.filter((bytes) => bytes > 0).length
      await this.#room.afterWriting(written.reduce((sum, bytes) => sum + bytes, 0))
    }
    return seeded
  }

  async invalidate(invalidations: readonly Invalidation[]): Promise<Cursor> {
    this.#assertOpen()
    return this.#log.append(invalidations)
  }

  async purge(page: PageId): Promise<void> {
    const pathKey = pathKeyOf(page.path)
    for (;;) {
      const found = this.#find(pathKey)
      const known = pageIn(found.row, page.namespace)
      if (!known) return
      const done = await this.#writes.remove(pathKey, found, known)
      if (done) return
    }
  }

  readLog(cursor: Cursor | undefined, _member: string): LogTail {
    this.#assertOpen()
    return this.#log.tail(cursor)
  }

  barrier(_cursor: Cursor): 'reached' {
    this.#assertOpen()
    return 'reached'
  }

  async *list(): AsyncIterable<EntrySummary> {
    this.#assertOpen()
    yield* summariesIn(this.#environment)
  }

  statistics(): StoreStatistics {
    this.#assertOpen()
    const { entries, bytes } = this.#environment.size()
    return { entries, bytes }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#cancelCheck()
    try {
      await this.#forgetOpen()
    } finally {
      await this.#environment.close()
    }
  }

  #assertOpen(): void {
    if (this.#closing) throw storeClosed(this.directory)
  }

  #find(pathKey: Buffer): FoundRow {
    this.#assertOpen()
    this.#environment.refresh()
    return readRow(this.#environment, pathKey)
  }

  #loaded(row: PathRow | undefined, pathKey: Buffer, page: PageId): Loaded | undefined {
    const bytes = this.#bytesIn(row, pathKey, page)
    // One buffer for all bodies, which nobody fills with zeros before.
    const entry = bytes && decodeEntry(copyOf(bytes))
    return entry && isOf(entry, page) ? this.#judged(entry, row!) : undefined
  }

  /** The record of the published version, until something else is read. */
  #bytesIn(row: PathRow | undefined, pathKey: Buffer, { namespace }: PageId): Uint8Array | undefined {
    const version = pageIn(row, namespace)?.version
    if (!version) return undefined
    return this.#environment.glance(this.#environment.entries, versionKeyOf(pathKey, namespace, version))
  }

  #judged(entry: Entry, { latest }: PathRow): Loaded {
    const supersededElsewhere = isSupersededElsewhere(entry, latest)
    return { entry, floors: this.#log.floorsOf(invalidationTagsOf(entry)), supersededElsewhere }
  }

  /** Applies a rule to the page's coordination until nobody was faster. Answers whether the rule had anything to change. */
  async #change({ namespace, path }: PageId, rule: (known: PageRow) => Coordination | undefined): Promise<boolean> {
    const pathKey = pathKeyOf(path)
    for (;;) {
      const found = this.#find(pathKey)
      const known = pageIn(found.row, namespace)
      const after = known && rule(known)
      if (!after) return false
      if (await this.#writes.coordinate(pathKey, found, namespace, after)) return true
    }
  }

  async #seed(entry: Entry, replaces: number | undefined): Promise<number> {
    const pathKey = pathKeyOf(entry.path)
    for (;;) {
      const found = this.#find(pathKey)
      const before = coordinationIn(found.row, entry.namespace)
      const now = this.#clock.now()
      const existing = this.#loaded(found.row, pathKey, entry)?.entry
      if (!maySeed(entry, existing, before, now, replaces)) return 0
      const token = nextToken(before.token, now)
      const asOf = Math.max(entry.asOf, this.#log.born)
      const after = { ...settled(before), token, asOf }
      const bytes = await this.#writes.place(pathKey, found, { ...entry, asOf, version: token }, after)
      if (bytes !== undefined) return bytes
    }
  }

  #checkReadersLater(): void {
    this.#cancelCheck = this.#clock.schedule(checkReadersEveryMs, () => {
      this.#environment.checkReaders()
      this.#checkReadersLater()
    })
  }
}
