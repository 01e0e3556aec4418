/** The way between instances and the store: how long messages take, and which of them never arrive. */
import type { Random } from '../kernel/random.ts'
import { between, chance, exponential } from '../kernel/random.ts'
import type { Direction } from '../plan/plan.ts'

export interface Cut {
  readonly on: number
  readonly way: Direction
  readonly refuses: boolean
}

export type Way = 'there' | 'back'

/** What happens to a message: it arrives after a while, its sender learns that it will not, or nobody learns anything. */
export type Fate = { readonly kind: 'arrives'; readonly afterMs: number } | { readonly kind: 'refused' | 'lost' }

export class Network {
  readonly #random: Random
  readonly #latencyMs: number
  readonly #stragglers: number
  readonly #cuts = new Set<Cut>()
  readonly #losses = new Set<{ readonly share: number }>()
  readonly #slowness = new Set<{ readonly by: number }>()
  #stragglersEnd = false

  constructor(random: Random, latencyMs: number, stragglers: number) {
    this.#random = random
    this.#latencyMs = latencyMs
    this.#stragglers = stragglers
  }

  /** Each returns a function that ends it. */
  cut(cut: Cut): () => void {
    this.#cuts.add(cut)
    return () => void this.#cuts.delete(cut)
  }

  lose(share: number): () => void {
    const loss = { share }
    this.#losses.add(loss)
    return () => void this.#losses.delete(loss)
  }

  slowDown(by: number): () => void {
    const slowness = { by }
    this.#slowness.add(slowness)
    return () => void this.#slowness.delete(slowness)
  }

  /** From here on no message takes much longer than others. */
  calmDown(): void {
    this.#stragglersEnd = true
  }

  /** What happens to a message between instance `on` and the store that is sent now. */
  fateOf(on: number, way: Way): Fate {
    for (const cut of this.#cuts) {
      if (cut.on === on && (cut.way === 'both' || cut.way === way)) return { kind: cut.refuses ? 'refused' : 'lost' }
    }
    for (const { share } of this.#losses) if (chance(this.#random, share)) return { kind: 'lost' }
    return { kind: 'arrives', afterMs: this.#delay() }
  }

  #delay(): number {
    let ms = this.#latencyMs / 2 + exponential(this.#random, this.#latencyMs / 2)
    for (const { by } of this.#slowness) ms += exponential(this.#random, by)
    if (!this.#stragglersEnd && chance(this.#random, this.#stragglers)) ms += between(this.#random, 50, 3_000)
    return ms
  }
}
