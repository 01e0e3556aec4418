/** Brings together what a navigation shows: the page's code and its props, or what to do in their place. */
import type { AppData, PageComponent } from './client-route.ts'
import type { DataAnswer, DataClient } from './data-client.ts'
import type { Destination } from './destination.ts'
import { appInitialProps } from './initial-props.ts'
import type { PageLoader } from './page-loader.ts'
import type { NextRouter } from './router-types.ts'

/** What `_app` gets. */
export interface PageContent {
  /** The route's pattern, `/404` or `/_error`. */
  readonly pathname: string
  readonly App: PageComponent
  readonly Component: PageComponent
  readonly props: AppData
}

export type Loaded =
  | { readonly kind: 'page'; readonly content: PageContent }
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

  async function withData(destination: Destination, options: LoadOptions): Promise<Loaded> {
    const { route } = destination
    const [App, Component, answer] = await Promise.all([
      code(pages.app()),
      code(pages.page(route)),
      data.load(destination, options).catch((): DataAnswer => ({ kind: 'unusable', status: 0 })),
    ])
    if (answer.kind === 'not-found') return notFound(destination)
    if (answer.kind === 'unusable' || !App || !Component) return documentFor(answer)
    const { __N_REDIRECT: redirect, __N_REDIRECT_BASE_PATH: basePath } = answer.props.pageProps
    if (typeof redirect === 'string')
      return { kind: 'redirect', destination: redirect, isBelowBasePath: basePath !== false }
    return { kind: 'page', content: { pathname: route.pattern, App, Component, props: answer.props } }
  }

  return {
    async load(destination, options) {
      if (destination.route.data !== 'none') return withData(destination, options)
      const Component = await code(pages.page(destination.route))
      if (Component === undefined) return { kind: 'document', status: undefined }
      const content = await withInitialProps({ pathname: destination.route.pattern, Component }, destination)
      return { kind: 'page', content }
    },
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

const documentFor = (answer: DataAnswer): Loaded =>
  answer.kind === 'unusable'
    ? { kind: 'document', status: answer.status, errorPage: answer.errorPage }
    : { kind: 'document', status: undefined }
