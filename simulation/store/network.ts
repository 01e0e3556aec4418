/** The way between instances and the store: how long messages take, and which of them never arrive. */
import type { Random } from '../kernel/random.ts'
import { between, chance, exponential } from '../kernel/random.ts'
import type { Direction, Part } from '../plan/plan.ts'

/** Of which part of the store it is: without one, of all. */
interface OfPart {
  readonly part?: Part
}

export interface Cut extends OfPart {
  readonly on: number
  readonly way: Direction
  readonly refuses: boolean
}

export interface Loss extends OfPart {
  readonly share: number
}

export interface Slowness extends OfPart {
  /** On average, ms. */
  readonly by: number
}

export type Way = 'there' | 'back'

/** What happens to a message: it arrives after a while, its sender learns that it will not, or nobody learns anything. */
export type Fate = { readonly kind: 'arrives'; readonly afterMs: number } | { readonly kind: 'refused' | 'lost' }

export class Network {
  readonly #random: Random
  readonly #latencyMs: number
  readonly #stragglers: number
  readonly #cuts = new Set<Cut>()
  readonly #losses = new Set<Loss>()
  readonly #slowness = new Set<Slowness>()
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

  lose(loss: Loss): () => void {
    this.#losses.add(loss)
    return () => void this.#losses.delete(loss)
  }

  slowDown(slowness: Slowness): () => void {
    this.#slowness.add(slowness)
    return () => void this.#slowness.delete(slowness)
  }

  /** From here on no message takes much longer than others. */
  calmDown(): void {
    this.#stragglersEnd = true
  }

  /** What happens to a message between instance `on` and `part` of the store that is sent now. */
  fateOf(on: number, way: Way, part: Part): Fate {
    for (const cut of this.#cuts) {
      const isOnItsWay = cut.on === on && (cut.way === 'both' || cut.way === way)
      if (isOnItsWay && isOf(cut, part)) return { kind: cut.refuses ? 'refused' : 'lost' }
    }
    for (const loss of this.#losses) if (isOf(loss, part) && chance(this.#random, loss.share)) return { kind: 'lost' }
    return { kind: 'arrives', afterMs: this.#delay(part) }
  }

  #delay(part: Part): number {
    let ms = this.#latencyMs / 2 + exponential(this.#random, this.#latencyMs / 2)
    for (const slowness of this.#slowness) if (isOf(slowness, part)) ms += exponential(this.#random, slowness.by)
    if (!this.#stragglersEnd && chance(this.#random, this.#stragglers)) ms += between(this.#random, 50, 3_000)
    return ms
  }
}

const isOf = (trouble: OfPart, part: Part): boolean => trouble.part === undefined || trouble.part === part
