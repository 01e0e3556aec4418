/**
 * Lets a few calls at a time into the file system.
 *
 * Node carries them out in a pool of four threads, which also compress bodies and look up names. A call to a mount whose
 * server does not answer holds its thread until it does, so without a limit such a mount would stop the whole process.
 */
import { systemClock } from '@everfresh/engine'
import type { Clock } from '@everfresh/engine'
import type { Files } from './files.ts'

/** Who has waited for longer gave up long ago. ms */
const longestWaitMs = 5_000

interface Waiting {
  readonly since: number
  readonly begin: () => void
  readonly giveUp: () => void
}

/** `files`, with at most `atOnce` calls under way. Those that wait for 5 s for their turn fail with ETIMEDOUT. */
export function throttled(files: Files, atOnce: number, clock: Clock = systemClock): Files {
  const lane = new Lane(atOnce, clock)
  return new Proxy(files, {
    get(target, property) {
      const method = target[property as keyof Files] as (...args: unknown[]) => Promise<unknown>
      return (...args: unknown[]) => lane.run(() => method.apply(target, args))
    },
  })
}

/** The size of libuv's pool. */
const threads = Number(process.env['UV_THREADPOOL_SIZE']) || 4

/** Calls for pages that are under way at once: one thread is the log's, and one is left to the rest of the process. */
export const pagesLaneWidth = Math.max(1, threads - 2)

/**
 * Two ways into the file system: the log's and the members' calls never wait behind pages, since an instance whose heartbeat is
 * late may not trust its memory any more.
 */
export const lanesInto = (files: Files): { readonly pages: Files; readonly log: Files } => ({
  pages: throttled(files, pagesLaneWidth),
  log: throttled(files, 1),
})

class Lane {
  readonly #atOnce: number
  readonly #clock: Clock
  readonly #waiting: Waiting[] = []
  #underWay = 0

  constructor(atOnce: number, clock: Clock) {
    this.#atOnce = atOnce
    this.#clock = clock
  }

  async run<T>(call: () => Promise<T>): Promise<T> {
    this.#dismiss()
    if (this.#underWay >= this.#atOnce) await this.#turn()
    else this.#underWay++
    try {
      return await call()
    } finally {
      this.#next()
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        since: this.#clock.monotonic(),
        begin: resolve,
        giveUp: () => reject(Object.assign(new Error('the file system does not answer'), { code: 'ETIMEDOUT' })),
      })
    })
  }

  #next(): void {
    this.#dismiss()
    const next = this.#waiting.shift()
    if (next) next.begin()
    else this.#underWay--
  }

  /** Heartbeats go on while a mount hangs: without this they would queue up, and all be carried out when it returns. */
  #dismiss(): void {
    const oldest = this.#clock.monotonic() - longestWaitMs
    while (this.#waiting[0] && this.#waiting[0].since < oldest) this.#waiting.shift()!.giveUp()
  }
}
