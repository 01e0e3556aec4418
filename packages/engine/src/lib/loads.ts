/** Reading entries from the store: one read per page at a time, and what it brings goes to memory. */
import type { PageId } from './entry.ts'
import { recordKeyOf } from './entry.ts'
import type { Memory } from './memory.ts'
import type { Glimpse, Loaded } from './page-store.ts'
import type { Repair } from './repair.ts'
import type { Slot } from './slot.ts'
import type { StoreAccess } from './store-access.ts'
import { isPromise } from './waiting.ts'

export class Loads {
  readonly #access: StoreAccess
  readonly #memory: Memory
  readonly #repair: Repair | undefined
  readonly #underWay = new Map<string, Promise<Slot | undefined>>()

  constructor(access: StoreAccess, memory: Memory, repair?: Repair) {
    this.#access = access
    this.#memory = memory
    this.#repair = repair
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
    if (!isPromise(loaded)) return this.#take(page, loaded, epoch)
    const load = loaded.then((answer) => this.#take(page, answer, epoch))
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

  /**
   * The version of a page that memory does not hold, from a store that answers at once; `undefined` also where there is more to
   * find out than that. Never throws.
   */
  takeNow(page: PageId): Slot | undefined {
    // Others answer with a promise, and whoever has to wait anyway asks again.
    if (this.#access.store.coherence !== 'immediate') return undefined
    try {
      const loaded = this.#access.load(page)
      if (!isPromise(loaded))
        return loaded && !this.#repair?.mayLackLater(loaded) ? this.#memory.placeVisited(loaded) : undefined
      loaded.catch(() => {})
    } catch {
      // Reported where it failed; whoever asks again is told.
    }
    return undefined
  }

  /** What `takeNow` would take, without copying its bodies: they hold until the next glance. Never throws. */
  glance(page: PageId): Glimpse | undefined {
    const glimpse = this.#access.glance(page)
    return glimpse && !this.#repair?.mayLackLater(glimpse) ? glimpse : undefined
  }

  /** What the store should have, if that is not what it has. */
  #take(page: PageId, loaded: Loaded | undefined, epoch: number): Slot | undefined | Promise<Slot | undefined> {
    const newer = this.#repair?.newerInMemory(page, loaded)
    if (newer) return this.#restored(page, newer, loaded, epoch)
    if (this.#repair?.mayLackLater(loaded)) return this.#takeOrCopy(page, loaded, epoch)
    return loaded && this.#memory.place(loaded, epoch)
  }

  /** What the store says after it was offered what it lacks; the version that it lacks, if it cannot take that. */
  async #restored(page: PageId, slot: Slot, loaded: Loaded | undefined, epoch: number): Promise<Slot | undefined> {
    const memory = this.#memory
    const offered = await this.#repair!.restore(slot, loaded)
    if (offered === 'failed') return slot
    // Others are about to publish it: theirs is the one to wait for.
    if (offered === 'refused') return slot.unpublished ? loaded && memory.place(loaded, epoch) : slot
    const { epoch: now } = memory
    const stored = await this.#access.load(page)
    if (stored) return memory.place(stored, now)
    if (!slot.unpublished) return slot
    // It was taken, and shows late what it has: that is this version.
    const { entry, soft, hard } = slot
    return memory.place({ entry, floors: { soft, hard }, supersededElsewhere: false }, now)
  }

  async #takeOrCopy(page: PageId, loaded: Loaded | undefined, epoch: number): Promise<Slot | undefined> {
    const newer = await this.#repair?.newerCopy(page, loaded)
    return newer ?? (loaded && this.#memory.place(loaded, epoch))
  }

  /** Requests to come start reads of their own: those under way may have happened before an invalidation. */
  forget(): void {
    this.#underWay.clear()
  }
}
