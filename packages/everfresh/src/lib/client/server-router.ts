/** The router while rendering on the server: it knows where the page is, and can go nowhere. */
import { routerEvents } from './router-events.ts'
import { routerSnapshot } from './router-object.ts'
import type { NextRouter, PageLocale, Query, RouterMethods, RouterState } from './router-types.ts'

export interface ServerRouterOptions {
  /** The route's pattern. */
  readonly pathname: string
  /** Path parameters, and the query string's for pages that are rendered per request. */
  readonly query: Query
  /** Path as requested, without base path; without query unless the page is rendered per request. A shell's is its pattern. */
  readonly asPath: string
  readonly basePath: string
  readonly trailingSlash?: boolean
  readonly isFallback?: boolean
  readonly isPreview?: boolean
  /** Defaults to true (B169). */
  readonly isReady?: boolean
  readonly place?: PageLocale
  /** Called when `isReady` is looked at. */
  readonly onReadinessRead?: (() => void) | undefined
}

const nowhere = (method: string) => () => {
  throw new Error(
    `router.${method}() was called while the page was rendered on the server, where there is nothing to navigate. ` +
      'Call it in an effect or an event handler, or redirect from getServerSideProps or getStaticProps.',
  )
}

const methods: RouterMethods = {
  events: routerEvents,
  push: nowhere('push'),
  replace: nowhere('replace'),
  reload: nowhere('reload'),
  back: nowhere('back'),
  forward: nowhere('forward'),
  beforePopState: nowhere('beforePopState'),
  // Links may ask for it while they render; there is nothing to gain.
  prefetch: async () => undefined,
}

/** Makes the router object of one render. Its methods that navigate throw. */
export function createServerRouter(options: ServerRouterOptions): NextRouter {
  const { pathname, query, asPath, basePath, onReadinessRead } = options
  const state: RouterState = {
    route: pathname,
    pathname,
    query,
    asPath,
    basePath,
    trailingSlash: options.trailingSlash ?? false,
    isFallback: options.isFallback ?? false,
    isReady: options.isReady ?? true,
    isPreview: options.isPreview ?? false,
    isLocaleDomain: false,
    ...options.place,
  }
  const router = routerSnapshot(state, methods)
  if (onReadinessRead === undefined) return router
  const get = () => (onReadinessRead(), state.isReady)
  return Object.defineProperty(router, 'isReady', { enumerable: true, get })
}
