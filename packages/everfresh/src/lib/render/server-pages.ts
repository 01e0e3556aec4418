/** Renders pages that are made for one request: getServerSideProps, or getInitialProps alone. */
import { withCookies } from '../api/cookies.ts'
import { spelled } from '../client/url.ts'
import { locationOf, redirectProps } from '../data/redirect.ts'
import { runServerProps, type ServerPropsModule } from '../data/server-props.ts'
import { warnAboutLargeData } from './large-data.ts'
import { localeContext, placeOfRequest } from './locale-fields.ts'
import type { PageLoader } from './page-loader.ts'
import { type DocumentRequest, initialPropsOf, renderDocument } from './render-document.tsx'
import { previewContext, previewProps } from './preview-fields.ts'
import type { RenderSettings } from './render-types.ts'
import type { ServerRenderOutcome, ServerRenderRequest } from './runtime-types.ts'

export function createServerRenderer(pages: PageLoader, settings: () => RenderSettings) {
  return async function renderServer(call: ServerRenderRequest, dataOnly: boolean): Promise<ServerRenderOutcome> {
    const { route, params, query, request, response } = call
    const resolvedUrl = spelled(call.resolvedUrl, settings())
    const asPath = spelled(call.asPath ?? resolvedUrl, settings())
    const page = await pages.load(route)
    const place = placeOfRequest(settings(), call.place)
    // Whoever has getInitialProps only knows nothing of previews.
    const preview = page.module.getServerSideProps === undefined ? undefined : call.preview
    const context = {
      ...(route.includes('[') ? { params } : {}),
      query,
      req: withCookies(request),
      res: response,
      resolvedUrl,
      ...previewContext(preview),
      ...localeContext(place),
    }
    const options = { page: route, url: resolvedUrl, mode: settings().mode }
    const { module } = page
    const result =
      module.getServerSideProps === undefined
        ? ({ kind: 'page', pageProps: {} } as const)
        : await runServerProps(module as ServerPropsModule, context, options)
    if (result.kind === 'sent' || result.kind === 'not-found') return result
    if (result.kind === 'redirect') {
      const data = JSON.stringify({ pageProps: redirectProps(result), __N_SSP: true })
      return { kind: 'redirect', status: result.status, location: locationOf(result, settings().basePath), data }
    }
    const location = { pathname: route, query, asPath, isPreview: preview !== undefined, place }
    const document = { ...location, isPerRequest: true }
    const http = { req: context.req, res: response }
    const initial = await initialPropsOf(page, settings(), location, result.pageProps, http)
    const props = { ...initial, ...previewProps(preview) }
    if (response.writableEnded || response.headersSent) return { kind: 'sent' }
    const htmlOf = async (request: DocumentRequest) => (await renderDocument(page, settings(), request)).html
    if (module.getServerSideProps === undefined) {
      return {
        kind: 'page',
        html: await htmlOf({ ...document, props, data: 'none' }),
        data: undefined,
      }
    }
    const data = JSON.stringify({ ...props, __N_SSP: true })
    warnAboutLargeData(settings(), route, resolvedUrl, data)
    const html = dataOnly ? '' : await htmlOf({ ...document, props, data: 'server' })
    return { kind: 'page', html, data }
  }
}
