/**
 * The invalidation log: batches of entries in numbered files, which every instance reads once and in order.
 *
 * Whoever appends has read up to batch `n` and claims the name `n + 1`. Who loses reads that one, and claims the next. All
 * batches are in one folder together with the members' files, so that the server has one order for both: an instance that
 * joins either sees an entry, or is seen by whoever wrote it.
 */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { decodeRecord, encodeRecord, nextPosition, positioned } from '@everfresh/engine'
import type { Cursor, Invalidation, LogEntry, LogTail } from '@everfresh/engine'
import { contended, vanished } from './errors.ts'
import { listIfThere, readIfThere } from './files.ts'
import type { Files } from './files.ts'
import { isMarked } from './folder.ts'
import { beginLog, endLog, isLogOf } from './log-birth.ts'
import { batchesStayMs, LogSnapshots } from './log-snapshots.ts'
import { LogState } from './log-state.ts'
import type { LogBatch, LogLimits } from './log-state.ts'
import { logFolder, numbered, numbersIn } from './names.ts'
import { claim } from './numbered-file.ts'
import { mostAttempts, pause } from './pause.ts'
import type { ServerClock } from './server-clock.ts'
import { startStopwatch } from './stopwatch.ts'

/** Who has not read for longer may miss batches that were removed, and looks where the log begins now. ms */
const surelyThereMs = batchesStayMs / 2
/** Calls that share a file while one before them is being written. */
const mostCallsPerBatch = 1_000

interface Waiting {
  readonly invalidations: readonly Invalidation[]
  readonly resolve: (cursor: Cursor) => void
  readonly reject: (error: unknown) => void
}

export class InvalidationLog {
  readonly #files: Files
  readonly #time: ServerClock
  readonly #directory: string
  readonly #folder: string
  readonly #limits: LogLimits
  readonly #snapshots: LogSnapshots
  #state: LogState | undefined
  #sinceRead: () => number = () => Infinity
  #reading: Promise<void> | undefined
  #nextReading: Promise<void> | undefined
  #waiting: Waiting[] = []
  #appending: Promise<void> | undefined

  constructor(files: Files, time: ServerClock, directory: string, limits: LogLimits) {
    this.#files = files
    this.#time = time
    this.#directory = directory
    this.#folder = logFolder(directory)
    this.#limits = limits
    this.#snapshots = new LogSnapshots(files, time, this.#folder)
  }

