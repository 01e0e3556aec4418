/** The list of expected differences lets through what it names, and nothing beside it. */
import { expect, test } from 'vitest'
import { isExpected, unfoundedReasons, type ExpectedDifference } from './expected.ts'

const seen = { probe: 'GET /', what: 'headers.x-powered-by', next: 'Next.js', everfresh: 'Everfresh' }
const listed = (expected: Partial<ExpectedDifference>): ExpectedDifference => ({
  what: 'headers.x-powered-by',
  because: 'documents name who made them',
  see: 'B39',
  ...expected,
})

test.each<Partial<ExpectedDifference>>([
  {},
  { what: /^headers\./ },
  { what: 'x-powered-by' },
  { probes: /^GET/, next: 'Next.js', everfresh: /^Ever/ },
])('%j is met', (expected) => {
  expect(isExpected(listed(expected), seen)).toBe(true)
})

test.each<Partial<ExpectedDifference>>([
  { what: 'headers' },
  { what: 'powered-by' },
  { probes: 'GET /about' },
  { next: 'Next' },
  { everfresh: undefined },
])('%j is something else', (expected) => {
  expect(isExpected(listed(expected), seen)).toBe(false)
})

test('a reason is a row that says what differs, or a heading of the documentation', () => {
  expect(unfoundedReasons([listed({}), listed({ see: 'docs/reference/compatibility.md#cache-control' })])).toEqual([])
  expect(unfoundedReasons([listed({ see: 'B1' }), listed({ see: 'docs/reference/compatibility.md#none' })])).toEqual([
    'B1 is "as Next.js" in docs/reference/compatibility.md, but the reason for: documents name who made them',
    'docs/reference/compatibility.md#none does not exist, but is the reason for: documents name who made them',
  ])
})
