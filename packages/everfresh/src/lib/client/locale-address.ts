/** Languages in the addresses that links and navigations lead to (B101). Where a site has one, paths stay as they are. */
import { domainOfHost, domainOfLocale, originOfDomain, splitLocale, withLocale } from '../routes/locale-path.ts'
import type { PageLocale } from './router-types.ts'
import { canonicalPathname, joinUrl, splitUrl, withBasePath, type UrlStyle } from './url.ts'

export interface Located {
  readonly locale: string | undefined
  /** Without the locale. */
  readonly path: string
}

/** Takes the locale off a path (with or without query and hash) below the base path. */
export function takeLocale(path: string, { locales }: PageLocale): Located {
  if (locales === undefined) return { locale: undefined, path }
  const { search, hash, ...url } = splitUrl(path)
  const { locale, pathname } = splitOrKeep(url.pathname, locales)
  return locale === undefined ? { locale, path } : { locale, path: joinUrl({ pathname, search, hash }) }
}

function splitOrKeep(pathname: string, locales: readonly string[]) {
  try {
    return splitLocale(pathname, locales)
  } catch (error) {
    // The server answers a path that cannot be decoded with 400; so let it.
    if (error instanceof URIError) return { locale: undefined, pathname }
    throw error
  }
}

/** A path with its locale in front, unless that is the default one, as the address bar shows it below the base path. */
export function localisedPath(
  path: string,
  locale: string | undefined,
  { defaultLocale }: Pick<PageLocale, 'defaultLocale'>,
  { trailingSlash }: Pick<UrlStyle, 'trailingSlash'>,
): string {
  if (locale === undefined || locale === defaultLocale) return path
  const { pathname, search, hash } = splitUrl(withLocale(path, locale))
  return joinUrl({ pathname: canonicalPathname(pathname, trailingSlash), search, hash })
}

/** A navigation's paths without their locale, and the language that it leads to. What a path says goes first. */
export function locatedStep(
  step: { readonly href: string; readonly as: string | undefined; readonly locale: string | false | undefined },
  place: PageLocale,
): { readonly href: string; readonly as: string | undefined; readonly locale: string | undefined } {
  const href = takeLocale(step.href, place)
  const as = step.as === undefined ? undefined : takeLocale(step.as, place)
  const wanted = step.locale === false ? place.defaultLocale : (step.locale ?? place.locale)
  const locale = place.locales && (as?.locale ?? href.locale ?? wanted)
  return { href: href.path, as: as?.path, locale }
}

/**
 * Where a page in another language is when the router cannot go there: on that language's domain, or nowhere since there is no
 * such language, which the server says best. Undefined for all others.
 */
export function addressElsewhere(
  path: string,
  locale: string | undefined,
  place: PageLocale,
  style: UrlStyle,
  hostname: string,
): string | undefined {
  if (locale === undefined) return undefined
  if (!place.locales?.includes(locale)) return withBasePath(localisedPath(path, locale, place, style), style)
  const domain = domainOf(locale, place)
  if (domain === undefined || domain === domainOfHost([domain], hostname)) return undefined
  return originOfDomain(domain) + withBasePath(localisedPath(path, locale, domain, style), style)
}

/** Only on one of the domains: on a preview's or a developer's host links stay there. */
const domainOf = (locale: string, { isLocaleDomain, domainLocales = [] }: PageLocale) =>
  isLocaleDomain ? domainOfLocale(domainLocales, locale) : undefined

/** What an anchor shows for a path: base path, locale and domain included. `wanted` is the link's own locale, if it has one. */
export function linkAddress(path: string, wanted: string | false | undefined, place: PageLocale & UrlStyle): string {
  const written = takeLocale(path, place)
  const locale = place.locales && (written.locale ?? (wanted === undefined ? place.locale : wanted || undefined))
  if (locale === undefined || /^\/api(\/|[?#]|$)/.test(path)) return withBasePath(path, place)
  const domain = domainOf(locale, place)
  if (domain !== undefined) {
    return originOfDomain(domain) + withBasePath(localisedPath(written.path, locale, domain, place), place)
  }
  return withBasePath(written.locale === undefined ? localisedPath(path, locale, place, place) : path, place)
}

/** What the host of this tab says about languages. A page that is kept could not know its visitors' hosts. */
export function placeOnHost(hostname: string, place: PageLocale): Pick<PageLocale, 'isLocaleDomain' | 'defaultLocale'> {
  if (place.defaultLocale === undefined) return {}
  const domain = domainOfHost(place.domainLocales ?? [], hostname)
  return { isLocaleDomain: domain !== undefined, defaultLocale: domain?.defaultLocale ?? place.defaultLocale }
}
