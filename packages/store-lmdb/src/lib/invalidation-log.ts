/** The invalidation log and the floors it raises, in the order of one row that every append swaps. */
import { randomUUID } from 'node:crypto'
import { decodeRecord, encodeRecord, kindOfTail, nextPosition, positioned, sameCursor } from '@everfresh/engine'
import type { Clock, Cursor, Floors, Invalidation, LogEntry, LogPosition, LogTail } from '@everfresh/engine'
import { newVersion } from './environment.ts'
import type { Condition, Environment } from './environment.ts'
import { FloorTable } from './floor-table.ts'
import { numberKeyOf } from './keys.ts'
import { bufferOf } from './path-row.ts'

/** An append for somebody's transaction: what it depends on, what it writes, and where the log ends then. */
export interface PreparedAppend {
  readonly condition: Condition
  readonly write: () => void
  readonly head: Cursor
}

interface LogState {
  /** Where the log began. */
  readonly birth: Cursor
  /** The last entry that was dropped, or the birth. */
  readonly base: Cursor
  readonly head: Cursor
  /** Entries retained. */
  readonly length: number
}

const stateKey = Buffer.from('log')
const headKey = Buffer.from('head')

export class InvalidationLog {
  readonly #environment: Environment
  readonly #clock: Clock
  readonly #limit: number
  readonly #floors: FloorTable
  #born: LogPosition = 0
  #writes = 0

  /** `limit`: entries retained. `tagLimit`: tags whose floors are kept. */
  constructor(
    environment: Environment,
    clock: Clock,
    { limit, tagLimit }: { readonly limit: number; readonly tagLimit: number },
  ) {
    this.#environment = environment
    this.#clock = clock
    this.#limit = limit
    this.#floors = new FloorTable(environment, tagLimit, () => this.#state().head.position)
  }

  /** Begins the log where there is none, or where its state was damaged: every page that was made before is stale then. */
  async begin(): Promise<void> {
    for (;;) {
      this.#environment.refresh()
      const found = this.#environment.read(this.#environment.meta, stateKey)
      const state = found && stateIn(found.value)
      if (state) {
        this.#born = state.birth.position
        return
      }
      const [last] = this.#environment.log.getKeys({ reverse: true, limit: 1 })
      const position = nextPosition(last ? positionIn(last) : 0, this.#clock.now())
      const birth = { position, nonce: randomUUID() }
      await this.#environment.swap(this.#environment.meta, stateKey, found?.version, () => {
        for (const key of this.#environment.log.getKeys()) void this.#environment.log.remove(Buffer.from(key))
        this.#put({ birth, base: birth, head: birth, length: 0 })
      })
    }
  }

  /** The position of the newest entry. Without parsing: it is asked for with every request. */
  head(): LogPosition {
    this.#environment.refresh()
    return this.readHead()
  }

  /** Like `head`, in the snapshot that the caller reads. */
  readHead(): LogPosition {
    return this.#environment.meta.getBinaryFast(headKey)!.readDoubleLE(0)
  }

  /** Where the log began. */
  get born(): LogPosition {
    return this.#born
  }

