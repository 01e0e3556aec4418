/** Languages of a site (B101): which one a URL is in, and what each has of its own. */
import type { DeploymentManifest } from '../deployments/manifest.ts'
import { splitLocale, withLocale, type I18nSettings } from '../routes/locale-path.ts'
import { errorPageRefs, type ErrorPageRefs, type PagePath } from './page-refs.ts'

export interface SiteLanguages {
  /** The error pages of the default language, or of the only one. */
  readonly standard: ErrorPageRefs
  placeOf(pathname: string): PagePath
  placeOfData(pathname: string): PagePath | undefined
  errorPages(locale: string | undefined): ErrorPageRefs
  /** What the server is told of a page beside the page itself. Nothing where the site has one language. */
  around(pattern: string, locale: string | undefined): Partial<ErrorPageRefs> & { readonly matchedPath?: string }
}

export function createSiteLanguages(manifest: DeploymentManifest): SiteLanguages {
  const { i18n } = manifest.settings
  const standard = errorPageRefs(manifest, i18n?.defaultLocale)
  const own = new Map(i18n?.locales.map((locale) => [locale, errorPageRefs(manifest, locale)]))
  const errorPages = (locale: string | undefined) => (locale && own.get(locale)) || standard

  return {
    standard,
    placeOf: (pathname) => placeOf(pathname, i18n),
    placeOfData: (pathname) => placeOfData(pathname, i18n),
    errorPages,
    around: (pattern, locale) =>
      locale === undefined ? {} : { ...errorPages(locale), matchedPath: withLocale(pattern, locale) },
  }
}

/** Whoever names no language, as `revalidate` may, means the default one. @throws URIError */
export function placeOf(pathname: string, i18n: I18nSettings | undefined): PagePath {
  if (i18n === undefined) return { pathname }
  const { locale = i18n.defaultLocale, pathname: rest } = splitLocale(pathname, i18n.locales)
  return { pathname: rest, locale }
}

/**
 * The page of a data URL. It names its language as the configuration spells it, so that a page has one data URL; anything else
 * is undefined. @throws URIError
 */
export function placeOfData(pathname: string, i18n: I18nSettings | undefined): PagePath | undefined {
  const place = placeOf(pathname, i18n)
  return withLocale(place.pathname, place.locale) === pathname ? place : undefined
}
