/** Answers requests for a page: at once from memory where that is possible, else from the store or a regeneration. */
import { degraded, staleIfError } from './answers.ts'
import type { Entry } from './entry.ts'
import { storeDoubtful } from './errors.ts'
import type { Floors } from './freshness.ts'
import type { Glance, Lookup, LookupOptions, PageRef } from './engine.ts'
import type { Parts } from './parts.ts'
import type { Regeneration } from './regeneration.ts'
import type { Slot } from './slot.ts'
import type { VisitorWait } from './visitor-wait.ts'
import { timedOut, within } from './waiting.ts'

/** How long a stale entry is served before the store is asked whether another process has replaced it, ms. */
const recheckMs = 100

/** A visitor who can be shown a stale entry waits no longer for that answer, ms. */
const recheckDeadlineMs = 50

export class Lookups<Context> {
  readonly #parts: Parts<Context>
  readonly #regeneration: Regeneration<Context>
  readonly #visitors: VisitorWait<Context>

  constructor(parts: Parts<Context>, regeneration: Regeneration<Context>, visitors: VisitorWait<Context>) {
    this.#parts = parts
    this.#regeneration = regeneration
    this.#visitors = visitors
  }

  /** The hit path: no promise, no closure, no allocation. Its slow twin is `answer`. */
  peek(page: PageRef<Context>, options?: LookupOptions): Lookup | undefined {
    const { memory, coherence, time } = this.#parts
    const slot = memory.find(page)
    // The comparison with the log may raise the slot's floors: it comes before they are read.
    if (slot === undefined || !coherence.isCurrent() || !memory.isTrusted(slot)) return undefined
    return this.#use(slot, page, time.now(), options)
  }

  /** For pages that are seldom visited: without the promises of `answer`, which does the same and knows what else there is. */
  findNow(page: PageRef<Context>, options?: LookupOptions): Lookup | undefined {
    const { memory, coherence, loads } = this.#parts
    if (memory.find(page) !== undefined) return this.peek(page, options)
    if (!coherence.isCurrent()) return undefined
    const slot = loads.takeNow(page)
    return slot && this.#useLoaded(slot, page, options)
  }

  /** Like `findNow`, for a page that memory does not hold and whose visitor is the last to read these bodies. */
  glance(page: PageRef<Context>): Glance | undefined {
    const { memory, coherence, loads } = this.#parts
    if (memory.find(page) !== undefined || !coherence.isCurrent()) return undefined
    const glimpse = loads.glance(page)
    const lookup = glimpse && this.#useLoaded(memory.placeGlimpse(glimpse), page, undefined)
    if (lookup === undefined) return undefined
    // Memory has made copies of what it keeps.
    return { lookup, bodies: lookup.entry === glimpse?.entry ? glimpse.bodies : lookup.entry.bodies }
  }

  /** `undefined` only with `mayRender: false`, for a page that was never generated. */
  async answer(
    page: PageRef<Context>,
    options: LookupOptions | undefined,
    mayRender: boolean,
  ): Promise<Lookup | undefined> {
    const { coherence } = this.#parts
    const isCurrent = await coherence.sync()
    const isDoubtful = coherence.isStoreDoubtful()
    if (isDoubtful && this.#parts.settings.consistency === 'strict') {
      return this.#renderThrough(page, options, mayRender, storeDoubtful(this.#parts.access.store.name))
    }
    const answer = await this.#answer(page, options, mayRender, isCurrent)
    return answer && isDoubtful ? { ...answer, degraded: answer.degraded ?? 'store-unavailable' } : answer
  }

