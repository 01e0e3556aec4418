import { expect, test } from 'vitest'
import { bytesOf, recordKeyOf } from './entry.ts'
import { makeEntry } from './testing/make-entry.ts'

test('no two pages share a record key', () => {
  const keys = [
    ['code-1', '/a'],
    ['code-1', '/a/b'],
    ['code-2', '/a'],
  ].map(([namespace, path]) => recordKeyOf({ namespace: namespace!, path: path! }))
  expect(new Set(keys).size).toBe(3)
})

test('an entry accounts for its bodies and for its strings', () => {
  const small = bytesOf(makeEntry({}, 0))
  expect(bytesOf(makeEntry({}, 1_000)) - small).toBe(1_000)
  expect(bytesOf(makeEntry({ tags: ['x'.repeat(100)] }, 0)) - small).toBeGreaterThanOrEqual(200)
  expect(bytesOf(makeEntry({ attributes: { location: 'x'.repeat(1_000) } }, 0)) - small).toBeGreaterThanOrEqual(2_000)
  expect(bytesOf(makeEntry({ path: `/${'x'.repeat(100)}` }, 0)) - small).toBeGreaterThanOrEqual(198)
})
