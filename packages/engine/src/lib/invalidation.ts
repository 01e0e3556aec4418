/** Declares pages stale or unusable, and waits until that holds on every instance. */
import { Appends } from './appends.ts'
import type { Declared } from './declared.ts'
import type { InvalidateSelector } from './engine.ts'
import { invalidationQueued, invalidSelector, storeUnavailable } from './errors.ts'
import type { Cursor, Invalidation, InvalidationKind } from './page-store.ts'
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
    const declared = await this.#tell(invalidations, whenAway)
    await this.takeIn(declared)
    emit({ type: 'invalidated', invalidations, position: declared.position })
    return declared
  }

  /** Sees to it that what was appended has taken effect here. */
  async takeIn({ position, takenBy }: Declared): Promise<void> {
    if (takenBy === undefined) await this.#parts.coherence.reach(position)
  }

  async #tell(invalidations: readonly Invalidation[], whenAway: readonly Invalidation[]): Promise<Declared> {
    const { access, pending } = this.#parts
    try {
      return await this.#appends.append(invalidations)
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
