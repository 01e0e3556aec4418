/** L1: the entries that this process holds in memory, bounded in bytes. */
import { Admission } from './admission.ts'
import type { Entry, PageId } from './entry.ts'
import { bytesOf, copiesOf } from './entry.ts'
import type { Emit } from './events.ts'
import type { FloorMap } from './floors.ts'
import type { Glimpse, Invalidation, Loaded, LogEntry, LogPosition } from './page-store.ts'
import { Sieve } from './sieve.ts'
import { Slot } from './slot.ts'
import type { StoreTime } from './store-time.ts'
import { isOutrun } from './superseding.ts'
import { everything, tagOfName, tagOfPath } from './tags.ts'

export class Memory {
  readonly #limit: number
  readonly #floors: FloorMap
  readonly #emit: Emit
  readonly #time: StoreTime
  /** By namespace, then by path: two look-ups cost less than making one string of both. */
  readonly #namespaces = new Map<string, Map<string, Slot>>()
  /** Tag → the slots that carry it. Bounded by memory, not by the site. */
  readonly #byTag = new Map<string, Set<Slot>>()
  readonly #sieve = new Sieve()
  readonly #admission = new Admission()
  #bytes = 0
  readonly #onVersion: ((slot: Slot) => void) | undefined
  #entries = 0
  #epoch = 0
  /** The epoch in which it was last possible that invalidations went by unnoticed. */
  #gapEpoch = 0
  #wholeSince: LogPosition = 0
  #divergedAt: LogPosition = 0
  readonly #unpublished = new Set<Slot>()

  /** `onVersion` is called with every version that was not here before. */
  constructor(limitBytes: number, floors: FloorMap, time: StoreTime, emit: Emit, onVersion?: (slot: Slot) => void) {
    this.#limit = limitBytes
    this.#onVersion = onVersion
    this.#time = time
    this.#floors = floors
    this.#emit = emit
  }

  get bytes(): number {
    return this.#bytes
  }

  get entries(): number {
    return this.#entries
  }

  find(page: PageId): Slot | undefined {
    return this.#namespaces.get(page.namespace)?.get(page.path)
  }

  /** Whether the slot may be used without asking the store. */
  isTrusted(slot: Slot): boolean {
    return slot.epoch === this.#epoch && !slot.unpublished
  }

  /**
   * Grows whenever invalidations may have been missed. To be read before the store is asked: what it answers cannot be
   * trusted when the epoch has ended meanwhile.
   */
  get epoch(): number {
    return this.#epoch
  }

  /** From now on every entry must be compared with the store before its next use: something may have been missed. */
  distrustAll(): void {
    this.#epoch++
  }

  /** Like `distrustAll`: invalidations before `position` went by that will never be learned of. */
  noteGap(position: LogPosition): void {
    this.#gapEpoch = ++this.#epoch
    this.#wholeSince = position
  }

  /** Like `distrustAll`: the store has lost something of what it had before `position`. */
  noteLoss(position: LogPosition): void {
    this.#epoch++
    this.#divergedAt = position
  }

  /** Since which position every invalidation was seen here. */
  get wholeSince(): LogPosition {
    return this.#wholeSince
  }

  /** What was published before this position, the store may have lost; 0 as long as it has lost nothing. */
  get divergedAt(): LogPosition {
    return this.#divergedAt
  }

  /** Whether it is known that nothing has reached the slot's version, up to all that was read of the log. */
  isWhole(slot: Slot): boolean {
    return slot.epoch >= this.#gapEpoch && slot.soft <= slot.entry.asOf && !slot.isOutrun
  }

  /** What was rendered while the store was away, as far as it is still here. */
  get unpublished(): Iterable<Slot> {
    return this.#unpublished
  }

