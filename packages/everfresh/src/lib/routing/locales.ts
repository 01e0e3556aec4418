/** i18n (B101): which locale a request is for, and where visitors of `/` are sent by their browser's or their own choice. */
import { parseCookie } from 'cookie'
import { preferredLanguage, privateCacheControl } from '@everfresh/server'
import type { CanonicalUrl, RedirectTarget, RoutingRequest } from '@everfresh/server'
import { keyOf } from '../routes/key.ts'
import {
  domainOfHost,
  domainOfLocale,
  localeNamed,
  originOfDomain,
  splitLocale,
  withLocale,
  type DomainLocale,
  type I18nSettings,
} from '../routes/locale-path.ts'
import type { RequestLocale } from '../render/runtime-types.ts'
import type { LocaleStage } from './stages.ts'

/** How the site spells its URLs. */
export interface UrlSpelling {
  readonly basePath: string
  readonly trailingSlash: boolean
}

export function createLocaleStage(i18n: I18nSettings, spelling: UrlSpelling): LocaleStage {
  return {
    locate({ url, request, response, isFile }) {
      if (url.pathname === '/') {
        const elsewhere = i18n.localeDetection ? homeElsewhere(url, request, i18n, spelling) : undefined
        if (elsewhere !== undefined) {
          // This visitor's answer, and nobody else's.
          response.setHeader('Cache-Control', privateCacheControl)
          response.setHeader('Vary', 'Accept-Language, Cookie')
          return { kind: 'redirect', status: 307, location: elsewhere }
        }
      } else if (hasNoLocale(url.pathname) || isFile(url.pathname)) return { kind: 'url', url }
      const { locale = defaultLocaleOf(i18n, request), pathname } = splitLocale(url.pathname, i18n.locales)
      // Links get a locale whatever they lead to, and a file of `public/` is as good under each.
      const isPublicFile = pathname !== '/' && pathname !== url.pathname && !hasNoLocale(pathname) && isFile(pathname)
      if (isPublicFile) return { kind: 'url', url: { ...url, pathname } }
      return { kind: 'url', url: { ...url, pathname: withLocale(pathname, locale) } }
    },
  }
}

/** The locale of paths that name none: the host's, or the site's. */
export const defaultLocaleOf = (i18n: I18nSettings, { headers }: Pick<RoutingRequest['request'], 'headers'>): string =>
  domainOfHost(i18n.domains, headers.host)?.defaultLocale ?? i18n.defaultLocale

/** Assets, data and API routes are what they are in every language; data URLs name their locale themselves. */
function hasNoLocale(pathname: string): boolean {
  const key = pathname.includes('%') ? keyOf(pathname) : pathname
  return key.startsWith('/_next/') || key === '/_next' || key.startsWith('/api/') || key === '/api'
}

/**
 * Where the visitor of `/` would rather be, if anywhere else. A domain says what language it speaks, so there only the
 * browser's preference for a language that lives elsewhere counts; else the visitor's choice (the cookie `NEXT_LOCALE`)
 * goes before the browser's.
 */
function homeElsewhere(
  { search }: CanonicalUrl,
  { headers }: RoutingRequest['request'],
  i18n: I18nSettings,
  { basePath, trailingSlash }: UrlSpelling,
): RedirectTarget['location'] | undefined {
  if (headers['accept-language'] === undefined && headers.cookie === undefined) return undefined
  const here = domainOfHost(i18n.domains, headers.host)
  const preferred = preferredLanguage(headers['accept-language'], i18n.locales)
  const homeOn = (locale: string, domain?: DomainLocale) => {
    const path = locale === (domain ?? i18n).defaultLocale ? '/' : withLocale('/', locale)
    const slashed = trailingSlash && path !== '/' ? `${path}/` : path
    return (basePath !== '' && slashed === '/' && !trailingSlash ? basePath : basePath + slashed) + search
  }
  if (here !== undefined) {
    const domain = domainOfLocale(i18n.domains, preferred)
    if (domain === undefined || (domain === here && preferred === here.defaultLocale)) return undefined
    return originOfDomain(domain) + homeOn(preferred!, domain)
  }
  const chosen = localeNamed(chosenLocale(headers.cookie), i18n.locales) ?? preferred ?? i18n.defaultLocale
  return chosen === i18n.defaultLocale ? undefined : homeOn(chosen)
}

const chosenLocale = (cookies: string | undefined): string | undefined =>
  cookies?.includes('NEXT_LOCALE=') ? parseCookie(cookies)['NEXT_LOCALE'] : undefined

/** What a page that is rendered for one request is told of its language. Undefined where the site has one. */
export function requestLocaleOf(
  i18n: I18nSettings | undefined,
  locale: string | undefined,
  request: Pick<RoutingRequest['request'], 'headers'>,
): RequestLocale | undefined {
  if (i18n === undefined || locale === undefined) return undefined
  const isLocaleDomain = domainOfHost(i18n.domains, request.headers.host) !== undefined
  return { locale, defaultLocale: defaultLocaleOf(i18n, request), isLocaleDomain }
}
