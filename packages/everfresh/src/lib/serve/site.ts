/** What a URL means in one deployment: the server's `Site`, made from a manifest. */
import type {
  CanonicalUrl,
  HandlerTarget,
  PageTarget,
  PreviewTarget,
  Site,
  StaticFolder,
  Target,
} from '@everfresh/server'
import type { DeploymentManifest, RouteRecord } from '../deployments/manifest.ts'
import { isBot } from '../routes/bots.ts'
import { pageOfDataPath } from '../routes/data-path.ts'
import { keyOf } from '../routes/key.ts'
import type { Params } from '../routes/pattern.ts'
import { mayBePreview, type PreviewMode } from '../preview/preview-mode.ts'
import type { PreviewTask } from '../render/render-types.ts'
import { createRouteRequest, type KnownUrls } from '../routing/route-request.ts'
import type { RoutingStages } from '../routing/stages.ts'
import { errorPageRefs, pageRefOf, previewTaskOf, shellRefOf } from './page-refs.ts'
import { createRouteTable } from './route-table.ts'

export interface RequestHandlers {
  /** Renders a page with getServerSideProps. `dataOnly` for client navigations. */
  serverPage(route: RouteRecord, params: Params, url: CanonicalUrl, dataOnly: boolean): HandlerTarget['handle']
  api(route: RouteRecord, params: Params, url: CanonicalUrl): HandlerTarget['handle']
  /** Renders a page with getStaticProps for one visitor. Its result meets no cache. */
  preview(task: PreviewTask): ReturnType<PreviewTarget['render']>
}

export interface SiteOptions {
  readonly manifest: DeploymentManifest
  /** Keys that exist, by pattern, for routes with `fallback: false`. */
  readonly staticPaths: ReadonlyMap<string, ReadonlySet<string>>
  readonly files: readonly StaticFolder[]
  readonly handlers: RequestHandlers
  readonly previewMode: Pick<PreviewMode, 'visitOf'>
  /** What happens to requests before their page is looked for. */
  readonly stages?: RoutingStages
  /** The fingerprint that `route` has in another retained deployment, for data requests of older clients. */
  readonly fingerprintIn: (buildId: string, pattern: string) => string | undefined
}

const notFound: Target = { kind: 'not-found' }

/** Files under `pages/` that are no pages (B99). */
const special = new Set(['/_app', '/_document', '/_error'])

const isBelow = (key: string, folder: string): boolean => key === folder || key.startsWith(`${folder}/`)
const isApi = (key: string): boolean => isBelow(key, '/api')

/** Paths that no page answers, not even a catch-all: each would be one more page for whoever asks (B22). */
const isReserved = (key: string): boolean => isBelow(key, '/_next') || isApi(key) || special.has(key)

