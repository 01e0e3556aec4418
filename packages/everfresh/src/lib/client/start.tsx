/** The browser's entry: makes the document that the server rendered a running application. */
import type { ReactElement } from 'react'
import { AppTree } from './app-tree.tsx'
import { createAppView } from './app-view.tsx'
import { browserOf } from './browser.ts'
import type { ClientRoute, NextData, SpecialPages } from './client-route.ts'
import { setCurrentRouter, type TabRouter } from './current-router.ts'
import { createDataClient } from './data-client.ts'
import { isProduction } from './environment.ts'
import { updateHead } from './head-dom.ts'
import { createHeadRegistry } from './head-registry.ts'
import { initialState } from './initial-state.ts'
import { createContentLoader, type PageContent } from './page-content.ts'
import { createMiddlewarePaths } from './middleware-paths.ts'
import { createPageLoader } from './page-loader.ts'
import { loadsAhead } from './loads-ahead.ts'
import { announceRoute } from './route-announcer.ts'
import { createRouteTable } from './route-table.ts'
import { routerEvents } from './router-events.ts'
import { createClientRouter, type ClientRouter } from './router.ts'
import { setRuntimeConfig } from './runtime-config.ts'
import { adoptScripts } from './script-loader.ts'

declare global {
  interface Window {
    __NEXT_DATA__?: NextData
    /** For scripts and tests that wait for the page to react. */
    __NEXT_HYDRATED?: boolean
    __NEXT_HYDRATED_AT?: number
    __NEXT_HYDRATED_CB?: () => void
    next?: { version: string; router: TabRouter; emitter: typeof routerEvents }
  }
}

/**
 * Hydrates the page and starts the router.
 *
 * @throws Error when the document holds no page data, and what the page's own code throws while it loads.
 */
export async function start(routes: readonly ClientRoute[], special: SpecialPages = {}): Promise<void> {
  const nextData = readNextData(document)
  Object.assign(window, { __NEXT_DATA__: nextData } satisfies Partial<Window>)
  // Pages may read it when they are loaded.
  if (nextData.runtimeConfig) setRuntimeConfig({ publicRuntimeConfig: nextData.runtimeConfig })
  const style = { basePath: nextData.basePath ?? '', trailingSlash: nextData.trailingSlash ?? false }
  const head = createHeadRegistry((elements) => updateHead(document, elements))
  const pages = createPageLoader(special)
  const isBehindMiddleware = createMiddlewarePaths(special.middleware)
  const table = createRouteTable(routes, special.rewriter, isBehindMiddleware)
  const state = initialState(nextData, window.location, special.rewriter !== undefined)
  const data = createDataClient({
    fetch: (input, init) => window.fetch(input, init),
    origin: window.location.origin,
    buildId: nextData.buildId,
    deploymentId: nextData.deploymentId,
    isDevelopment: !isProduction,
    style,
    keep: isProduction && !state.isPreview,
    isBehindMiddleware,
  })

  const content = createContentLoader({
    pages,
    data,
    routes: table,
    style,
    isBehindMiddleware,
    notFoundHasData: special.notFoundData ?? false,
    router: () => client.snapshot(),
    AppTree: Tree,
  })
  // `getInitialProps` may render the application on its own, for example to collect what it would fetch.
  function Tree(props: { pageProps: object }): ReactElement {
    const { App, Component } = initial
    const parts = { App, Component, props, router: client.snapshot(), head: createHeadRegistry() }
    return <AppTree {...parts} />
  }

  const strictMode = special.strictMode ?? false
  const view = createAppView({ container: containerIn(document), head, strictMode, onError })
  const [App, Component] = await Promise.all([pages.app(), pages.named(nextData.page, routes)])
  const initial: PageContent = { pathname: nextData.page, App, Component, props: nextData.props }
  const client: ClientRouter = createClientRouter({
    browser: browserOf(window),
    events: routerEvents,
    routes: table,
    isBehindMiddleware,
    pages,
    data,
    content,
    style,
    canPrefetch: isProduction && loadsAhead(window.navigator),
    initial: { state, content: initial },
    show: view.show,
  })

  window.next = { version: 'everfresh', router: client.live, emitter: routerEvents }
  setCurrentRouter(client.live)
  routerEvents.on('routeChangeComplete', () => announceRoute(document, client.live.asPath))
  adoptScripts(document)
  const start = window.performance.now()
  await view.show(initial, client.snapshot())
  announceHydration(window)
  void reportTo(special, { start, end: window.performance.now() })
  void loadScripts(nextData.scriptLoader)
  await client.settle()

  function onError(error: Error, failed: PageContent): void {
    // An error page that fails itself has nothing to be replaced with.
    if (failed.pathname !== '/_error') void client.fail(error)
  }
}

/** Those of `pages/_document`, which no component loads. */
async function loadScripts(scripts: NextData['scriptLoader'] = []): Promise<void> {
  if (scripts.length === 0) return
  const { initScriptLoader } = await import('../compat/next-script.tsx')
  initScriptLoader(scripts)
}

/** Most sites do not ask, and load nothing for it. */
async function reportTo({ app }: SpecialPages, hydration: { start: number; end: number }): Promise<void> {
  const report = (await app?.())?.reportWebVitals
  if (report === undefined) return
  const { reportWebVitals } = await import('./web-vitals.ts')
  reportWebVitals(report, hydration)
}

function announceHydration(window: Window): void {
  const hydrated: Partial<Window> = { __NEXT_HYDRATED: true, __NEXT_HYDRATED_AT: window.performance.now() }
  const { __NEXT_HYDRATED_CB: callback } = Object.assign(window, hydrated)
  callback?.()
}

function readNextData(document: Document): NextData {
  const text = document.getElementById('__NEXT_DATA__')?.textContent
  if (!text) throw new Error('The document has no page data. Does pages/_document render <NextScript />?')
  return JSON.parse(text) as NextData
}

function containerIn(document: Document): Element {
  const container = document.getElementById('__next')
  if (container === null) throw new Error('The document has no #__next. Does pages/_document render <Main />?')
  return container
}
