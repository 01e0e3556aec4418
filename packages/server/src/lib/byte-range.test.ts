/** Ranges are read as RFC 9110 says. */
import { describe, expect, it } from 'vitest'
import { byteRangeOf } from './byte-range.ts'

describe('byteRangeOf', () => {
  it('reads a first and a last byte, an open end, and a suffix', () => {
    expect(byteRangeOf('bytes=0-3', 10)).toEqual({ start: 0, end: 3 })
    expect(byteRangeOf('bytes=4-', 10)).toEqual({ start: 4, end: 9 })
    expect(byteRangeOf('bytes=-3', 10)).toEqual({ start: 7, end: 9 })
    expect(byteRangeOf('bytes=0-99', 10)).toEqual({ start: 0, end: 9 })
    expect(byteRangeOf('bytes=-99', 10)).toEqual({ start: 0, end: 9 })
  })

  it('knows what cannot be satisfied', () => {
    expect(byteRangeOf('bytes=10-', 10)).toBe('unsatisfiable')
    expect(byteRangeOf('bytes=-0', 10)).toBe('unsatisfiable')
    expect(byteRangeOf('bytes=0-', 0)).toBe('unsatisfiable')
  })

  it('ignores what it cannot read, and several ranges', () => {
    for (const header of [undefined, '', 'bytes=', 'bytes=-', 'bytes=a-b', 'bytes=5-2', 'bytes=0-1,3-4', 'lines=0-1']) {
      expect(byteRangeOf(header, 10)).toBeUndefined()
    }
  })
})
