/**
 * Keeps openings apart from writes, over all processes.
 *
 * While LMDB opens, it notes without a lock which transaction is the newest. What another process commits in that moment is
 * taken back, though it was acknowledged (decision 045). So whoever opens says so, and waits until nobody writes; whoever
 * writes says so, and waits while anybody opens. Each says it before it looks, so that of two at once, one sees the other.
 *
 * Everything is said in files that belong to one process each. What a process said that has ended counts no more.
 */
import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { full, storeBusy, writeFailed } from './errors.ts'
import { freeBytesOf } from './free-space.ts'
import { isAlive, thisProcess } from './liveness.ts'

const idle = Buffer.from('-')
const writing = Buffer.from('w')

/** While somebody writes on and on, openings give way again and again, so that neither keeps the other out. */
const insistForMs = 250
const giveWayForMs = 50
/** Among writes that overlap each other, how often to look whether somebody wants to open. */
const lookAgainAfterMs = 1

export class Gate {
  readonly #directory: string
  readonly #giveUpAfterMs: number
  /** One file per process that has the store open. Its only byte tells whether that process writes. */
  readonly #processes: string
  /** One file per process that is opening the store now. Empty nearly always. */
  readonly #openings: string
  readonly #name = `${thisProcess}-${randomUUID().slice(0, 8)}`
  readonly #file: number
  #writes = 0
  #lookedAt = 0
  #waiting: Promise<void> | undefined

  /**
   * `giveUpAfterMs`: for how long an opening waits for others.
   *
   * @throws LmdbStoreError STORE_FULL, STORE_WRITE_FAILED
   */
  constructor(directory: string, giveUpAfterMs = 10_000) {
    this.#directory = directory
    this.#giveUpAfterMs = giveUpAfterMs
    this.#processes = join(directory, 'processes')
    this.#openings = join(directory, 'openings')
    try {
      for (const folder of [this.#processes, this.#openings]) mkdirSync(folder, { recursive: true })
      this.#file = openSync(join(this.#processes, this.#name), 'w')
    } catch (cause) {
      throw this.#refused(cause)
    }
  }

  /**
   * Runs `open` while no process writes.
   *
   * @throws LmdbStoreError STORE_BUSY when one of them does not finish its write; STORE_FULL, STORE_WRITE_FAILED
   */
  async opening<T>(open: () => T): Promise<T> {
    const note = join(this.#openings, this.#name)
    const giveUpAt = performance.now() + this.#giveUpAfterMs
    for (;;) {
      try {
        writeFileSync(note, '')
      } catch (cause) {
        throw this.#refused(cause)
      }
      try {
        const writers = await this.#writersAfter(insistForMs)
        if (writers.length === 0) return open()
        if (performance.now() >= giveUpAt) throw storeBusy(this.#directory, writers)
      } finally {
        rmSync(note, { force: true })
      }
      await pause(giveWayForMs)
    }
  }

  /**
   * Runs `write` while no process opens the store: at once, as a rule.
   *
   * @throws LmdbStoreError STORE_FULL, STORE_WRITE_FAILED: it was not begun then
   */
  async writing<T>(write: () => T | Promise<T>): Promise<T> {
    const later = this.#enter()
    if (later) await later
    try {
      return await write()
    } finally {
      this.#leave()
    }
  }

  close(): void {
    closeSync(this.#file)
    rmSync(join(this.#processes, this.#name), { force: true })
  }

  /** Begins a write: at once when it returns nothing, otherwise once it resolves. */
  #enter(): Promise<void> | undefined {
    const now = performance.now()
    // Whoever opens waits for the writes that go on anyway. They only must come to an end some time.
    if (this.#writes > 0 && now - this.#lookedAt < lookAgainAfterMs) {
      this.#writes++
      return undefined
    }
    this.#lookedAt = now
    return this.#hasBegun() ? undefined : this.#enterLater()
  }

  #leave(): void {
    if (--this.#writes === 0) this.#say(idle)
  }

  async #enterLater(): Promise<void> {
    do {
      this.#waiting ??= this.#nobodyOpens().finally(() => {
        this.#waiting = undefined
      })
      await this.#waiting
    } while (!this.#hasBegun())
  }

  async #nobodyOpens(): Promise<void> {
    do await pause(1)
    while (this.#somebodyOpens())
  }

  /** Begins a write unless somebody opens. */
  #hasBegun(): boolean {
    let begun = false
    try {
      if (this.#writes === 0) this.#say(writing)
      begun = !this.#somebodyOpens()
      return begun
    } catch (cause) {
      throw this.#refused(cause)
    } finally {
      this.#writes++
      if (!begun) this.#leave()
    }
  }

  #say(word: Buffer): void {
    writeSync(this.#file, word, 0, 1, 0)
  }

  #somebodyOpens(): boolean {
    return readdirSync(this.#openings).some((name) => isAlive(name) || forgotten(join(this.#openings, name)))
  }

  /** No room, no rights, no file descriptor left. */
  #refused(cause: unknown): Error {
    const isFull = codesOfFullDisks.has((cause as NodeJS.ErrnoException).code)
    return isFull ? full(this.#directory, freeBytesOf(this.#directory), cause) : writeFailed(this.#directory, cause)
  }

  /** The processes that write, once there are none, or `ms` have passed. */
  async #writersAfter(ms: number): Promise<readonly string[]> {
    const until = performance.now() + ms
    for (;;) {
      // Also before the first look: what a processor was told to write has reached the others by then.
      await pause(1)
      const writers = this.#writers()
      if (writers.length === 0 || performance.now() >= until) return writers
    }
  }

  #writers(): readonly string[] {
    return readdirSync(this.#processes).filter((name) => {
      if (name === this.#name) return false
      const file = join(this.#processes, name)
      return isAlive(name) ? contentOf(file) === 'w' : forgotten(file)
    })
  }
}

const codesOfFullDisks = new Set<unknown>(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Removes what a process left behind that has ended. */
function forgotten(file: string): false {
  rmSync(file, { force: true })
  return false
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    // Its process has closed the store meanwhile.
    return ''
  }
}
