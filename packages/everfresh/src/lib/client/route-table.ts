/** Finds the route of a path among the site's pages. */
import { compareSpecificity, matchPattern, parsePattern, type Params, type Pattern } from '../routes/pattern.ts'
import type { ClientRoute } from './client-route.ts'
import { withoutTrailingSlash } from './url.ts'

export interface TableRoute {
  readonly pattern: Pattern
  readonly route: ClientRoute
}

export interface RouteTable {
  /** The route of a percent-encoded path. Undefined when there is none, or when the path is no valid encoding. */
  match(pathname: string): { readonly found: TableRoute; readonly params: Params } | undefined
  /** The route whose pattern is written exactly so, e.g. `/products/[sku]`. */
  named(pattern: string): TableRoute | undefined
}

export function createRouteTable(routes: readonly ClientRoute[]): RouteTable {
  const table = routes
    .map((route): TableRoute => ({ pattern: parsePattern(route.pattern), route }))
    .sort((a, b) => compareSpecificity(a.pattern, b.pattern))
  const byName = new Map(table.map((entry) => [entry.pattern.source, entry]))

  return {
    match(pathname) {
      for (const found of table) {
        const params = paramsOf(found.pattern, pathname)
        if (params !== undefined) return { found, params }
      }
      return undefined
    },
    named: (pattern) => byName.get(pattern),
  }
}

/** The parameters that a percent-encoded path gives to a pattern, if it is one of its paths. */
export function paramsOf(pattern: Pattern, pathname: string): Params | undefined {
  try {
    return matchPattern(pattern, withoutTrailingSlash(pathname))
  } catch (error) {
    // The server answers a path that cannot be decoded with 400; so let it.
    if (error instanceof URIError) return undefined
    throw error
  }
}
