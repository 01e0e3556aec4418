/** Opens the router of a small site in a browser tab that is none, for tests. */
import type { ClientRoute, NextData, PageModule, SpecialPages } from '../client-route.ts'
import { createDataClient } from '../data-client.ts'
import { initialState } from '../initial-state.ts'
import { createContentLoader, type PageContent } from '../page-content.ts'
import { createMiddlewarePaths } from '../middleware-paths.ts'
import { createPageLoader } from '../page-loader.ts'
import { createRouteTable } from '../route-table.ts'
import { createRouterEvents, routerEventNames } from '../router-events.ts'
import type { NextRouter } from '../router-types.ts'
import { createClientRouter, type ClientRouter } from '../router.ts'
import { fakeBrowser, type FakeBrowser, type FakeBrowserOptions } from './fake-browser.ts'

/** What the server answers to a data request, by path and query. */
export type Answers = (
  path: string,
  request: { method: string; headers: Record<string, string> },
) => Response | Promise<Response>

export interface OpenOptions extends FakeBrowserOptions {
  readonly url?: string
  readonly page?: string
  readonly data?: Partial<NextData>
  readonly answers?: Answers
  readonly special?: SpecialPages
  readonly load?: Readonly<Record<string, () => Promise<PageModule>>>
  readonly production?: boolean
}

export interface Opened extends ClientRouter {
  readonly browser: FakeBrowser
  readonly router: NextRouter
  /** Pages in the order that they were shown, with the router of each. */
  readonly shown: { content: PageContent; router: NextRouter }[]
  /** e.g. `GET /_next/data/b1/about.json`. */
  readonly requests: string[]
  /** e.g. `routeChangeStart /about`; errors with their message. */
  readonly events: string[]
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

export const propsAnswer = (pageProps: object): Response => json({ pageProps, __N_SSG: true })

const patterns = {
  '/': 'static',
  '/about': 'none',
  '/products/[sku]': 'static',
  '/docs/[[...path]]': 'static',
  '/search': 'server',
  '/users/[id]/orders': 'server',
} as const

export const namedPage = (name: string): PageModule => ({ default: Object.assign(() => null, { displayName: name }) })

export function openRouter(options: OpenOptions = {}): Opened {
  const { url = 'http://site.test/', page = '/', production = true, special = {} } = options
  const browser = fakeBrowser(url, options)
  const requests: string[] = []
  const routes = Object.entries(patterns).map(([pattern, data]): ClientRoute => ({
    pattern,
    data,
    load: options.load?.[pattern] ?? (() => Promise.resolve(namedPage(pattern))),
  }))
  const nextData: NextData = { props: { pageProps: {} }, page, query: {}, buildId: 'b1', ...options.data }
  const style = { basePath: nextData.basePath ?? '', trailingSlash: nextData.trailingSlash ?? false }
  const answers: Answers = options.answers ?? ((path) => propsAnswer({ path }))
  const table = createRouteTable(routes)
  const isBehindMiddleware = createMiddlewarePaths(special.middleware)
  const data = createDataClient({
    async fetch(input, init = {}) {
      const { pathname, search } = new URL(String(input))
      const headers = init.headers as Record<string, string>
      requests.push(`${init.method} ${pathname}${search}${headers['purpose'] ? ` ${headers['purpose']}` : ''}`)
      return answers(pathname + search, { method: init.method ?? 'GET', headers })
    },
    origin: browser.location.origin,
    buildId: nextData.buildId,
    deploymentId: nextData.deploymentId,
    isDevelopment: !production,
    style,
    keep: production,
    isBehindMiddleware,
  })
  const pages = createPageLoader(special)
  const shown: Opened['shown'] = []
  const events = createRouterEvents()
  const log: string[] = []
  for (const name of routerEventNames) {
    events.on(name, (first, second) => {
      const [error, address] = first instanceof Error ? [`: ${first.message}`, second] : ['', first]
      log.push(`${name} ${String(address)}${error}`)
    })
  }
  const App = () => null
  const client: ClientRouter = createClientRouter({
    browser,
    events,
    routes: table,
    isBehindMiddleware,
    pages,
    data,
    content: createContentLoader({
      pages,
      data,
      routes: table,
      style,
      isBehindMiddleware,
      notFoundHasData: special.notFoundData ?? false,
      AppTree: () => null,
      router: () => client.snapshot(),
    }),
    style,
    canPrefetch: production,
    initial: {
      state: initialState(nextData, browser.location),
      content: { pathname: page, App, Component: () => null, props: nextData.props },
    },
    show: async (content, router) => void shown.push({ content, router }),
  })
  return { ...client, router: client.live, browser, shown, requests, events: log }
}
