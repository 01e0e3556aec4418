/** Appends to the log, one call at a time: what comes while one is under way is appended together by the next. */
import type { Coherence } from './coherence.ts'
import type { Declared } from './declared.ts'
import { Taking } from './declared.ts'
import type { Awaitable, Invalidation } from './page-store.ts'
import type { StoreAccess } from './store-access.ts'

/** Invalidations of one call: a store does nothing else meanwhile. Those of one caller stay together, however many they are. */
const mostAtOnce = 200

interface Waiting {
  readonly invalidations: readonly Invalidation[]
  readonly resolve: (declared: Declared) => void
  readonly reject: (error: unknown) => void
}

/**
 * Two hundred pages that are revalidated at once cost two or three commits, instead of two hundred that get in each other's way.
 * What shares a call shares its place in the log: that of the last.
 */
export class Appends {
  readonly #access: StoreAccess
  readonly #coherence: Coherence
  readonly #waiting: Waiting[] = []
  #isUnderWay = false

  constructor(access: StoreAccess, coherence: Coherence) {
    this.#access = access
    this.#coherence = coherence
  }

  /** Resolves when the store has it. @throws EngineError STORE_UNAVAILABLE */
  append(invalidations: readonly Invalidation[]): Promise<Declared> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ invalidations, resolve, reject })
      if (!this.#isUnderWay) void this.#work()
    })
  }

  get isIdle(): boolean {
    return !this.#isUnderWay
  }

  /** Runs `body`, which appends by itself: what is to be appended meanwhile waits for it. To be called when idle. */
  async alone<T>(body: () => Awaitable<T>): Promise<T> {
    this.#isUnderWay = true
    try {
      return await body()
    } finally {
      void this.#work()
    }
  }

  async #work(): Promise<void> {
    this.#isUnderWay = true
    while (this.#waiting.length > 0) {
      const batch = this.#next()
      try {
        const declared = await this.#appendAll(batch.flatMap(({ invalidations }) => invalidations))
        for (const { resolve } of batch) resolve(declared)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#isUnderWay = false
  }

  #next(): Waiting[] {
    let count = 0
    const end = this.#waiting.findIndex(({ invalidations }, index) => {
      count += invalidations.length
      return index > 0 && count > mostAtOnce
    })
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end)
  }

  async #appendAll(invalidations: readonly Invalidation[]): Promise<Declared> {
    const taking = new Taking(this.#coherence)
    const cursor = await this.#access.invalidate(invalidations, taking.onNews)
    return taking.at(cursor)
  }
}
