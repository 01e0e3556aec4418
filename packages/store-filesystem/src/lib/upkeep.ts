/** Keeps the folder within its bytes and clears up behind processes that died: walks through all paths from time to time. */
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isLeased } from '@everfresh/engine'
import type { Clock, StoreStatistics } from '@everfresh/engine'
import { listIfThere, removeQuietly } from './files.ts'
import type { Files } from './files.ts'
import { isBodies, isTemporary, logFolder, numbered, numbersIn, pagesFolder, trashFolder } from './names.ts'
import { bytesOfRow, publishedIn } from './path-row.ts'
import type { FoundRow, PathFolders } from './path-folders.ts'
import type { ServerClock } from './server-clock.ts'
import { startStopwatch } from './stopwatch.ts'

/** What a process left behind is removed when it is that old: none takes so long between two calls and goes on. ms */
const leftoversStayMs = 60 * 60_000
const walkEveryMs = 6 * 60 * 60_000
/** A count is used for that long, or for as many times as long as it took. ms */
const countStaysMs = 60_000
const countStaysFactor = 20
/** Rests between two paths are so many times as long as the work, so that a million pages take a fraction of the server. */
const restFactor = 2
const longestRestMs = 100
/** A read that is older than this counts as use again: one small write then, none for the reads in between. ms */
const useAgainAfterMs = 600_000
const mostUsesRemembered = 20_000

interface Evictable {
  readonly folder: string
  readonly bytes: number
  readonly usedAt: number
}

export class Upkeep {
  readonly #files: Files
  readonly #folders: PathFolders
  readonly #directory: string
  readonly #maxBytes: number
  /** Judges the age of files. */
  readonly #fileTime: ServerClock
  /** Judges leases. */
  readonly #time: ServerClock
  readonly #timers: Clock
  readonly #uses = new Map<string, () => number>()
  #membersSeen = new Set<string>()
  #entries = 0
  #bytes = 0
  /** Written by this instance since the last count. */
  #written = 0
  #countStaysMs = countStaysMs
  #sinceCount: () => number = () => Infinity
  #walking: Promise<void> | undefined
  #cancelNext = (): void => {}
  #closed = false

  constructor(
    files: Files,
    folders: PathFolders,
    { directory, maxBytes, timers }: { readonly directory: string; readonly maxBytes: number; readonly timers: Clock },
    time: ServerClock,
    fileTime: ServerClock,
  ) {
    this.#files = files
    this.#folders = folders
    this.#directory = directory
    this.#maxBytes = maxBytes
    this.#timers = timers
    this.#time = time
    this.#fileTime = fileTime
    this.#walkLater()
  }

  /** Notes a change, and makes room where this instance alone has written a good part of what may be there. */
  noteChange(entries: number, bytes: number): void {
    this.#entries += entries
    this.#bytes += bytes
    this.#written += Math.max(0, bytes)
    if (this.#bytes > this.#maxBytes || this.#written > this.#maxBytes / 16) void this.#walk().catch(() => {})
  }

  /** Notes that a path was read. Coarse, and nobody waits for it: it is no more than a hint to the eviction. */
  noteUse({ folder, number }: FoundRow): void {
    const since = this.#uses.get(folder)
    if (since && since() < useAgainAfterMs) return
    this.#uses.delete(folder)
    this.#uses.set(folder, startStopwatch())
    if (this.#uses.size > mostUsesRemembered) this.#uses.delete(this.#uses.keys().next().value!)
    // What was read for the first time by this process may have been written just now.
    if (since) void this.#touch(join(folder, numbered('r', number)))
  }

  async statistics(): Promise<StoreStatistics> {
    if (this.#sinceCount() > this.#countStaysMs) await this.#walk()
    return { entries: Math.max(0, this.#entries), bytes: Math.max(0, this.#bytes) }
  }

  /** Resolves when no walk is under way any more. */
  async close(): Promise<void> {
    this.#closed = true
    this.#cancelNext()
    await this.#walking?.catch(() => {})
  }

  async #touch(file: string): Promise<void> {
    try {
      await this.#files.touch(file, await this.#fileTime.now())
    } catch {
      // The row was followed by another one, or may not be written.
    }
  }

  #walkLater(): void {
    this.#cancelNext = this.#timers.schedule(walkEveryMs, () => {
      void this.#walk(restFactor).catch(() => {})
      this.#walkLater()
    })
  }

  #walk(restFactor = 0): Promise<void> {
    this.#walking ??= this.#walkNow(restFactor).finally(() => (this.#walking = undefined))
    return this.#walking
  }

  async #walkNow(restFactor: number): Promise<void> {
    const took = startStopwatch()
    const before = { entries: this.#entries, bytes: this.#bytes }
    const now = await this.#fileTime.now()
    const evictable: Evictable[] = []
    const counted = { entries: 0, bytes: 0 }
    for await (const found of this.#swept(now, restFactor)) {
      const bytes = bytesOfRow(found.row)
      counted.bytes += bytes
      counted.entries += publishedIn(found.row)
      const usedAt = await this.#sweepPath(found, now)
      if (usedAt !== undefined) evictable.push({ folder: found.folder, bytes, usedAt })
    }
    // What was written meanwhile counts as well; some of it twice, until the next count.
    this.#entries += counted.entries - before.entries
    this.#bytes += counted.bytes - before.bytes
    this.#written = 0
    this.#sinceCount = startStopwatch()
    this.#countStaysMs = Math.max(countStaysMs, countStaysFactor * took())
    await this.#makeRoom(evictable)
    await this.#sweepElsewhere(now)
  }

