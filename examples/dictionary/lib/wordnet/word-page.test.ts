/** Pages of real words, the awkward ones included. */
import { expect, test } from 'vitest'
import { lookUp, openDictionary } from './dictionary.ts'
import { lemmasBetween } from './word-list.ts'
import { lemmaOfWord, shortMeaning, wordPage, type WordPage } from './word-page.ts'

const dictionary = openDictionary()

const relation = (page: WordPage | undefined, label: string) =>
  page?.parts.flatMap(({ senses }) => senses.flatMap(({ relations }) => relations.filter((one) => one.label === label)))

test('shows parts of speech, meanings, examples and related words', () => {
  const page = wordPage(dictionary, 'able')
  expect(page).toMatchObject({ title: 'able', previous: 'ablaze', next: 'able-bodied' })
  expect(page?.parts[0]?.name).toBe('adjective')
  expect(page?.parts[0]?.senses[0]?.examples).toContain('able to swim')
  expect(relation(page, 'Opposite')?.[0]?.words).toEqual(['unable'])
  expect(relation(page, 'Related forms')?.[0]?.words).toContain('ability')
})

test('writes names with capitals, and tells the senses that are written otherwise', () => {
  const page = wordPage(dictionary, 'china')
  expect(page?.title).toBe('China')
  expect(page?.parts[0]?.senses.map(({ form }) => form)).toContain('china')
})

test('names the neighbours in the alphabet as they are written', () => {
  expect(wordPage(dictionary, 'paris_green')).toMatchObject({ previous: 'Paris daisy', next: 'Paris quadrifolia' })
  expect(wordPage(dictionary, "'hood")).toMatchObject({ previous: null, next: "'s Gravenhage" })
})

test('cuts endless lists and says how much is missing', () => {
  const narrower = relation(wordPage(dictionary, 'city'), 'Instances')?.[0]
  expect(narrower?.words).toHaveLength(40)
  expect(narrower?.more).toBeGreaterThan(100)
})

test('has pages for words with quotes, dots and slashes, and none for other texts', () => {
  for (const lemma of ["'hood", '.22', '24/7', 'km/h', 'a.d.']) expect(wordPage(dictionary, lemma)?.lemma).toBe(lemma)
  for (const text of ['Paris', 'zzzz', '../able', '']) expect(wordPage(dictionary, text)).toBeUndefined()
})

test('gives every thirtieth word a page whose links all lead to words', () => {
  const all = lemmasBetween(dictionary.words, 0, Infinity)
  const known = new Set(all)
  for (const lemma of all.filter((_, index) => index % 30 === 0)) {
    const senses = wordPage(dictionary, lemma)!.parts.flatMap((part) => part.senses)
    const linked = senses.flatMap(({ synonyms, relations }) => [
      ...synonyms,
      ...relations.flatMap(({ words }) => words),
    ])
    expect(linked.filter((word) => !known.has(lemmaOfWord(word)))).toEqual([])
    expect(senses.every(({ meaning }) => meaning !== '')).toBe(true)
  }
})

test('gives the first meaning for lists', () => {
  expect(shortMeaning(dictionary, lookUp(dictionary, 'zebra')[0]!)).toMatch(/striped/)
})
