/** Keeps the store within its bytes: the paths that were used least recently go, a batch at a time. */
import { isLeased } from '@everfresh/engine'
import type { Clock } from '@everfresh/engine'
import type { Environment } from './environment.ts'
import { ageKeyOf, pathKeyOfAge } from './keys.ts'
import { readRow, removeRow } from './path-row.ts'

const largestBatch = 128

export class Room {
  readonly #environment: Environment
  readonly #clock: Clock
  readonly #maxBytes: number
  /** Counting pages of the file costs some 50 µs, so it is done once per this many bytes written. */
  readonly #interval: number
  #written: number
  #making: Promise<void> | undefined

  constructor(environment: Environment, clock: Clock, maxBytes: number) {
    this.#environment = environment
    this.#clock = clock
    this.#maxBytes = maxBytes
    this.#interval = Math.min(maxBytes / 64, 4 * 1024 * 1024)
    this.#written = this.#interval
  }

  /**
   * Notes that about `bytes` were written, and resolves when there is room for the next.
   *
   * It never rejects: what was written is written, and the next write tries again.
   */
  async afterWriting(bytes: number): Promise<void> {
    this.#written += bytes
    if (this.#written < this.#interval) return
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined
    })
    await this.#making
  }

  async #make(): Promise<void> {
    this.#written = 0
    // A little more than needed, so that not every write has to look for room.
    const target = this.#maxBytes * 0.95
    let after: Buffer | undefined
    try {
      if (this.#environment.size().bytes <= this.#maxBytes) return
      for (let size = this.#environment.size(); size.bytes > target; size = this.#environment.size()) {
        const average = size.bytes / Math.max(1, size.paths)
        const ages = this.#oldest(Math.min(largestBatch, Math.ceil((size.bytes - target) / average)), after)
        after = ages.at(-1)
        if (!after) return
        await Promise.all(ages.map((age) => this.#evict(age)))
      }
    } catch {
      this.#written = this.#interval
    }
  }

  #oldest(limit: number, after: Buffer | undefined): Buffer[] {
    const start = after && Buffer.concat([after, Buffer.of(0)])
    const keys = this.#environment.ages.getKeys({ limit, ...(start && { start }) })
    return Array.from(keys, (key) => Buffer.from(key))
  }

  /**
   * Removes all pages of a path together: a page left behind could be older than one that was removed, and nobody would
   * know. A path that changes meanwhile stays: it was just used.
   */
  async #evict(age: Buffer): Promise<void> {
    const environment = this.#environment
    const pathKey = pathKeyOfAge(age)
    const found = readRow(environment, pathKey)
    const now = this.#clock.now()
    if (found.row?.pages.some((page) => isLeased(page, now))) return
    const isCurrent = found.row && ageKeyOf(found.row.usedAt, pathKey).equals(age)
    await environment.swap(environment.paths, pathKey, found.version, () => {
      void environment.ages.remove(age)
      if (isCurrent || !found.row) removeRow(environment, pathKey, found)
    })
  }
}
