/** Numbers that look random and are the same each time, so that a day of the log always reads the same. */

/** A number from 0 up to 1 for each pair of `seed` and `name`. */
export function randomOf(seed: number, name: string): number {
  let hash = 2166136261 ^ seed
  for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619)
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507)
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296
}

/** A value that changes smoothly from one seed to the next, between 0 and 1; it turns about once in `period` seeds. */
export function driftOf(seed: number, name: string, period: number): number {
  const step = Math.floor(seed / period)
  const part = (seed % period) / period
  const smooth = part * part * (3 - 2 * part)
  return randomOf(step, name) * (1 - smooth) + randomOf(step + 1, name) * smooth
}

/** One of `choices`, the same one for each pair of `seed` and `name`. */
export const pick = <Choice>(choices: readonly Choice[], seed: number, name: string): Choice =>
  choices[Math.floor(randomOf(seed, name) * choices.length)]!
