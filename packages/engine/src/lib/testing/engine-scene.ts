/** A stage for tests of the engine: a clock, a store that can misbehave, content that changes, renders that can be held. */
import { createEngine } from '../create-engine.ts'
import type { Engine, EngineOptions, Lookup, PageRef, Rendered, RenderRequest } from '../engine.ts'
import type { EngineEvent } from '../events.ts'
import type { PageStore } from '../page-store.ts'
import type { FaultyStoreOptions } from './faulty-store.ts'
import { FaultyPageStore } from './faulty-store.ts'
import { ManualClock } from './manual-clock.ts'

/** A call of the renderer. It has read its content when it is listed. */
export interface SceneRender {
  readonly request: RenderRequest
  readonly html: string
  finish(): void
  fail(error: Error): void
}

export interface SceneOptions extends Partial<EngineOptions> {
  readonly faults?: Omit<FaultyStoreOptions, 'clock'>
}

export class EngineScene {
  readonly clock: ManualClock
  readonly store: FaultyPageStore
  readonly engine: Engine
  readonly events: EngineEvent[] = []
  readonly renders: SceneRender[] = []
  /** What the next render reads, by path; a page without content says `v1`. */
  readonly content = new Map<string, string>()
  /** While true, renders end only when the test says so. */
  hold = false
  /** While set, renders fail. */
  failure: Error | undefined
  tags: readonly string[] = []
  revalidateMs: number | false = 10_000
  expireMs: number | false = false
  readonly #options: SceneOptions

  constructor(openStore: (clock: ManualClock) => PageStore, options: SceneOptions = {}, clock = new ManualClock()) {
    this.clock = clock
    this.#options = options
    this.store = new FaultyPageStore(openStore(this.clock), { ...options.faults, clock: this.clock })
    this.engine = this.another()
  }

  /** Another instance over the same store. */
  another(options: Partial<EngineOptions> = {}): Engine {
    const { faults: _faults, ...own } = this.#options
    return createEngine({
      store: this.store,
      clock: this.clock,
      deployment: 'deployment-1',
      random: () => 0.5,
      render: (request) => this.#render(request),
      onEvent: (event) => this.events.push(event),
      ...own,
      ...options,
    })
  }

  page(path: string, namespace = 'code-1'): PageRef {
    return { namespace, path, context: undefined }
  }

  /** How a request for `path` is answered: its state, its body, and what is wrong with it. */
  async get(path: string, engine = this.engine): Promise<string> {
    return described(await engine.get(this.page(path)))
  }

  peek(path: string, engine = this.engine): string {
    return described(engine.peek(this.page(path)))
  }

  async revalidate(path: string, engine = this.engine): Promise<string> {
    return described(await engine.revalidate(this.page(path)))
  }

  /** What happened, in order, without what follows from it. */
  eventTypes(): string[] {
    return this.events.map(({ type }) => type)
  }

  async #render(request: RenderRequest): Promise<Rendered> {
    const html = this.content.get(request.page.path) ?? 'v1'
    await new Promise<void>((finish, fail) => {
      this.renders.push({ request, html, finish, fail })
      if (!this.hold) finish()
    })
    if (this.failure) throw this.failure
    const { tags, revalidateMs, expireMs } = this
    return {
      bodies: { html: new TextEncoder().encode(html) },
      attributes: { status: 200 },
      tags,
      revalidateMs,
      expireMs,
    }
  }
}

/** E.g. `hit v1`, `stale v1 stale-if-error`, `miss v2 collapsed`, or `nothing`. */
export function described(lookup: Lookup | undefined): string {
  if (!lookup) return 'nothing'
  const words = [lookup.state, new TextDecoder().decode(lookup.entry.bodies['html'])]
  if (lookup.degraded) words.push(lookup.degraded)
  if (lookup.collapsed) words.push('collapsed')
  return words.join(' ')
}

/** The code of the error that `answer` rejects with, or `none`. */
export const codeOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => 'none',
    (error: { code?: string }) => error.code ?? String(error),
  )
