/** Where a link leads: for the router, and as the anchor's `href`. */
import { queryOf } from '../routes/query.ts'
import { interpolate, parsePattern } from '../routes/pattern.ts'
import { linkAddress } from './locale-address.ts'
import type { PageLocale, Url } from './router-types.ts'
import {
  formatUrl,
  joinUrl,
  localPathOf,
  searchOf,
  spelled,
  splitUrl,
  type UrlStyle,
  withoutTrailingSlash,
} from './url.ts'

export interface LinkTarget {
  /** For the router: below the base path, maybe a route pattern. */
  readonly href: string
  readonly as: string | undefined
  /** What the anchor shows, base path, locale and domain included. */
  readonly shown: string
  /** Whether the router may follow it. Whether there is such a page only the browser knows. */
  readonly isLocal: boolean
}

/** Resolves a link on the page at `asPath`, in the page's language unless `locale` is another. The same on the server and in browsers, so the origin has no say in it. */
export function linkTarget(
  href: Url,
  as: Url | undefined,
  asPath: string,
  style: UrlStyle & PageLocale,
  locale?: string | false,
): LinkTarget {
  if (href === undefined || href === null) throw new Error('A <Link> has no href; give it a path or a URL object.')
  const path = localPathOf(href, asPath, undefined, style)
  const given = as === undefined ? undefined : localPathOf(as, asPath, undefined, style)
  if (path === undefined || (as !== undefined && given === undefined)) return elsewhere(formatUrl(as ?? href))
  const filledIn = given ?? spelled(withParams(path), style)
  return {
    href: path,
    as: filledIn === path ? undefined : filledIn,
    shown: linkAddress(filledIn, locale, style),
    isLocal: true,
  }
}

/** Absolute URLs of this site are followed by the router as well; `mailto:` and the like never. */
const elsewhere = (url: string): LinkTarget => ({
  href: url,
  as: undefined,
  shown: url,
  isLocal: typeof window !== 'undefined' && isSameOrigin(url, window.location),
})

function isSameOrigin(url: string, location: Pick<Location, 'origin' | 'href'>): boolean {
  try {
    return new URL(url, location.href).origin === location.origin
  } catch {
    return false
  }
}

/** Fills the query of a route pattern into it. A path that only looks like a pattern stays as it is. */
function withParams(path: string): string {
  if (!path.includes('[')) return path
  const { pathname, search, hash } = splitUrl(path)
  if (!pathname.includes('[')) return path
  try {
    const pattern = parsePattern(withoutTrailingSlash(decodeURI(pathname)))
    const query = queryOf(search)
    const names = new Map(pattern.segments.map(({ kind, value }) => [value, kind]))
    const params = Object.entries(query).map(([name, value]) => [name, listed(names.get(name), value)] as const)
    const others = Object.entries(query).filter(([name]) => !names.has(name))
    const filledIn = interpolate(pattern, Object.fromEntries(params))
    return joinUrl({ pathname: filledIn, search: searchOf(Object.fromEntries(others)), hash })
  } catch {
    return path
  }
}

const listed = (kind: string | undefined, value: string | string[]): string | string[] =>
  kind?.includes('catch-all') && typeof value === 'string' ? [value] : value
