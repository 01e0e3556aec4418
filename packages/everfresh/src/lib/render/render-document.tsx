/** Renders one page into a complete HTML document: the site's `_app` around the page, its `_document` around that. */
import type { ComponentType } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { errorRoute } from '../build/client-assets.ts'
import { AppTree } from '../client/app-tree.tsx'
import type { AppData, NextData } from '../client/client-route.ts'
import {
  createDocumentContext,
  DocumentContext,
  type DocumentContextValue,
  documentInitialProps,
  type PageEnhancers,
} from '../client/document-context.ts'
import { createHeadRegistry } from '../client/head-registry.ts'
import { runtimeConfig } from '../client/runtime-config.ts'
import { escapeJsonForHtml } from '../client/html-escape.ts'
import { appInitialProps } from '../client/initial-props.ts'
import type { NextRouter, PageLocale } from '../client/router-types.ts'
import { createServerRouter } from '../client/server-router.ts'
import { localeContext } from './locale-fields.ts'
import { asksForInitialProps, type LoadedPage } from './page-loader.ts'
import type { RenderSettings, StaticOutcome } from './render-types.ts'
import { renderToHtml } from './render-to-html.ts'
import { collectScopedStyles } from './scoped-styles.tsx'

/** Where a render takes place, as `next/router` shows it. */
export interface PageLocation {
  /** The route's pattern. */
  readonly pathname: string
  readonly query: Readonly<Record<string, string | string[]>>
  readonly asPath: string
  /** Whether it is rendered for somebody who may see what is not published. */
  readonly isPreview?: boolean
  /** Empty where the site has one language. */
  readonly place: PageLocale
}

export interface DocumentRequest extends PageLocation {
  /** What `_app` gets beside Component and router. */
  readonly props: AppData
  /** `props` as JSON, with the mark of their data function, where somebody has it already. */
  readonly propsJson?: string | undefined
  /** Which data function made the props. */
  readonly data: 'static' | 'server' | 'none'
  readonly isFallback?: boolean
  /** Rendered for one request, whose query it knows. */
  readonly isPerRequest?: boolean
  /** For error pages. */
  readonly statusCode?: number
}

/** What getInitialProps may look at: the visitor's request, or the status of an error page. */
export interface InitialContext {
  readonly req?: unknown
  readonly res?: unknown
  readonly err?: Error & { readonly statusCode: number }
}

export function errorContext(statusCode: number): InitialContext {
  const err = Object.assign(new Error(statusMessage(statusCode)), { statusCode })
  return { res: { statusCode }, err }
}

/** Props of `_app`: what its getInitialProps (or the page's) answers, under what the data function returned (B168). */
export async function initialPropsOf(
  page: LoadedPage,
  settings: RenderSettings,
  location: PageLocation,
  pageProps: Readonly<Record<string, unknown>>,
  context: InitialContext = {},
): Promise<AppData> {
  const { App, Component } = page
  if (!asksForInitialProps(page)) return { pageProps }
  const router = routerOf(settings, location)
  const Tree = treeOf(page, router)
  const { pathname, query, asPath, place } = location
  const ctx = { pathname, query: { ...query }, asPath, ...localeContext(place), ...context, AppTree: Tree }
  const initial = await appInitialProps(App, { AppTree: Tree, Component, router, ctx })
  return { ...initial, pageProps: { ...initial.pageProps, ...pageProps } }
}

/** The whole tree as a component, for code that renders it on its own, for example to collect what it would fetch. */
const treeOf = ({ App, Component }: LoadedPage, router: NextRouter): ComponentType<AppData> =>
  function Tree(props) {
    return <AppTree App={App} Component={Component} props={props} router={router} head={createHeadRegistry()} />
  }

const statusMessage = (statusCode: number) =>
  statusCode === 404 ? 'This page could not be found' : 'Internal Server Error'

const routerOf = (
  { basePath, trailingSlash }: RenderSettings,
  { pathname, query, asPath, isPreview = false, place }: PageLocation,
  isFallback = false,
  readiness: { readonly isReady?: boolean; readonly onReadinessRead?: () => void } = {},
) =>
  createServerRouter({
    pathname,
    query: { ...query },
    asPath,
    basePath,
    trailingSlash,
    isFallback,
    isPreview,
    place,
    isReady: !isFallback && !hasUnknownParams(pathname, query),
    ...readiness,
  })

/** A dynamic route without data functions learns its parameters in the browser. */
const hasUnknownParams = (pathname: string, query: PageLocation['query']) =>
  pathname.includes('[') && !pathname.includes('[[') && Object.keys(query).length === 0

export type RenderedDocument = Required<Pick<Extract<StaticOutcome, { kind: 'page' }>, 'html' | 'htmlPieces'>>

/**
 * Stands for the page while React renders what is around it: the page, which is most of the document, would be copied with it. Nobody
 * outside of this process ever sees it, so that nothing that a site shows can contain it.
 */
