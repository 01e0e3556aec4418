/** Answers requests in development: data functions run on every request, nothing is kept, errors are shown in the page (§18). */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { canonicalise, type CanonicalUrl } from '@everfresh/server'
import type { ViteDevServer } from 'vite'
import type { SiteSettings } from '../config/site-settings.ts'
import type { PreviewMode, PreviewVisit } from '../preview/preview-mode.ts'
import { optimizerPath } from '../images/image-settings.ts'
import { failureOfRequest } from '../render/report-errors.ts'
import type { StaticOutcome } from '../render/render-types.ts'
import type { RenderRuntime } from '../render/runtime-types.ts'
import { isBot } from '../routes/bots.ts'
import { pageOfDataPath } from '../routes/data-path.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { handleApi } from '../api/handle-api.ts'
import { requestLocaleOf } from '../routing/locales.ts'
import type { RouteOutside, RouteRequest } from '../routing/route-request.ts'
import type { PagePath } from '../serve/page-refs.ts'
import { createRouteTable } from '../serve/route-table.ts'
import { hasOptimizer } from '../serve/site-with-images.ts'
import { hideBasePath, shownUrlOf } from '../serve/shown-url.ts'
import { placeOf, placeOfData } from '../serve/site-languages.ts'
import { renderDevPage } from './dev-page.ts'
import { invalidate } from './dev-invalidate.ts'
import { createDevRevalidate } from './dev-revalidate.ts'
import type { DevRouting } from './dev-routing.ts'
import type { ServerModules } from './server-modules.ts'
import { stylesOf, withStyles } from './dev-styles.ts'
import { errorPage } from './error-page.ts'

export interface DevHandlerOptions {
  readonly vite: ViteDevServer
  readonly modules: ServerModules
  readonly settings: SiteSettings
  readonly previewMode: PreviewMode
  routes(): SiteRoutes
  /** Looks for pages that `routes` lacks, and adds them. */
  findNewPages(): Promise<void>
  /** What locales, rules and middleware make of a URL. */
  readonly route: RouteRequest
  /** The same for URLs outside of the base path. */
  readonly routeOutside: RouteOutside | undefined
  /** Where rewrites lead on from a path that no page lists. */
  fallback: DevRouting['fallback']
  /** Whether `public/` has a file for a path. */
  isFile(pathname: string): boolean
  runtime(): Promise<RenderRuntime>
  /** @param search The query with its `?`. */
  answerImage(search: string, request: IncomingMessage, response: ServerResponse): Promise<void>
}

const json = 'application/json; charset=utf-8'
const html = 'text/html; charset=utf-8'

