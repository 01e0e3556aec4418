/** What a site's `instrumentation` module may export, and what it is told. */

export interface InstrumentationModule {
  /** Awaited once in each process and render thread, before any page is rendered there. */
  readonly register?: unknown
  /** Called for every error of the site's code while it serves. */
  readonly onRequestError?: unknown
}

/** The request that met an error. Pages that are kept are made without one: then it is a GET of their path, without headers. */
export interface FailedRequest {
  readonly path: string
  readonly method: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface RequestErrorContext {
  readonly routerKind: 'Pages Router'
  /** The route's pattern. */
  readonly routePath: string
  /** A page, an API route, or what runs before both. */
  readonly routeType: 'render' | 'route' | 'middleware' | 'proxy'
  /** Why a page with getStaticProps was rendered (B120). */
  readonly revalidateReason: 'on-demand' | 'stale' | undefined
}

export type OnRequestError = (
  error: unknown,
  request: FailedRequest,
  context: RequestErrorContext,
) => void | Promise<void>
