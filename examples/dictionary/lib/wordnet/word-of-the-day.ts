/** Chooses a word for a day: the same everywhere, another one tomorrow. */
import { lookUp, type Dictionary } from './dictionary.ts'
import { lemmaOf } from './word-list.ts'

const dayMs = 86_400_000

/** Returns a lemma for the UTC day that holds `now` (epoch ms). */
export function wordOfTheDay(dictionary: Dictionary, now: number): string {
  const { length } = dictionary.words.places
  // A stride without a common divisor visits every position before it comes back to one.
  const first = (Math.floor(now / dayMs) * 61_813) % length
  for (let position = first; ; position = (position + 1) % length) {
    const lemma = lemmaOf(dictionary.words, position)!
    if (isWorthADay(dictionary, lemma)) return lemma
  }
}

/** A single word, long enough to be interesting, that occurs in real texts. */
function isWorthADay(dictionary: Dictionary, lemma: string): boolean {
  if (!/^[a-z]{7,12}$/.test(lemma)) return false
  const parts = lookUp(dictionary, lemma)
  return parts.length > 1 || parts.some(({ taggedSenses, senses }) => taggedSenses > 0 && senses.length > 1)
}
