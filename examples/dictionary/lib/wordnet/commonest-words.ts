/** How common words are: WordNet counted its senses in a body of texts tagged by hand. */
import { readFileSync } from 'node:fs'
import type { Dictionary } from './dictionary.ts'

/**
 * Returns the `count` commonest lemmas, the commonest first; lemmas of equal frequency in the order of the alphabet.
 *
 * Reads a file of 7 MB and takes some 100 ms, so it is for the build and not for a page.
 */
export function commonestWords({ sensesPath }: Dictionary, count: number): string[] {
  const occurrences = new Map<string, number>()
  // lemma%type:file:id:head:id offset number count
  for (const [, lemma = '', tagged] of readFileSync(sensesPath, 'latin1').matchAll(
    /^([^%]+)%\S+ \d+ \d+ ([1-9]\d*)/gm,
  )) {
    occurrences.set(lemma, (occurrences.get(lemma) ?? 0) + Number(tagged))
  }
  return [...occurrences]
    .sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .slice(0, count)
    .map(([lemma]) => lemma)
}
