/**
 * One folder per path, with a chain of numbered rows: the highest number is what holds, and the next number is the only way
 * to change it.
 *
 * Whoever changes a row has read row `n`, decides, and claims the name `n + 1`. Of any number of writers on any number of
 * machines one gets the name; the others have decided from facts that do not hold any more, and decide again. A row never
 * changes, so a reader sees all of one or nothing of it, and a listing that is a moment old shows an earlier state, never a
 * mixture.
 *
 * Rows are removed a minute after the next one was written, the oldest first. A writer that was stopped for longer between
 * reading row `n` and claiming `n + 1` could find that number free again. So whoever has claimed it makes sure that row `n` is
 * still there: if it is not, the chain went on without this writer, and it decides again. What it wrote harms nobody, since
 * nobody takes a row for current that is not the highest. Removing a path moves its whole folder away in one step, and the
 * numbers of its successor begin at the time of its birth, far above any that a writer from before could claim.
 */
import { dirname, join } from 'node:path'
import { contended } from './errors.ts'
import { isGone, isTaken, listIfThere, readIfThere, removeQuietly } from './files.ts'
import type { Files } from './files.ts'
import { bodiesPrefix, newFolderName, nonce, numbered, numbersIn, trashFolder } from './names.ts'
import { claim, holds } from './numbered-file.ts'
import { decodeRow, emptyRow, encodeRow } from './path-row.ts'
import type { PathRow } from './path-row.ts'
import { pause } from './pause.ts'
import type { ServerClock } from './server-clock.ts'

/** Rows stay for that long after the next one was written, for readers whose listing is old. ms */
const rowsStayMs = 60_000
/** More are left to the next writer. */
const mostRowsSweptAtOnce = 8
/** A row that vanishes while it is read was followed by another one, or its folder was removed. */
const readAttempts = 8

/** What a row refers to. Nobody else has its name. */
export interface Bodies {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface FoundRow {
  readonly folder: string
  /** The number of the row, 0 where there is no folder. */
  readonly number: number
  readonly row: PathRow
  /** All names in the folder. */
  readonly names: readonly string[]
}

export class PathFolders {
  readonly #files: Files
  readonly #time: ServerClock
  readonly #directory: string

  constructor(files: Files, time: ServerClock, directory: string) {
    this.#files = files
    this.#time = time
    this.#directory = directory
  }

  /** The newest row of the path in `folder`. */
  async read(folder: string): Promise<FoundRow> {
    for (let attempt = 0; ; attempt++) {
      const names = await listIfThere(this.#files, folder)
      if (!names) return { folder, number: 0, row: emptyRow, names: [] }
      const number = numbersIn('r', names).at(-1)
      const bytes = number && (await readIfThere(this.#files, join(folder, numbered('r', number))))
      if (bytes) return { folder, number, row: decodeRow(bytes), names }
      if (attempt < readAttempts) await pause(attempt)
      else if (number) throw contended(this.#directory)
      // Nobody makes a folder without a row: somebody removed files by hand, and nothing in it can be relied upon.
      else await this.remove(folder)
    }
  }

  /** The newest row above `found`, by asking for names: a listing may come from the client's cache. */
  async readAbove(found: FoundRow): Promise<FoundRow | undefined> {
    let newest: FoundRow | undefined
    for (let number = found.number + 1; ; number++) {
      const bytes = await readIfThere(this.#files, join(found.folder, numbered('r', number)))
      if (!bytes) return newest
      newest = { ...found, number, row: decodeRow(bytes) }
    }
  }

  /**
   * Makes `row` the one after `found`, and `bodies` a file beside it. False when somebody was faster: read again, and decide
   * again. Where it throws, nobody knows whether it was done.
   */
  async swap(found: FoundRow, row: PathRow, bodies?: Bodies): Promise<boolean> {
    if (found.number === 0) return this.#begin(found.folder, row, bodies)
    if (bodies && !(await this.#write(found.folder, bodies))) return false
    if (await this.#claimNext(found, row)) return true
    if (bodies) await removeQuietly(this.#files, join(found.folder, bodies.name))
    return false
  }

  async #claimNext({ folder, number, names }: FoundRow, row: PathRow): Promise<boolean> {
    const now = await claim(this.#files, this.#time, folder, numbered('r', number + 1), encodeRow(row))
    if (now === undefined || (await this.#modifiedAt(folder, number)) === undefined) return false
    await this.sweepRows(folder, numbersIn('r', names), now)
    return true
  }

  /** False when the folder is gone. What cannot be written whole is removed again. */
  async #write(folder: string, { name, bytes }: Bodies): Promise<boolean> {
    try {
      await this.#time.learnFrom(() => this.#files.create(join(folder, name), bytes))
      return true
    } catch (error) {
      await removeQuietly(this.#files, join(folder, name))
      if (isGone(error)) return false
      throw error
    }
  }

  /** Removes the bodies of a namespace that `found` held, but the newest two: somebody may be reading the one before. */
  async sweepBodies(found: FoundRow, namespace: string, kept: readonly (string | undefined)[]): Promise<void> {
    const prefix = bodiesPrefix(namespace)
    const old = found.names.filter((name) => name.startsWith(prefix) && !kept.includes(name))
    for (const name of old) await removeQuietly(this.#files, join(found.folder, name))
  }

  /** Removes a path and all its pages, in one step for whoever reads. Answers whether it was there. */
  async remove(folder: string): Promise<boolean> {
    const trash = join(trashFolder(this.#directory), nonce())
    try {
      await this.#files.rename(folder, trash)
    } catch (error) {
      if (isGone(error)) return false
      throw error
    }
    await this.#files.removeFolder(trash)
    return true
  }

  /** A folder gets its name when its first row is in it. */
  async #begin(folder: string, row: PathRow, bodies: Bodies | undefined): Promise<boolean> {
    const made = join(dirname(folder), newFolderName())
    const name = numbered('r', Math.max(1, Math.floor((await this.#time.now()) * 1000)))
    const bytes = encodeRow(row)
    await this.#files.makeFolder(dirname(folder))
    await this.#files.makeFolder(made)
    try {
      if (bodies) await this.#files.create(join(made, bodies.name), bodies.bytes)
      await this.#time.learnFrom(() => this.#files.create(join(made, name), bytes))
      await this.#files.rename(made, folder)
      return true
    } catch (error) {
      if (await holds(this.#files, join(folder, name), bytes)) return true
      await this.#files.removeFolder(made).catch(() => {})
      if (isTaken(error)) return false
      throw error
    }
  }

  async #modifiedAt(folder: string, number: number): Promise<number | undefined> {
    try {
      return (await this.#files.facts(join(folder, numbered('r', number)))).modifiedAt
    } catch (error) {
      if (isGone(error)) return undefined
      throw error
    }
  }

  /**
   * Removes the rows before the last of `numbers` that were followed long enough ago, the oldest first: some, the next writer
   * more. `now` and the ages are by the files' clock, whatever other clock decides elsewhere.
   */
  async sweepRows(folder: string, numbers: readonly number[], now: number): Promise<void> {
    try {
      for (const [i, number] of numbers.slice(0, -1).slice(0, mostRowsSweptAtOnce).entries()) {
        const followedAt = await this.#modifiedAt(folder, numbers[i + 1]!)
        if (followedAt === undefined || followedAt + rowsStayMs > now) return
        await this.#files.remove(join(folder, numbered('r', number)))
      }
    } catch {
      // Somebody else sweeps, too, or the next writer will.
    }
  }
}
