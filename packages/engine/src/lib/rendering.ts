/** Renders a page under a lease and publishes it, or records that it failed. The last good version is never touched. */
import { Taking } from './declared.ts'
import type { PageRef } from './engine.ts'
import type { Entry, RenderReason } from './entry.ts'
import type { EngineError } from './errors.ts'
import { engineClosed, regenerationFailed } from './errors.ts'
import { noFloors } from './freshness.ts'
import { renewLease } from './lease-renewal.ts'
import type { Outcome } from './outcome.ts'
import type { Declaration, Granted, Invalidation, Lease, LogPosition, Published } from './page-store.ts'
import type { Parts } from './parts.ts'
import { RenderAttempt } from './render-attempt.ts'
import type { RenderResult } from './render-attempt.ts'
import { entryOf } from './rendered-entry.ts'
import type { Flight as FlightOf } from './single-flight.ts'
import { Slot } from './slot.ts'
import { tagOfPath } from './tags.ts'
import { sleep } from './waiting.ts'

/** Pauses before a publish is repeated that the store did not answer, ms. Publishing twice is harmless. */
const publishPausesMs = [100, 400]

type Flight = Pick<FlightOf<Outcome>, 'reason' | 'declares'>

type Unpublished = Extract<Outcome, { kind: 'unpublished' }>

type Made = { readonly kind: 'made'; readonly entry: Entry } | Exclude<RenderResult, { kind: 'rendered' }>

export class Rendering<Context> {
  readonly #parts: Parts<Context>
  readonly #attempts = new Set<RenderAttempt<Context>>()
  #stopped = false

  constructor(parts: Parts<Context>) {
    this.#parts = parts
  }

  get isStopped(): boolean {
    return this.#stopped
  }

  /** Aborts every render, and those to come at once. */
  stopAll(): void {
    this.#stopped = true
    for (const attempt of this.#attempts) attempt.stop('closed')
  }

  /** `epoch`: the memory's, in which the lease was asked for. */
  async renderAndPublish(
    page: PageRef<Context>,
    flight: Flight,
    { lease, previous }: Granted,
    epoch: number,
  ): Promise<Outcome> {
    const { access, settings } = this.#parts
    const { reason } = flight
    const attempt = this.#begin(page, reason, previous?.entry)
    const held = { token: lease.token, ttlMs: settings.leaseTtlMs }
    const endRenewal = renewLease(access, settings.clock, page, held, () => attempt.stop('lease-lost'))
    try {
      const made = await this.#make(page, reason, attempt)
      if (made.kind === 'made') return await this.#publish(page, reason, lease, made.entry, epoch, flight)
      if (made.kind === 'failed') return await this.#fail(page, reason, lease, made.error)
      if (made.kind === 'not-kept') return await this.#release(page, lease, made.error)
      return made.because === 'lease-lost' ? { kind: 'busy' } : await this.#release(page, lease, engineClosed())
    } finally {
      endRenewal()
    }
  }

  /** Renders for visitors while the store cannot be reached. What it makes is served, marked, and kept in memory only. */
  async renderUnpublished(page: PageRef<Context>, reason: RenderReason): Promise<Outcome> {
    const { coherence, memory, pending } = this.#parts
    const [asOf, { epoch }, order] = [coherence.applied, memory, pending?.order]
    const made = await this.#make(page, reason, this.#begin(page, reason))
    if (made.kind === 'made') {
      const outcome = this.#keepUnpublished(made.entry, asOf, epoch)
      // It may have read what was there before.
      if (pending?.reaches(outcome.slot.entry, order)) outcome.slot.raise({ soft: asOf + 1, hard: asOf + 1 })
      return outcome
    }
    return { kind: 'failed', error: made.kind === 'stopped' ? engineClosed() : made.error }
  }

  /** Renders for those who wait, while nothing can be relied upon but what is made now. It is kept nowhere. */
  async renderThrough(page: PageRef<Context>, reason: RenderReason): Promise<Outcome> {
    const made = await this.#make(page, reason, this.#begin(page, reason))
    if (made.kind === 'made') return { kind: 'unpublished', slot: new Slot(made.entry) }
    return { kind: 'failed', error: made.kind === 'stopped' ? engineClosed() : made.error }
  }

  #begin(page: PageRef<Context>, reason: RenderReason, previous?: Entry): RenderAttempt<Context> {
    const { settings, time } = this.#parts
    const { clock, render, regenerationTimeoutMs: timeoutMs } = settings
    this.#parts.emit({ type: 'render-started', page, reason })
    const attempt = new RenderAttempt(render, page, reason, { clock, timeoutMs, startedAt: time.now(), previous })
    this.#attempts.add(attempt)
    void attempt.result.then(() => this.#attempts.delete(attempt))
    if (this.#stopped) attempt.stop('closed')
    return attempt
  }

  async #make(page: PageRef<Context>, reason: RenderReason, attempt: RenderAttempt<Context>): Promise<Made> {
    const { settings, time } = this.#parts
    const result = await attempt.result
    if (result.kind !== 'rendered') return result
    const times = { startedAt: attempt.startedAt, endedAt: time.now() }
    try {
      return { kind: 'made', entry: entryOf(page, result.rendered, settings.deployment, reason, times) }
    } catch (error) {
      return { kind: 'failed', error: regenerationFailed(page.path, error) }
    }
  }

  async #publish(
    page: PageRef<Context>,
    reason: RenderReason,
    lease: Lease,
    entry: Entry,
    epoch: number,
    { declares: floor }: Flight,
  ): Promise<Outcome> {
    const { access, memory, emit, backoff, coherence, time } = this.#parts
    const invalidations: Invalidation[] = floor > 0 ? [{ tag: tagOfPath(page.path), kind: 'hard', floor }] : []
    const taking = new Taking(coherence)
    const declaration = floor > 0 ? { invalidations, onNews: taking.onNews } : undefined
    let published: Published
    try {
      published = await this.#offer(page, lease, entry, declaration)
    } catch (error) {
      if (reason === 'miss' && !isUsable(memory.find(page), time.now())) {
        // While the lease lasts, the store would take the page from nobody: it would seem to be rendered.
        void access.attempt(() => access.fail(page, lease.token, time.now()))
        return this.#keepUnpublished(entry, lease.asOf, epoch)
      }
      return this.#fail(page, reason, lease, error as EngineError)
    }
    if (published.kind === 'rejected') {
      emit({ type: 'publish-rejected', page, token: lease.token })
      if (published.current) memory.place(published.current)
      return { kind: 'busy' }
    }
    backoff.succeeded(page)
    const slot = this.#keep(published.entry, lease, epoch)
    emit({ type: 'published', page, entry: published.entry })
    if (!published.declared) return { kind: 'published', slot }
    emit({ type: 'invalidated', invalidations, position: published.declared.position })
    return { kind: 'published', slot, declared: { ...taking.at(published.declared), floor } }
  }

