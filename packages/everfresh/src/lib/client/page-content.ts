/** Brings together what a navigation shows: the page's code and its props, or what to do in their place. */
import type { AppData, PageComponent } from './client-route.ts'
import type { DataAnswer, DataClient } from './data-client.ts'
import type { Destination } from './destination.ts'
import { appInitialProps } from './initial-props.ts'
import type { IsBehindMiddleware } from './middleware-paths.ts'
import type { PageLoader } from './page-loader.ts'
import { rewrittenDestination } from './rewritten-destination.ts'
import type { RouteTable } from './route-table.ts'
import type { NextRouter } from './router-types.ts'
import { withoutBasePath, type UrlStyle } from './url.ts'

/** What `_app` gets. */
export interface PageContent {
  /** The route's pattern, `/404` or `/_error`. */
  readonly pathname: string
  readonly App: PageComponent
  readonly Component: PageComponent
  readonly props: AppData
}

export type Loaded =
  /** `destination`: where middleware led in place of the one that was asked for. */
  | { readonly kind: 'page'; readonly content: PageContent; readonly destination?: Destination }
  | { readonly kind: 'redirect'; readonly destination: string; readonly isBelowBasePath: boolean }
  /** This client cannot show it; a document request can. */
  | { readonly kind: 'document'; readonly status: number | undefined; readonly errorPage?: string | undefined }

export interface ContentLoader {
  /** @throws what the code of the page throws. */
  load(destination: Destination, options: LoadOptions): Promise<Loaded>
  /** The page for an error that happened in the browser. */
  errorPage(error: Error, destination: Pick<Destination, 'as' | 'query' | 'locale'>): Promise<PageContent>
}

export interface LoadOptions {
  readonly fresh: boolean
  /** How often to try while the server answers 5xx. */
  readonly attempts: number
}

export interface ContentLoaderParts {
  readonly pages: PageLoader
  readonly data: DataClient
  readonly routes: RouteTable
  readonly style: UrlStyle
  readonly isBehindMiddleware: IsBehindMiddleware
  readonly notFoundHasData: boolean
  readonly AppTree: PageComponent
  /** The router as it is now, for `getInitialProps`. */
  readonly router: () => NextRouter
}

type Where = Pick<Destination, 'as' | 'query' | 'locale'>
type InitialError = Error & { statusCode?: number }

export function createContentLoader({
  pages,
  data,
  routes,
  style,
  isBehindMiddleware,
  notFoundHasData,
  AppTree,
  router,
}: ContentLoaderParts): ContentLoader {
  async function withInitialProps(
    { pathname, Component }: { pathname: string; Component: PageComponent },
    { query, as: asPath, locale }: Where,
    err?: InitialError,
  ): Promise<PageContent> {
    const App = await pages.app()
    const ctx = { pathname, query, asPath, ...languages(locale), AppTree, err }
    const props = await appInitialProps(App, { AppTree, Component, router: router(), ctx })
    return { pathname, App, Component, props: props as AppData }
  }

  /** Nothing where the site has one language. */
  function languages(locale: string | undefined) {
    const { locales = [], defaultLocale = '' } = router()
    return locale === undefined ? {} : { locale, locales, defaultLocale }
  }

  async function notFound(where: Where): Promise<Loaded> {
    const page = await pages.notFound()
    if (page.pathname === '/404' && notFoundHasData) {
      const answer = await data.load({ pathname: '/404', search: '', locale: where.locale, route: { data: 'static' } })
      if (answer.kind !== 'props') return { kind: 'document', status: 404 }
      return { kind: 'page', content: { ...page, App: await pages.app(), props: answer.props } }
    }
    const error = Object.assign(new Error('This page could not be found'), { statusCode: 404 })
    const content = await withInitialProps(page, where, page.pathname === '/404' ? undefined : error)
    return { kind: 'page', content }
  }

  /** Asks the server: for props, and for what middleware has to say. */
  async function asked(destination: Destination, options: LoadOptions): Promise<Loaded> {
    const answering = data.load(destination, options).catch((): DataAnswer => ({ kind: 'unusable', status: 0 }))
    // Code is fetched meanwhile; whoever needs it hears of failures.
    for (const loading of [pages.app(), pages.page(destination.route)]) loading.catch(() => {})
    const answer = await answering
    if (answer.kind === 'not-found') return notFound(destination)
    if (answer.kind === 'unusable') return { ...answer, kind: 'document' }
    if (answer.kind === 'redirect') return redirected(answer.destination)
    if (answer.rewrite === undefined) return shown(destination, answer.props)
    const rewritten = rewrittenDestination(answer.rewrite, destination, { routes, style, locales: router().locales })
    if (rewritten === undefined) return { kind: 'document', status: undefined }
    const loaded = await shown(rewritten, answer.props)
    return loaded.kind === 'page' ? { ...loaded, destination: rewritten } : loaded
  }

  function redirected(destination: string): Loaded {
    const path = destination.startsWith('/') ? withoutBasePath(destination, style.basePath) : undefined
    return { kind: 'redirect', destination: path ?? destination, isBelowBasePath: path !== undefined }
  }

  const shown = (destination: Destination, props: AppData): Promise<Loaded> =>
    destination.route.data === 'none' ? withoutData(destination) : withData(destination, props)

  async function withData({ route }: Destination, props: AppData): Promise<Loaded> {
    const [App, Component] = await Promise.all([code(pages.app()), code(pages.page(route))])
    if (!App || !Component) return { kind: 'document', status: undefined }
    const { __N_REDIRECT: redirect, __N_REDIRECT_BASE_PATH: basePath } = props.pageProps
    if (typeof redirect === 'string')
      return { kind: 'redirect', destination: redirect, isBelowBasePath: basePath !== false }
    return { kind: 'page', content: { pathname: route.pattern, App, Component, props } }
  }

  async function withoutData(destination: Destination): Promise<Loaded> {
    const Component = await code(pages.page(destination.route))
    if (Component === undefined) return { kind: 'document', status: undefined }
    const content = await withInitialProps({ pathname: destination.route.pattern, Component }, destination)
    return { kind: 'page', content }
  }

  return {
    load: (destination, options) =>
      destination.route.data === 'none' && !isBehindMiddleware(destination.pathname)
        ? withoutData(destination)
        : asked(destination, options),
    errorPage: async (error, where) => withInitialProps(await pages.error(), where, error),
  }
}

/** A page's code that does not load was removed by a newer deployment, or the network is gone: a document tells. */
async function code(loading: Promise<PageComponent>): Promise<PageComponent | undefined> {
  try {
    return await loading
  } catch (error) {
    console.error(error)
    return undefined
  }
}
