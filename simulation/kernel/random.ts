/** Seeded randomness: the same seed and name give the same numbers for ever. */

/** A source of numbers from 0 up to 1, like `Math.random`. */
export type Random = () => number

/** mulberry32: 32 bits of state are plenty for one simulated minute. */
export function randomOf(seed: number, name: string): Random {
  let state = hashOf(name, seed >>> 0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** FNV-1a over UTF-16 units, continued from `hash`. */
export function hashOf(text: string, hash = 0x811c9dc5): number {
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

export const between = (random: Random, least: number, most: number): number => least + random() * (most - least)

export const wholeBetween = (random: Random, least: number, most: number): number =>
  Math.floor(between(random, least, most + 1))

export const chance = (random: Random, share: number): boolean => random() < share

export function oneOf<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)]!
}

/** Most are short, a few are long: what queues and networks do. */
export const exponential = (random: Random, mean: number): number => -mean * Math.log(1 - random())
