/** A page store in a folder that several machines mount: the file system only decides who is first, the engine's rules the rest. */
import { setTimeout as sleep } from 'node:timers/promises'
import {
  decideAcquire,
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
  Coordination,
  Cursor,
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
import { Calls } from './calls.ts'
import { accessFailed } from './errors.ts'
import { nodeFiles } from './files.ts'
import type { Files } from './files.ts'
import { markFolder, prepareFolder, visibilityOf } from './folder.ts'
import { lanesInto, pagesLaneWidth } from './lanes.ts'
import { InvalidationLog } from './invalidation-log.ts'
import { LogReaders } from './log-readers.ts'
import type { LogState } from './log-state.ts'
import { Members } from './members.ts'
import { mountOf } from './mount.ts'
import { chosenFrom } from './options.ts'
import type { Chosen, FilesystemPageStoreOptions } from './options.ts'
import { PathFolders } from './path-folders.ts'
import type { FoundRow } from './path-folders.ts'
import { coordinationIn, pageIn, summaryOf } from './path-row.ts'
import type { PageRow } from './path-row.ts'
import { chosenClock, FileClock } from './server-clock.ts'
import type { ServerClock } from './server-clock.ts'
import { StoredPages } from './stored-pages.ts'
import type { StoredPage } from './stored-pages.ts'
import { Upkeep } from './upkeep.ts'

export interface FilesystemPageStore extends PageStore {
  readonly coherence: 'lease'
  /** Where the pages are. */
  readonly directory: string
  /** For how long at most this mount may show what another machine has overwritten, ms. */
  readonly visibilityMs: number
}

const longestCloseMs = 2_000

/** Pages of a seed that are written at the same time: more would only keep those waiting that visitors ask for. */
const seedsAtOnce = Math.ceil(pagesLaneWidth / 2)

/**
 * Opens the store in `directory`. Any number of processes on any number of machines may have it open at the same time.
 *
 * @throws FilesystemStoreError INVALID_OPTION, STORE_NOT_WRITABLE, STORE_FULL, STORE_OUT_OF_FILES, STORE_UNSUITABLE,
 * STORE_FORMAT_UNKNOWN, STORE_ACCESS_FAILED
 */
export function openFilesystemPageStore(options: FilesystemPageStoreOptions): Promise<FilesystemPageStore> {
  const { pages, log } = lanesInto(nodeFiles)
  return openOver(pages, options, log)
}

/** The same over any file system. `logFiles` is its way to the log, which must not wait behind pages. */
export async function openOver(
  files: Files,
  options: FilesystemPageStoreOptions,
  logFiles = files,
): Promise<FilesystemPageStore> {
  const chosen = chosenFrom(options)
  const { directory, clock } = chosen
  const isKnown = await prepareFolder(files, directory)
  const visibilityMs = chosen.visibilityMs ?? visibilityOf(directory, await mountOf(directory))
  const fileTime = new FileClock(logFiles, directory)
  const time = clock ? chosenClock(clock) : fileTime
  const log = new InvalidationLog(logFiles, time, directory, { limit: chosen.logLimit, tagLimit: chosen.tagLimit })
  try {
    await log.begin(!isKnown)
  } catch (error) {
    throw accessFailed(directory, error)
  }
  if (!isKnown) await markFolder(files, directory)
  return new OpenFilesystemPageStore(files, chosen, visibilityMs, {
    log,
    members: new Members(logFiles, directory),
    time,
    fileTime,
  })
}

interface Shared {
  readonly log: InvalidationLog
  readonly members: Members
  /** Decides. */
  readonly time: ServerClock
  /** Judges the age of files, whatever clock decides. */
  readonly fileTime: ServerClock
}

class OpenFilesystemPageStore implements FilesystemPageStore {
  readonly name = 'filesystem'
  readonly coherence = 'lease'
  readonly directory: string
  readonly visibilityMs: number
  readonly #time: ServerClock
  readonly #log: InvalidationLog
  readonly #members: Members
  readonly #readers: LogReaders
  readonly #pages: StoredPages
  readonly #upkeep: Upkeep
  readonly #calls: Calls

  constructor(files: Files, chosen: Chosen, visibilityMs: number, { log, members, time, fileTime }: Shared) {
    this.directory = chosen.directory
    this.visibilityMs = visibilityMs
    this.#calls = new Calls(chosen.directory)
    this.#time = time
    this.#log = log
    this.#members = members
    this.#readers = new LogReaders({ log, members, time, timers: chosen.timers, calls: this.#calls, visibilityMs })
    const folders = new PathFolders(files, time, this.directory)
    this.#upkeep = new Upkeep(files, folders, chosen, time, fileTime)
    this.#pages = new StoredPages({ files, directory: this.directory, time, folders, upkeep: this.#upkeep })
  }

  head(): Promise<LogPosition> {
    return this.#calls.do(async () => (await this.#log.read()).head.position)
  }

  load(page: PageId): Promise<Loaded | undefined> {
    return this.#calls.do(async () => {
      const found = await this.#pages.find(page)
      const loaded = await this.#loaded(found, page)
      if (loaded) this.#upkeep.noteUse(found)
      return loaded
    })
  }

  acquire(page: PageId, request: AcquireRequest): Promise<Acquired> {
    return this.#calls.untilFirst(async () => {
      const found = await this.#pages.find(page)
      const stored = await this.#pages.read(found, page)
      // The log is read after the page: what was invalidated before the page was read counts in any case.
      const log = await this.#log.read()
      const moment = { now: await this.#time.now(), head: log.head.position }
      const before = coordinationIn(found.row, page.namespace)
      const { answer, after } = decideAcquire(before, stored && judged(stored, log), request, moment)
      if (!after || (await this.#pages.coordinate(found, page.namespace, after))) return { answer }
      return undefined
    })
  }

  renew(page: PageId, token: number, ttlMs: number): Promise<boolean> {
    return this.#change(page, async (known) => renewed(known, token, ttlMs, await this.#time.now()))
  }

  async fail(page: PageId, token: number, retryAt: number): Promise<void> {
    await this.#change(page, (known) => failed(known, token, retryAt))
  }

  publish(page: PageId, token: number, entry: Entry): Promise<Published> {
    return this.#calls.untilFirst<Published>(async () => {
      const found = await this.#pages.find(page)
      const known = pageIn(found.row, page.namespace)
      if (!known || !mayPublish(known, token)) {
        return { answer: { kind: 'rejected', current: await this.#loaded(found, page) } }
      }
      const { namespace, path } = page
      const published: Entry = { ...entry, namespace, path, version: token, asOf: known.asOf }
      if (known.published?.summary.version === token) {
        return { answer: { kind: 'published', entry: (await this.#loaded(found, page))?.entry ?? published } }
      }
      const isPlaced = await this.#pages.place(found, published, settled(known))
      return isPlaced ? { answer: { kind: 'published', entry: published } } : undefined
    })
  }

  async seed(entries: readonly Entry[], replaces?: number): Promise<number> {
    let seeded = 0
    let next = 0
    const seedRest = async (): Promise<void> => {
      for (let entry = entries[next++]; entry; entry = entries[next++]) {
        if (await this.#seed(entry, replaces)) seeded++
      }
    }
    await this.#calls.do(() => Promise.all(Array.from({ length: seedsAtOnce }, seedRest)))
    return seeded
  }

  invalidate(invalidations: readonly Invalidation[]): Promise<Cursor> {
    return this.#calls.do(() => this.#log.append(invalidations))
  }

  purge(page: PageId): Promise<void> {
    return this.#calls.untilFirst(async () => {
      const found = await this.#pages.find(page)
      const known = pageIn(found.row, page.namespace)
      if (!known) return { answer: undefined }
      return (await this.#pages.forget(found, known)) ? { answer: undefined } : undefined
    })
  }

  readLog(cursor: Cursor | undefined, member: string): Promise<LogTail> {
    return this.#readers.read(cursor, member)
  }

  barrier(cursor: Cursor): Promise<'reached' | 'diverged'> {
    return this.#readers.barrier(cursor)
  }

  async *list(): AsyncIterable<EntrySummary> {
    this.#calls.assertOpen()
    try {
      for await (const { row } of this.#upkeep.foundRows()) {
        this.#calls.assertOpen()
        for (const { published } of row.pages) if (published) yield summaryOf(published)
      }
    } catch (error) {
      throw accessFailed(this.directory, error)
    }
  }

  statistics(): Promise<StoreStatistics> {
    return this.#calls.do(() => this.#upkeep.statistics())
  }

  close(): Promise<void> {
    return this.#calls.end(() => this.#close())
  }

  async #close(): Promise<void> {
    const settled = this.#upkeep.close().then(() => this.#log.settled())
    const left = settled.then(() => this.#members.leave())
    // A mount that does not answer keeps nobody from stopping: whoever waits for the members notices that they are silent.
    await Promise.race([left, sleep(longestCloseMs, undefined, { ref: false })]).catch(() => {})
  }

  async #loaded(found: FoundRow, page: PageId): Promise<Loaded | undefined> {
    const stored = await this.#pages.read(found, page)
    return stored && judged(stored, await this.#log.read())
  }

  async #seed(entry: Entry, replaces: number | undefined): Promise<boolean> {
    return this.#calls.untilFirst(async () => {
      const found = await this.#pages.find(entry)
      const before = coordinationIn(found.row, entry.namespace)
      const now = await this.#time.now()
      const existing = await this.#loaded(found, entry)
      if (!maySeed(entry, existing?.entry, before, now, replaces)) return { answer: false }
      const token = nextToken(before.token, now)
      const asOf = Math.max(entry.asOf, this.#log.known.birth.position)
      const isPlaced = await this.#pages.place(
        found,
        { ...entry, asOf, version: token },
        { ...settled(before), token, asOf },
      )
      return isPlaced ? { answer: true } : undefined
    })
  }

  /** Applies a rule to the page's coordination. Answers whether the rule had anything to change. */
  #change(
    { namespace, path }: PageId,
    rule: (known: PageRow) => Coordination | undefined | Promise<Coordination | undefined>,
  ): Promise<boolean> {
    return this.#calls.untilFirst(async () => {
      const found = await this.#pages.find({ namespace, path })
      const known = pageIn(found.row, namespace)
      const after = known && (await rule(known))
      if (!after) return { answer: false }
      return (await this.#pages.coordinate(found, namespace, after)) ? { answer: true } : undefined
    })
  }
}

const judged = ({ entry, row }: StoredPage, log: LogState): Loaded => ({
  entry,
  floors: log.floorsOf(invalidationTagsOf(entry)),
  supersededElsewhere: isSupersededElsewhere(entry, row.latest),
})
