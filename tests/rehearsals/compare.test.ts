/** A comparison that overlooks something would make every rehearsal worthless. */
import { expect, test } from 'vitest'
import { differencesBetween } from './compare.ts'

test('equal answers do not differ', () => {
  const answer = { status: 200, headers: { etag: 'strong' }, body: ['<body>', '  text'], pageData: { list: [1, null] } }
  expect(differencesBetween(answer, structuredClone(answer))).toEqual([])
})

test('names the place of each difference, deep inside', () => {
  expect(differencesBetween({ a: { b: [1, { c: 2 }] }, d: 1 }, { a: { b: [1, { c: 3 }] }, d: 1 })).toEqual([
    { what: 'a.b.1.c', next: 2, everfresh: 3 },
  ])
})

test('something that only one has is a difference, even if it is undefined or of another kind', () => {
  expect(differencesBetween({ a: 1, c: [] }, { b: null, c: {} })).toEqual([
    { what: 'a', next: 1, everfresh: undefined },
    { what: 'c', next: [], everfresh: {} },
    { what: 'b', next: undefined, everfresh: null },
  ])
})

test('a line more is one difference, whatever follows it', () => {
  expect(differencesBetween({ body: ['a', 'b', 'c', 'd'] }, { body: ['a', 'x', 'b', 'c'] })).toEqual([
    { what: 'body', next: [], everfresh: ['x'] },
    { what: 'body', next: ['d'], everfresh: [] },
  ])
})