  /** Reads the log, or begins one. `isNew`: the folder never held a store, so that nothing can have been lost. */
  async begin(isNew: boolean): Promise<void> {
    for (let attempt = 0; !(await this.#readWhole()); attempt++) {
      if (attempt >= mostAttempts) throw contended(this.#directory)
      await this.#create(!isNew)
    }
  }

  /** The log as it is now, or later. */
  async read(): Promise<LogState> {
    await this.#catchUp()
    return this.#state!
  }

  /** The log as it was when it was last read. */
  get known(): LogState {
    return this.#state!
  }

  async tail(cursor: Cursor | undefined): Promise<LogTail> {
    const state = await this.read()
    const now = await this.#time.now()
    return { ...state.tail(cursor), now, keptForMs: keptForMs(state, now) }
  }

  /** Calls that come while a batch is being written share the next one. */
  append(invalidations: readonly Invalidation[]): Promise<Cursor> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ invalidations, resolve, reject })
      this.#appending ??= this.#appendWaiting().finally(() => (this.#appending = undefined))
    })
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    await this.#appending
    await this.#snapshots.settled()
  }

  /** Whether the folder still holds the log that was read here. */
  isThere(): Promise<boolean> {
    return isLogOf(this.known.birth, this.#files, this.#directory)
  }

  /** The folder was removed or replaced: what is known of the log means nothing. */
  async rejoin(): Promise<void> {
    this.#sinceRead = () => Infinity
    await this.#catchUp()
  }

  async #appendWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const calls = this.#waiting.splice(0, mostCallsPerBatch)
      try {
        const cursors = await this.#appendTogether(calls)
        for (const [i, { resolve }] of calls.entries()) resolve(cursors[i]!)
      } catch (error) {
        for (const { reject } of calls) reject(error)
      }
    }
  }

  async #appendTogether(calls: readonly Waiting[]): Promise<Cursor[]> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const state = await this.read()
      const age = startStopwatch()
      const now = await this.#time.now()
      const entries: LogEntry[] = []
      const cursors = calls.map(({ invalidations }) => {
        const last = entries.at(-1)?.position ?? state.head.position
        entries.push(...positioned(invalidations, last, now, randomUUID))
        const { position, nonce } = entries.at(-1) ?? state.head
        return { position, nonce }
      })
      if (entries.length === 0) return cursors
      const number = state.number + 1
      const bytes = encodeRecord({ entries } satisfies LogBatch)
      const isClaimed = await claim(this.#files, this.#time, this.#folder, numbered('e', number), bytes)
      if (isClaimed !== undefined) {
        // A number that was removed long ago would be free, too; entries that were written twice do no harm.
        if (age() < surelyThereMs && (await isLogOf(state.birth, this.#files, this.#directory))) {
          state.apply(number, { entries })
          this.#snapshots.writeIfDue(state)
          return cursors
        }
        await this.rejoin()
      } else if (!(await isLogOf(state.birth, this.#files, this.#directory))) await this.rejoin()
      await pause(attempt)
    }
    throw contended(this.#directory)
  }

  /** One reading at a time. Who comes while one is under way needs the next, since that one may have passed already. */
  #catchUp(): Promise<void> {
    if (!this.#reading) {
      this.#reading = this.#readOn().finally(() => (this.#reading = undefined))
      return this.#reading
    }
    this.#nextReading ??= this.#reading
      .catch(() => {})
      .then(() => {
        this.#nextReading = undefined
        return this.#catchUp()
      })
    return this.#nextReading
  }

  async #readOn(): Promise<void> {
    const state = this.#state
    const age = startStopwatch()
    if (state && this.#sinceRead() < surelyThereMs) {
      await this.#readBatches(state)
      // It may have taken that long: then what was not there may have been removed.
      if (this.#sinceRead() < surelyThereMs) {
        this.#sinceRead = age
        return
      }
    }
    for (let attempt = 0; !(await this.#readWhole()); attempt++) {
      if (attempt >= mostAttempts) throw contended(this.#directory)
      if (!(await isMarked(this.#files, this.#directory))) throw vanished(this.#directory)
      await this.#create(true)
    }
  }

  async #readBatches(state: LogState): Promise<void> {
    for (;;) {
      const number = state.number + 1
      const bytes = await readIfThere(this.#files, join(this.#folder, numbered('e', number)))
      if (!bytes) return
      await this.#apply(state, number, bytes)
    }
  }

  async #apply(state: LogState, number: number, bytes: Uint8Array | undefined): Promise<void> {
    const batch = bytes && (decodeRecord(bytes)?.document as LogBatch | undefined)
    if (Array.isArray(batch?.entries)) state.apply(number, batch)
    else state.applyUnreadable(number, await this.#positionOf(state, number))
  }

  /** Not before it was written, as everybody can tell by the file's time; where even that is gone, everything until now. */
  async #positionOf(state: LogState, number: number): Promise<number> {
    const now = await this.#time.now()
    try {
      const { modifiedAt } = await this.#files.facts(join(this.#folder, numbered('e', number)))
      return nextPosition(state.head.position, modifiedAt)
    } catch {
      return nextPosition(state.head.position, now)
    }
  }

  /** Reads the newest snapshot and what came after it. False where there is no log. */
  async #readWhole(): Promise<boolean> {
    const age = startStopwatch()
    const names = await listIfThere(this.#files, this.#folder)
    if (!names) return false
    const document = await this.#snapshots.newest(names)
    if (!document) {
      // What it said about any page is lost.
      await endLog(this.#files, this.#directory)
      return false
    }
    const known = this.#state
    const isKnown = known?.birth.nonce === document.birth.nonce && known.number >= document.number
    const state = isKnown ? known : new LogState(document, this.#limits)
    const newest = numbersIn('e', names).at(-1) ?? 0
    for (await this.#readBatches(state); state.number < newest; await this.#readBatches(state)) {
      // Batches do not vanish before a snapshot holds them: somebody removed this one.
      await this.#apply(state, state.number + 1, undefined)
    }
    this.#state = state
    this.#sinceRead = age
    return true
  }

  async #create(isAfterLoss: boolean): Promise<void> {
    const position = nextPosition(this.#state?.head.position ?? 0, await this.#time.now())
    await beginLog(this.#files, this.#directory, position, isAfterLoss)
  }
}

/** How long the members' list has been kept; nothing was lost where there was nothing before. */
export const keptForMs = ({ birth, isAfterLoss }: LogState, now: number): number =>
  isAfterLoss ? Math.max(0, now - birth.position / 1000) : Infinity
