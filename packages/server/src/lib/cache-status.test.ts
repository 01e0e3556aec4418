/** Cache-Status says in RFC 9211's words what the cache did. */
import type { Entry, Lookup } from '@everfresh/engine'
import { describe, expect, it } from 'vitest'
import { cacheStatus, nextCacheState } from './cache-status.ts'

const entry: Entry = {
  ...{ namespace: 'f', path: '/a', bodies: {}, attributes: {}, tags: [], deployment: 'd', reason: 'miss' },
  ...{ version: 1, asOf: 0, generatedAt: 0, renderMs: 1, staleAt: 10_000, expiresAt: Infinity },
}
const lookup = (more: Partial<Lookup>): Lookup => ({ state: 'hit', entry, collapsed: false, ...more })

describe('cacheStatus', () => {
  it('tells how long a hit stays fresh', () => {
    expect(cacheStatus(lookup({}), 2500)).toBe('everfresh; hit; ttl=7')
    expect(cacheStatus(lookup({ entry: { ...entry, staleAt: Infinity } }), 0)).toBe('everfresh; hit')
  })

  it('shows a stale answer as a hit with a negative ttl', () => {
    expect(cacheStatus(lookup({ state: 'stale' }), 12_000)).toBe('everfresh; hit; ttl=-2')
    expect(cacheStatus(lookup({ state: 'stale' }), 1000)).toBe('everfresh; hit; ttl=-1; detail=invalidated')
  })

  it('tells a page that did not exist from one that was too old', () => {
    expect(cacheStatus(lookup({ state: 'miss' }), 0)).toBe('everfresh; fwd=uri-miss; stored')
    expect(cacheStatus(lookup({ state: 'miss', entry: { ...entry, reason: 'stale' } }), 0)).toBe(
      'everfresh; fwd=stale; stored',
    )
  })

  it('marks requests that waited for the render of another', () => {
    expect(cacheStatus(lookup({ state: 'miss', collapsed: true }), 0)).toBe(
      'everfresh; fwd=uri-miss; stored; collapsed',
    )
  })

  it('marks revalidations and answers older than promised', () => {
    expect(cacheStatus(lookup({ state: 'revalidated' }), 0)).toBe('everfresh; fwd=request; stored')
    expect(cacheStatus(lookup({ state: 'stale', degraded: 'stale-if-error' }), 11_000)).toBe(
      'everfresh; hit; ttl=-1; detail=stale-if-error',
    )
  })
})

describe('nextCacheState', () => {
  it('is the word of Next.js (B32)', () => {
    expect((['hit', 'stale', 'miss', 'revalidated'] as const).map(nextCacheState)).toEqual([
      ...['HIT', 'STALE', 'MISS', 'REVALIDATED'],
    ])
  })
})