  /** The newest row of every path. */
  async *foundRows(): AsyncIterable<FoundRow> {
    for await (const folder of this.#pathFolders()) {
      const found = isTemporary(basename(folder)) ? undefined : await this.#folders.read(folder)
      if (found && found.number > 0) yield found
    }
  }

  /** The same, without haste; what was left behind between the paths' folders is swept. */
  async *#swept(now: number, restFactor: number): AsyncIterable<FoundRow> {
    let took = startStopwatch()
    for await (const folder of this.#pathFolders()) {
      if (isTemporary(basename(folder))) await this.#sweepAll(folder, now)
      else {
        const found = await this.#folders.read(folder)
        if (found.number > 0) yield found
      }
      if (restFactor > 0) await sleep(Math.min(restFactor * took(), longestRestMs))
      took = startStopwatch()
    }
  }

  async *#pathFolders(): AsyncIterable<string> {
    const pages = pagesFolder(this.#directory)
    for (const bucket of (await listIfThere(this.#files, pages)) ?? []) {
      for (const name of (await listIfThere(this.#files, join(pages, bucket))) ?? []) {
        if (this.#closed) return
        yield join(pages, bucket, name)
      }
    }
  }

  /** Removes what nobody refers to any more. Answers when the path was last used, or `undefined` where it is gone. */
  async #sweepPath(found: FoundRow, now: number): Promise<number | undefined> {
    const { folder, names, number, row } = found
    const usedAt = await this.#modifiedAt(join(folder, numbered('r', number)))
    if (usedAt === undefined) return undefined
    const isOld = usedAt + leftoversStayMs < now
    if (isOld && row.pages.length === 0) {
      await this.#folders.remove(folder)
      return undefined
    }
    const referred = new Set(row.pages.map(({ published }) => published?.file))
    for (const name of names) {
      const isLeftover = isTemporary(name) || (isBodies(name) && !referred.has(name))
      if (isLeftover) await this.#sweepFile(join(folder, name), now)
    }
    await this.#folders.sweepRows(folder, numbersIn('r', names), now)
    return usedAt
  }

  async #sweepElsewhere(now: number): Promise<void> {
    const log = logFolder(this.#directory)
    const trash = trashFolder(this.#directory)
    for (const folder of [this.#directory, log]) {
      const names = (await listIfThere(this.#files, folder)) ?? []
      for (const name of names.filter(isTemporary)) await this.#sweepAll(join(folder, name), now)
    }
    for (const name of (await listIfThere(this.#files, trash)) ?? []) await this.#sweepAll(join(trash, name), now)
    await this.#sweepMembers(log)
  }

  /** Who has not beaten between two walks is dead. Its name would have changed. */
  async #sweepMembers(log: string): Promise<void> {
    const members = ((await listIfThere(this.#files, log)) ?? []).filter((name) => name.startsWith('m.'))
    const isDue = this.#sinceMembersSeen() > leftoversStayMs
    if (!isDue) return
    for (const name of members.filter((each) => this.#membersSeen.has(each)))
      await removeQuietly(this.#files, join(log, name))
    this.#membersSeen = new Set(members)
    this.#sinceMembersSeen = startStopwatch()
  }

  #sinceMembersSeen: () => number = () => Infinity

  async #sweepFile(file: string, now: number): Promise<void> {
    const modifiedAt = await this.#modifiedAt(file)
    if (modifiedAt !== undefined && modifiedAt + leftoversStayMs < now) await removeQuietly(this.#files, file)
  }

  /** A folder with all that is in it, or a file. */
  async #sweepAll(folder: string, now: number): Promise<void> {
    const modifiedAt = await this.#modifiedAt(folder)
    if (modifiedAt !== undefined && modifiedAt + leftoversStayMs < now) await this.#files.removeFolder(folder)
  }

  async #modifiedAt(file: string): Promise<number | undefined> {
    try {
      return (await this.#files.facts(file)).modifiedAt
    } catch {
      return undefined
    }
  }

  /**
   * Removes all pages of a path together: a page left behind could be older than one that was removed, and nobody would
   * know. Instances that do this at the same time choose the same paths.
   */
  async #makeRoom(evictable: Evictable[]): Promise<void> {
    if (this.#bytes <= this.#maxBytes) return
    const now = await this.#time.now()
    // A little more than needed, so that not every write has to look for room.
    const target = this.#maxBytes * 0.9
    evictable.sort((a, b) => a.usedAt - b.usedAt)
    for (const { folder } of evictable) {
      if (this.#bytes <= target || this.#closed) return
      const { row } = await this.#folders.read(folder)
      if (row.pages.some((page) => isLeased(page, now)) || !(await this.#folders.remove(folder))) continue
      this.#entries -= publishedIn(row)
      this.#bytes -= bytesOfRow(row)
    }
  }
}
