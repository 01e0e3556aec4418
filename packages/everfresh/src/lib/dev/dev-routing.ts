/** Routes requests in development as a built site would, by the routes and rules of the moment. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { createRouteRequest, type RouteRequest } from '../routing/route-request.ts'
import type { RoutingStages } from '../routing/stages.ts'
import { createRouteTable } from '../serve/route-table.ts'

export interface DevRouting {
  readonly route: RouteRequest
  isFile(pathname: string): boolean
}

export function createDevRouting(root: string, stages: RoutingStages, routes: () => SiteRoutes): DevRouting {
  const tables = () => [createRouteTable(routes().pages), createRouteTable(routes().apis)] as const
  const route = createRouteRequest(stages, {
    isFixed: ({ pathname }) => tables().some((table) => table.fixed(pathname) !== undefined),
    isKnown: ({ pathname }) => tables().some((table) => [...table.matches(pathname)].length > 0),
  })
  return {
    route: route ?? (({ url }) => ({ kind: 'url', url })),
    isFile: (pathname) => isFileBelow(join(root, 'public'), pathname),
  }
}

function isFileBelow(directory: string, pathname: string): boolean {
  const file = join(directory, decodeURIComponent(pathname))
  return existsSync(file) && statSync(file).isFile()
}
