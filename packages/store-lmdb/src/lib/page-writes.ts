/** What is written of pages, each time as one transaction that fails when somebody else changed the page's row since it was read. */
import { encodeEntry, encodeSummary, latestContent, nextToken } from '@everfresh/engine'
import type { Clock, Coordination, Entry } from '@everfresh/engine'
import type { Condition, Environment } from './environment.ts'
import type { PreparedAppend } from './invalidation-log.ts'
import { pageKeyOf, versionKeyOf } from './keys.ts'
import { bufferOf, pageIn, putRow, readRow, removeRow, removeVersion, withPage } from './path-row.ts'
import type { FoundRow, PageRow, PathRow } from './path-row.ts'

/** A read that is older than this counts as use again: one small write then, none for the reads in between. */
const useAgainAfterSeconds = 600

/**
 * Of those small writes, so many a second. Visitors of a million pages, each of which is read for the first time in a while, would
 * otherwise cause a write for every read, at ten times the cost of the read.
 */
const usesPerSecond = 64

/** What a row costs that has no entry yet: its own bytes, its age and its share of LMDB's pages. */
export const bytesOfRow = 512

export class PageWrites {
  readonly #environment: Environment
  readonly #clock: Clock
  #usesNoted = 0
  #notedIn = 0

  constructor(environment: Environment, clock: Clock) {
    this.#environment = environment
    this.#clock = clock
  }

  /** Notes who may publish the page, and when it may be tried again; and appends what is to be appended with it. */
  coordinate(
    pathKey: Buffer,
    found: FoundRow,
    namespace: string,
    after: Coordination,
    append?: PreparedAppend,
  ): Promise<boolean> {
    const version = pageIn(found.row, namespace)?.version ?? 0
    const row = withPage(found.row, { ...after, namespace, version }, this.#clock.now())
    return this.#environment.swapAll(this.#conditions(pathKey, found, append), () => {
      putRow(this.#environment, pathKey, found, { ...row, usedAt: found.row?.usedAt ?? row.usedAt })
      append?.write()
    })
  }

  /**
   * Makes `entry` the served version, and appends what is to be appended with it. Returns its bytes, or `undefined` when
   * somebody else changed the row, or the log, before.
   */
  async place(
    pathKey: Buffer,
    found: FoundRow,
    entry: Entry,
    after: Coordination,
    append?: PreparedAppend,
  ): Promise<number | undefined> {
    const { namespace, version } = entry
    const now = this.#clock.now()
    const replaced = pageIn(found.row, namespace)
    const row = withPage(found.row, { ...after, namespace, version }, now)
    const latest = latestContent(row.latest, entry, now)
    // Encoded before, so that the lock of all processes is held for copying only.
    const bytes = bufferOf(encodeEntry(entry))
    const { bodies: _bodies, ...summary } = entry
    const summaryBytes = bufferOf(encodeSummary({ ...summary, bytes: bytes.byteLength }))
    const puts = (): void => {
      putRow(this.#environment, pathKey, found, { ...row, latest })
      if (replaced) removeVersion(this.#environment, pathKey, replaced)
      void this.#environment.entries.put(versionKeyOf(pathKey, namespace, version), bytes)
      void this.#environment.summaries.put(pageKeyOf(pathKey, namespace), summaryBytes)
      append?.write()
    }
    const conditions = this.#conditions(pathKey, found, append)
    const done = await this.#environment.swapAll(conditions, puts, bytes.byteLength + summaryBytes.byteLength)
    return done ? bytes.byteLength + bytesOfRow : undefined
  }

  #conditions(pathKey: Buffer, { version }: FoundRow, append: PreparedAppend | undefined): readonly Condition[] {
    const unchanged = { table: this.#environment.paths, key: pathKey, expected: version }
    return append ? [unchanged, append.condition] : [unchanged]
  }

  /** Forgets a page and what was published of it, but not which tokens are used up. */
  remove(pathKey: Buffer, found: FoundRow, known: PageRow): Promise<boolean> {
    const row = found.row!
    const after: PathRow = {
      ...row,
      pages: row.pages.filter((each) => each !== known),
      purgedToken: Math.max(row.purgedToken, known.token),
    }
    return this.#environment.swap(this.#environment.paths, pathKey, found.version, () => {
      removeVersion(this.#environment, pathKey, known)
      // Tokens are microseconds: once the clock has passed this one, any later grant is above it without the row.
      if (after.pages.length > 0 || nextToken(0, this.#clock.now()) <= after.purgedToken) {
        putRow(this.#environment, pathKey, found, after)
      } else removeRow(this.#environment, pathKey, found)
    })
  }

  /**
   * Coarse, and without waiting: being used is no more than a hint to the eviction. Where many pages are read, some are left out,
   * and their next read tries again.
   */
  noteUse(pathKey: Buffer, seen: FoundRow): void {
    const now = Math.floor(this.#clock.now() / 1000)
    if (!seen.row || now - seen.row.usedAt < useAgainAfterSeconds) return
    if (now !== this.#notedIn) {
      this.#notedIn = now
      this.#usesNoted = 0
    }
    if (this.#usesNoted++ >= usesPerSecond) return
    const found = seen.version === undefined ? readRow(this.#environment, pathKey) : seen
    if (!found.row) return
    const row = { ...found.row, usedAt: now }
    this.#environment
      .swap(this.#environment.paths, pathKey, found.version, () => putRow(this.#environment, pathKey, found, row))
      .catch(() => {})
  }
}
