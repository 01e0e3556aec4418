import { expect, test } from 'vitest'
import { scoreOf, type PublicTest } from './score.ts'

const tests: PublicTest[] = [
  { id: 'a', name: 'a' },
  { id: 'b', name: 'b', kind: 'optimal', depends_on: ['a'] },
  { id: 'c', name: 'c', kind: 'check' },
  { id: 'd', name: 'd', browser_only: true },
]

test('a test counts when it and all that it depends on were passed', () => {
  expect(scoreOf(tests, { a: true, b: true, c: ['x', 'y'] })).toEqual({
    passed: { required: 1, optimal: 1 },
    total: { required: 1, optimal: 1 },
    failed: [],
  })
  expect(scoreOf(tests, { a: ['Assertion', 'no'], b: true }).failed).toEqual(['a', 'b'])
  expect(scoreOf(tests, {}).failed).toEqual(['a', 'b'])
})
