/** A copy on this machine of what a store that is a network away has, for the time in which that one cannot be reached. */
import type { Clock } from './clock.ts'
import type { Entry, PageId } from './entry.ts'
import { bytesOf, recordKeyOf } from './entry.ts'
import type { Emit } from './events.ts'
import { copyOf, originalOf } from './fallback-entry.ts'
import type { Original } from './fallback-entry.ts'
import { highestOf } from './floors.ts'
import type { FloorMap } from './floors.ts'
import type { Invalidation, Loaded, LogEntry, LogPosition, PageStore } from './page-store.ts'
import { StoreAccess } from './store-access.ts'
import { everything } from './tags.ts'
import { sleep } from './waiting.ts'

/** A visitor waits no longer for a copy than this, ms. Nor does anything else. */
const deadlineMs = 500

/** What is new is written after this long, together with what came meanwhile, ms. */
const delayMs = 20

/** Entries that wait to be written are held in memory: the oldest are forgotten beyond this, bytes. */
const mostWaitingBytes = 16 * 2 ** 20
const mostWaitingTags = 10_000
/** One write, so that it never keeps the process busy for long, bytes. */
const batchBytes = 512 * 1_024
/** Pages whose copied version is remembered, so that it is not written again. */
const mostRemembered = 20_000

export class FallbackCopy {
  readonly #access: StoreAccess
  readonly #floors: FloorMap
  readonly #clock: Clock
  readonly #waiting = new Map<string, Copy>()
  readonly #waitingTags = new Map<string, LogPosition>()
  readonly #copied = new Map<string, number>()
  #waitingBytes = 0
  #writing: Promise<void> | undefined
  #isBroken = false
  #closed = false

  constructor(store: PageStore, floors: FloorMap, clock: Clock, random: () => number, emit: Emit) {
    this.#floors = floors
    this.#clock = clock
    const report = (event: Parameters<Emit>[0]): void => {
      if (event.type !== 'store-failed' || this.#isBroken) return
      this.#isBroken = true
      emit({ type: 'fallback-failed', operation: event.operation, error: event.error })
    }
    this.#access = new StoreAccess(store, clock, random, Object.assign(report, { listening: true }), () => deadlineMs)
  }

  /** Copies a version that the store has, behind. `checkedTo`: no invalidation has reached it up to there. */
  keep(entry: Entry, checkedTo: LogPosition): void {
    const key = recordKeyOf(entry)
    if (this.#closed || entry.version === 0 || this.#copied.get(key) === entry.version) return
    this.#remember(key, entry.version)
    this.#drop(key)
    const bytes = bytesOf(entry)
    this.#waiting.set(key, { entry, checkedTo, bytes })
    this.#waitingBytes += bytes
    for (const [oldest] of this.#waiting) {
      if (this.#waitingBytes <= mostWaitingBytes) break
      this.#drop(oldest)
      this.#copied.delete(oldest)
    }
    this.#writeSoon()
  }

  /** Notes what was declared unusable: after a restart without the store, the copies that it reached are not usable either. */
  note(entries: readonly LogEntry[]): void {
    if (this.#closed) return
    for (const { tag, kind, floor } of entries) if (kind === 'hard') this.#noteHard(tag, floor)
    if (this.#waitingTags.size > 0) this.#writeSoon()
  }

  /** The copy of a page, with the floors that are known here. Never rejects. */
  async find(page: PageId): Promise<(Loaded & Original) | undefined> {
    const key = recordKeyOf(page)
    const waiting = this.#waiting.get(key)
    if (waiting) return this.#loaded(waiting, 0)
    try {
      const loaded = await this.#access.load(page)
      this.#isBroken = false
      if (!loaded) return undefined
      const original = originalOf(loaded.entry)
      this.#remember(key, original.entry.version)
      return this.#loaded(original, loaded.floors.hard)
    } catch {
      // Reported where it failed. No copy is not worse than no fallback.
      return undefined
    }
  }

  /** Resolves when what was waiting is written. Takes in nothing after that. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#writing
  }

  #loaded({ entry, checkedTo }: Original, hard: LogPosition): Loaded & Original {
    const floors = highestOf(this.#floors.ofEntry(entry), { soft: hard, hard })
    return { entry, checkedTo, floors, supersededElsewhere: false }
  }

  #noteHard(tag: string, floor: LogPosition): void {
    this.#waitingTags.set(tag, Math.max(floor, this.#waitingTags.get(tag) ?? 0))
    if (this.#waitingTags.size <= mostWaitingTags) return
    // What cannot be noted by its name is noted of everything: more copies are unusable then, never fewer.
    const highest = Math.max(...this.#waitingTags.values())
    this.#waitingTags.clear()
    this.#waitingTags.set(everything, highest)
  }

  #remember(key: string, version: number): void {
    this.#copied.delete(key)
    this.#copied.set(key, version)
    if (this.#copied.size > mostRemembered) this.#copied.delete(this.#copied.keys().next().value!)
  }

  #drop(key: string): void {
    this.#waitingBytes -= this.#waiting.get(key)?.bytes ?? 0
    this.#waiting.delete(key)
  }

  #writeSoon(): void {
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined))
  }

  async #write(): Promise<void> {
    do {
      if (!this.#closed) await sleep(this.#clock, delayMs)
      await this.#writeTags()
      await this.#writeEntries()
    } while (this.#waiting.size + this.#waitingTags.size > 0)
  }

  async #writeTags(): Promise<void> {
    if (this.#waitingTags.size === 0) return
    const invalidations = [...this.#waitingTags].map(([tag, floor]): Invalidation => ({ tag, kind: 'hard', floor }))
    this.#waitingTags.clear()
    await this.#attempt(() => this.#access.invalidate(invalidations))
  }

  async #writeEntries(): Promise<void> {
    const batch: Copy[] = []
    let bytes = 0
    for (const [key, copy] of this.#waiting) {
      if (batch.length > 0 && bytes + copy.bytes > batchBytes) break
      bytes += copy.bytes
      batch.push(copy)
      this.#drop(key)
    }
    if (batch.length === 0) return
    const isWritten = await this.#attempt(() => this.#access.seed(batch.map(copyOf)))
    if (!isWritten) for (const { entry } of batch) this.#copied.delete(recordKeyOf(entry))
  }

  /** A full or damaged disk costs the copies that it would have held, nothing else. */
  async #attempt(body: () => unknown): Promise<boolean> {
    try {
      await body()
      this.#isBroken = false
      return true
    } catch {
      return false
    }
  }
}

interface Copy extends Original {
  readonly bytes: number
}
