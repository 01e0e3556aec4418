/** `await revalidate(page)`: afterwards nobody is served anything older (reliability §3.5). */
import { answered } from './answers.ts'
import type { Declared } from './declared.ts'
import type { Lookup, PageRef, RevalidateOptions } from './engine.ts'
import { revalidationTimedOut } from './errors.ts'
import { Intent } from './intent.ts'
import type { Invalidator } from './invalidation.ts'
import type { Outcome } from './outcome.ts'
import type { LogPosition } from './page-store.ts'
import type { Parts } from './parts.ts'
import type { Regeneration } from './regeneration.ts'
import type { Slot } from './slot.ts'
import { tagOfPath } from './tags.ts'
import { sleep, timedOut, within } from './waiting.ts'

/** Before another attempt, so that a store that answers the same again and again does not keep this process busy, ms. */
const pauseMs = 5

/** `declared`: with the page it was declared that older copies may not be shown any more. */
interface Rendered {
  readonly answer: Lookup
  readonly declared: Declared | undefined
}

interface Joined {
  readonly ended: Outcome
  readonly collapsed: boolean
}

export class Revalidation<Context> {
  readonly #parts: Parts<Context>
  readonly #regeneration: Regeneration<Context>
  readonly #invalidator: Invalidator<Context>

  constructor(parts: Parts<Context>, regeneration: Regeneration<Context>, invalidator: Invalidator<Context>) {
    this.#parts = parts
    this.#regeneration = regeneration
    this.#invalidator = invalidator
  }

  async revalidate(page: PageRef<Context>, options?: RevalidateOptions): Promise<Lookup | undefined> {
    if (options?.onlyGenerated && !(await this.#wasGenerated(page))) return undefined
    const { clock, revalidationTimeoutMs } = this.#parts.settings
    const deadline = clock.monotonic() + revalidationTimeoutMs
    const answer = await within(clock, revalidationTimeoutMs, this.#revalidateUntil(page, deadline))
    if (answer !== timedOut) return answer
    this.#regeneration.left(page)
    throw revalidationTimedOut(page.path, revalidationTimeoutMs)
  }

  async #revalidateUntil(page: PageRef<Context>, deadline: number): Promise<Lookup> {
    const { clock, revalidationTimeoutMs } = this.#parts.settings
    while (clock.monotonic() < deadline) {
      const intent = new Intent(this.#invalidator, page.path)
      const first = await this.#leadAtOnce(page, intent, deadline)
      const need = await intent.declare()
      const { answer, declared } = (first && rendered(first, need)) ?? (await this.#render(page, need, deadline))
      if (declared) await this.#invalidator.takeIn(declared)
      // Copies older than the change may not be shown any more, in no instance and in no deployment.
      const expiry = { tag: tagOfPath(page.path), kind: 'hard', floor: need } as const
      const cursor = declared ?? (await this.#invalidator.append([expiry]))
      if (await this.#invalidator.reachesEverybody(cursor)) return answer
    }
    throw revalidationTimedOut(page.path, revalidationTimeoutMs)
  }

  /**
   * Where the render has its turn at once, it is declared together with its lease that the page is due. Where it has to wait, the page is
   * due all the same from the call.
   */
  async #leadAtOnce(page: PageRef<Context>, intent: Intent, deadline: number): Promise<Joined | undefined> {
    if (!this.#invalidator.isIdle || !this.#regeneration.beginsAtOnce(page)) return undefined
    const demand = { need: 0, reason: 'on-demand', patientUntil: deadline, intent } as const
    const { outcome, collapsed } = this.#regeneration.join(page, demand)
    const ended = await outcome
    if (ended.kind === 'undeclared' || ended.kind === 'failed') throw ended.error
    return { ended, collapsed }
  }

  /** A version that has seen the log up to `need`: never one whose render began before. */
  async #render(page: PageRef<Context>, need: LogPosition, deadline: number): Promise<Rendered> {
    const { clock, revalidationTimeoutMs } = this.#parts.settings
    while (clock.monotonic() < deadline) {
      const demand = { need, reason: 'on-demand', patientUntil: deadline } as const
      const { outcome, collapsed } = this.#regeneration.join(page, demand)
      const made = rendered({ ended: await outcome, collapsed }, need)
      if (made) return made
      await sleep(clock, pauseMs)
    }
    throw revalidationTimedOut(page.path, revalidationTimeoutMs)
  }

  async #wasGenerated(page: PageRef<Context>): Promise<boolean> {
    const { access, memory, pending } = this.#parts
    if (memory.find(page)) return true
    try {
      return (await access.load(page)) !== undefined
    } catch (error) {
      // What waits is about pages that were generated, anyway.
      if (pending) return true
      throw error
    }
  }
}

/** What a regeneration has made of the page, if it satisfies `need`. Throws what it failed with. */
function rendered({ ended, collapsed }: Joined, need: LogPosition): Rendered | undefined {
  const slot = versionOf(ended, need)
  // Made now: a store that has lost this version may have put an older one into the slot before the barrier is reached.
  return slot && { answer: answered(slot, 'revalidated', collapsed), declared: declaredIn(ended, need) }
}

/** The slot if it satisfies `need`, `undefined` if another flight is needed. Throws what the regeneration failed with. */
function versionOf(outcome: Outcome, need: LogPosition): Slot | undefined {
  switch (outcome.kind) {
    case 'published':
    case 'adopted':
      return outcome.slot.entry.asOf >= need ? outcome.slot : undefined
    case 'failed':
      throw outcome.error
    case 'unpublished':
    case 'backoff':
    case 'busy':
    case 'undeclared':
      return undefined
  }
}

/** Who joined the flight when the page was being published already has declared more than it did. */
const declaredIn = (outcome: Outcome, need: LogPosition): Declared | undefined =>
  outcome.kind === 'published' && outcome.declared && outcome.declared.floor >= need ? outcome.declared : undefined
