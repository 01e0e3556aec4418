/** Renders a page in development: nothing is kept, and every data function runs each time (B176). */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { privateCacheControl, type CanonicalUrl } from '@everfresh/server'
import { mayBePreview, type PreviewMode, type PreviewVisit } from '../preview/preview-mode.ts'
import type { StaticOutcome } from '../render/render-types.ts'
import type { RenderRuntime, RequestLocale, ServerRenderOutcome } from '../render/runtime-types.ts'
import { keyOf } from '../routes/key.ts'
import { type Params, parsePattern } from '../routes/pattern.ts'
import { queryOf } from '../routes/query.ts'
import type { PageRoute, SiteRoutes } from '../routes/site-routes.ts'
import type { PagePath } from '../serve/page-refs.ts'
import { createRouteTable } from '../serve/route-table.ts'
import { hideBasePath } from '../serve/shown-url.ts'

/** What a page route has to say in development. Undefined: there is no such page. */
export type DevAnswer =
  | { readonly kind: 'outcome'; readonly route: PageRoute; readonly outcome: StaticOutcome }
  | { readonly kind: 'sent' }
  | undefined

export interface DevExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly previewMode: Pick<PreviewMode, 'visitOf'>
  readonly basePath: string
  /** What the visitor's address bar shows. */
  readonly shown?: CanonicalUrl | undefined
  /** With i18n. */
  readonly place?: RequestLocale | undefined
}

export interface DevPageRequest {
  readonly url: PagePath & { readonly search: string }
  readonly body: 'html' | 'data'
  readonly isBot: boolean
  /** Absent when nobody asks for the page: `res.revalidate` then skips pages that are rendered per request. */
  readonly http?: DevExchange
}

/** @throws what the page's own code throws, and what is wrong with how it was written. */
export async function renderDevPage(
  runtime: RenderRuntime,
  routes: SiteRoutes,
  request: DevPageRequest,
): Promise<DevAnswer> {
  const answer = await firstAnswer(runtime, routes, request, false)
  const isPreview = mayBePreview(request.http?.request.headers.cookie ?? '')
  // What is not published yet is in no list of getStaticPaths.
  return answer ?? (isPreview ? firstAnswer(runtime, routes, request, true) : undefined)
}

async function firstAnswer(
  runtime: RenderRuntime,
  routes: SiteRoutes,
  request: DevPageRequest,
  isUnlistedAllowed: boolean,
): Promise<DevAnswer> {
  for (const { route, params } of createRouteTable(routes.pages).matches(request.url.pathname)) {
    if (route.problem !== undefined) throw route.problem
    const outcome = await renderRoute(runtime, route, params, request, isUnlistedAllowed)
    if (outcome === 'sent') return { kind: 'sent' }
    if (outcome !== undefined) return { kind: 'outcome', route, outcome }
  }
  return undefined
}

async function renderRoute(
  runtime: RenderRuntime,
  route: PageRoute,
  params: Params,
  request: DevPageRequest,
  isUnlistedAllowed: boolean,
): Promise<StaticOutcome | 'sent' | undefined> {
  const { pattern } = route
  const { body, url, http } = request
  const { locale } = url
  const isAutomatic = route.data === 'automatic'
  if (route.data === 'server-props' || (isAutomatic && (await runtime.hasInitialProps(pattern)))) {
    return renderForRequest(runtime, pattern, params, request)
  }
  const visit = route.data === 'static-props' ? previewOf(http) : undefined
  if (route.hasStaticPaths && !(visit && isUnlistedAllowed)) {
    const { paths, fallback } = await runtime.staticPaths(pattern)
    const key = keyOf(url.pathname)
    const isListed = paths.some((path) => path.locale === locale && keyOf(path.asPath) === key)
    if (!isListed && fallback === false) return undefined
    if (!isListed && fallback === true && body === 'html' && !request.isBot && !visit)
      return runtime.renderStatic({ kind: 'shell', route: pattern, locale, reason: 'stale' })
  }
  if (body === 'data' && isAutomatic) return undefined
  // Nothing is kept, so nothing is ever missing or stale (B35).
  if (!isAutomatic) http?.response.setHeader('x-nextjs-cache', 'HIT')
  if (visit)
    return runtime.renderStatic({
      kind: 'preview',
      route: pattern,
      params,
      asPath: url.pathname,
      locale,
      data: visit.data,
    })
  // Without data functions there is one document for all its paths: it learns its parameters in the browser (B11).
  const isForAll = isAutomatic && parsePattern(pattern).segments.some(({ kind }) => kind !== 'static')
  const where = isForAll ? { params: {}, asPath: pattern } : { params, asPath: url.pathname }
  return runtime.renderStatic({ kind: 'page', route: pattern, ...where, locale, reason: 'stale' })
}

/** The visit of who may see what is not published: nobody keeps what he sees (B25, B105). */
function previewOf(http: DevExchange | undefined): PreviewVisit | undefined {
  const visit = http?.previewMode.visitOf(http.request, http.response)
  if (visit) http?.response.setHeader('Cache-Control', privateCacheControl)
  return visit
}

async function renderForRequest(
  runtime: RenderRuntime,
  route: string,
  params: Params,
  { url, body, http }: DevPageRequest,
): Promise<StaticOutcome | 'sent' | undefined> {
  if (http === undefined) return undefined
  const { request, response } = http
  if (request.method === 'OPTIONS') {
    // A page answers no such question (B45).
    response.writeHead(400).end()
    return 'sent'
  }
  const { shown = url } = http
  const [resolvedUrl, asPath] = [url, shown].map(({ pathname }) => pathname + shown.search) as [string, string]
  const query = queryOf(url.search, params)
  response.setHeader('Cache-Control', 'no-store, must-revalidate')
  const preview = http.previewMode.visitOf(request, response)
  const { place, basePath } = http
  hideBasePath(request, basePath)
  const call = { route, params, query, resolvedUrl, asPath, request, response, preview, place }
  const result = await runtime.renderServer(call, body === 'data')
  if (result.kind === 'sent') return 'sent'
  if (preview) response.setHeader('Cache-Control', privateCacheControl)
  return asStatic(result, response.statusCode)
}

function asStatic(result: Exclude<ServerRenderOutcome, { kind: 'sent' }>, status: number): StaticOutcome {
  return result.kind === 'page'
    ? { ...result, status, revalidate: undefined, tags: [] }
    : { ...result, revalidate: false, tags: [] }
}
