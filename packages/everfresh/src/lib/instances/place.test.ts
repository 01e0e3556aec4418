import { expect, test } from 'vitest'
import { placeOf, textOfPlace, threadsOfInstance } from './place.ts'

test('a place is read as it was written, and nothing else is one', () => {
  expect(placeOf(textOfPlace({ number: 2, count: 4 }))).toEqual({ number: 2, count: 4 })
  for (const text of [undefined, '', '2', '2/x', ' 2/4']) expect(placeOf(text)).toBeUndefined()
})

test('render threads are shared out, so that there is about one for each processor', () => {
  expect([1, 2, 4, 8, 16].map((count) => threadsOfInstance(count, 8))).toEqual([undefined, 4, 2, 1, 1])
  expect(threadsOfInstance(2, 64)).toBe(4)
})
