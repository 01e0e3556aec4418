/** Declares pages stale or unusable, and waits until that holds on every instance. */
import { Appends } from './appends.ts'
import { type Declared, Taking } from './declared.ts'
import type { InvalidateSelector } from './engine.ts'
import { invalidationQueued, invalidSelector, storeUnavailable } from './errors.ts'
import type { Awaitable, Begun, Cursor, Declaration, Invalidation, InvalidationKind } from './page-store.ts'
import type { Parts } from './parts.ts'
import { everything, tagOfName, tagOfPath } from './tags.ts'

/** A store that lost the entry while we waited is told again; more often than this is an outage. */
const maxAttempts = 3

export class Invalidator<Context> {
  readonly #parts: Parts<Context>
  readonly #appends: Appends
  /** Waits for members that are under way, by what they wait for: those who share an append share its barrier. */
  readonly #barriers = new Map<Declared, Promise<boolean>>()

  constructor(parts: Parts<Context>) {
    this.#parts = parts
    this.#appends = new Appends(parts.access, parts.coherence)
  }

  /**
   * Appends to the log and takes it in here. Other instances may not know yet. `whenAway`: what is to be told later, if the
   * store does not answer.
   *
   * @throws EngineError STORE_UNAVAILABLE, INVALIDATION_QUEUED
   */
  async append(invalidations: readonly Invalidation[], whenAway = invalidations): Promise<Declared> {
    const { emit } = this.#parts
    const declared = await this.#orLater(whenAway, () => this.#appends.append(invalidations))
    await this.takeIn(declared)
    emit({ type: 'invalidated', invalidations, position: declared.position })
    return declared
  }

  /** Whether nothing is being appended by this instance. */
  get isIdle(): boolean {
    return this.#appends.isIdle
  }

  /**
   * Like `append`, with a lease in the same step: `begin` hands the declaration to the store. `undefined` where that did not come
   * about: then `append` is to be called.
   *
   * @throws EngineError STORE_UNAVAILABLE, INVALIDATION_QUEUED
   */
  async appendWith(
    invalidations: readonly Invalidation[],
    whenAway: readonly Invalidation[],
    begin: (declaration: Declaration) => Awaitable<Begun | undefined>,
  ): Promise<Begun | undefined> {
    const { coherence, emit } = this.#parts
    if (!this.isIdle) return undefined
    const taking = new Taking(coherence)
    const declaration = { invalidations, onNews: taking.onNews }
    const begun = await this.#orLater(whenAway, () => this.#appends.alone(() => begin(declaration)))
    if (!begun) return undefined
    await this.takeIn(taking.at(begun.declared))
    emit({ type: 'invalidated', invalidations, position: begun.declared.position })
    return begun
  }

  /** Sees to it that what was appended has taken effect here. */
  async takeIn({ position, takenBy }: Declared): Promise<void> {
    if (takenBy === undefined) await this.#parts.coherence.reach(position)
  }

  async #orLater<T>(whenAway: readonly Invalidation[], tell: () => Promise<T>): Promise<T> {
    const { access, pending } = this.#parts
    try {
      return await tell()
    } catch (error) {
      if (!pending) throw error
      await pending.add(whenAway).catch((because: unknown) => {
        throw storeUnavailable('invalidate', access.store.name, because)
      })
      throw invalidationQueued(error)
    }
  }

  /** Resolves to whether every instance has taken in the log up to `cursor`; false when the store has lost it. */
  reachesEverybody(declared: Declared): Promise<boolean> {
    const underWay = this.#barriers.get(declared)
    if (underWay) return underWay
    const barrier = this.#waitForMembers(declared).finally(() => this.#barriers.delete(declared))
    this.#barriers.set(declared, barrier)
    return barrier
  }

  async #waitForMembers({ takenBy, ...cursor }: Declared): Promise<boolean> {
    return (await this.#parts.access.barrier(cursor, takenBy)) === 'reached'
  }

  /** @throws EngineError INVALID_SELECTOR, STORE_UNAVAILABLE, INVALIDATION_QUEUED */
  async invalidate(selectors: readonly InvalidateSelector[], kind: InvalidationKind): Promise<Cursor> {
    const invalidations = selectors.map((selector) => ({ tag: tagOf(selector), kind }))
    if (invalidations.length === 0) throw invalidSelector('no selector was given')
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const declared = await this.append(invalidations)
      const { position, nonce } = declared
      if (await this.reachesEverybody(declared)) return { position, nonce }
    }
    throw storeUnavailable('barrier', this.#parts.access.store.name, new Error('it keeps losing what it acknowledged'))
  }
}

function tagOf(selector: InvalidateSelector): string {
  const { path, tag, everything: all } = selector
  if ([path, tag, all].filter((each) => each !== undefined).length !== 1) {
    throw invalidSelector(`${JSON.stringify(selector)} does not name exactly one thing`)
  }
  if (all !== undefined) return everything
  const name = path ?? tag
  if (typeof name !== 'string' || name === '') throw invalidSelector(`${JSON.stringify(selector)} has an empty name`)
  if (path === undefined) return tagOfName(name)
  if (!path.startsWith('/')) throw invalidSelector(`the path "${path}" does not begin with a slash`)
  return tagOfPath(path)
}
