/** Lookups in the real files of WordNet 3.1. */
import { expect, test } from 'vitest'
import { commonestWords } from './commonest-words.ts'
import { lookUp, openDictionary } from './dictionary.ts'
import { countOf, letterPage, letters } from './letters.ts'
import { lemmaOf, lemmasBetween, positionOf, rangeOf } from './word-list.ts'
import { wordOfTheDay } from './word-of-the-day.ts'

const dictionary = openDictionary()
const { words } = dictionary

test('holds every lemma once, in order', () => {
  const all = lemmasBetween(words, 0, Infinity)
  expect(all).toHaveLength(147_478)
  expect(all.every((lemma, index) => index === 0 || all[index - 1]! < lemma)).toBe(true)
})

test('finds a lemma by each part of speech that has it, first and last lines included', () => {
  expect(lookUp(dictionary, 'run').map(({ name }) => name)).toEqual(['noun', 'verb'])
  expect(lookUp(dictionary, "'hood")).toHaveLength(1)
  expect(lookUp(dictionary, 'zymotic')).toHaveLength(1)
  expect(lookUp(dictionary, 'km/h')[0]?.lemma).toBe('km/h')
})

test('finds nothing for what is no lemma', () => {
  for (const text of ['', ' ', 'zzzz', 'runn', 'Run', 'physical entity', '  1', '\u0000', '雪']) {
    expect(lookUp(dictionary, text)).toEqual([])
  }
})

test('tells the position of a text among the lemmas, and the range of a prefix', () => {
  expect(lemmaOf(words, positionOf(words, 'zymosi'))).toBe('zymosis')
  expect(positionOf(words, '~')).toBe(words.places.length)
  expect(lemmasBetween(words, ...rangeOf(words, 'zygo')).every((lemma) => lemma.startsWith('zygo'))).toBe(true)
  expect(lemmaOf(words, -1)).toBeUndefined()
})

test('spreads all lemmas over the letters, and each letter over its pages', () => {
  expect(letters.reduce((sum, letter) => sum + countOf(dictionary, letter), 0)).toBe(words.places.length)
  const first = letterPage(dictionary, 'x', 1)!
  expect(first).toMatchObject({ total: 196, pages: 1 })
  expect(first.words).toHaveLength(196)
  expect(letterPage(dictionary, '0-9', 2)?.words[0]).toBe(lemmaOf(words, 240)?.replaceAll('_', ' '))
  const last = letterPage(dictionary, 'a', letterPage(dictionary, 'a', 1)!.pages)!
  expect(last.words.at(-1)).toBe('azymia')
})

test('has no page of a letter before the first, behind the last, or in between', () => {
  for (const page of [0, -1, 2, 1.5, NaN]) expect(letterPage(dictionary, 'x', page)).toBeUndefined()
  expect(letterPage(dictionary, 'ab', 1)).toBeUndefined()
})

test('ranks words by how often they occur in the tagged texts', () => {
  const commonest = commonestWords(dictionary, 2000)
  expect(commonest.slice(0, 4)).toEqual(['be', 'person', 'have', 'say'])
  expect(new Set(commonest).size).toBe(2000)
  expect(commonest.every((lemma) => lookUp(dictionary, lemma).length > 0)).toBe(true)
})

test('chooses one word for all of a day and another for the next', () => {
  const morning = Date.UTC(2026, 0, 1, 0, 0)
  expect(wordOfTheDay(dictionary, morning)).toBe(wordOfTheDay(dictionary, morning + 86_399_999))
  const month = Array.from({ length: 30 }, (_, day) => wordOfTheDay(dictionary, morning + day * 86_400_000))
  expect(new Set(month).size).toBe(30)
})
