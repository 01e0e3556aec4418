/** Numbers that look random and are the same again for the same seed. */

export interface Random {
  /** From 0 up to, not including, `below`. */
  below(below: number): number
  of<Item>(items: readonly Item[]): Item
  /** True once in `times`. */
  once(times: number): boolean
}

/** The n-th case of a seed has numbers of its own: so that it can be played alone. Mulberry32. */
export function randomOf(seed: number, index: number): Random {
  let state = (Math.imul(seed, 0x9e37_79b1) ^ Math.imul(index + 1, 0x85eb_ca6b)) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (bound: number): number => Math.floor((next() / 0x1_0000_0000) * bound)
  return { below, of: (items) => items[below(items.length)]!, once: (times) => below(times) === 0 }
}
