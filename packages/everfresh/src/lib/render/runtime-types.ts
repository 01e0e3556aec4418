/** What a compiled server bundle can do: the only door between the framework and a site's code. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RunMiddleware } from '../middleware/run-middleware.ts'
import type { InstrumentationModule } from './instrumentation-types.ts'
import type { ReportError } from './report-errors.ts'
import type { Params, RenderSettings, RenderTask, StaticOutcome } from './render-types.ts'

/** A request for a page that is rendered anew each time. */
export interface ServerRenderRequest {
  readonly route: string
  readonly params: Params
  /** Query string parameters, without the path's. */
  readonly query: Record<string, string | string[]>
  /** As requested: path and query. */
  readonly resolvedUrl: string
  /** What the address bar shows, where a rewrite led elsewhere. */
  readonly asPath?: string
  /** What the site sealed into the cookie of a visitor who may see what is not published. */
  readonly preview?: { readonly data: unknown } | undefined
  /** With i18n. */
  readonly place?: RequestLocale | undefined
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** The language of a request, and what its host makes of links to others. */
export interface RequestLocale {
  readonly locale: string
  /** Of paths that name none: the host's, or the site's. */
  readonly defaultLocale: string
  /** Whether the host is one of the configuration's domains. */
  readonly isLocaleDomain: boolean
}

export type ServerRenderOutcome =
  /** `data` is missing where there is no data request: getInitialProps runs in the browser itself. */
  | { readonly kind: 'page'; readonly html: string; readonly data: string | undefined }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string; readonly data: string }
  /** getServerSideProps ended the response itself. */
  | { readonly kind: 'sent' }

/** What getStaticPaths returned, checked: parameters of each path, and the path percent-encoded. */
export interface StaticPathList {
  readonly paths: readonly { readonly params: Params; readonly asPath: string; readonly locale?: string }[]
  readonly fallback: boolean | 'blocking'
}

export interface RenderRuntime {
  configure(settings: RenderSettings): void
  /** @throws what the site's code throws, or the error of a returned value that is not allowed. */
  renderStatic(task: RenderTask): Promise<StaticOutcome>
  staticPaths(route: string): Promise<StaticPathList>
  /** Whether a page without data functions must all the same be rendered per request: it, or `_app`, has getInitialProps. */
  hasInitialProps(route: string): Promise<boolean>
  /** `dataOnly` answers a client navigation: no component is rendered. */
  renderServer(request: ServerRenderRequest, dataOnly: boolean): Promise<ServerRenderOutcome>
  /** The site's `instrumentation` module, if it has one. Deployments from before there was such a thing lack these two. */
  instrumentation?(): Promise<InstrumentationModule | undefined>
  /** Tells the site's `onRequestError`. Returns at once and never throws. What the renders throw was told already. */
  readonly reportError?: ReportError
  /** The site's `middleware` or `proxy`. Missing where it has none. @throws what its module throws */
  readonly middleware?: (() => Promise<RunMiddleware>) | undefined
  /** The module of an API route. */
  loadApi(route: string): Promise<{ readonly default?: unknown; readonly config?: unknown }>
}