  /**
   * Takes in what the store has, unless a later version is here already, and returns the slot of the newer of the two.
   * The slot is not kept where it does not fit; it can be answered from all the same.
   *
   * `epoch`: that in which the store was asked, and up to which its answer can be trusted.
   */
  place(loaded: Loaded, epoch = this.#epoch): Slot {
    const { entry } = loaded
    const known = this.find(entry)
    // A load may have been under way while this process published. What cannot be trusted any more yields to the store.
    if (known && this.isTrusted(known) && isNewer(known.entry, entry, this.#time.now())) return known
    const slot = known ?? new Slot(entry)
    const isNew = !known || known.entry.version !== entry.version || known.unpublished
    if (known && isNew) this.#replace(known, loaded)
    this.#judge(slot, loaded, epoch)
    if (!known) this.#insert(slot)
    this.#makeRoom(slot)
    if (isNew) this.#onVersion?.(slot)
    return slot
  }

  /**
   * Like `place`, for what was just read from a store that answers at once, and is not here. Where others would have to go for
   * it, it is kept once it has come a few times; until then it can be answered from all the same.
   */
  placeVisited(loaded: Loaded): Slot {
    const { entry } = loaded
    const slot = this.#isWorthItsPlace(entry, entry.bodies) ? undefined : this.#passing(loaded)
    if (!slot) return this.place(loaded)
    this.#onVersion?.(slot)
    return slot
  }

  /** Like `placeVisited`: the bodies are copied if the page is kept. */
  placeGlimpse(glimpse: Glimpse): Slot {
    const { entry, bodies, floors, supersededElsewhere } = glimpse
    // Whoever is told of versions may keep them.
    const isWanted = this.#onVersion !== undefined || this.#isWorthItsPlace(entry, bodies)
    const slot = isWanted ? undefined : this.#passing(glimpse)
    return slot ?? this.place({ entry: { ...entry, bodies: copiesOf(bodies) }, floors, supersededElsewhere })
  }

  #isWorthItsPlace(entry: Entry, bodies: Entry['bodies']): boolean {
    const isFull = this.#bytes + bytesOf(entry, bodies) > this.#limit
    return !isFull || this.#admission.earns(entry.path, this.#entries)
  }

  /** A slot to answer from once; `undefined` for what is due for regeneration: not everybody is to ask for that. */
  #passing(loaded: Loaded): Slot | undefined {
    const slot = new Slot(loaded.entry)
    this.#judge(slot, loaded, this.#epoch)
    return slot.freshness(this.#time.now()) === 'fresh' ? slot : undefined
  }

  #judge(slot: Slot, loaded: Loaded, epoch: number): void {
    slot.raise(loaded.floors)
    // Invalidations that arrived while the load was under way.
    slot.raise(this.#floors.ofEntry(loaded.entry))
    slot.isOutrun = isOutrun(loaded, this.#time.since())
    slot.epoch = Math.max(slot.epoch, epoch)
  }

  /**
   * Keeps a page that could not be published, so that it is rendered only once while the store is away. `epoch`: that in which
   * its render began.
   */
  placeUnpublished(loaded: Loaded, epoch: number): Slot {
    const known = this.find(loaded.entry)
    if (known && !known.unpublished && known.freshness(this.#time.now()) !== 'expired') return known
    if (known) this.#remove(known)
    const slot = this.place(loaded, epoch)
    slot.unpublished = true
    if (this.find(slot.entry) === slot) this.#unpublished.add(slot)
    return slot
  }

  /** Keeps what is not known to be the store's version: it is compared with it before it is trusted. */
  placeCopy(loaded: Loaded): Slot {
    return this.find(loaded.entry) ?? this.place(loaded, -1)
  }

  /**
   * Notes when a page may be tried again (epoch ms), so that requests in between need not ask the store. Not when it was
   * declared unusable after `asOf`, which is what the attempt that failed had seen: another one is due at once.
   */
  postpone(page: PageId, retryAt: number, asOf: LogPosition): void {
    const slot = this.find(page)
    if (slot && asOf >= slot.hard) slot.retryAt = retryAt
  }

  /**
   * Notes until when another instance is not asked whether it has made a new version (epoch ms). That is for a page that is shown
   * meanwhile: one that may not be shown has visitors who wait.
   */
  noteBusy(page: PageId, until: number): void {
    const slot = this.find(page)
    if (slot) slot.busyUntil = until
  }

  /** Raises the floors of every entry that the invalidation reaches. */
  apply({ tag, kind, floor }: Pick<LogEntry, 'tag' | 'kind' | 'floor'>): void {
    const floors = { soft: floor, hard: kind === 'hard' ? floor : 0 }
    for (const slot of this.#reachedBy(tag)) slot.raise(floors)
  }

  /**
   * Like `apply`, for what the log does not hold yet. Without a floor it reaches every version that is here now, and none that
   * is made later.
   */
  expire({ tag, kind, floor: given }: Invalidation): void {
    for (const slot of this.#reachedBy(tag)) {
      const floor = given ?? slot.entry.asOf + 1
      slot.raise({ soft: floor, hard: kind === 'hard' ? floor : 0 })
    }
  }

  *#reachedBy(tag: string): Iterable<Slot> {
    if (tag === everything) yield* this.#sieve
    else if (tag.startsWith(pathPrefix)) yield* this.#ofPath(tag.slice(pathPrefix.length))
    else yield* this.#byTag.get(tag) ?? []
  }

  *#ofPath(path: string): Iterable<Slot> {
    for (const paths of this.#namespaces.values()) {
      const slot = paths.get(path)
      if (slot) yield slot
    }
  }

  #insert(slot: Slot): void {
    const { namespace, path } = slot.entry
    let paths = this.#namespaces.get(namespace)
    if (!paths) this.#namespaces.set(namespace, (paths = new Map()))
    paths.set(path, slot)
    this.#sieve.add(slot)
    this.#index(slot)
    this.#bytes += slot.bytes
    this.#entries++
  }

  #replace(slot: Slot, { entry }: Loaded): void {
    this.#unindex(slot)
    this.#unpublished.delete(slot)
    this.#bytes -= slot.bytes
    slot.replace(entry)
    slot.epoch = -1
    this.#bytes += slot.bytes
    this.#index(slot)
  }

  #remove(slot: Slot): void {
    const { namespace, path } = slot.entry
    const paths = this.#namespaces.get(namespace)
    paths?.delete(path)
    if (paths?.size === 0) this.#namespaces.delete(namespace)
    this.#sieve.remove(slot)
    this.#unpublished.delete(slot)
    this.#unindex(slot)
    this.#bytes -= slot.bytes
    this.#entries--
  }

