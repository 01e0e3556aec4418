/** What a URL means in one deployment: the server's `Site`, made from a manifest. */
import type { IncomingMessage } from 'node:http'
import type { Rendered } from '@everfresh/engine'
import type {
  CanonicalUrl,
  HandlerCache,
  HandlerTarget,
  PageTarget,
  Site,
  StaticFolder,
  Target,
} from '@everfresh/server'
import type { DeploymentManifest, RouteRecord } from '../deployments/manifest.ts'
import { isBot } from '../routes/bots.ts'
import { pageOfDataPath } from '../routes/data-path.ts'
import { keyOf } from '../routes/key.ts'
import { withLocale } from '../routes/locale-path.ts'
import type { Params } from '../routes/pattern.ts'
import { mayBePreview, type PreviewMode } from '../preview/preview-mode.ts'
import type { PreviewTask } from '../render/render-types.ts'
import { createRouteOutside, createRouteRequest, type KnownUrls } from '../routing/route-request.ts'
import type { RoutingStages } from '../routing/stages.ts'
import { pageRefOf, previewTaskOf, shellRefOf, type PagePath } from './page-refs.ts'
import { answerNamespaceOf } from './cached-answers.ts'
import { noDataTarget } from './no-data.ts'
import { createRouteTable } from './route-table.ts'
import { createSiteLanguages } from './site-languages.ts'

export interface RequestHandlers {
  /** Renders a page with getServerSideProps. `url` is without locale. `dataOnly` for client navigations. */
  serverPage(
    route: RouteRecord,
    params: Params,
    url: CanonicalUrl & PagePath,
    dataOnly: boolean,
  ): HandlerTarget['handle']
  api(route: RouteRecord, params: Params, url: CanonicalUrl): HandlerTarget['handle']
  /** Renders a page with getStaticProps for one visitor. Its result meets no cache. */
  preview(task: PreviewTask): Promise<Rendered>
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
  /** How answers of a route are kept for others, by its pattern; undefined where they are not. */
  readonly cachedAnswers?: CachedAnswers
  /** The fingerprint that `route` has in another retained deployment, for data requests of older clients. */
  readonly fingerprintIn: (buildId: string, pattern: string) => string | undefined
}

export type CachedAnswers = (pattern: string) => Pick<HandlerCache, 'ignoreCookies'> | undefined

const maySeeDrafts = ({ headers }: IncomingMessage): boolean => mayBePreview(headers.cookie ?? '')

/** A page that somebody asks for. */
interface Asked extends PagePath {
  /** The query with its `?`, or the empty string. */
  readonly search: string
  readonly body: PageTarget['body']
  readonly isBot: boolean
}

const notFound = { kind: 'not-found' } as const satisfies Target

/** Files under `pages/` that are no pages (B99). */
const special = new Set(['/_app', '/_document', '/_error'])

const isBelow = (key: string, folder: string): boolean => key === folder || key.startsWith(`${folder}/`)
const isApi = (key: string): boolean => isBelow(key, '/api')

/** Paths that no page answers, not even a catch-all: each would be one more page for whoever asks (B22). */
const isReserved = (key: string): boolean => isBelow(key, '/_next') || isApi(key) || special.has(key)