  async append(invalidations: readonly Invalidation[]): Promise<Cursor> {
    for (;;) {
      this.#environment.refresh()
      if (invalidations.length === 0) return this.#state().head
      const { condition, write, head } = this.prepared(invalidations)
      if (await this.busyUntil(this.#environment.swapAll([condition], write))) return head
    }
  }

  /** Whether this process is appending: what is prepared now would come too late. */
  get isBusy(): boolean {
    return this.#writes > 0
  }

  /** Notes that `write` appends, and answers what it does. */
  async busyUntil<T>(write: Promise<T>): Promise<T> {
    this.#writes++
    try {
      return await write
    } finally {
      this.#writes--
    }
  }

  /** What is to be written, in the snapshot that the caller reads. */
  prepared(invalidations: readonly Invalidation[]): PreparedAppend {
    const { version } = this.#environment.read(this.#environment.meta, stateKey)!
    const state = this.#state()
    const entries = positioned(invalidations, state.head.position, this.#clock.now(), randomUUID)
    const { position, nonce } = entries.at(-1)!
    const head = { position, nonce }
    const raiseFloors = this.#floors.raisedBy(entries)
    const dropped = this.#oldest(state.length + entries.length - this.#limit, entries)
    const base = dropped.at(-1) ?? state.base
    const length = state.length + entries.length - dropped.length
    const write = (): void => {
      for (const entry of entries) this.#putEntry(entry)
      for (const each of dropped) void this.#environment.log.remove(numberKeyOf(each.position))
      raiseFloors()
      this.#put({ ...state, base, head, length })
    }
    return { condition: { table: this.#environment.meta, key: stateKey, expected: version }, write, head }
  }

  /** What came after `cursor`; everything retained when it is undefined or unknown. */
  tail(cursor: Cursor | undefined): LogTail {
    this.#environment.refresh()
    const state = this.#state()
    const retained = this.#entriesFrom(cursor?.position ?? 0)
    const found = cursor !== undefined && retained[0] !== undefined && sameCursor(retained[0], cursor)
    const kind = kindOfTail(cursor, { base: state.base, birth: state.birth.position, found })
    const whole = kind === 'entries' ? retained.slice(found ? 1 : 0) : this.#entriesFrom(0)
    const entries = whole.filter((entry) => entry !== damagedEntry)
    // An entry that cannot be read may have been about any page.
    return { kind: entries.length < whole.length ? 'truncated' : kind, entries, head: state.head }
  }

  /** The highest floors of `tags`, in the snapshot that the caller reads. */
  floorsOf(tags: readonly string[]): Floors {
    return this.#floors.highestOf(tags, this.born)
  }

  /** The `count` oldest entries, where those of `appended` come last. */
  #oldest(count: number, appended: readonly LogEntry[]): Cursor[] {
    if (count <= 0) return []
    const stored = [...this.#environment.log.getRange({ limit: count })].map(({ key, value }) => ({
      position: positionIn(key),
      nonce: entryIn(value).nonce,
    }))
    return [...stored, ...appended].slice(0, count).map(({ position, nonce }) => ({ position, nonce }))
  }

  #entriesFrom(position: LogPosition): LogEntry[] {
    return [...this.#environment.log.getRange({ start: numberKeyOf(position) })].map(({ value }) => entryIn(value))
  }

  #putEntry(entry: LogEntry): void {
    void this.#environment.log.put(numberKeyOf(entry.position), bufferOf(encodeRecord(entry)))
  }

  #state(): LogState {
    const found = this.#environment.read(this.#environment.meta, stateKey)
    const state = found && stateIn(found.value)
    // Damaged while the store is open: nothing that was made before may be trusted.
    return state ?? lostState(this.head())
  }

  #put(state: LogState): void {
    const head = Buffer.alloc(8)
    head.writeDoubleLE(state.head.position)
    void this.#environment.meta.put(stateKey, bufferOf(encodeRecord(state)), newVersion())
    void this.#environment.meta.put(headKey, head, newVersion())
  }
}

function lostState(position: LogPosition): LogState {
  const head = { position, nonce: randomUUID() }
  return { birth: head, base: head, head, length: 0 }
}

const stateIn = (bytes: Uint8Array): LogState | undefined => decodeRecord(bytes)?.document as LogState | undefined

/** Stands for an entry that cannot be read. */
const damagedEntry: LogEntry = { position: 0, nonce: '', tag: '', kind: 'hard', floor: 0 }

const entryIn = (bytes: Uint8Array): LogEntry => (decodeRecord(bytes)?.document as LogEntry | undefined) ?? damagedEntry

const positionIn = (key: Uint8Array): LogPosition => {
  const view = new DataView(key.buffer, key.byteOffset)
  return view.getUint32(0) * 2 ** 32 + view.getUint32(4)
}
