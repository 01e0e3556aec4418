/** The Cache-Control values are those of the contract. */
import { describe, expect, it } from 'vitest'
import { pageCacheControl } from './cache-control.ts'

const year = 31_536_000

describe('pageCacheControl', () => {
  it('promises the interval and the rest of the expiry as stale-while-revalidate (B14, B15)', () => {
    expect(pageCacheControl(1, year)).toBe('s-maxage=1, stale-while-revalidate=31535999')
    expect(pageCacheControl(2, year)).toBe('s-maxage=2, stale-while-revalidate=31535998')
    expect(pageCacheControl(60, 300)).toBe('s-maxage=60, stale-while-revalidate=240')
  })

  it('promises a year where nothing revalidates by time (B16)', () => {
    expect(pageCacheControl(-1, year)).toBe('s-maxage=31536000')
    expect(pageCacheControl(undefined, year)).toBe('s-maxage=31536000')
  })

  it('leaves out stale-while-revalidate when nothing of the expiry is left (B17)', () => {
    expect(pageCacheControl(300, 300)).toBe('s-maxage=300')
    expect(pageCacheControl(600, 300)).toBe('s-maxage=600')
  })
})
