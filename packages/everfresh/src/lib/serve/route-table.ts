/** Finds the route of a path: static routes by one look-up, the others by trying patterns, most specific first. */
import { keyOf } from '../routes/key.ts'
import { matchPattern, parsePattern, type Params, type Pattern } from '../routes/pattern.ts'

export interface RouteMatch<Route> {
  readonly route: Route
  readonly params: Params
}

export interface RouteTable<Route> {
  /** The route whose pattern is `pathname` itself. @throws URIError */
  fixed(pathname: string): Route | undefined
  /**
   * Yields every route that answers `pathname` (percent-encoded), most specific first: a route may pass a path on (B59).
   *
   * @throws URIError when a segment is no valid percent-encoding.
   */
  matches(pathname: string): Generator<RouteMatch<Route>>
}

/** `routes` must be ordered, most specific first. */
export function createRouteTable<Route extends { readonly pattern: string }>(
  routes: readonly Route[],
): RouteTable<Route> {
  const fixed = new Map(routes.filter(({ pattern }) => !pattern.includes('[')).map((route) => [route.pattern, route]))
  const dynamic: [Pattern, Route][] = routes
    .filter(({ pattern }) => pattern.includes('['))
    .map((route) => [parsePattern(route.pattern), route])
  return {
    fixed: (pathname) => fixed.get(keyOf(pathname)),
    *matches(pathname) {
      const route = fixed.get(keyOf(pathname))
      if (route !== undefined) yield { route, params: {} }
      for (const [pattern, candidate] of dynamic) {
        const params = matchPattern(pattern, pathname)
        if (params !== undefined) yield { route: candidate, params }
      }
    },
  }
}
