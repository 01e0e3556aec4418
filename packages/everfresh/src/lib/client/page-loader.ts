/** Loads the code of pages, once each. */
import DefaultApp from '../compat/next-app.tsx'
import DefaultError from '../compat/next-error.tsx'
import type { ClientRoute, PageComponent, PageModule, SpecialPages } from './client-route.ts'

export interface PageLoader {
  page(route: ClientRoute): Promise<PageComponent>
  /** The site's `_app`, or ours. */
  app(): Promise<PageComponent>
  /** The site's `404`, else its `_error`, else ours. */
  notFound(): Promise<ErrorPage>
  /** The site's `_error`, or ours. */
  error(): Promise<ErrorPage>
  /** The page that the document was rendered from: a route's pattern, `/404`, `/500` or `/_error`. */
  named(page: string, routes: readonly ClientRoute[]): Promise<PageComponent>
}

export interface ErrorPage {
  /** `/404` or `/_error`. */
  readonly pathname: string
  readonly Component: PageComponent
}

type Load = () => Promise<PageModule>

export function createPageLoader(special: SpecialPages): PageLoader {
  const loaded = new Map<Load, Promise<PageComponent>>()

  function component(load: Load, name: string): Promise<PageComponent> {
    const known = loaded.get(load)
    if (known !== undefined) return known
    const loading = load().then((module) => componentOf(module, name))
    loaded.set(load, loading)
    // What failed may be tried again: a connection comes back.
    loading.catch(() => loaded.delete(load))
    return loading
  }

  const error = async (): Promise<PageComponent> =>
    special.error === undefined ? (DefaultError as PageComponent) : component(special.error, '/_error')

  return {
    page: (route) => component(route.load, route.pattern),
    app: async () => (special.app === undefined ? (DefaultApp as PageComponent) : component(special.app, '/_app')),
    async notFound() {
      if (special.notFound === undefined) return { pathname: '/_error', Component: await error() }
      return { pathname: '/404', Component: await component(special.notFound, '/404') }
    },
    error: async () => ({ pathname: '/_error', Component: await error() }),
    async named(page, routes) {
      if (page === '/404' && special.notFound !== undefined) return component(special.notFound, page)
      if (page === '/500' && special.internalError !== undefined) return component(special.internalError, page)
      const route = routes.find(({ pattern }) => pattern === page)
      return route === undefined ? error() : component(route.load, page)
    },
  }
}

function componentOf(module: PageModule, name: string): PageComponent {
  if (module.default === undefined) throw new Error(`The page "${name}" has no default export; export its component.`)
  return module.default
}
