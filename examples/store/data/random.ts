/** A small seeded random generator: the same seed gives the same catalogue on every machine. */

export interface Random {
  /** The next number in [0, 1). */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  pick<T>(choices: readonly T[]): T
  /** The same values in another order; `values` is left alone. */
  shuffled<T>(values: readonly T[]): T[]
}

/** Mulberry32: 32 bits of state are plenty for a catalogue, and integer arithmetic is the same everywhere. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    pick: (choices) => choices[Math.floor(next() * choices.length)]!,
    shuffled(values) {
      const result = [...values]
      for (let last = result.length - 1; last > 0; last--) {
        const other = between(0, last)
        ;[result[last], result[other]] = [result[other]!, result[last]!]
      }
      return result
    },
  }
}
