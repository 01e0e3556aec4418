/** Tells what the cache did, in RFC 9211's words and in those of Next.js. Pure. */
import type { Lookup } from '@everfresh/engine'

export type NextCacheState = 'HIT' | 'STALE' | 'MISS' | 'REVALIDATED'

const nextStates: Readonly<Record<Lookup['state'], NextCacheState>> = {
  hit: 'HIT',
  stale: 'STALE',
  miss: 'MISS',
  revalidated: 'REVALIDATED',
}

/** The value of `x-nextjs-cache` (B32–B34). */
export const nextCacheState = (state: Lookup['state']): NextCacheState => nextStates[state]

/** For routes that the cache has no part in. */
export const bypassCacheStatus = 'everfresh; fwd=bypass'

/** For a fallback shell: the page itself is missing (B60). */
export const shellCacheStatus = 'everfresh; fwd=uri-miss; detail=fallback'

/**
 * The value of `Cache-Status` (RFC 9211). `now` is epoch ms. A stale answer is a `hit` whose `ttl` is negative, since
 * nothing was asked before it was sent; a page that became stale before its time says so in `detail`.
 */
export function cacheStatus(lookup: Lookup, now: number): string {
  const detail = lookup.degraded === undefined ? '' : `; detail=${lookup.degraded}`
  const collapsed = lookup.collapsed ? '; collapsed' : ''
  switch (lookup.state) {
    case 'hit':
      return `everfresh; hit${ttl(lookup, now)}${detail}`
    case 'stale':
      return `everfresh; hit${staleTtl(lookup, now)}${detail}`
    case 'miss':
      return `everfresh; fwd=${lookup.entry.reason === 'stale' ? 'stale' : 'uri-miss'}; stored${collapsed}${detail}`
    case 'revalidated':
      return `everfresh; fwd=request; stored${collapsed}${detail}`
  }
}

const secondsLeft = ({ entry }: Lookup, now: number): number => Math.floor((entry.staleAt - now) / 1000)

function ttl(lookup: Lookup, now: number): string {
  const seconds = secondsLeft(lookup, now)
  return Number.isFinite(seconds) ? `; ttl=${seconds}` : ''
}

function staleTtl(lookup: Lookup, now: number): string {
  const seconds = secondsLeft(lookup, now)
  if (seconds < 0) return `; ttl=${seconds}`
  return lookup.degraded === undefined ? '; ttl=-1; detail=invalidated' : '; ttl=-1'
}
