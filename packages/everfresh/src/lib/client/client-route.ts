/** What the browser knows of the site's routes: the virtual module `virtual:everfresh/routes` is a list of these. */
import type { ComponentType } from 'react'
import type { Rewriter } from './rewriter.ts'
import type { DomainLocale } from '../routes/locale-path.ts'
import type { WebVital } from './web-vitals.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a page's props are known to the page only
export type PageComponent = ComponentType<any> & { getInitialProps?: (context: never) => unknown }

/** A module under `pages/` as the browser sees it: its data functions are stripped. */
export interface PageModule {
  readonly default: PageComponent
  /** Of `pages/_app`: hears how fast the page was. */
  readonly reportWebVitals?: ((metric: WebVital) => void) | undefined
}

export interface ClientRoute {
  /** e.g. `/products/[sku]`. */
  readonly pattern: string
  /** Where its props come from: getStaticProps, getServerSideProps, or nowhere. */
  readonly data: 'static' | 'server' | 'none'
  load(): Promise<PageModule>
}

/** The files with a meaning of their own. `undefined` where the site has none and ours is used. */
export interface SpecialPages {
  readonly app?: (() => Promise<PageModule>) | undefined
  /** `pages/_error`. */
  readonly error?: (() => Promise<PageModule>) | undefined
  /** `pages/404`. */
  readonly notFound?: (() => Promise<PageModule>) | undefined
  /** Whether `pages/404` has getStaticProps, so that its data must be fetched before it is shown. */
  readonly notFoundData?: boolean | undefined
  /** `pages/500`. */
  readonly internalError?: (() => Promise<PageModule>) | undefined
  readonly strictMode?: boolean | undefined
  /** Undefined where the site has no rewrites. */
  readonly rewriter?: Rewriter | undefined
  /** Regular expressions of the paths that middleware runs for; undefined where there is none. */
  readonly middleware?: readonly string[] | undefined
}

/** The props of `_app`, as a data request answers them and as the document holds them (B48). */
export type AppData = {
  readonly pageProps: Record<string, unknown>
  readonly __N_SSG?: true
  readonly __N_SSP?: true
  readonly __N_PREVIEW?: true
} & Record<string, unknown>

/** What the server writes into the document's `#__NEXT_DATA__` (B166). */
export interface NextData {
  readonly props: AppData
  /** The route's pattern. */
  readonly page: string
  readonly query: Record<string, string | string[]>
  readonly buildId: string
  readonly isFallback?: boolean
  readonly gsp?: true
  readonly gssp?: true
  /** Rendered per request without getServerSideProps, for its getInitialProps. */
  readonly gip?: true
  /** The page looked at `isReady` while it was rendered, so the browser begins with what it saw. */
  readonly readsReadiness?: true
  readonly assetPrefix?: string
  /** Prefix of every URL, when there is one. */
  readonly basePath?: string
  /** Whether canonical URLs end in a slash. */
  readonly trailingSlash?: boolean
  readonly isPreview?: boolean
  /** Props of the `<Script>`s of `pages/_document` that the browser is to load. */
  readonly scriptLoader?: readonly object[]
  readonly locale?: string
  readonly locales?: readonly string[]
  readonly defaultLocale?: string
  readonly domainLocales?: readonly DomainLocale[]
  /** Whether the host that this was rendered for is one of these domains. */
  readonly isLocaleDomain?: boolean
  /** The configuration's `publicRuntimeConfig`, when there is one. */
  readonly runtimeConfig?: Readonly<Record<string, unknown>>
  /** Compared with the header `x-nextjs-deployment-id` of data responses, when both are there (B38). */
  readonly deploymentId?: string
  readonly err?: { readonly statusCode: number; readonly message?: string }
}
