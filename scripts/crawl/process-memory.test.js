/** Samples must be few enough to read and honest about the whole course. */
import { expect, test } from 'vitest'
import { thinOut, watchMemory } from './process-memory.js'

/** @param {number} visited */
const sample = (visited) => ({ atMs: visited, visited, privateMb: 1, mappedMb: 0 })

test('keeps the first sample, the last, and some at equal distances between them', () => {
  const samples = Array.from({ length: 101 }, (_, index) => sample(index * 10))
  expect(thinOut(samples, 4).map(({ visited }) => visited)).toEqual([0, 250, 500, 750, 1000])
})

test('keeps what there is when there is little', () => {
  expect(thinOut([sample(0), sample(7)], 12).map(({ visited }) => visited)).toEqual([0, 7])
  expect(thinOut([], 12)).toEqual([])
})

test('has no figures of a process that does not exist', () => {
  expect(watchMemory(2 ** 30, () => 0).stop()).toEqual({ samples: [], peakMb: undefined })
})
