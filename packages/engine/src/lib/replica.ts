/** This instance's copy of the invalidation log: how far it has read, and what follows for memory. */
import type { FloorMap } from './floors.ts'
import type { Memory } from './memory.ts'
import { sameCursor } from './log-rules.ts'
import type { Cursor, Invalidation, LogEntry, LogPosition, LogTail, News } from './page-store.ts'

export class Replica {
  readonly #memory: Memory
  readonly #floors: FloorMap
  readonly #onChange: (news: readonly LogEntry[]) => void
  #cursor: Cursor | undefined

  /** `onChange` is called with news, when loads that are under way can no longer be shared with requests to come. */
  constructor(memory: Memory, floors: FloorMap, onChange: (news: readonly LogEntry[]) => void) {
    this.#memory = memory
    this.#floors = floors
    this.#onChange = onChange
  }

  /** Where to read on; `undefined` before the first reading. */
  get cursor(): Cursor | undefined {
    return this.#cursor
  }

  /** The position up to which every invalidation has taken effect here; 0 before the first reading. */
  get applied(): LogPosition {
    return this.#cursor?.position ?? 0
  }

  /**
   * Takes a tail of the log in, as one step. Returns the invalidations that the store has lost and that must be
   * appended again (reliability §3.7); none unless it diverged.
   */
  apply(tail: LogTail): Invalidation[] {
    const lost = tail.kind === 'diverged' ? this.#floors.missingFrom(tail.entries) : []
    for (const entry of tail.entries) this.#raise(entry)
    // Until the store takes them in again, they hold here: for all that it has now, were it made from a backup.
    for (const { tag, kind } of lost) this.#raise({ tag, kind, floor: tail.head.position + 1 })
    if (tail.kind === 'diverged') this.#memory.noteLoss(tail.head.position)
    // Before the first reading, too, there may have been more than the log still holds.
    else if (tail.kind === 'truncated' || !this.#cursor) this.#memory.noteGap(tail.head.position)
    if (tail.kind !== 'entries' || tail.entries.length > 0) this.#onChange(tail.entries)
    this.#cursor = tail.head
    return lost
  }

  /** Takes in what was appended just now. Returns whether this instance has it all: nothing may be missing before it. */
  take({ after, entries, head }: News): boolean {
    if (!this.#cursor) return false
    if (sameCursor(this.#cursor, head)) return true
    if (!sameCursor(this.#cursor, after)) return false
    this.apply({ kind: 'entries', entries, head })
    return true
  }

  #raise(floor: Pick<LogEntry, 'tag' | 'kind' | 'floor'>): void {
    this.#floors.raise(floor)
    this.#memory.apply(floor)
  }
}
