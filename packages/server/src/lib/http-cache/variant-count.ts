/** Bounds how many answers of one URL are kept side by side. */

/** URLs whose variants are counted; beyond it the count of the oldest begins again. */
const maxKeys = 10_000

export class Variants {
  readonly #known = new Map<string, Set<string>>()
  readonly #max: number

  constructor(max: number) {
    this.#max = max
  }

  /** Whether `variant` is one of those that may be kept of `key`; it is counted if so. */
  admits(key: string, variant: string): boolean {
    const known = this.#known.get(key) ?? new Set()
    if (known.has(variant)) return true
    if (known.size >= this.#max) return false
    known.add(variant)
    this.#known.set(key, known)
    if (this.#known.size > maxKeys) this.#known.delete(this.#known.keys().next().value!)
    return true
  }
}