  #makeRoom(slot: Slot): void {
    // An entry that does not fit at all would empty the memory for nothing.
    if (slot.bytes > this.#limit) return this.#remove(slot)
    while (this.#bytes > this.#limit) {
      const victim = this.#sieve.next(slot)
      if (!victim) return
      this.#remove(victim)
      this.#emit({ type: 'evicted', page: victim.entry, bytes: victim.bytes })
    }
  }

  #index(slot: Slot): void {
    for (const name of slot.entry.tags) {
      const tag = tagOfName(name)
      const slots = this.#byTag.get(tag)
      if (slots) slots.add(slot)
      else this.#byTag.set(tag, new Set([slot]))
    }
  }

  #unindex(slot: Slot): void {
    for (const name of slot.entry.tags) {
      const tag = tagOfName(name)
      const slots = this.#byTag.get(tag)
      slots?.delete(slot)
      if (slots?.size === 0) this.#byTag.delete(tag)
    }
  }
}

/**
 * Whether the version here is newer than what the store answered. Its number alone does not say so: it comes from the
 * store's clock, and where the page was dropped since and that clock was set back, newer ones have lower numbers.
 */
function isNewer(here: Entry, there: Entry, now: number): boolean {
  if (here.version <= there.version || here.asOf < there.asOf) return false
  return now < here.staleAt || now >= there.staleAt
}

const pathPrefix = tagOfPath('')
