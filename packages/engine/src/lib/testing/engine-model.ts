/**
 * A naive model beside real engines: it knows what was written, rendered, published and invalidated, in one global order,
 * and says which answers are right. It knows nothing of memory, flights, leases or schedulers.
 */
import { strict as assert } from 'node:assert'
import { createEngine } from '../create-engine.ts'
import type { Engine, EngineOptions, Lookup, PageRef, Rendered, RenderRequest } from '../engine.ts'
import type { EngineEvent } from '../events.ts'
import type { PageStore } from '../page-store.ts'
import { ManualClock } from './manual-clock.ts'
import { expectedOf, newPage, noteFailure, paths, reaches, tagsOf } from './model-page.ts'
import type { Expected, PageModel, Path, Selector } from './model-page.ts'

/** How one render goes. It never takes no time, so that it can be seen under way. */
export interface Plan {
  readonly ms: number
  readonly ends: 'well' | 'badly' | 'never'
}

export interface ModelOptions {
  readonly plans: readonly Plan[]
  readonly instances: number
  readonly memoryBytes: number
  readonly openStore: (clock: ManualClock) => PageStore
}

export const revalidateMs = 3_000
const expireMs = 20_000
const bodyBytes = 2_000

export class EngineModel {
  readonly clock = new ManualClock()
  readonly engines: readonly Engine[]
  readonly pages: Readonly<Record<Path, PageModel>>
  /** While true, every render ends well. */
  calm = false
  readonly #options: ModelOptions
  readonly #underWay: Promise<unknown>[] = []
  #failure: unknown
  #order = 0
  #renders = 0

