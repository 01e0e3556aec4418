/** Gives a store what it lacks: what it has lost of versions that are newer here, and what was rendered while it was away. */
import type { Clock } from './clock.ts'
import type { Coherence } from './coherence.ts'
import type { Entry, PageId } from './entry.ts'
import type { Emit } from './events.ts'
import type { FallbackCopy } from './fallback-copy.ts'
import type { FloorMap } from './floors.ts'
import type { Memory } from './memory.ts'
import type { Loaded } from './page-store.ts'
import type { Slot } from './slot.ts'
import type { StoreAccess } from './store-access.ts'
import { timedOut, within } from './waiting.ts'

/** Visitors wait no longer for the store to take it, ms. */
const patienceMs = 150

/** Pages offered at a time when the store is back. */
const batchSize = 10

export interface RepairParts {
  readonly access: StoreAccess
  readonly memory: Memory
  readonly floors: FloorMap
  readonly fallback: FallbackCopy | undefined
  readonly clock: Clock
  readonly emit: Emit
  coherence(): Coherence
}

/** `refused`: something newer stands there, or is being made. `failed`: the store could not answer. */
export type Offered = 'taken' | 'refused' | 'failed'

/**
 * A version is offered by seeding it, with the time and position of its render: the store takes it unless something stands there
 * that was made later or has seen more, or is being made. So nothing newer is ever replaced, what was invalidated since is due
 * as ever, and it may be done twice.
 */
export class Repair {
  readonly #parts: RepairParts
  #isRestoring = false

  constructor(parts: RepairParts) {
    this.#parts = parts
  }

  /** The version in memory, if the store should have it instead of `loaded`. */
  newerInMemory(page: PageId, loaded: Loaded | undefined): Slot | undefined {
    const { memory } = this.#parts
    const slot = memory.find(page)
    return slot && !memory.isTrusted(slot) && this.#isOfferable(slot, loaded) ? slot : undefined
  }

  /** Offers the slot's version to the store. Never rejects, and takes no longer than a visitor may wait. */
  async restore({ entry }: Slot): Promise<Offered> {
    const offered = await within(this.#parts.clock, patienceMs, this.#offer([entry]))
    return offered === timedOut ? 'failed' : offered
  }

  /** Whether the store may have lost a later version than `loaded`. */
  mayLackLater(loaded: Loaded | undefined): boolean {
    const { fallback, memory } = this.#parts
    // Versions and positions are both microseconds of the store's clock.
    return fallback !== undefined && (loaded?.entry.version ?? 0) < memory.divergedAt
  }

  /** Like `newerInMemory`, of the copy beside the store. */
  async newerCopy(page: PageId, loaded: Loaded | undefined): Promise<Slot | undefined> {
    const { fallback, floors, memory } = this.#parts
    const copy = await fallback?.find(page)
    if (!copy || memory.find(page)) return undefined
    const { entry } = copy
    const isWhole =
      entry.version > 0 &&
      copy.checkedTo >= memory.wholeSince &&
      floors.isCompleteSince(copy.checkedTo) &&
      copy.floors.soft <= entry.asOf
    if (!isWhole || (loaded && loaded.entry.version >= entry.version) || !this.#hasReadAll(loaded)) return undefined
    void this.#offer([entry])
    return memory.placeCopy(copy)
  }

  /** Offers what was rendered while the store was away. To be called when it is back, and its log was read. */
  async restoreUnpublished(): Promise<void> {
    if (this.#isRestoring) return
    this.#isRestoring = true
    try {
      const entries = [...this.#parts.memory.unpublished].map(({ entry }) => entry)
      for (let first = 0; first < entries.length; first += batchSize) {
        await this.#offer(entries.slice(first, first + batchSize))
      }
    } finally {
      this.#isRestoring = false
    }
  }

  #isOfferable(slot: Slot, loaded: Loaded | undefined): boolean {
    const { entry } = slot
    const isLater =
      !loaded ||
      (slot.unpublished ? entry.generatedAt > loaded.entry.generatedAt : entry.version > loaded.entry.version)
    return isLater && this.#parts.memory.isWhole(slot) && this.#hasReadAll(loaded)
  }

  #hasReadAll(loaded: Loaded | undefined): boolean {
    const coherence = this.#parts.coherence()
    return coherence.isCurrent() && coherence.applied >= (loaded?.floors.soft ?? 1)
  }

  async #offer(entries: readonly Entry[]): Promise<Offered> {
    const { access, emit } = this.#parts
    try {
      const taken = await access.seed(entries)
      if (taken > 0) emit({ type: 'restored', offered: entries.length, taken })
      return taken > 0 ? 'taken' : 'refused'
    } catch {
      // Reported where it failed.
      return 'failed'
    }
  }
}
