/** Renders pages: slowly, sometimes badly, sometimes never. What it reads of the data, it reads somewhere in the middle. */
import type { Rendered, RenderRequest } from '@everfresh/engine'
import { between, chance, exponential, randomOf } from '../kernel/random.ts'
import type { Path } from '../plan/plan.ts'
import { tagsOf } from '../plan/plan.ts'
import type { RenderCall, Run } from './run.ts'
import type { Press } from './stamp.ts'
import type { World } from './world.ts'

/** Without faults, no render comes near its time-out. Virtual ms. */
const longestCalmMs = 400

export class RenderFarm {
  readonly #world: World
  readonly #underWay = new Set<RenderCall>()
  readonly #moods = new Set<{ readonly go: 'badly' | 'never' | 'slowly' }>()
  #count = 0

  constructor(world: World) {
    this.#world = world
  }

  get count(): number {
    return this.#count
  }

  /** For a while, every render goes like that. Returns a function that ends it. */
  go(how: 'badly' | 'never' | 'slowly'): () => void {
    const mood = { go: how }
    this.#moods.add(mood)
    return () => void this.#moods.delete(mood)
  }

  /** Renders that somebody waits for, in processes that live. */
  underWay(): RenderCall[] {
    return [...this.#underWay].filter(({ run, isOver }) => !isOver && run.process.isAlive)
  }

  async render(run: Run, request: RenderRequest, press: Press): Promise<Rendered> {
    const world = this.#world
    const { circumstances, kernel, plan, truth } = world
    const path = request.page.path as Path
    const call: RenderCall = { id: ++this.#count, run, request, path, isOver: false }
    const began = kernel.now
    const random = randomOf(plan.seed, `render ${call.id}`)
    world.check((invariant) => invariant.onRender?.(call, this.underWay()))
    this.#underWay.add(call)
    const end = (): void => {
      call.isOver = true
      this.#underWay.delete(call)
    }
    request.signal.addEventListener('abort', end)
    const mayFail = !world.isCalm
    const has = (how: 'badly' | 'never' | 'slowly'): boolean => mayFail && [...this.#moods].some(({ go }) => go === how)
    const usualMs = exponential(random, circumstances.renderMs)
    const ms = mayFail ? (has('slowly') ? 1_900 : 0) + usualMs : Math.min(usualMs, longestCalmMs)
    const share = random()
    await this.#wait(run, ms * share)
    const seen = truth.data
    world.note(() => `${run.name} render ${call.id} of ${path} for ${request.reason} sees ${seen}`)
    await this.#wait(run, ms * (1 - share))
    if (has('never')) await new Promise(() => {})
    end()
    if (has('badly') || (mayFail && chance(random, circumstances.failingRenders))) throw new Error('rendering fails')
    const { revalidateMs, expireMs } = circumstances
    // Timers of real machines are late now and then.
    if (chance(random, 0.1)) await this.#wait(run, between(random, 0, 5))
    return { ...press.print({ render: call.id, seen, began }), tags: tagsOf[path], revalidateMs, expireMs }
  }

  #wait(run: Run, ms: number): Promise<void> {
    return new Promise((resolve) => this.#world.kernel.after(ms, () => run.process.enter(resolve)))
  }
}
