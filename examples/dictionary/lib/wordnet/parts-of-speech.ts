/** The four parts of speech that WordNet keeps in files of their own, and the letters by which it names them. */

export const partsOfSpeech = [
  { name: 'noun', file: 'noun' },
  { name: 'verb', file: 'verb' },
  { name: 'adjective', file: 'adj' },
  { name: 'adverb', file: 'adv' },
] as const

export type PartOfSpeech = (typeof partsOfSpeech)[number]['name']

/** The position in `partsOfSpeech` of WordNet's letter; `s`, a "satellite", is an adjective. */
export function partOfLetter(letter: string): number {
  const part = { n: 0, v: 1, a: 2, s: 2, r: 3 }[letter]
  if (part === undefined) throw new Error(`"${letter}" is no part of speech. Is this a WordNet 3.1 file?`)
  return part
}
