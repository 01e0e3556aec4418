/**
 * Asks whether there is room for a write before LMDB begins it.
 *
 * Where the disk takes no more in the midst of a transaction, LMDB writes a message beyond the memory that it has for it, which
 * can end the process (decision 046). So it is not let come to that.
 */
import { readFileSync, statSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { full } from './errors.ts'

/** What a transaction writes beside an entry, or instead of one: pages of its tables. */
const smallWriteBytes = 256 * 1024
/** Kept back from entries, so that pages can still be removed and invalidated when there is no room for more. */
const keptBackBytes = 1024 * 1024
/** Free pages inside the file lie apart, an entry needs them together, and not all can be used yet. */
const scatter = 16

export class FreeSpace {
  readonly #directory: string
  readonly #file: string
  readonly #usedBytes: () => number
  /** Of transactions that are under way in this process. */
  #taken = 0

  /** `usedBytes`: of the data file, for entries and tables. */
  constructor(directory: string, usedBytes: () => number) {
    this.#directory = directory
    this.#file = join(directory, 'data.mdb')
    this.#usedBytes = usedBytes
  }

  /**
   * Takes room for a write of `bytes` until the returned function is called. 0: it writes no entry.
   *
   * @throws LmdbStoreError STORE_FULL
   */
  take(bytes: number): () => void {
    const needed = this.#taken + 2 * bytes
    const size = sizeOf(this.#file)
    const outside = Math.min(freeBytesOf(this.#directory), largestFile - size)
    const inside = () => size - this.#usedBytes()
    const fits =
      bytes === 0
        ? outside >= needed + smallWriteBytes || inside() >= keptBackBytes
        : outside >= needed + keptBackBytes || inside() >= scatter * needed + keptBackBytes
    if (!fits) throw full(this.#directory, Math.max(0, outside), new Error('there is no room for it'))
    this.#taken += 2 * bytes
    return () => void (this.#taken -= 2 * bytes)
  }
}

export function freeBytesOf(directory: string): number {
  try {
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize
  } catch {
    return Infinity
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** What `ulimit -f` allows, bytes. */
const largestFile = readFileLimit()

function readFileLimit(): number {
  try {
    const [, limit] = /^Max file size\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? []
    return limit === undefined ? Infinity : Number(limit)
  } catch {
    return Infinity
  }
}
