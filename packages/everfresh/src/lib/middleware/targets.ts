/** What a request is really for: data URLs and the image optimizer show something that has a URL of its own, with its own rules. */
import { canonicalise, type CanonicalUrl, type RoutingRequest } from '@everfresh/server'
import { optimizerPath } from '../images/image-settings.ts'
import { dataPathOf, pageOfDataPath } from '../routes/data-path.ts'
import { type I18nSettings, splitLocale, withLocale } from '../routes/locale-path.ts'
import { defaultLocaleOf } from '../routing/locales.ts'
import { canonicalPathname } from './spelling.ts'

export interface MiddlewareTarget {
  /** Of the page, file or API route, canonical; with i18n under its locale. */
  readonly url: CanonicalUrl
  /** `data`: asked for by the client runtime, which reads headers in place of following redirects. */
  readonly kind: 'document' | 'data' | 'image'
  /** The URL that the site is asked for when `url` shall be in the target's place. */
  insteadOf(url: CanonicalUrl): CanonicalUrl
}

export interface TargetOptions {
  readonly basePath: string
  readonly i18n?: I18nSettings | undefined
}

/** Middleware runs for each: an image that is optimized is both the optimizer's and the file's. @throws URIError */
export function targetsOf(
  url: CanonicalUrl,
  request: RoutingRequest['request'],
  options: TargetOptions,
): MiddlewareTarget[] {
  const data = pageOfDataPath(url.pathname)
  if (data !== undefined) return [dataTarget(data, url.search, request, options)]
  const own: MiddlewareTarget = {
    url: { ...url, pathname: canonicalPathname(url.pathname) },
    kind: 'document',
    insteadOf: (other) => other,
  }
  const image = url.pathname === optimizerPath ? imageOf(url.search, options.basePath) : undefined
  if (image === undefined) return [own]
  return [own, { url: image, kind: 'image', insteadOf: (other) => optimized(url, other, options.basePath) }]
}

/** Whatever build the client came from: which ones are answered is not decided here. */
function dataTarget(
  { buildId, pathname }: NonNullable<ReturnType<typeof pageOfDataPath>>,
  search: string,
  request: RoutingRequest['request'],
  { i18n }: TargetOptions,
): MiddlewareTarget {
  return {
    url: { pathname: canonicalPathname(located(pathname, request, i18n)), search },
    kind: 'data',
    insteadOf: (other) => ({ pathname: dataPathOf(other.pathname, buildId), search: other.search }),
  }
}

/** A data URL that names no locale is one all the same: that of its host. */
function located(pathname: string, request: RoutingRequest['request'], i18n: I18nSettings | undefined): string {
  if (i18n === undefined || splitLocale(pathname, i18n.locales).locale !== undefined) return pathname
  return withLocale(pathname, defaultLocaleOf(i18n, request))
}

/** The image of this site that the optimizer is asked for; undefined for others, and for what it refuses. */
function imageOf(search: string, basePath: string): CanonicalUrl | undefined {
  const url = new URLSearchParams(search).get('url')
  if (url === null || !url.startsWith('/')) return undefined
  const path = url.replace(/[^!-~]+/g, encodeURIComponent).split('#', 1)[0]!
  const rules = { basePath, trailingSlash: false }
  const canonical = canonicalise(path, rules)
  const repaired = canonical.kind === 'redirect' ? canonicalise(canonical.location, rules) : canonical
  if (repaired.kind !== 'url') return undefined
  return { ...repaired.url, pathname: canonicalPathname(repaired.url.pathname) }
}

function optimized(url: CanonicalUrl, { pathname, search }: CanonicalUrl, basePath: string): CanonicalUrl {
  const query = new URLSearchParams(url.search)
  query.set('url', basePath + pathname + search)
  return { ...url, search: `?${query}` }
}
