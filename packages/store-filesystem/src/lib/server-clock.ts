/**
 * What time it is where the files are: leases end for everybody at the same moment, however wrong a machine's own clock is.
 *
 * Every file that the store creates tells the time; in between it is reckoned by this machine's monotonic clock.
 */
import { join } from 'node:path'
import { systemClock } from '@everfresh/engine'
import type { Clock } from '@everfresh/engine'
import { removeQuietly } from './files.ts'
import type { FileFacts, Files } from './files.ts'
import { temporaryName } from './names.ts'

export interface ServerClock {
  /** Epoch ms. */
  now(): Promise<number>
  /** Creates a file, and takes the time from it. */
  learnFrom(create: () => Promise<FileFacts>): Promise<FileFacts>
}

/** A clock that the caller chose takes the place of the server's. */
export const chosenClock = (clock: Clock): ServerClock => ({
  now: async () => clock.now(),
  learnFrom: (create) => create(),
})

/** Two clocks drift apart by at most 1 % of that, ms. */
const knownForMs = 5_000
/** When the wall clock moved by this much more or less than the monotonic one, this machine slept or its clock was set. ms */
const suspiciousMs = 250

interface Reading {
  readonly server: number
  readonly monotonic: number
  readonly wall: number
}

/** Takes the time from files that it creates in `folder`. */
export class FileClock implements ServerClock {
  readonly #files: Files
  readonly #folder: string
  readonly #own: Clock
  #reading: Reading | undefined
  #asking: Promise<FileFacts> | undefined

  constructor(files: Files, folder: string, own: Clock = systemClock) {
    this.#files = files
    this.#folder = folder
    this.#own = own
  }

  async now(): Promise<number> {
    if (!this.#isKnown()) await this.#ask()
    const { server, monotonic } = this.#reading!
    return server + this.#own.monotonic() - monotonic
  }

  async learnFrom(create: () => Promise<FileFacts>): Promise<FileFacts> {
    const before = this.#own.monotonic()
    const facts = await create()
    const after = this.#own.monotonic()
    const isLate = after - before > suspiciousMs
    // A call that took long says little, but is better than nothing.
    if (!isLate || !this.#isKnown()) {
      this.#reading = {
        server: facts.modifiedAt,
        monotonic: (before + after) / 2,
        wall: this.#own.now() - (after - before) / 2,
      }
    }
    return facts
  }

  #isKnown(): boolean {
    if (!this.#reading) return false
    const passed = this.#own.monotonic() - this.#reading.monotonic
    const passedOnTheWall = this.#own.now() - this.#reading.wall
    return passed < knownForMs && Math.abs(passedOnTheWall - passed) < suspiciousMs
  }

  #ask(): Promise<FileFacts> {
    this.#asking ??= this.learnFrom(() => this.#probe()).finally(() => (this.#asking = undefined))
    return this.#asking
  }

  async #probe(): Promise<FileFacts> {
    const file = join(this.#folder, temporaryName())
    try {
      return await this.#files.create(file, Uint8Array.of(1))
    } finally {
      await removeQuietly(this.#files, file)
    }
  }
}