export function createDevHandler(
  options: DevHandlerOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { vite, modules, settings, previewMode } = options
  const { i18n } = settings

  return (request, response) => {
    const askedAt = Date.now()
    answer(request, response).catch((error: unknown) => sendError(error, response, askedAt))
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const canonical = canonicalise(request.url ?? '/', settings)
    if (canonical.kind === 'redirect')
      return send(response, canonical.status, html, canonical.location, { Location: canonical.location })
    if (canonical.kind === 'bad-request') return send(response, 400, 'text/plain; charset=utf-8', 'Bad Request')
    const { url: asked } = canonical
    const asking = { url: asked, request, response, isFile: options.isFile }
    const routed = canonical.kind === 'outside' ? options.routeOutside?.(asking) : await options.route(asking)
    if (routed === undefined) return sendNotFound(await options.runtime(), response)
    if (routed.kind === 'redirect')
      return send(response, routed.status, html, routed.location, { Location: routed.location })
    if (routed.kind === 'handler') return routed.handle(request, response)
    return answerUrl(request, response, routed.url)
  }

  async function answerUrl(
    request: IncomingMessage,
    response: ServerResponse,
    url: CanonicalUrl,
    mayGoOn = true,
  ): Promise<void> {
    if (url.pathname === optimizerPath && hasOptimizer(settings.images))
      return options.answerImage(url.search, request, response)
    const isFile = options.isFile(url.pathname)
    if (!isFile && !isRouted(options.routes(), url.pathname, i18n)) await options.findNewPages()
    const routes = options.routes()
    const runtime = await options.runtime()

    if (isFile) {
      // Vite looks under the address that the visitor wrote.
      request.url = settings.basePath + url.pathname
      return vite.middlewares(request, response, () => void sendNotFound(runtime, response))
    }
    if (url.pathname === '/api' || url.pathname.startsWith('/api/')) {
      for (const { route, params } of createRouteTable(routes.apis).matches(url.pathname)) {
        const module = await runtime.loadApi(route.pattern)
        const revalidate = createDevRevalidate((pathname) =>
          renderDevPage(runtime, routes, {
            url: { ...placeOf(pathname, i18n), search: '' },
            body: 'data',
            isBot: true,
          }),
        )
        hideBasePath(request, settings.basePath)
        const http = { request, response, preview: previewMode }
        const onError = (error: Error) =>
          runtime.reportError?.(error, ...failureOfRequest(request, route.pattern, 'route'))
        return handleApi({
          module,
          route: route.pattern,
          params,
          url,
          ...http,
          revalidate,
          invalidate,
          onError,
          dev: true,
        })
      }
      return sendNotFound(runtime, response)
    }
    const data = pageOfDataPath(url.pathname)
    const body = data === undefined ? 'html' : 'data'
    const place = data === undefined ? placeOf(url.pathname, i18n) : placeOfData(data.pathname, i18n)
    if (place === undefined) return sendNotFound(runtime, response)
    const bot = isBot(request.headers['user-agent'] ?? '')
    const host = requestLocaleOf(i18n, place.locale, request)
    const { basePath } = settings
    const http = { request, response, previewMode, basePath, place: host, shown: shownUrlOf(request, settings) }
    const page = { ...place, search: url.search }
    if (body === 'data' && routes.middleware && hasNoData(routes, place.pathname))
      return send(response, 200, json, '{}')
    const result = await renderDevPage(runtime, routes, { url: page, body, isBot: bot, http })
    if (result?.kind === 'sent') return
    if (result === undefined && mayGoOn) {
      const next = options.fallback({ url, request, response, isFile: options.isFile })
      if (next?.kind === 'handler') return next.handle(request, response)
      if (next !== undefined) return answerUrl(request, response, next.url, false)
    }
    if (result === undefined || result.outcome.kind === 'not-found') {
      if (body === 'data') return send(response, 404, json, '{"notFound":true}')
      return sendNotFound(runtime, response, place, previewMode.visitOf(request, response))
    }
    await sendOutcome(response, result.outcome, body, result.route.file)
  }

  async function sendOutcome(
    response: ServerResponse,
    outcome: Exclude<StaticOutcome, { kind: 'not-found' }>,
    body: 'html' | 'data',
    file: string,
  ): Promise<void> {
    if (body === 'data') return send(response, 200, json, outcome.data ?? '{}')
    if (outcome.kind === 'redirect')
      return send(response, outcome.status, html, outcome.location, { Location: outcome.location })
    send(response, outcome.status, html, await styled(outcome.html, file))
  }

  async function styled(document: string, file: string | undefined): Promise<string> {
    return withStyles(document, await stylesOf(vite, modules, [options.routes().special.app, file]))
  }

  async function sendNotFound(
    runtime: RenderRuntime,
    response: ServerResponse,
    { locale }: Partial<PagePath> = {},
    preview?: PreviewVisit,
  ): Promise<void> {
    const outcome = await runtime.renderStatic(
      preview === undefined
        ? { kind: 'error-page', statusCode: 404, locale, reason: 'miss' }
        : { kind: 'preview-not-found', locale, data: preview.data },
    )
    if (outcome.kind !== 'page') return
    const { notFound, error } = options.routes().special
    send(response, 404, html, await styled(outcome.html, notFound ?? error))
  }

  function sendError(error: unknown, response: ServerResponse, askedAt: number): void {
    const shown = error instanceof Error ? error : new Error(`Something that is no Error was thrown: ${String(error)}`)
    vite.config.logger.error(shown.stack ?? shown.message)
    if (response.headersSent) return void response.destroy()
    send(response, error instanceof URIError ? 400 : 500, html, errorPage(shown, vite.config, askedAt))
  }
}

/** Whether a page or an API route answers to `pathname`. */
function isRouted({ pages, apis }: SiteRoutes, pathname: string, i18n: SiteSettings['i18n']): boolean {
  const data = pageOfDataPath(pathname)
  const place = data === undefined ? placeOf(pathname, i18n) : placeOfData(data.pathname, i18n)
  return matches(apis, pathname) || (place !== undefined && matches(pages, place.pathname))
}

const matches = (routes: readonly { readonly pattern: string }[], pathname: string): boolean =>
  createRouteTable(routes).matches(pathname).next().done !== true

/** The client runtime asks for such a page only to hear what middleware has to say. */
function hasNoData({ pages }: SiteRoutes, pathname: string): boolean {
  const [match] = createRouteTable(pages).matches(pathname)
  return match?.route.data === 'automatic'
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.statusCode = status
  response.setHeader('Content-Type', type)
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-store, must-revalidate')
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.end(body)
}
