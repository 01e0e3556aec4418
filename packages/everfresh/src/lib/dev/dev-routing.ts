/** Routes requests in development as a built site would, by the routes and rules of the moment. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { I18nSettings } from '../routes/locale-path.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { createRouteOutside, createRouteRequest, type RouteRequest } from '../routing/route-request.ts'
import type { RoutingStages } from '../routing/stages.ts'
import { createRouteTable } from '../serve/route-table.ts'
import { placeOf } from '../serve/site-languages.ts'

export interface DevRouting {
  readonly route: RouteRequest
  /** The same for URLs outside of the base path. */
  readonly routeOutside: ReturnType<typeof createRouteOutside>
  isFile(pathname: string): boolean
}

export function createDevRouting(
  root: string,
  stages: RoutingStages,
  routes: () => SiteRoutes,
  i18n?: I18nSettings,
): DevRouting {
  const tables = (pathname: string) =>
    [
      [createRouteTable(routes().pages), placeOf(pathname, i18n).pathname],
      [createRouteTable(routes().apis), pathname],
    ] as const
  const route = createRouteRequest(stages, {
    isFixed: ({ pathname }) => tables(pathname).some(([table, path]) => table.fixed(path) !== undefined),
    isKnown: ({ pathname }) => tables(pathname).some(([table, path]) => [...table.matches(path)].length > 0),
  })
  return {
    routeOutside: createRouteOutside(stages),
    route: route ?? (({ url }) => ({ kind: 'url', url })),
    isFile: (pathname) => isFileBelow(join(root, 'public'), pathname),
  }
}

function isFileBelow(directory: string, pathname: string): boolean {
  const file = join(directory, decodeURIComponent(pathname))
  return existsSync(file) && statSync(file).isFile()
}