  constructor(options: ModelOptions) {
    this.#options = options
    this.pages = { '/a': newPage(), '/b': newPage(), '/c': newPage() }
    this.engines = Array.from({ length: options.instances }, () => createEngine(this.#engineOptions()))
  }

  write(path: Path): void {
    this.pages[path].data++
  }

  async pass(ms: number): Promise<void> {
    await this.clock.pass(ms)
    this.#check()
  }

  /** Visits a page and checks the answer, at once or when it comes. `findsNow`: first asks for what can be had without waiting. */
  async visit(instance: number, path: Path, findsNow = false): Promise<void> {
    const page = this.pages[path]
    const expected = expectedOf(page, this.clock.now())
    let answer: Lookup | undefined
    const visit = async (): Promise<void> => {
      const { leastData, published } = page
      try {
        const engine = this.#engine(instance)
        const now = findsNow ? (engine.glance(refOf(path))?.lookup ?? engine.findNow(refOf(path))) : undefined
        answer = now ?? (await engine.get(refOf(path)))
      } catch (error) {
        return assert.ok(!published, `${path} had a version and was refused: ${String(error)}`)
      }
      const data = dataOf(answer)
      assert.ok(answer.degraded || data >= leastData, `${path} shows ${data} after ${leastData} was promised`)
    }
    this.#watch(visit())
    await this.clock.settle()
    if (this.engines.length === 1) this.#checkAnswer(path, expected, answer)
    else if (expected === 'hit' || expected === 'stale')
      assert.ok(answer, `${path} has a usable version, but the visit waits`)
    this.#check()
  }

  async revalidate(instance: number, path: Path): Promise<void> {
    const page = this.pages[path]
    const { data } = page
    const order = ++this.#order
    page.soft = order
    const call = async (): Promise<void> => {
      try {
        const seen = dataOf((await this.#engine(instance).revalidate(refOf(path)))!)
        assert.ok(seen >= data, `revalidating ${path} answered ${seen} for ${data}`)
      } catch (error) {
        return assert.match(String((error as { code?: string }).code), /^RE(GENERATION|VALIDATION)_/)
      }
      page.leastData = Math.max(page.leastData, data)
      page.hard = Math.max(page.hard, order)
    }
    this.#watch(call())
    await this.clock.settle()
    this.#check()
  }

  async invalidate(instance: number, selector: Selector, kind: 'soft' | 'hard'): Promise<void> {
    const order = ++this.#order
    await this.#engine(instance).invalidate([selector], kind)
    for (const path of paths) {
      if (!reaches(selector, path)) continue
      const page = this.pages[path]
      page.soft = order
      if (kind === 'soft') continue
      page.hard = order
      page.retryAt = 0
      page.leastData = page.data
    }
  }

  /** Lets everything end, and checks that the engines come to rest with the newest content. */
  async finish(): Promise<void> {
    this.calm = true
    await this.pass(120_000)
    await Promise.all(this.#underWay)
    for (const engine of this.engines) {
      const { rendersUnderWay, rendersQueued } = engine.statistics()
      assert.deepEqual({ rendersUnderWay, rendersQueued }, { rendersUnderWay: 0, rendersQueued: 0 })
    }
    for (const path of paths) {
      this.write(path)
      await this.revalidate(0, path)
      await this.pass(30_000)
      for (const engine of this.engines) {
        const visit = engine.get(refOf(path))
        await this.pass(30_000)
        assert.equal(dataOf(await visit), this.pages[path].data)
      }
    }
    await Promise.all(this.engines.map((engine) => engine.close()))
    this.#check()
  }

  #engine(instance: number): Engine {
    return this.engines[instance % this.engines.length]!
  }

  #engineOptions(): EngineOptions {
    return {
      store: this.#options.openStore(this.clock),
      clock: this.clock,
      deployment: 'deployment-1',
      random: () => 0.5,
      memoryBytes: this.#options.memoryBytes,
      regenerationTimeoutMs: 1_000,
      waitTimeoutMs: 10_000,
      maxConcurrentRenders: 2,
      maxConcurrentRendersPerRoute: 2,
      render: (request) => this.#render(request),
      onEvent: (event) => this.#note(event),
    }
  }

  async #render({ page: { path }, signal }: RenderRequest): Promise<Rendered> {
    const page = this.pages[path as Path]
    const { data } = page
    const began = this.#order
    page.began = began
    const plan = this.#nextPlan()
    page.underWay++
    assert.equal(page.underWay, 1, `${path} is rendered twice at once`)
    const end = once(() => page.underWay--)
    signal.addEventListener('abort', end)
    await new Promise<void>((resolve) => {
      if (plan.ends !== 'never') this.clock.schedule(plan.ms, resolve)
    })
    end()
    if (plan.ends === 'badly') throw new Error('the plan says so')
    const html = new Uint8Array(bodyBytes)
    return {
      bodies: { html },
      attributes: { data, began },
      tags: tagsOf[path as Path],
      revalidateMs,
      expireMs,
    }
  }

  #nextPlan(): Plan {
    const { plans } = this.#options
    return this.calm || plans.length === 0 ? { ms: 10, ends: 'well' } : plans[this.#renders++ % plans.length]!
  }

  #note(event: EngineEvent): void {
    if (event.type === 'render-failed') noteFailure(this.pages[event.page.path as Path], event.retryAt)
    if (event.type !== 'published') return
    const page = this.pages[event.page.path as Path]
    const { attributes, staleAt, expiresAt } = event.entry
    const version = { data: Number(attributes['data']), began: Number(attributes['began']), staleAt, expiresAt }
    const before = page.published
    assert.ok(
      !before || version.data >= before.data,
      `${event.page.path} went back from ${before?.data} to ${version.data}`,
    )
    page.published = version
    page.retryAt = 0
  }

  #checkAnswer(path: Path, expected: Expected, answer: Lookup | undefined): void {
    const page = this.pages[path]
    const seen = answer === undefined ? 'waits' : (answer.degraded ?? answer.state)
    assert.equal(seen, expected, path)
    if (answer) assert.equal(dataOf(answer), page.published!.data, path)
    const mustRender = expected === 'waits' || (expected === 'stale' && this.clock.now() >= page.retryAt)
    const busy = Object.values(this.pages).reduce((sum, { underWay }) => sum + underWay, 0)
    // One of the two places is kept for visitors.
    const places = expected === 'stale' ? 1 : 2
    if (mustRender) assert.ok(page.underWay === 1 || busy >= places, `nobody regenerates ${path}`)
  }

  /** Notes what a promise rejects with; the next check throws it, so that the schedule that led there can be shrunk. */
  #watch(promise: Promise<void>): void {
    this.#underWay.push(promise.catch((error: unknown) => void (this.#failure ??= error)))
  }

  #check(): void {
    if (this.#failure) throw this.#failure
    for (const engine of this.engines) {
      const { memoryBytes, rendersUnderWay } = engine.statistics()
      assert.ok(memoryBytes <= this.#options.memoryBytes, `${memoryBytes} bytes in memory`)
      assert.ok(rendersUnderWay <= 2, `${rendersUnderWay} renders under way`)
    }
  }
}

const refOf = (path: Path): PageRef => ({ namespace: 'code-1', path, context: undefined })

const dataOf = ({ entry }: Lookup): number => Number(entry.attributes['data'])

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (!done) action()
    done = true
  }
}
