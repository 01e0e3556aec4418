/** Works out which page a navigation leads to, with which query, and from where its data come. */
import { queryOf } from '../routes/query.ts'
import { interpolate, type Params, type Pattern } from '../routes/pattern.ts'
import type { ClientRoute } from './client-route.ts'
import type { RewritableUrl } from '../routing/rewrite-rule.ts'
import { paramsOf, type RouteTable, type TableRoute } from './route-table.ts'
import type { Query } from './router-types.ts'
import { joinUrl, searchOf, splitUrl, withoutTrailingSlash, type LocalUrl } from './url.ts'

export interface Destination {
  readonly route: ClientRoute
  /** Path and query string parameters. */
  readonly query: Query
  /** What the address bar will show, without base path. */
  readonly as: string
  /** Percent-encoded path of the page whose data are shown; it differs from that of `as` where `as` is a disguise. */
  readonly pathname: string
  /** The query string for pages that are rendered per request: what is no path parameter. */
  readonly search: string
  /** Its language, where the site has several. */
  readonly locale?: string | undefined
}

/**
 * Finds the destination of `href`, shown as `as` (both without base path). `href` may be a concrete path, or a pattern
 * whose parameters come from `as` or, where that is no path of it, from the query of `href` (B175).
 *
 * Returns undefined when no page answers.
 *
 * @throws Error when `href` is a pattern and nothing tells its parameters.
 */
export function destinationOf(
  href: string,
  as: string | undefined,
  routes: RouteTable,
  locale?: string,
): Destination | undefined {
  const target = splitUrl(href)
  const lead = (url: LocalUrl) => routes.lead(url, locale)
  const named = target.pathname.includes('[') ? routes.named(withoutTrailingSlash(decoded(target.pathname))) : undefined
  if (named?.pattern.isDynamic) return byPattern(named, target, as === href ? undefined : as, lead)
  // A page that is shown as something else was chosen by whoever links to it; everywhere else rules have their say.
  const isDisguised = as !== undefined && splitUrl(as).pathname !== target.pathname
  const led = isDisguised ? target : lead(target)
  const match = led && routes.match(led.pathname)
  if (led === undefined || match === undefined) return undefined
  const query = { ...queryOf(led.search, match.params) }
  const { pathname, search } = routes.isAsked(target.pathname) ? target : led
  return { route: match.found.route, query, as: as ?? href, pathname, search }
}

function byPattern(
  { route, pattern }: TableRoute,
  target: LocalUrl,
  as: string | undefined,
  lead: (url: LocalUrl) => RewritableUrl | undefined,
): Destination {
  const given = queryOf(target.search)
  const written = as === undefined ? undefined : splitUrl(as)
  const isPath = written !== undefined && paramsOf(pattern, written.pathname) !== undefined
  const shown = written === undefined || isPath ? written : lead(written)
  const fromPath = shown && paramsOf(pattern, shown.pathname)
  if (as !== undefined && shown !== undefined && fromPath !== undefined) {
    return { route, query: { ...given, ...fromPath }, as, pathname: shown.pathname, search: rest(given, pattern) }
  }
  const params = paramsFrom(given, pattern)
  // A pattern ends in a slash where the site spells its paths so.
  const slash = target.pathname.endsWith('/') ? '/' : ''
  const pathname = filledIn(pattern, params, as) + slash
  const search = rest(given, pattern)
  return { route, query: { ...given, ...params }, as: as ?? joinUrl({ ...target, pathname, search }), pathname, search }
}

function paramsFrom(query: Query, { segments }: Pattern): Params {
  const params: Params = {}
  for (const { kind, value: name } of segments) {
    const value = query[name]
    if (kind === 'static' || value === undefined) continue
    params[name] = kind === 'dynamic' || Array.isArray(value) ? value : [value]
  }
  return params
}

function filledIn(pattern: Pattern, params: Params, as: string | undefined): string {
  try {
    return interpolate(pattern, params)
  } catch (cause) {
    const hint =
      as === undefined
        ? 'Give the missing parameters in its query, or link to the path itself.'
        : `Neither "${as}" nor the query gives its parameters.`
    throw new Error(`The href "${pattern.source}" cannot be turned into a path. ${hint}`, { cause })
  }
}

const rest = (query: Query, { segments }: Pattern): string => {
  const names = new Set(segments.filter(({ kind }) => kind !== 'static').map(({ value }) => value))
  return searchOf(Object.fromEntries(Object.entries(query).filter(([name]) => !names.has(name))))
}

function decoded(pathname: string): string {
  try {
    return decodeURI(pathname)
  } catch {
    return pathname
  }
}