const placeOfPage = `<!--${crypto.randomUUID()}-->`

/** @throws what the components throw. */
export async function renderDocument(
  page: LoadedPage,
  settings: RenderSettings,
  request: DocumentRequest,
): Promise<RenderedDocument> {
  const { App, Component, Document } = page
  const head = createHeadRegistry()
  const scopedStyles = collectScopedStyles()
  // What is generated for everybody lacks the query of each. Browsers must begin with what a page made of that.
  let readsReadiness = false
  const readiness = request.isPerRequest ? {} : { isReady: false, onReadinessRead: () => void (readsReadiness = true) }
  const router = routerOf(settings, request, request.isFallback, readiness)

  const renderPage = async ({ enhanceApp, enhanceComponent }: PageEnhancers) => {
    const EnhancedApp = enhanceApp?.(App) ?? App
    const EnhancedComponent = enhanceComponent?.(Component) ?? Component
    const html = await renderToHtml(
      scopedStyles.around(
        <AppTree App={EnhancedApp} Component={EnhancedComponent} props={request.props} router={router} head={head} />,
      ),
    )
    return { html, head: head.elements() }
  }
  const { pathname, query, asPath } = request
  const context = createDocumentContext({
    pathname,
    query: { ...query },
    asPath,
    ...localeContext(request.place),
    AppTree: treeOf(page, router),
    renderPage,
    styles: scopedStyles.take,
  })
  const initial = await documentInitialProps(Document, context)
  const nextData = nextDataOf(settings, request, readsReadiness)
  const { locale } = request.place
  const value: DocumentContextValue = {
    html: placeOfPage,
    headElements: head.elements(),
    styles: initial.styles,
    dangerousAsPath: asPath,
    nextDataJson: escapeJsonForHtml(jsonOf(nextData, request.propsJson)),
    ...(locale === undefined ? {} : { locale }),
    ...assetUrls(settings, request),
    deploymentId: settings.deploymentId,
    crossOrigin: settings.crossOrigin,
  }
  const markup = renderToStaticMarkup(
    <DocumentContext value={value}>
      <Document {...initial} locale={locale} __NEXT_DATA__={nextData} />
    </DocumentContext>,
  )
  const [before = '', ...others] = `<!DOCTYPE html>${markup}`.split(placeOfPage)
  const htmlPieces = [before, ...others.flatMap((after) => [initial.html, after])]
  // Added one by one, they are not copied before somebody reads the whole.
  return { html: htmlPieces.reduce((all, piece) => all + piece), htmlPieces }
}

function nextDataOf(
  settings: RenderSettings,
  { props, data, pathname, query, isFallback, isPreview, isPerRequest, statusCode, place }: DocumentRequest,
  readsReadiness: boolean,
): NextData {
  const { basePath, trailingSlash, buildId, assetPrefix, deploymentId } = settings
  return {
    props: { ...props, ...(data === 'static' ? { __N_SSG: true } : data === 'server' ? { __N_SSP: true } : {}) },
    page: pathname,
    query: { ...query },
    buildId,
    ...(isFallback ? { isFallback } : { isFallback: false }),
    ...(data === 'static' ? { gsp: true } : data === 'server' ? { gssp: true } : {}),
    ...(isPerRequest && data === 'none' ? { gip: true } : {}),
    ...(readsReadiness ? { readsReadiness } : {}),
    ...(isPreview ? { isPreview } : {}),
    ...place,
    ...publicConfig(),
    ...(basePath === '' ? {} : { basePath }),
    ...(trailingSlash ? { trailingSlash } : {}),
    ...(assetPrefix ? { assetPrefix } : {}),
    ...(deploymentId ? { deploymentId } : {}),
    ...(statusCode === undefined || pathname !== errorRoute
      ? {}
      : { err: { statusCode, message: statusMessage(statusCode) } }),
  }
}

/** The props are most of it, and written into a body of their own as well: turning them into JSON once is enough. */
function jsonOf({ props, ...rest }: NextData, propsJson = JSON.stringify(props)): string {
  return `{"props":${propsJson},${JSON.stringify(rest).slice(1)}`
}

function publicConfig(): Pick<NextData, 'runtimeConfig'> {
  const { publicRuntimeConfig } = runtimeConfig()
  return Object.keys(publicRuntimeConfig).length === 0 ? {} : { runtimeConfig: publicRuntimeConfig }
}

function assetUrls({ assets, basePath, assetPrefix }: RenderSettings, { pathname, statusCode }: DocumentRequest) {
  const page =
    assets[pathname] ?? assets[statusCode === undefined ? errorRoute : `/${statusCode}`] ?? assets[errorRoute]
  const url = (name: string) => `${assetPrefix || basePath}/${name}`
  return {
    scripts: (page?.scripts ?? []).map((name) => ({ src: url(name), module: true })),
    preloads: (page?.preloads ?? []).map(url),
    stylesheets: (page?.stylesheets ?? []).map(url),
  }
}
