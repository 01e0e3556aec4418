/** What all batches so far amount to, written from time to time, so that older ones can go and a beginner need not read them. */
import { join } from 'node:path'
import { decodeRecord, encodeRecord } from '@everfresh/engine'
import { listIfThere, readIfThere, removeQuietly } from './files.ts'
import type { Files } from './files.ts'
import { birthName } from './log-birth.ts'
import type { LogDocument, LogState } from './log-state.ts'
import { numbered, numbersIn } from './names.ts'
import { claim } from './numbered-file.ts'
import type { ServerClock } from './server-clock.ts'

/** Batches that a snapshot holds stay for that long, for instances that were busy with something else. ms */
export const batchesStayMs = 10 * 60_000
const batchesPerSnapshot = 128
/** A snapshot costs as much as it holds, so a larger one is due after more batches. */
const rowsPerBatch = 32
const mostSweptAtOnce = 1_000

export class LogSnapshots {
  readonly #files: Files
  readonly #time: ServerClock
  readonly #folder: string
  #latest = 0
  #writing: Promise<void> | undefined

  constructor(files: Files, time: ServerClock, folder: string) {
    this.#files = files
    this.#time = time
    this.#folder = folder
  }

  /** The newest among `names` that can be read. */
  async newest(names: readonly string[]): Promise<LogDocument | undefined> {
    for (const number of numbersIn('s', names).reverse()) {
      const bytes = await readIfThere(this.#files, join(this.#folder, numbered('s', number)))
      const document = bytes && (decodeRecord(bytes)?.document as LogDocument | undefined)
      if (!document || !names.includes(birthName(document.birth))) continue
      this.#latest = number
      return document
    }
    return undefined
  }

  /** Writes one, if it is time. Nobody waits for it, and nobody minds if it fails: a later batch tries again. */
  writeIfDue(state: LogState): void {
    const due = Math.max(batchesPerSnapshot, state.size / rowsPerBatch)
    if (state.number - Math.max(this.#latest, state.birth.position) < due) return
    this.#writing ??= this.#write(state).finally(() => (this.#writing = undefined))
  }

  /** Resolves when none is being written any more. */
  async settled(): Promise<void> {
    await this.#writing
  }

  async #write(state: LogState): Promise<void> {
    const { number } = state
    const bytes = encodeRecord(state.document())
    this.#latest = number
    try {
      await claim(this.#files, this.#time, this.#folder, numbered('s', number), bytes)
      await this.#sweep(number)
    } catch {
      // It is due again after as many batches.
    }
  }

  /** Removes what two snapshots have made superfluous, long enough ago by the times of the files. */
  async #sweep(snapshot: number): Promise<void> {
    const names = (await listIfThere(this.#files, this.#folder)) ?? []
    const keptFrom = numbersIn('s', names).at(-2) ?? 0
    const { modifiedAt: now } = await this.#files.facts(join(this.#folder, numbered('s', snapshot)))
    let left = mostSweptAtOnce
    for (const series of ['e', 's'] as const) {
      for (const number of numbersIn(series, names)) {
        if (number >= keptFrom || left-- === 0) break
        const file = join(this.#folder, numbered(series, number))
        const { modifiedAt } = await this.#files.facts(file)
        if (modifiedAt + batchesStayMs > now) break
        await removeQuietly(this.#files, file)
      }
    }
  }
}
