import { expect, test } from 'vitest'
import { freshnessOf, noFloors } from './freshness.ts'
import { makeEntry } from './testing/make-entry.ts'

const entry = makeEntry({ asOf: 5, staleAt: 1_000, expiresAt: 2_000 })

test.each([
  [999, 'fresh'],
  [1_000, 'stale'],
  [1_999, 'stale'],
  [2_000, 'expired'],
] as const)('is by age at %i: %s', (now, expected) => {
  expect(freshnessOf(entry, noFloors, now)).toBe(expected)
})

test.each([
  [{ soft: 5, hard: 5 }, 'fresh'],
  [{ soft: 6, hard: 0 }, 'stale'],
  [{ soft: 6, hard: 5 }, 'stale'],
  [{ soft: 6, hard: 6 }, 'expired'],
] as const)('is by floors %o: %s', (floors, expected) => {
  expect(freshnessOf(entry, floors, 0)).toBe(expected)
})

test('never ends by itself where no interval was given', () => {
  expect(freshnessOf(makeEntry({ staleAt: Infinity, expiresAt: Infinity }), noFloors, 8.64e15)).toBe('fresh')
})

test('an entry made in the future is stale, if it ever is, and if more than clocks differ', () => {
  const entry = makeEntry({ asOf: 1, generatedAt: 100_000, staleAt: 110_000 })
  expect(freshnessOf(entry, noFloors, 40_000)).toBe('fresh')
  expect(freshnessOf(entry, noFloors, 39_999)).toBe('stale')
  expect(freshnessOf({ ...entry, staleAt: Infinity }, noFloors, 39_999)).toBe('fresh')
})
