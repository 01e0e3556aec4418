/** The routes that run per request: pages with getServerSideProps, and API routes. They run in the serving thread. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Engine, Rendered } from '@everfresh/engine'
import { type Invalidate, privateCacheControl, sendBody } from '@everfresh/server'
import type { DeploymentManifest } from '../deployments/manifest.ts'
import type { RenderRuntime, ServerRenderOutcome } from '../render/runtime-types.ts'
import type { Revalidate } from '../api/types.ts'
import type { PreviewMode, PreviewVisit } from '../preview/preview-mode.ts'
import { failureOfRequest } from '../render/report-errors.ts'
import type { PreviewTask } from '../render/render-types.ts'
import { errorPageRefs, type PageContext } from './page-refs.ts'
import { queryOf } from '../routes/query.ts'
import { hideBasePath, shownUrlOf } from './shown-url.ts'
import { requestLocaleOf } from '../routing/locales.ts'
import type { RequestHandlers } from './site.ts'

export interface RequestHandlerOptions {
  runtime(): Promise<RenderRuntime>
  readonly engine: Engine<PageContext>
  readonly manifest: DeploymentManifest
  readonly revalidate: Revalidate
  readonly invalidate: Invalidate
  readonly previewMode: PreviewMode
  /** Renders in a thread of its own. Not the engine's: what it makes is kept nowhere. */
  render(task: PreviewTask, signal: AbortSignal): Promise<Rendered>
}

interface HttpExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Set for who sees what is not published: then nobody keeps it, whatever getServerSideProps said (B25). */
  readonly preview: PreviewVisit | undefined
  readonly locale: string | undefined
  /** Whether the answer may be kept for others, by who compresses it then. */
  readonly isKept: boolean
}

/** What reads bodies and compresses while it writes is loaded with the first request that needs it: hits never do. */
const forRequests = {
  api: once(() => import('../api/handle-api.ts')),
  compression: once(() => import('./compress-written.ts')),
}

const json = 'application/json; charset=utf-8'
const html = 'text/html; charset=utf-8'

export function createRequestHandlers({
  runtime,
  engine,
  manifest,
  revalidate,
  invalidate,
  previewMode,
  render,
}: RequestHandlerOptions): RequestHandlers {
  const { basePath, generateEtags, compress, poweredByHeader, staticPageGenerationTimeout, i18n } = manifest.settings
  const bodies = { etags: generateEtags, compress }

  const renderPreview = (task: PreviewTask) => render(task, AbortSignal.timeout(staticPageGenerationTimeout * 1000))

  const sendNotFound = async (exchange: HttpExchange) => {
    const { preview, locale } = exchange
    const { bodies } =
      preview === undefined
        ? (await engine.get(errorPageRefs(manifest, locale).notFoundPage)).entry
        : await renderPreview({ kind: 'preview-not-found', locale, data: preview.data })
    send(exchange, 404, html, Buffer.from(bodies['html'] ?? []).toString())
  }

  function send(exchange: HttpExchange, status: number, type: string, body: string): void {
    const { request, response } = exchange
    response.statusCode = status
    // Documents alone name who made them, and a redirect is none (B39).
    if (poweredByHeader && type === html && !response.hasHeader('Location'))
      response.setHeader('X-Powered-By', 'Everfresh')
    if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', type)
    // What getServerSideProps said about caching stands; without a word, nobody may keep somebody's page (B24).
    if (exchange.preview || !response.hasHeader('Cache-Control')) {
      response.setHeader('Cache-Control', privateCacheControl)
    }
    sendBody(request, response, Buffer.from(body), exchange.isKept ? { ...bodies, compress: false } : bodies)
  }

  async function sendOutcome(outcome: ServerRenderOutcome, exchange: HttpExchange, dataOnly: boolean): Promise<void> {
    const { response } = exchange
    if (outcome.kind === 'sent') return
    if (outcome.kind === 'not-found')
      return dataOnly ? send(exchange, 404, json, '{"notFound":true}') : sendNotFound(exchange)
    if (dataOnly) return outcome.data === undefined ? sendNotFound(exchange) : send(exchange, 200, json, outcome.data)
    if (outcome.kind === 'page') return send(exchange, response.statusCode, html, outcome.html)
    response.setHeader('Location', outcome.location)
    if (outcome.status === 308) response.setHeader('Refresh', `0;url=${outcome.location}`)
    send(exchange, outcome.status, html, outcome.location)
  }

  return {
    serverPage: (route, params, url, dataOnly) => async (request, response, watch) => {
      // A page is no API: nobody asks it for its methods (B45).
      if (request.method === 'OPTIONS') return void response.writeHead(400, { 'Content-Length': 0 }).end()
      // What is kept for others is compressed once, by whoever keeps it.
      if (compress && watch === undefined) (await forRequests.compression()).compressWritten(request, response)
      const shown = shownUrlOf(request, manifest.settings) ?? url
      // The path that a rewrite led to, and the query that the visitor sent: what rules have added is in `query` alone.
      const resolvedUrl = url.pathname + shown.search
      const asPath = shown.pathname + shown.search
      const query = queryOf(url.search, params)
      const preview = previewMode.visitOf(request, response)
      const { locale } = url
      const place = requestLocaleOf(i18n, locale, request)
      const call = { route: route.pattern, params, query, resolvedUrl, asPath, request, response, preview, place }
      hideBasePath(request, basePath)
      watch?.begins()
      const outcome = await (await runtime()).renderServer(call, dataOnly)
      await sendOutcome(outcome, { request, response, preview, locale, isKept: watch !== undefined }, dataOnly)
    },
    api: (route, params, url) => async (request, response, watch) => {
      if (compress && watch === undefined) (await forRequests.compression()).compressWritten(request, response)
      hideBasePath(request, basePath)
      const loaded = await runtime()
      const module = await loaded.loadApi(route.pattern)
      const { handleApi } = await forRequests.api()
      await handleApi({
        module,
        route: route.pattern,
        params,
        url,
        request,
        response,
        revalidate,
        invalidate,
        preview: previewMode,
        bodies,
        onError: (error) => loaded.reportError?.(error, ...failureOfRequest(request, route.pattern, 'route')),
        dev: false,
      })
    },
    preview: renderPreview,
  }
}

function once<Result>(action: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined
  return () => (result ??= action())
}
