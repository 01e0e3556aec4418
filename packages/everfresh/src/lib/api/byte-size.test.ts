import { describe, expect, it } from 'vitest'
import { bytesOfSize } from './byte-size.ts'

describe('bytesOfSize', () => {
  it.each<[number | string, number]>([
    [0, 0],
    [1000, 1000],
    ['1000', 1000],
    ['5b', 5],
    ['500kb', 512_000],
    ['1.5 MB', 1_572_864],
    ['2GB', 2 ** 31],
  ])('of %j is %i', (size, bytes) => {
    expect(bytesOfSize(size, 'limit')).toBe(bytes)
  })

  it.each(['', 'huge', '-1', -1, '1 tb', '1mbx', NaN, Infinity])('is an error of %j', (size) => {
    expect(() => bytesOfSize(size, 'limit')).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG' }))
  })
})
