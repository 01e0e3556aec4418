/** Locales in paths: `/fr/about` is the page `/about` in French (B101). Runs in browsers too. */

/** A host that has a default locale of its own. */
export interface DomainLocale {
  /** Host name, without protocol and port. */
  readonly domain: string
  /** The locale of its paths without a prefix. */
  readonly defaultLocale: string
  /** Further locales that live there, under their prefix. */
  readonly locales?: readonly string[]
  /** Whether it is reached by plain HTTP. */
  readonly http?: true
}

/** The languages of a site, as its configuration says. */
export interface I18nSettings {
  /** The default one first. */
  readonly locales: readonly string[]
  readonly defaultLocale: string
  readonly domains: readonly DomainLocale[]
  /** Whether visitors of `/` are sent to their own language. */
  readonly localeDetection: boolean
}

export interface LocalisedPath {
  /** As it is written in the configuration. Undefined where the path names none. */
  readonly locale: string | undefined
  /** Without the locale; begins with a slash. */
  readonly pathname: string
}

/**
 * Takes the locale off a percent-encoded path, however it is written there: `/FR/about` is French (B101).
 *
 * @throws URIError when the first segment is no valid percent-encoding.
 */
export function splitLocale(pathname: string, locales: readonly string[]): LocalisedPath {
  const end = pathname.indexOf('/', 1)
  const first = end === -1 ? pathname.slice(1) : pathname.slice(1, end)
  const locale = localeNamed(first.includes('%') ? decodeURIComponent(first) : first, locales)
  if (locale === undefined) return { locale, pathname }
  return { locale, pathname: end === -1 ? '/' : pathname.slice(end) }
}

/** Puts a locale in front of a path, which may have a query and a hash: `/` becomes `/fr`. */
export function withLocale(path: string, locale: string | undefined): string {
  if (locale === undefined) return path
  return `/${locale}${/^\/([?#]|$)/.test(path) ? path.slice(1) : path}`
}

/** The locale of this name, in the configuration's spelling. */
export function localeNamed(name: string | undefined, locales: readonly string[]): string | undefined {
  const wanted = name?.toLowerCase()
  return wanted === undefined ? undefined : locales.find((locale) => locale.toLowerCase() === wanted)
}

/** The domain that a `Host` header, or a host name, names. */
export function domainOfHost(domains: readonly DomainLocale[], host: string | undefined): DomainLocale | undefined {
  const name = host?.split(':', 1)[0]?.toLowerCase()
  return name === undefined ? undefined : domains.find(({ domain }) => domain.toLowerCase() === name)
}

/** The domain that a locale lives on. */
export function domainOfLocale(domains: readonly DomainLocale[], locale: string | undefined): DomainLocale | undefined {
  if (locale === undefined) return undefined
  const isHome = ({ defaultLocale, locales = [] }: DomainLocale) => defaultLocale === locale || locales.includes(locale)
  return domains.find(isHome)
}

export const originOfDomain = ({ domain, http }: DomainLocale): string => `http${http ? '' : 's'}://${domain}`
