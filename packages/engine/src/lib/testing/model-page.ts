/** What the naive model knows of a page, and what follows from that for whoever asks. */
import { freshnessOf } from '../freshness.ts'

export const paths = ['/a', '/b', '/c'] as const
export type Path = (typeof paths)[number]

/** Which tags a page carries. */
export const tagsOf: Readonly<Record<Path, readonly string[]>> = { '/a': ['x'], '/b': ['x', 'y'], '/c': ['y'] }

export type Selector = { readonly path: Path } | { readonly tag: string } | { readonly everything: true }

interface Version {
  readonly data: number
  /** The order of the render's beginning. */
  readonly began: number
  readonly staleAt: number
  readonly expiresAt: number
}

export interface PageModel {
  /** What its renderer would read now. */
  data: number
  published: Version | undefined
  /** The order of the last invalidation. */
  soft: number
  hard: number
  /** What nobody may be shown less than, once a revalidation or hard invalidation has resolved. */
  leastData: number
  /** After an attempt failed that began after the last hard invalidation. */
  retryAt: number
  /** The order of the last attempt's beginning. */
  began: number
  underWay: number
}

/** How a visit is answered; a visitor who waits gets what is rendered then. */
export type Expected = 'hit' | 'stale' | 'stale-if-error' | 'waits'

export const newPage = (): PageModel => ({
  data: 1,
  published: undefined,
  soft: 0,
  hard: 0,
  leastData: 0,
  retryAt: 0,
  began: 0,
  underWay: 0,
})

export function noteFailure(page: PageModel, retryAt: number): void {
  if (page.began >= page.hard) page.retryAt = retryAt
}

/** What one instance answers at `now`: with two, the other may have published a moment ago. */
export function expectedOf({ published, soft, hard, retryAt }: PageModel, now: number): Expected {
  if (!published) return 'waits'
  // The same numbers mean the same here: an order is a position in a log that holds nothing else.
  const entry = { ...published, asOf: published.began }
  const freshness = freshnessOf(entry as never, { soft: Math.max(soft, hard), hard }, now)
  if (freshness === 'fresh') return 'hit'
  if (freshness === 'stale') return 'stale'
  return now < retryAt ? 'stale-if-error' : 'waits'
}

export function reaches(selector: Selector, path: Path): boolean {
  if ('everything' in selector) return true
  return 'path' in selector ? selector.path === path : tagsOf[path].includes(selector.tag)
}
