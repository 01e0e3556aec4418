/** Declares pages stale or unusable, and waits until that holds on every instance. */
import type { InvalidateSelector } from './engine.ts'
import { invalidationQueued, invalidSelector, storeUnavailable } from './errors.ts'
import type { Cursor, Invalidation, InvalidationKind } from './page-store.ts'
import type { Parts } from './parts.ts'
import { everything, tagOfName, tagOfPath } from './tags.ts'

/** A store that lost the entry while we waited is told again; more often than this is an outage. */
const maxAttempts = 3

export class Invalidator<Context> {
  readonly #parts: Parts<Context>

  constructor(parts: Parts<Context>) {
    this.#parts = parts
  }

  /**
   * Appends to the log and takes it in here. Other instances may not know yet. `whenAway`: what is to be told later, if the
   * store does not answer.
   *
   * @throws EngineError STORE_UNAVAILABLE, INVALIDATION_QUEUED
   */
  async append(invalidations: readonly Invalidation[], whenAway = invalidations): Promise<Cursor> {
    const { coherence, emit } = this.#parts
    const cursor = await this.#tell(invalidations, whenAway)
    await coherence.reach(cursor.position)
    emit({ type: 'invalidated', invalidations, position: cursor.position })
    return cursor
  }

  async #tell(invalidations: readonly Invalidation[], whenAway: readonly Invalidation[]): Promise<Cursor> {
    const { access, pending } = this.#parts
    try {
      return await access.invalidate(invalidations)
    } catch (error) {
      if (!pending) throw error
      await pending.add(whenAway).catch((because: unknown) => {
        throw storeUnavailable('invalidate', access.store.name, because)
      })
      throw invalidationQueued(error)
    }
  }

  /** Resolves to whether every instance has taken in the log up to `cursor`; false when the store has lost it. */
  async reachesEverybody(cursor: Cursor): Promise<boolean> {
    return (await this.#parts.access.barrier(cursor)) === 'reached'
  }

  /** @throws EngineError INVALID_SELECTOR, STORE_UNAVAILABLE, INVALIDATION_QUEUED */
  async invalidate(selectors: readonly InvalidateSelector[], kind: InvalidationKind): Promise<Cursor> {
    const invalidations = selectors.map((selector) => ({ tag: tagOf(selector), kind }))
    if (invalidations.length === 0) throw invalidSelector('no selector was given')
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const cursor = await this.append(invalidations)
      if (await this.reachesEverybody(cursor)) return cursor
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
