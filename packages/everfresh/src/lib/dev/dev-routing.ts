/** Routes requests in development as a built site would, by the routes and rules of the moment. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { I18nSettings } from '../routes/locale-path.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { createRouteOutside, createRouteRequest, type KnownUrls, type RouteRequest } from '../routing/route-request.ts'
import type { Passage, Rewritten, RoutingStages } from '../routing/stages.ts'
import { createRouteTable } from '../serve/route-table.ts'
import { placeOf } from '../serve/site-languages.ts'

export interface DevRouting {
  readonly route: RouteRequest
  /** The same for URLs outside of the base path. */
  readonly routeOutside: ReturnType<typeof createRouteOutside>
  isFile(pathname: string): boolean
  /** Where rewrites lead on from a path that a page does not list (B59): which it is, only the page's own code says. */
  fallback(passage: Passage): Rewritten | undefined
}

export function createDevRouting(
  root: string,
  stages: RoutingStages,
  routes: () => SiteRoutes,
  { basePath, i18n }: { readonly basePath: string; readonly i18n?: I18nSettings },
): DevRouting {
  const tables = (pathname: string) =>
    [
      [createRouteTable(routes().pages), placeOf(pathname, i18n).pathname],
      [createRouteTable(routes().apis), pathname],
    ] as const
  const known: KnownUrls = {
    isFixed: ({ pathname }) => tables(pathname).some(([table, path]) => table.fixed(path) !== undefined),
    isKnown: ({ pathname }) => tables(pathname).some(([table, path]) => [...table.matches(path)].length > 0),
  }
  const route = createRouteRequest(stages, known, basePath)
  return {
    routeOutside: createRouteOutside(stages),
    route: route ?? (({ url }) => ({ kind: 'url', url })),
    fallback: (passage) => stages.rules?.rewrite('fallback', passage, (url) => known.isKnown(url)),
    isFile: (pathname) => isFileBelow(join(root, 'public'), pathname),
  }
}

function isFileBelow(directory: string, pathname: string): boolean {
  const file = join(directory, decodeURIComponent(pathname))
  return existsSync(file) && statSync(file).isFile()
}