export function createSite(options: SiteOptions): Site {
  const { manifest, staticPaths, files, handlers, previewMode, stages = {}, fingerprintIn, cachedAnswers } = options
  const apis = createRouteTable(manifest.routes.filter(({ kind }) => kind === 'api'))
  const pages = createRouteTable(manifest.routes.filter(({ kind }) => kind !== 'api'))
  const languages = createSiteLanguages(manifest)

  const nothingIn = (locale: string | undefined): Target =>
    locale === undefined ? notFound : { ...notFound, page: languages.errorPages(locale).notFoundPage }

  /** The site's 404 or 500 page, asked for by name. */
  const namedErrorPage = ({ pathname, locale }: PagePath, body: PageTarget['body']): PageTarget | undefined => {
    const key = keyOf(pathname)
    if (key !== '/404' && key !== '/500') return undefined
    const { notFoundPage, errorPage } = languages.errorPages(locale)
    const page = key === '/404' ? notFoundPage : errorPage
    return { kind: 'page', page, body, whenMissing: 'generate', route: key, ...languages.around(key, locale) }
  }

  const namespaces = new Map<RouteRecord, string>()
  const namespaceOf = (route: RouteRecord, rule: Pick<HandlerCache, 'ignoreCookies'>): string => {
    const namespace = namespaces.get(route) ?? answerNamespaceOf(manifest, route, rule)
    namespaces.set(route, namespace)
    return namespace
  }

  const cachedAs = (route: RouteRecord, path: string): Pick<HandlerTarget, 'cache'> | undefined => {
    const rule = cachedAnswers?.(route.pattern)
    return (
      rule && {
        cache: {
          namespace: namespaceOf(route, rule),
          path,
          isPersonal: maySeeDrafts,
          mayBePersonal: mayBePreview,
          ...rule,
        },
      }
    )
  }

  const resolvePage = (asked: Asked): Target => {
    const { pathname, locale, body } = asked
    const named = namedErrorPage(asked, body)
    if (named !== undefined) return named
    if (isReserved(keyOf(pathname))) return nothingIn(locale)
    for (const { route, params } of pages.matches(pathname)) {
      const target = targetOf(route, params, asked)
      if (target !== undefined) return target
    }
    return nothingIn(locale)
  }

  /** A path that getStaticPaths did not list belongs to a later route, if one wants it (B58, B59). */
  const mayExist = ({ fallback, pattern }: RouteRecord, { pathname, locale }: PagePath) =>
    fallback !== false || staticPaths.get(pattern)?.has(withLocale(keyOf(pathname), locale)) === true

  const targetOf = (route: RouteRecord, params: Params, asked: Asked): Target | undefined => {
    const { pattern } = route
    const { pathname, search, locale, body } = asked
    const own = languages.around(pattern, locale)
    if (route.kind === 'server-props') {
      return {
        kind: 'handler',
        route: pattern,
        handle: handlers.serverPage(route, params, { pathname, search, locale }, body === 'data'),
        ...(own.errorPage && { errorPage: own.errorPage }),
        ...cachedAs(route, withLocale(keyOf(pathname), locale)),
      }
    }
    if (route.kind === 'automatic' && body === 'data')
      return stages.middleware === undefined ? nothingIn(locale) : noDataTarget(pattern)
    if (!mayExist(route, asked)) return undefined
    const page = pageRefOf(route, asked, params)
    if (route.fallback !== true || body === 'data' || asked.isBot)
      return { kind: 'page', page, body, whenMissing: 'generate', route: pattern, ...own }
    return { kind: 'page', page, body, whenMissing: 'shell', shell: shellRefOf(route, locale), route: pattern, ...own }
  }

  const resolveData = ({ pathname, search }: CanonicalUrl, isBot: boolean): Target => {
    const request = pageOfDataPath(pathname)
    const place = request && languages.placeOfData(request.pathname)
    if (request === undefined || place === undefined) return notFound
    const target = resolvePage({ ...place, search, body: 'data', isBot })
    if (request.buildId === manifest.id) return target
    // A client of an earlier deployment: its data contract is unchanged if the route's code is (DESIGN §7).
    return isSameIn(request.buildId, target) ? target : notFound
  }

  /** Of routes whose answers are kept, too: documents of earlier deployments are among them. */
  const isSameIn = (buildId: string, target: Target): boolean => {
    if (target.kind === 'page') return fingerprintIn(buildId, target.route) === target.page.namespace
    if (target.kind !== 'handler' || target.cache === undefined) return false
    const fingerprint = fingerprints.get(target.route)
    return fingerprint !== undefined && fingerprintIn(buildId, target.route) === fingerprint
  }
  const fingerprints = new Map(manifest.routes.map(({ pattern, fingerprint }) => [pattern, fingerprint]))

  /** Where previews lead. What is not published yet is in no list of getStaticPaths: where nobody else wants it, that is no limit. */
  const resolvePreview = ({ pathname }: CanonicalUrl) => {
    const request = keyOf(pathname).startsWith('/_next/data/') ? pageOfDataPath(pathname) : undefined
    if (request !== undefined && request.buildId !== manifest.id) return undefined
    const place = request === undefined ? languages.placeOf(pathname) : languages.placeOfData(request.pathname)
    if (place === undefined || isReserved(keyOf(place.pathname)) || namedErrorPage(place, 'html')) return undefined
    const matches = [...pages.matches(place.pathname)]
    const match = matches.find(({ route }) => mayExist(route, place)) ?? matches[0]
    // Where nothing is, an editor sees the 404 page as it will be; a data request is told that there is nothing.
    if (match === undefined ? request !== undefined : match.route.kind !== 'static-props') return undefined
    return { match, place, body: request === undefined ? 'html' : 'data' } as const
  }

  const known: KnownUrls = {
    isFixed: ({ pathname }) =>
      pages.fixed(languages.placeOf(pathname).pathname) !== undefined || apis.fixed(pathname) !== undefined,
    isKnown({ pathname }) {
      if ([...apis.matches(pathname)].length > 0) return true
      const place = languages.placeOf(pathname)
      if (isReserved(keyOf(place.pathname))) return false
      return [...pages.matches(place.pathname)].some(({ route }) => mayExist(route, place))
    },
  }
  const route = createRouteRequest(stages, known, manifest.settings.basePath)

  const routeOutside = createRouteOutside(stages, manifest.settings.assetPrefix)

  return {
    ...(route && { route }),
    ...(routeOutside && { routeOutside }),
    skipTrailingSlashRedirect: manifest.settings.skipTrailingSlashRedirect ?? false,
    basePath: manifest.settings.basePath,
    trailingSlash: manifest.settings.trailingSlash,
    ...languages.standard,
    files,
    hasFixedUrls: true,
    isBot: (userAgent) => isBot(userAgent),
    resolve(url, isBot) {
      const { pathname } = url
      // However a visitor spells a path, it means one thing.
      const key = keyOf(pathname)
      if (key.startsWith('/_next/data/')) return resolveData(url, isBot)
      if (isApi(key)) {
        for (const { route, params } of apis.matches(pathname)) {
          const { pattern } = route
          return {
            kind: 'handler',
            route: pattern,
            handle: handlers.api(route, params, url),
            ...cachedAs(route, key),
          }
        }
        return notFound
      }
      return resolvePage({ ...languages.placeOf(pathname), search: url.search, body: 'html', isBot })
    },
    mayBePreview,
    preview(url, request, response) {
      if (!mayBePreview(request.headers.cookie ?? '')) return undefined
      const found = resolvePreview(url)
      const visit = found && previewMode.visitOf(request, response)
      if (visit === undefined) return undefined
      const { match, place, body } = found!
      const pattern = match?.route.pattern ?? '/404'
      const renderNotFound = () =>
        handlers.preview({ kind: 'preview-not-found', locale: place.locale, data: visit.data })
      return {
        body,
        route: pattern,
        ...languages.around(pattern, place.locale),
        ...(match && { render: () => handlers.preview(previewTaskOf(match.route, place, match.params, visit.data)) }),
        renderNotFound,
      }
    },
  }
}