  async #answer(
    page: PageRef<Context>,
    options: LookupOptions | undefined,
    mayRender: boolean,
    isCurrent: boolean,
  ): Promise<Lookup | undefined> {
    const { access, memory, coherence, pending, time } = this.#parts
    const known = coherence.applied
    let slot = memory.find(page)
    let stale: Slot | undefined
    if (slot && isCurrent && memory.isTrusted(slot)) {
      const now = time.now()
      const usable = this.#use(slot, page, now, options)
      if (usable) return usable
      if (slot.freshness(now) === 'stale') stale = slot
    }
    try {
      const loaded = await this.#load(page, isCurrent, stale)
      const usable = loaded && this.#useLoaded(loaded, page, options)
      if (usable) return usable
      slot = loaded ?? slot
    } catch (error) {
      if (this.#parts.settings.consistency === 'strict') return this.#renderThrough(page, options, mayRender, error)
      slot ??= await this.#copyOf(page)
      // What may not be shown is rendered here, if the store is away for longer than a lost message takes.
      const isAway = access.state === 'unavailable' || (slot && pending?.reaches(slot.entry))
      const isWorthARender = isAway && slot?.freshness(time.now()) === 'expired'
      if (slot && !(mayRender && isWorthARender)) return this.#useUnverified(slot)
      if (!mayRender) throw error
    }
    if (!slot && !mayRender) return undefined
    return this.#visitors.waitForVersion(page, { slot, known, isCurrent, reason: options?.reason ?? 'miss' })
  }

  /** What the store has; or `stale`, if it is given and the store takes its time. */
  async #load(page: PageRef<Context>, share: boolean, stale: Slot | undefined): Promise<Slot | undefined> {
    const loading = this.#loadInContext(page, share)
    if (!stale) return loading
    try {
      const loaded = await within(this.#parts.settings.clock, recheckDeadlineMs, loading)
      return loaded === timedOut ? stale : (loaded ?? stale)
    } catch {
      return stale
    }
  }

  /**
   * What was invalidated after the last heartbeat may have been so in another log than the one that was read here: that of a
   * store that was emptied, in which everything counts as newer than all that it has lost.
   */
  async #loadInContext(page: PageRef<Context>, share: boolean): Promise<Slot | undefined> {
    const { coherence, loads } = this.#parts
    const slot = await loads.load(page, { share })
    if (slot !== undefined && slot.soft > coherence.applied) await coherence.reach(slot.soft)
    return slot
  }

  /** The answer that a trusted slot gives without waiting, if it gives one. */
  #use(slot: Slot, page: PageRef<Context>, now: number, options: LookupOptions | undefined): Lookup | undefined {
    const freshness = slot.freshness(now)
    if (freshness === 'fresh') return this.#hit(slot)
    if (options?.onlyFresh === true) return undefined
    if (freshness === 'stale') return this.#useStale(slot, page, now, options)
    if (!this.#isPostponed(slot, now) || this.#parts.settings.consistency === 'strict') return undefined
    slot.visited = true
    return staleIfError(slot)
  }

  #useLoaded(slot: Slot, page: PageRef<Context>, options: LookupOptions | undefined): Lookup | undefined {
    const now = this.#parts.time.now()
    slot.checkedAt = now
    if (slot.unpublished && slot.freshness(now) !== 'expired') return this.#useUnverified(slot)
    return this.#use(slot, page, now, options)
  }

  #hit(slot: Slot): Lookup {
    // Written only when it changes: a cache line that is only read stays shared.
    if (!slot.visited) slot.visited = true
    if (this.#parts.emit.listening) this.#parts.emit(slot.hitEvent)
    return slot.hit
  }

  #useStale(slot: Slot, page: PageRef<Context>, now: number, options: LookupOptions | undefined): Lookup | undefined {
    if (Math.abs(now - slot.checkedAt) >= recheckMs) {
      // Instances do not tell each other what they publish by themselves. Asking costs one read per stale page and 100 ms.
      if (this.#parts.access.store.coherence === 'lease') return undefined
      slot.checkedAt = now
      const loaded = this.#parts.loads.loadNow(page)
      if (loaded && loaded.freshness(now) !== 'stale') return this.#use(loaded, page, now, options)
    }
    slot.visited = true
    const { entry } = slot
    this.#parts.emit({
      type: 'stale',
      page,
      entry,
      because: slot.soft > entry.asOf && now < entry.staleAt ? 'invalidation' : 'age',
    })
    const isDue = !this.#isPostponed(slot, now) && !isRenderedElsewhere(slot, now)
    if (options?.regenerateStale !== false && isDue) this.#regenerateBehind(slot, page)
    return slot.stale
  }

  /** The wall clock may have been set back since; then the wait is longer than any backoff, and does not count. */
  #isPostponed(slot: Slot, now: number): boolean {
    return now < slot.retryAt && slot.retryAt - now <= this.#parts.settings.maxBackoffMs
  }

  #regenerateBehind(slot: Slot, page: PageRef<Context>): void {
    if (slot.regenerating || !this.#regeneration.mayBegin(page)) return
    slot.regenerating = true
    const end = endOf(slot)
    // The visitor's answer is written first: asking for a lease and starting a render may take a while.
    queueMicrotask(() => {
      // Another slot of this page may have been dropped from memory since it was asked for.
      if (this.#regeneration.isUnderWay(page)) return end()
      const { outcome } = this.#regeneration.join(page, { need: 0, reason: 'stale', patientUntil: 0 })
      void outcome.then(end)
    })
  }

  /** Nothing that is kept can be shown: the visitor gets what is rendered from now on, or the error. */
  #renderThrough(
    page: PageRef<Context>,
    options: LookupOptions | undefined,
    mayRender: boolean,
    error: unknown,
  ): Promise<Lookup> {
    if (!mayRender) throw error
    const visit = { slot: undefined, known: this.#parts.coherence.applied, isCurrent: false, isThrough: true }
    return this.#visitors.waitForVersion(page, { ...visit, reason: options?.reason ?? 'miss' })
  }

  /** The version that this machine keeps beside the store, for the time in which the store cannot tell its own. */
  async #copyOf(page: PageRef<Context>): Promise<Slot | undefined> {
    const { fallback, memory, pending } = this.#parts
    const copy = await fallback?.find(page)
    if (!copy) return undefined
    const slot = memory.placeCopy(copy)
    if (pending?.reaches(slot.entry) && !slot.unpublished) slot.raise(outdated(slot.entry))
    return slot
  }

  /** What memory has, while the store cannot tell whether it is still right. */
  #useUnverified(slot: Slot): Lookup {
    slot.visited = true
    const isFresh = slot.freshness(this.#parts.time.now()) === 'fresh'
    return degraded(slot, isFresh ? 'hit' : 'stale', 'store-unavailable')
  }
}

/** Longer than it is ever noted for: a clock that was set back does not make it longer. */
const longestBusyMs = 1_000

const isRenderedElsewhere = ({ busyUntil }: Slot, now: number): boolean =>
  now < busyUntil && busyUntil - now <= longestBusyMs

/** A regeneration may wait for its turn for long. A slot that is dropped from memory meanwhile is not kept by it, nor are its bytes. */
function endOf(slot: Slot): () => void {
  const known = new WeakRef(slot)
  return () => {
    const kept = known.deref()
    if (kept) kept.regenerating = false
  }
}

/** Floors that the entry does not satisfy. */
const outdated = ({ asOf }: Entry): Floors => ({ soft: asOf + 1, hard: asOf + 1 })
