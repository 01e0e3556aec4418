/** Generates pages that are kept: getStaticProps, the component, the document. No request exists here (DESIGN §4.8). */
import type { PageLocale } from '../client/router-types.ts'
import { spelled } from '../client/url.ts'
import { locationOf, redirectProps } from '../data/redirect.ts'
import { runStaticProps, type StaticPropsModule, type StaticPropsResult } from '../data/static-props.ts'
import { warnAboutLargeData } from './large-data.ts'
import { localeContext, placeOfKept } from './locale-fields.ts'
import { exchangeWithNobody } from './nobody.ts'
import type { LoadedPage, PageLoader } from './page-loader.ts'
import { errorContext, initialPropsOf, renderDocument, type RenderedDocument } from './render-document.tsx'
import { previewContext, previewProps } from './preview-fields.ts'
import type { RenderSettings, RenderTask, StaticOutcome } from './render-types.ts'

type PageTask = Extract<RenderTask, { readonly kind: 'page' | 'preview' }>
type ErrorPageTask = Extract<RenderTask, { readonly kind: 'error-page' | 'preview-not-found' }>

/** An outcome of a page without getStaticProps: it is never due, and there is nothing to fetch for it. */
const automatic = (status: number, document: RenderedDocument): StaticOutcome => ({
  kind: 'page',
  status,
  ...document,
  data: undefined,
  revalidate: undefined,
  tags: [],
})

/** What getStaticProps is told of why it runs (B120). */
const revalidateReasonOf = (task: PageTask | ErrorPageTask) =>
  'reason' in task && (task.reason === 'build' || task.reason === 'on-demand') ? task.reason : 'stale'

/** A page with getInitialProps is static only in an export, which runs it as if somebody asked (B153). */
const contextOf = ({ Component }: LoadedPage, asPath: string) =>
  'getInitialProps' in Component ? exchangeWithNobody(asPath) : {}

export function createStaticRenderer(pages: PageLoader, settings: () => RenderSettings) {
  return async function renderStatic(task: RenderTask): Promise<StaticOutcome> {
    const place = placeOfKept(settings(), task.locale)
    if (task.kind === 'error-page' || task.kind === 'preview-not-found') return renderErrorPage(task, place)
    const page = await pages.load(task.route)
    if (task.kind === 'page' || task.kind === 'preview') return renderPage(page, task, place)
    const location = { pathname: task.route, query: {}, asPath: task.route, place }
    const document = await renderDocument(page, settings(), {
      ...location,
      props: { pageProps: {} },
      data: 'static',
      isFallback: true,
    })
    return automatic(200, document)
  }

  async function renderPage(page: LoadedPage, task: PageTask, place: PageLocale): Promise<StaticOutcome> {
    const { route, params } = task
    const asPath = task.asPath === route && route.includes('[') ? route : spelled(task.asPath, settings())
    const preview = task.kind === 'preview' ? task : undefined
    const location = { pathname: route, query: params, asPath, isPreview: preview !== undefined, place }
    if (page.module.getStaticProps === undefined) {
      const props = await initialPropsOf(page, settings(), location, {}, contextOf(page, asPath))
      return automatic(200, await renderDocument(page, settings(), { ...location, props, data: 'none' }))
    }
    const context = {
      ...(route.includes('[') ? { params } : {}),
      ...previewContext(preview),
      ...localeContext(place),
      revalidateReason: revalidateReasonOf(task),
    } as const
    const result = await runStaticProps(page.module as StaticPropsModule, context, {
      page: route,
      url: asPath,
      mode: settings().mode,
    })
    if (result.kind !== 'page') return detour(result)
    const props = await initialPropsOf(page, settings(), location, result.pageProps)
    const data = JSON.stringify({ ...props, ...previewProps(preview), __N_SSG: true })
    warnAboutLargeData(settings(), route, asPath, data)
    const document = await renderDocument(page, settings(), {
      ...location,
      props: { ...props, ...previewProps(preview) },
      propsJson: data,
      data: 'static',
    })
    return { kind: 'page', status: 200, ...document, data, revalidate: result.revalidate, tags: result.tags }
  }

  async function renderErrorPage(task: ErrorPageTask, place: PageLocale): Promise<StaticOutcome> {
    const preview = task.kind === 'preview-not-found' ? task : undefined
    const statusCode = task.kind === 'error-page' ? task.statusCode : 404
    const page = await pages.loadError(statusCode)
    const isPreview = preview !== undefined && page.module.getStaticProps !== undefined
    const location = { pathname: page.route, query: {}, asPath: `/${statusCode}`, isPreview, place }
    if (page.module.getStaticProps === undefined) {
      const props = await initialPropsOf(page, settings(), location, {}, errorContext(statusCode))
      return automatic(
        statusCode,
        await renderDocument(page, settings(), { ...location, props, data: 'none', statusCode }),
      )
    }
    const route = `/${statusCode}`
    const options = { page: route, url: route, mode: settings().mode }
    const revalidateReason = revalidateReasonOf(task)
    const context = { ...previewContext(preview), ...localeContext(place), revalidateReason } as const
    const result = await runStaticProps(page.module as StaticPropsModule, context, options)
    if (result.kind !== 'page') return detour(result)
    const initial = await initialPropsOf(page, settings(), location, result.pageProps, errorContext(statusCode))
    const props = { ...initial, ...previewProps(preview) }
    const document = await renderDocument(page, settings(), { ...location, props, data: 'static', statusCode })
    const data = JSON.stringify({ ...props, __N_SSG: true })
    return { kind: 'page', status: statusCode, ...document, data, revalidate: result.revalidate, tags: result.tags }
  }

  function detour(result: Exclude<StaticPropsResult, { readonly kind: 'page' }>): StaticOutcome {
    const { revalidate, tags } = result
    if (result.kind === 'not-found') return { kind: 'not-found', revalidate, tags }
    const data = JSON.stringify({ pageProps: redirectProps(result), __N_SSG: true })
    return {
      kind: 'redirect',
      status: result.status,
      location: locationOf(result, settings().basePath),
      data,
      revalidate,
      tags,
    }
  }
}
