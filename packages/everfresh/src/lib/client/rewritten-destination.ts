/** Finds the page that the server shows in place of the one that was asked for, under the same address. */
import { splitLocale } from '../routes/locale-path.ts'
import { queryOf } from '../routes/query.ts'
import type { Destination } from './destination.ts'
import type { RouteTable } from './route-table.ts'
import { splitUrl, withoutBasePath, type UrlStyle } from './url.ts'

export interface RewriteParts {
  readonly routes: RouteTable
  readonly style: UrlStyle
  readonly locales: readonly string[] | undefined
}

/** @param rewrite With base path, and under its locale. Undefined when no page of this client answers there. */
export function rewrittenDestination(
  rewrite: string,
  destination: Destination,
  { routes, style, locales = [] }: RewriteParts,
): Destination | undefined {
  const path = withoutBasePath(rewrite, style.basePath)
  if (path === undefined) return undefined
  const { pathname: whole, search } = splitUrl(path)
  const { pathname } = splitLocale(whole, locales)
  const match = routes.match(pathname)
  if (match === undefined) return undefined
  const query = { ...queryOf(search, match.params) }
  return { ...destination, route: match.found.route, query, pathname, search }
}
