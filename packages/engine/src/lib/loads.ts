/** Reading entries from the store: one read per page at a time, and what it brings goes to memory. */
import type { PageId } from './entry.ts'
import { recordKeyOf } from './entry.ts'
import type { Memory } from './memory.ts'
import type { Slot } from './slot.ts'
import type { StoreAccess } from './store-access.ts'
import { isPromise } from './waiting.ts'

export class Loads {
  readonly #access: StoreAccess
  readonly #memory: Memory
  readonly #underWay = new Map<string, Promise<Slot | undefined>>()

  constructor(access: StoreAccess, memory: Memory) {
    this.#access = access
    this.#memory = memory
  }

  /**
   * The page's newest version, or `undefined` when the store has none.
   *
   * `share`: a read that began before this request will do. Only while memory is known to be current: an invalidation
   * that was acknowledged in between would go unnoticed otherwise.
   *
   * @throws EngineError STORE_UNAVAILABLE
   */
  async load(page: PageId, { share }: { readonly share: boolean }): Promise<Slot | undefined> {
    const key = recordKeyOf(page)
    const underWay = this.#underWay.get(key)
    if (underWay && share) return underWay
    const { epoch } = this.#memory
    const loaded = this.#access.load(page)
    if (!isPromise(loaded)) return loaded && this.#memory.place(loaded)
    const load = loaded.then((answer) => answer && this.#memory.place(answer, epoch))
    this.#underWay.set(key, load)
    try {
      return await load
    } finally {
      if (this.#underWay.get(key) === load) this.#underWay.delete(key)
    }
  }

  /** Reads a page again if the store answers at once; `undefined` otherwise. Never throws. */
  loadNow(page: PageId): Slot | undefined {
    try {
      const { epoch } = this.#memory
      const loaded = this.#access.load(page)
      if (!isPromise(loaded)) return loaded && this.#memory.place(loaded)
      loaded.then((answer) => answer && this.#memory.place(answer, epoch)).catch(() => {})
    } catch {
      // Reported where it failed; what is in memory is as good as before.
    }
    return undefined
  }

  /** Requests to come start reads of their own: those under way may have happened before an invalidation. */
  forget(): void {
    this.#underWay.clear()
  }
}
