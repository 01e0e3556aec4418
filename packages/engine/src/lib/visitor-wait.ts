/** A request for a page of which no version may be served: it waits for one, and not forever. */
import { answered, degraded, staleIfError } from './answers.ts'
import type { Lookup, PageRef } from './engine.ts'
import type { RenderReason } from './entry.ts'
import { attemptsFailed, waitTimedOut } from './errors.ts'
import type { EngineError } from './errors.ts'
import type { Freshness } from './freshness.ts'
import type { Outcome } from './outcome.ts'
import type { LogPosition } from './page-store.ts'
import type { Parts } from './parts.ts'
import type { Joined, Regeneration } from './regeneration.ts'
import { Slot } from './slot.ts'
import { timedOut, within } from './waiting.ts'

export interface Visit {
  /** The last good version, expired or not to be trusted. */
  readonly slot: Slot | undefined
  /** How far this instance had read the invalidation log when the request began. */
  readonly known: LogPosition
  /** Whether that was all of it. */
  readonly isCurrent: boolean
  /** Only what is rendered from now on will do: nothing that is kept can be relied upon. */
  readonly isThrough?: boolean
  readonly reason: RenderReason
}

/** Regenerations after which a visitor takes one that was invalidated before the visit, and is told so. */
const maxOutdated = 5

export class VisitorWait<Context> {
  readonly #parts: Parts<Context>
  readonly #regeneration: Regeneration<Context>
  readonly #isStrict: boolean

  constructor(parts: Parts<Context>, regeneration: Regeneration<Context>) {
    this.#parts = parts
    this.#regeneration = regeneration
    this.#isStrict = parts.settings.consistency === 'strict'
  }

  /** @throws EngineError when no version exists that could be served instead */
  async waitForVersion(page: PageRef<Context>, visit: Visit): Promise<Lookup> {
    const { clock, waitTimeoutMs } = this.#parts.settings
    this.#parts.emit({ type: 'miss', page, because: visit.slot ? 'expired' : 'absent' })
    const patientUntil = clock.monotonic() + waitTimeoutMs
    let need = visit.slot?.hard ?? this.#parts.floors.ofPath(page.path).hard
    let isThrough = visit.isThrough ?? false
    let collapsed = false
    for (let outdated = 0; ;) {
      const joined = this.#regeneration.join(page, { need, isThrough, reason: visit.reason, patientUntil })
      collapsed ||= joined.collapsed
      const ended = await within(clock, patientUntil - clock.monotonic(), this.#endOf(joined, visit))
      if (ended instanceof Slot)
        return answered(ended, this.#freshnessOf(ended) === 'fresh' ? 'hit' : 'stale', collapsed)
      if (ended === timedOut) {
        this.#regeneration.left(page)
        return this.#withoutNewVersion(visit, waitTimedOut(page.path, waitTimeoutMs))
      }
      if (ended.kind === 'busy' || ended.kind === 'undeclared') continue
      if (ended.kind === 'unpublished' && this.#isStrict && joined.collapsed && !isThrough) {
        // It may have begun before this visit, and nobody can tell what was declared in between.
        isThrough = true
        continue
      }
      const mayHaveMissed = joined.collapsed && !visit.isCurrent
      const outcome = isVersion(ended) && mayHaveMissed ? await this.#verified(page, ended) : ended
      if (!isOutdated(outcome, visit)) return this.#answerFrom(outcome, visit, collapsed)
      if (outdated++ === maxOutdated)
        return this.#olderThanPromised(outcome.slot, waitTimedOut(page.path, waitTimeoutMs))
      need = Math.max(visit.known, visit.isCurrent ? 0 : outcome.slot.hard)
    }
  }

  /** How it ends, or a version that may be shown until then: published by another instance since this visitor was told of none. */
  #endOf({ outcome, standing, collapsed }: Joined, { isCurrent, isThrough }: Visit): Promise<Outcome | Slot> {
    // Who has joined later may come after an invalidation that a version outside of memory knows nothing of.
    if (!standing || collapsed || !isCurrent || isThrough) return outcome
    const ifUsable = (slot: Slot): Slot | Promise<Outcome> => (this.#freshnessOf(slot) === 'expired' ? outcome : slot)
    return Promise.race([outcome, standing.then<Outcome | Slot>(ifUsable)])
  }

  #freshnessOf(slot: Slot): Freshness {
    return slot.freshness(this.#parts.time.now())
  }

  /**
   * What the store knows of a version whose render began before this visit, while this instance cannot read the log: an
   * invalidation that was acknowledged in between may be about it (R-ACCEPT in reliability §3.3).
   */
  async #verified(page: PageRef<Context>, { slot }: Version): Promise<Version | Unverified> {
    try {
      const loaded = await this.#parts.loads.load(page, { share: false })
      if (loaded) return { kind: 'adopted', slot: loaded }
    } catch (error) {
      // Reported where it failed.
      if (this.#isStrict) throw error
    }
    return { kind: 'unpublished', slot }
  }

  #answerFrom(outcome: Exclude<Outcome, { kind: 'busy' | 'undeclared' }>, visit: Visit, collapsed: boolean): Lookup {
    switch (outcome.kind) {
      case 'published':
      case 'adopted':
        return answered(outcome.slot, 'miss', collapsed)
      case 'unpublished':
        return degraded(outcome.slot, 'miss', 'store-unavailable')
      case 'backoff':
        return this.#olderThanPromised(outcome.slot, attemptsFailed(outcome.slot.entry.path))
      case 'failed':
        return this.#withoutNewVersion(visit, outcome.error)
    }
  }

  #withoutNewVersion({ slot }: Visit, error: EngineError): Lookup {
    // What is for one visitor says nothing about what may be shown to others meanwhile.
    if (!slot || error.code === 'NOT_KEPT') throw error
    return this.#olderThanPromised(slot, error)
  }

  #olderThanPromised(slot: Slot, error: EngineError): Lookup {
    if (this.#isStrict) throw error
    return staleIfError(slot)
  }
}

/**
 * Whether the version may have missed an invalidation that was declared before this visit. One that was declared later
 * does not concern this visitor, though it does those that come after.
 */
function isOutdated(outcome: Outcome, { known, isCurrent }: Visit): outcome is Version {
  if (!isVersion(outcome)) return false
  const { entry, hard } = outcome.slot
  return entry.asOf < hard && (!isCurrent || entry.asOf < known)
}

type Version = Extract<Outcome, { kind: 'published' | 'adopted' }>
type Unverified = Extract<Outcome, { kind: 'unpublished' }>

const isVersion = (outcome: Outcome): outcome is Version => outcome.kind === 'published' || outcome.kind === 'adopted'
