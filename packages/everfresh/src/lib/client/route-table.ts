/** Finds the route of a path among the site's pages. */
import { compareSpecificity, matchPattern, parsePattern, type Params, type Pattern } from '../routes/pattern.ts'
import type { ClientRoute } from './client-route.ts'
import type { RewritableUrl } from '../routing/rewrite-rule.ts'
import type { IsBehindMiddleware } from './middleware-paths.ts'
import type { KnownPages, Rewriter } from './rewriter.ts'
import { withoutTrailingSlash } from './url.ts'

export interface TableRoute {
  readonly pattern: Pattern
  readonly route: ClientRoute
}

export interface RouteTable {
  /** The route of a percent-encoded path. Undefined when there is none, or when the path is no valid encoding. */
  match(pathname: string): { readonly found: TableRoute; readonly params: Params } | undefined
  /** Where rewrites lead from a path and its query. Undefined when that is no page of this site that the browser knows of. */
  lead(url: RewritableUrl, locale: string | undefined): RewritableUrl | undefined
  /** Whether the server must be asked under the path itself, wherever rewrites lead: middleware has a say in it. */
  isAsked(pathname: string): boolean
  /** The route whose pattern is written exactly so, e.g. `/products/[sku]`. */
  named(pattern: string): TableRoute | undefined
}

export function createRouteTable(
  routes: readonly ClientRoute[],
  rewriter?: Rewriter,
  isBehindMiddleware: IsBehindMiddleware = () => false,
): RouteTable {
  const table = routes
    .map((route): TableRoute => ({ pattern: parsePattern(route.pattern), route }))
    .sort((a, b) => compareSpecificity(a.pattern, b.pattern))
  const byName = new Map(table.map((entry) => [entry.pattern.source, entry]))

  const match: RouteTable['match'] = (pathname) => {
    for (const found of table) {
      const params = paramsOf(found.pattern, pathname)
      if (params !== undefined) return { found, params }
    }
    return undefined
  }
  const known: KnownPages = {
    isFixed: (pathname) => match(pathname)?.found.pattern.isDynamic === false,
    isKnown: (pathname) => match(pathname) !== undefined,
  }

  return {
    match,
    isAsked: isBehindMiddleware,
    lead: (url, locale) => (rewriter === undefined ? url : orUndefined(() => rewriter(url, locale, known))),
    named: (pattern) => byName.get(pattern),
  }
}

/** The server answers a path that cannot be decoded with 400; so let it. */
function orUndefined<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

/** The parameters that a percent-encoded path gives to a pattern, if it is one of its paths. */
export function paramsOf(pattern: Pattern, pathname: string): Params | undefined {
  return orUndefined(() => matchPattern(pattern, withoutTrailingSlash(pathname)))
}
