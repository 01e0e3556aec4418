/** Searching the words of the real dictionary. */
import { expect, test } from 'vitest'
import { openDictionary } from './dictionary.ts'
import { search } from './search.ts'

const dictionary = openDictionary()
const words = (query: string, page = 1) => search(dictionary, query, page).results.map(({ word }) => word)

test('finds the word itself first, then the commoner of those that begin with it', () => {
  expect(words('run').slice(0, 3)).toEqual(['run', 'run down', 'run out'])
})

test('finds expressions by any of their words', () => {
  expect(words('york')).toContain('New York')
})

test('takes capitals and blanks as they come', () => {
  expect(search(dictionary, '  New   YORK ', 1)).toMatchObject({ query: 'New YORK' })
  expect(words('  New   YORK ')[0]).toBe('New York')
})

test('tells parts of speech and the first meaning', () => {
  expect(search(dictionary, '24/7', 1).results).toEqual([
    { word: '24/7', parts: ['noun'], meaning: 'uptime is 24 hours a day 7 days a week' },
  ])
})

test('spreads many results over pages without losing or repeating one', () => {
  const { total, pages } = search(dictionary, 'zo', 1)
  const all = Array.from({ length: pages }, (_, index) => words('zo', index + 1)).flat()
  expect(new Set(all).size).toBe(total)
  expect(all).toHaveLength(total)
})

test('stays within the pages there are, whatever page is asked for', () => {
  for (const page of [0, -3, NaN, 1.2]) expect(search(dictionary, 'zo', page).page).toBe(1)
  const { pages } = search(dictionary, 'zo', 1)
  expect(search(dictionary, 'zo', 999).page).toBe(pages)
})

test('shows the neighbours in the alphabet where nothing is found', () => {
  expect(search(dictionary, 'qqqq', 1)).toMatchObject({ total: 0, nearby: expect.arrayContaining(['Quaalude']) })
})

test('finds nothing for nothing, and survives any text', () => {
  expect(search(dictionary, '   ', 1)).toMatchObject({ total: 0, results: [], nearby: [] })
  for (const text of ['\u0000', '雪', '%', '['.repeat(10_000)]) expect(search(dictionary, text, 1).total).toBe(0)
})