  #keep(entry: Entry, lease: Lease, epoch: number): Slot {
    const { memory, floors } = this.#parts
    // What was invalidated during the render and is not remembered here, the store knows: it is asked at the next use.
    const isKnown = floors.isCompleteSince(lease.asOf)
    return memory.place({ entry, floors: noFloors, supersededElsewhere: false }, isKnown ? epoch : -1)
  }

  async #offer(page: PageRef<Context>, lease: Lease, entry: Entry, declaration?: Declaration): Promise<Published> {
    for (const pauseMs of publishPausesMs) {
      try {
        return await this.#parts.access.publish(page, lease.token, entry, declaration)
      } catch {
        await sleep(this.#parts.settings.clock, pauseMs)
      }
    }
    return this.#parts.access.publish(page, lease.token, entry, declaration)
  }

  async #fail(page: PageRef<Context>, reason: RenderReason, lease: Lease, error: EngineError): Promise<Outcome> {
    const { access, backoff, emit, time } = this.#parts
    const retryAt = time.now() + backoff.failed(page)
    emit({ type: 'render-failed', page, reason, error, retryAt })
    await access.attempt(() => access.fail(page, lease.token, retryAt))
    return { kind: 'failed', error, retryAt }
  }

  /** Nobody failed: others may begin at once. */
  async #release(page: PageRef<Context>, lease: Lease, error: EngineError): Promise<Outcome> {
    const { access, time } = this.#parts
    await access.attempt(() => access.fail(page, lease.token, time.now()))
    return { kind: 'failed', error }
  }

  #keepUnpublished(entry: Entry, asOf: LogPosition, epoch: number): Unpublished {
    const loaded = { entry: { ...entry, asOf }, floors: noFloors, supersededElsewhere: false }
    return { kind: 'unpublished', slot: this.#parts.memory.placeUnpublished(loaded, epoch) }
  }
}

const isUsable = (slot: Slot | undefined, now: number): boolean =>
  slot !== undefined && slot.freshness(now) !== 'expired'
