/**
 * What the log says up to some batch: the entries that are retained, and the floors that all of them have set.
 *
 * It follows from the batches alone, so that every instance that has read the same ones holds the same.
 */
import { everything, highest, kindOfTail, noFloors, raised, sameCursor } from '@everfresh/engine'
import type { Cursor, Floors, LogEntry, LogPosition, LogTail } from '@everfresh/engine'

export interface LogLimits {
  /** Entries that are kept for instances that read them later. */
  readonly limit: number
  /** Tags whose floors are kept. */
  readonly tagLimit: number
}

export interface LogBatch {
  readonly entries: readonly LogEntry[]
}

/** Written whole as a snapshot from time to time, so that whoever begins need not read every batch there ever was. */
export interface LogDocument {
  /** The batch up to which it holds. */
  readonly number: number
  readonly birth: Cursor
  /** Whether there had been a log before that got lost: who trusts its memory for that one's sake is not known. */
  readonly isAfterLoss: boolean
  /** The last entry that was dropped, or the birth. */
  readonly base: Cursor
  readonly head: Cursor
  readonly entries: readonly LogEntry[]
  /** The order is that of the last invalidation. */
  readonly floors: readonly (readonly [tag: string, floors: Floors])[]
}

export class LogState {
  readonly birth: Cursor
  readonly isAfterLoss: boolean
  #number: number
  #base: Cursor
  #head: Cursor
  readonly #entries: LogEntry[]
  readonly #floors: Map<string, Floors>
  readonly #limits: LogLimits

  constructor(document: LogDocument, limits: LogLimits) {
    this.birth = document.birth
    this.isAfterLoss = document.isAfterLoss
    this.#number = document.number
    this.#base = document.base
    this.#head = document.head
    this.#entries = [...document.entries]
    this.#floors = new Map(document.floors)
    this.#limits = limits
  }

  /** The batch up to which this holds. */
  get number(): number {
    return this.#number
  }

  get head(): Cursor {
    return this.#head
  }

  /** How much a snapshot would hold. */
  get size(): number {
    return this.#entries.length + this.#floors.size
  }

  /** Takes in batch number `number`, if it is the next one. */
  apply(number: number, { entries }: LogBatch): void {
    if (number !== this.#number + 1) return
    this.#number = number
    for (const entry of entries) {
      this.#raise(entry.tag, entry.kind, entry.floor)
      this.#entries.push(entry)
      this.#head = cursorOf(entry)
    }
    const dropped = this.#entries.splice(0, Math.max(0, this.#entries.length - this.#limits.limit)).at(-1)
    if (dropped) this.#base = cursorOf(dropped)
    this.#forgetOldestFloors()
  }

  /** Takes note that batch number `number` cannot be read: it may have been about any page, as late as `position`. */
  applyUnreadable(number: number, position: LogPosition): void {
    if (number !== this.#number + 1) return
    this.#number = number
    this.#raise(everything, 'hard', position)
    this.#entries.length = 0
    this.#head = { position, nonce: `unreadable-${number}` }
    this.#base = this.#head
  }

  /** What came after `cursor`. */
  tail(cursor: Cursor | undefined): LogTail {
    // From the end: most readers have missed little.
    const index = cursor ? this.#entries.findLastIndex((entry) => sameCursor(entry, cursor)) : -1
    const kind = kindOfTail(cursor, { base: this.#base, birth: this.birth.position, found: index >= 0 })
    return { kind, entries: this.#entries.slice(index + 1), head: this.#head }
  }

  /** Whether the log holds the entry at `cursor`, or held it before it dropped its oldest. */
  holds(cursor: Cursor): boolean {
    const kind = this.tail(cursor).kind
    return kind === 'entries' || kind === 'truncated'
  }

  /** Whether a reader at `cursor` has applied all that came before it. */
  hasRead(cursor: Cursor): boolean {
    return this.tail(cursor).kind === 'entries'
  }

  floorsOf(tags: readonly string[]): Floors {
    return highest(
      tags.map((tag) => this.#floors.get(tag) ?? noFloors),
      this.birth.position,
    )
  }

  document(): LogDocument {
    return {
      number: this.#number,
      birth: this.birth,
      isAfterLoss: this.isAfterLoss,
      base: this.#base,
      head: this.#head,
      entries: this.#entries,
      floors: [...this.#floors],
    }
  }

  #raise(tag: string, kind: LogEntry['kind'], floor: LogPosition): void {
    const after = raised(this.#floors.get(tag) ?? noFloors, kind, floor)
    this.#floors.delete(tag)
    this.#floors.set(tag, after)
  }

  /** They become part of the floor of everything, which concerns the oldest pages only. */
  #forgetOldestFloors(): void {
    for (const [tag, { soft }] of this.#floors) {
      if (this.#floors.size <= this.#limits.tagLimit) return
      if (tag === everything) continue
      this.#floors.delete(tag)
      this.#raise(everything, 'hard', soft)
    }
  }
}

const cursorOf = ({ position, nonce }: LogEntry): Cursor => ({ position, nonce })
