import { expect, it } from 'vitest'
import { ratioOf, spreadOf } from './statistics.ts'

it('gives the median of an odd and of an even number of rounds, and the range', () => {
  expect(spreadOf([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30 })
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 })
})

it('compares round by round, so that a machine that slows down changes no ratio', () => {
  expect(ratioOf([100, 50, 10], [50, 25, 5])).toEqual({ median: 2, min: 2, max: 2 })
})
