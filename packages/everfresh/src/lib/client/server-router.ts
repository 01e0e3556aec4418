/** The router while rendering on the server: it knows where the page is, and can go nowhere. */
import { routerEvents } from './router-events.ts'
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

const readiness = Symbol('readiness')

/**
 * One getter for all routers. Engines keep getters in the description of an object's shape: with one of its own, each router had a
 * shape of its own, which kept its render's data and markup in memory until the next full garbage collection.
 */
const isReady = {
  enumerable: true,
  get(this: { readonly [readiness]: () => boolean }) {
    return this[readiness]()
  },
}

/** Makes the router object of one render. Its methods that navigate throw. */
export function createServerRouter(options: ServerRouterOptions): NextRouter {
  const { pathname, query, asPath, basePath, onReadinessRead } = options
  const state: Omit<RouterState, 'isReady'> = {
    route: pathname,
    pathname,
    query,
    asPath,
    basePath,
    trailingSlash: options.trailingSlash ?? false,
    isFallback: options.isFallback ?? false,
    isPreview: options.isPreview ?? false,
    isLocaleDomain: false,
    ...options.place,
  }
  const read = () => (onReadinessRead?.(), options.isReady ?? true)
  Object.defineProperty(state, readiness, { value: read })
  // Added, never redefined, and methods assigned rather than spread: both made the object slow, which took 8 µs.
  Object.defineProperty(state, 'isReady', isReady)
  return Object.assign(state, methods) as NextRouter
}
