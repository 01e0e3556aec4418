/** Loads the modules of a page: the page, and the `_app` and `_document` around it, the site's or ours. */
import type { ComponentType } from 'react'
import DefaultApp from '../compat/next-app.tsx'
import DefaultDocument from '../compat/next-document.tsx'
import DefaultError from '../compat/next-error.tsx'
import type { RunMiddleware } from '../middleware/run-middleware.ts'
import type { InstrumentationModule } from './instrumentation-types.ts'

/** A module under `pages/` as the server sees it. */
export interface ServerPageModule {
  readonly default?: unknown
  readonly getStaticProps?: unknown
  readonly getStaticPaths?: unknown
  readonly getServerSideProps?: unknown
  readonly config?: unknown
}

type Load = () => Promise<ServerPageModule>

export interface SiteModules {
  readonly pages: Readonly<Record<string, Load>>
  readonly apis: Readonly<Record<string, Load>>
  readonly app: Load | undefined
  readonly document: Load | undefined
  readonly instrumentation?: (() => Promise<InstrumentationModule>) | undefined
  readonly middleware?: (() => Promise<RunMiddleware>) | undefined
  readonly error: Load | undefined
  readonly notFound: Load | undefined
  readonly internalError: Load | undefined
}

interface InitialProps {
  getInitialProps?(context: unknown): unknown
  /** On `next/app` and what extends it: its own getInitialProps, to be told from one of the site's. */
  origGetInitialProps?(context: unknown): unknown
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a page's props are known to the page only
export type AnyComponent = ComponentType<any> & InitialProps

export interface LoadedPage {
  readonly route: string
  readonly module: ServerPageModule
  readonly Component: AnyComponent
  readonly App: AnyComponent
  readonly Document: AnyComponent
}

export interface PageLoader {
  load(route: string): Promise<LoadedPage>
  /** The site's `404` or `500`, else its `_error`, else ours. */
  loadError(statusCode: 404 | 500): Promise<LoadedPage>
  loadApi(route: string): Promise<ServerPageModule>
}

/** Whether a `getInitialProps` of the site has a say. That of the default application, inherited or not, only asks the page's. */
export function asksForInitialProps({ App, Component }: Pick<LoadedPage, 'App' | 'Component'>): boolean {
  if (Component.getInitialProps !== undefined) return true
  return App.getInitialProps !== undefined && App.getInitialProps !== App.origGetInitialProps
}

/** @param isKept Whether a page that was loaded stays as it is. */
export function createPageLoader(modules: SiteModules, isKept = () => false): PageLoader {
  const kept = new Map<string, LoadedPage>()
  const surroundings = async () => {
    const [app, document] = await Promise.all([modules.app?.(), modules.document?.()])
    return {
      App: componentOf(app, '/_app') ?? (DefaultApp as AnyComponent),
      Document: componentOf(document, '/_document') ?? (DefaultDocument as AnyComponent),
    }
  }

  const loaded = async (route: string, module: ServerPageModule, Component: AnyComponent): Promise<LoadedPage> => ({
    route,
    module,
    Component,
    ...(await surroundings()),
  })

  return {
    async load(route: string): Promise<LoadedPage> {
      const known = kept.get(route)
      if (known !== undefined) return known
      const module = await required(modules.pages, route)()
      const Component = componentOf(module, route)
      if (Component === undefined)
        throw new Error(`The page "${route}" has no default export. Export a React component from it.`)
      const page = await loaded(route, module, Component)
      if (isKept()) kept.set(route, page)
      return page
    },

    async loadError(statusCode: 404 | 500): Promise<LoadedPage> {
      const own = statusCode === 404 ? modules.notFound : modules.internalError
      const module = (await (own ?? modules.error)?.()) ?? {}
      const route = own === undefined ? '/_error' : `/${statusCode}`
      return loaded(route, module, componentOf(module, route) ?? (DefaultError as unknown as AnyComponent))
    },

    loadApi: (route: string): Promise<ServerPageModule> => required(modules.apis, route)(),
  }
}

function required(loads: Readonly<Record<string, Load>>, route: string): Load {
  const load = Object.hasOwn(loads, route) ? loads[route] : undefined
  if (load === undefined) throw new Error(`The deployment has no route "${route}". Build it again.`)
  return load
}

function componentOf(module: ServerPageModule | undefined, route: string): AnyComponent | undefined {
  const Component = module?.default
  if (Component === undefined) return undefined
  const isComponent = typeof Component === 'function' || (typeof Component === 'object' && Component !== null)
  if (!isComponent) throw new Error(`The default export is not a React Component in page: "${route}"`)
  return Component as AnyComponent
}
