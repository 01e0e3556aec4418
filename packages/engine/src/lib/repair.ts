/** Gives a store what it lacks: what it has lost of versions that are newer here, and what was rendered while it was away. */
import type { Clock } from './clock.ts'
import type { Coherence } from './coherence.ts'
import type { Entry, PageId } from './entry.ts'
import type { Emit } from './events.ts'
import type { FallbackCopy } from './fallback-copy.ts'
import type { FloorMap } from './floors.ts'
import type { Freshness } from './freshness.ts'
import { freshnessOf } from './freshness.ts'
import type { Memory } from './memory.ts'
import type { Loaded } from './page-store.ts'
import type { Slot } from './slot.ts'
import type { StoreAccess } from './store-access.ts'
import type { StoreTime } from './store-time.ts'
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
  readonly time: StoreTime
  readonly emit: Emit
  coherence(): Coherence
}

/** `refused`: something newer stands there, or is being made. `failed`: the store could not answer. */
export type Offered = 'taken' | 'refused' | 'failed'

/**
 * A version is offered by seeding it, with the time and position of its render, in place of what the store was seen to have: it
 * takes it unless something else stands there by now, which was made later or has seen more, or is being made. So nothing newer
 * is ever replaced, what was invalidated since is due as ever, and it may be done twice.
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

  /** Offers the slot's version in place of `loaded`. Never rejects, and takes no longer than a visitor may wait. */
  async restore({ entry }: Slot, loaded: Loaded | undefined): Promise<Offered> {
    const offered = await within(this.#parts.clock, patienceMs, this.#offerOne(entry, loaded))
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
    void this.#offerOne(entry, loaded)
    return memory.placeCopy(copy)
  }

  /** Offers what was rendered while the store was away. To be called when it is back, and its log was read. */
  async restoreUnpublished(): Promise<void> {
    if (this.#isRestoring) return
    this.#isRestoring = true
    try {
      const slots = [...this.#parts.memory.unpublished]
      for (let first = 0; first < slots.length; first += batchSize) {
        const offers = slots.slice(first, first + batchSize).map((slot) => this.#offerUnpublished(slot))
        this.#tell(await Promise.all(offers))
      }
    } finally {
      this.#isRestoring = false
    }
  }

  async #offerUnpublished(slot: Slot): Promise<Offered> {
    const { access } = this.#parts
    const { entry } = slot
    try {
      const loaded = await access.load(entry)
      // It may have been visited meanwhile, and be published.
      const isOfferable = slot.unpublished && slot.entry === entry && this.#isOfferable(slot, loaded)
      return isOfferable ? await this.#offer(entry, loaded) : 'refused'
    } catch {
      // Reported where it failed. It is offered when somebody visits the page.
      return 'failed'
    }
  }

  #isOfferable(slot: Slot, loaded: Loaded | undefined): boolean {
    return this.#isLater(slot, loaded) && this.#parts.memory.isWhole(slot) && this.#hasReadAll(loaded)
  }

  /**
   * What was rendered without the store replaces what may be used less than it, and whose render had ended before: of two at the
   * same time either may have read the newer data. And who has a fresh version would not learn of another.
   */
  #isLater(slot: Slot, loaded: Loaded | undefined): boolean {
    if (!loaded) return true
    const [here, there] = [slot.entry, loaded.entry]
    if (!slot.unpublished) return here.version > there.version
    if (here.generatedAt <= there.generatedAt + there.renderMs) return false
    const now = this.#parts.time.now()
    return ranks[slot.freshness(now)] > ranks[freshnessOf(there, loaded.floors, now)]
  }

  #hasReadAll(loaded: Loaded | undefined): boolean {
    const coherence = this.#parts.coherence()
    return coherence.isCurrent() && coherence.applied >= (loaded?.floors.soft ?? 1)
  }

  async #offerOne(entry: Entry, loaded: Loaded | undefined): Promise<Offered> {
    const offered = await this.#offer(entry, loaded)
    this.#tell([offered])
    return offered
  }

  async #offer(entry: Entry, loaded: Loaded | undefined): Promise<Offered> {
    try {
      const taken = await this.#parts.access.seed([entry], loaded?.entry.version ?? 0)
      return taken > 0 ? 'taken' : 'refused'
    } catch {
      // Reported where it failed.
      return 'failed'
    }
  }

  #tell(offers: readonly Offered[]): void {
    const taken = offers.filter((offered) => offered === 'taken').length
    if (taken > 0) this.#parts.emit({ type: 'restored', offered: offers.length, taken })
  }
}

const ranks: Readonly<Record<Freshness, number>> = { expired: 0, stale: 1, fresh: 2 }