export function createSite(options: SiteOptions): Site {
  const { manifest, staticPaths, files, handlers, previewMode, stages = {}, fingerprintIn } = options
  const apis = createRouteTable(manifest.routes.filter(({ kind }) => kind === 'api'))
  const pages = createRouteTable(manifest.routes.filter(({ kind }) => kind !== 'api'))
  const { notFoundPage, errorPage } = errorPageRefs(manifest)

  const resolvePage = (url: CanonicalUrl, pathname: string, body: PageTarget['body'], isBot: boolean): Target => {
    if (isReserved(keyOf(pathname))) return notFound
    for (const { route, params } of pages.matches(pathname)) {
      const target = targetOf(route, params, url, pathname, body, isBot)
      if (target !== undefined) return target
    }
    return notFound
  }

  /** A path that getStaticPaths did not list belongs to a later route, if one wants it (B58, B59). */
  const mayExist = ({ fallback, pattern }: RouteRecord, pathname: string) =>
    fallback !== false || staticPaths.get(pattern)?.has(keyOf(pathname)) === true

  const targetOf = (
    route: RouteRecord,
    params: Params,
    url: CanonicalUrl,
    pathname: string,
    body: PageTarget['body'],
    isBot: boolean,
  ) => {
    const { pattern } = route
    if (route.kind === 'server-props') {
      return {
        kind: 'handler',
        route: pattern,
        handle: handlers.serverPage(route, params, { ...url, pathname }, body === 'data'),
      } as const
    }
    if (route.kind === 'automatic') {
      if (body === 'data') return notFound
      return {
        kind: 'page',
        page: pageRefOf(route, pathname, params),
        body,
        whenMissing: 'generate',
        route: pattern,
      } as const
    }
    if (!mayExist(route, pathname)) return undefined
    const page = pageRefOf(route, pathname, params)
    if (route.fallback !== true || body === 'data' || isBot)
      return { kind: 'page', page, body, whenMissing: 'generate', route: pattern } as const
    return { kind: 'page', page, body, whenMissing: 'shell', shell: shellRefOf(route), route: pattern } as const
  }

  const resolveData = (url: CanonicalUrl, isBot: boolean): Target => {
    const request = pageOfDataPath(url.pathname)
    if (request === undefined) return notFound
    const errorPage = errorPages.get(keyOf(request.pathname))
    const target: Target =
      errorPage === undefined
        ? resolvePage(url, request.pathname, 'data', isBot)
        : { kind: 'page', page: errorPage, body: 'data', whenMissing: 'generate', route: keyOf(request.pathname) }
    if (request.buildId === manifest.id || target.kind !== 'page')
      return request.buildId === manifest.id ? target : notFound
    // A client of an earlier deployment: its data contract is unchanged if the route's code is (DESIGN §7).
    return fingerprintIn(request.buildId, target.route) === target.page.namespace ? target : notFound
  }

  /** Where previews lead. What is not published yet is in no list of getStaticPaths: where nobody else wants it, that is no limit. */
  const resolvePreview = ({ pathname }: CanonicalUrl) => {
    const request = keyOf(pathname).startsWith('/_next/data/') ? pageOfDataPath(pathname) : undefined
    if (request !== undefined && request.buildId !== manifest.id) return undefined
    const path = request?.pathname ?? pathname
    if (isReserved(keyOf(path)) || errorPages.has(keyOf(path))) return undefined
    const matches = [...pages.matches(path)]
    const match = matches.find(({ route }) => mayExist(route, path)) ?? matches[0]
    if (match?.route.kind !== 'static-props') return undefined
    return { ...match, path, body: request === undefined ? 'html' : 'data' } as const
  }

  const errorPages = new Map([
    ['/404', notFoundPage],
    ['/500', errorPage],
  ])

  const known: KnownUrls = {
    isFixed: ({ pathname }) => pages.fixed(pathname) !== undefined || apis.fixed(pathname) !== undefined,
    isKnown: ({ pathname }) =>
      [...apis.matches(pathname)].length > 0 ||
      (!isReserved(keyOf(pathname)) && [...pages.matches(pathname)].some(({ route }) => mayExist(route, pathname))),
  }
  const route = createRouteRequest(stages, known)

  return {
    ...(route && { route }),
    basePath: manifest.settings.basePath,
    trailingSlash: manifest.settings.trailingSlash,
    notFoundPage,
    errorPage,
    files,
    isBot: (userAgent) => isBot(userAgent),
    resolve(url, isBot) {
      const { pathname } = url
      // However a visitor spells a path, it means one thing.
      const key = keyOf(pathname)
      if (key.startsWith('/_next/data/')) return resolveData(url, isBot)
      if (isApi(key)) {
        for (const { route, params } of apis.matches(pathname)) {
          return { kind: 'handler', route: route.pattern, handle: handlers.api(route, params, url) }
        }
        return notFound
      }
      const page = errorPages.get(key)
      if (page !== undefined) return { kind: 'page', page, body: 'html', whenMissing: 'generate', route: key }
      return resolvePage(url, pathname, 'html', isBot)
    },
    preview(url, request, response) {
      if (!mayBePreview(request.headers.cookie ?? '')) return undefined
      const found = resolvePreview(url)
      const visit = found && previewMode.visitOf(request, response)
      if (visit === undefined) return undefined
      const { route, params, path, body } = found!
      return {
        body,
        route: route.pattern,
        render: () => handlers.preview(previewTaskOf(route, path, params, visit.data)),
      }
    },
  }
}
