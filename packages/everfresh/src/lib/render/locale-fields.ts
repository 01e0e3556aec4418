/** What a site's code and its browsers are told of the language of a page, with i18n (B101, B167). */
import type { PageLocale } from '../client/router-types.ts'
import { domainOfLocale } from '../routes/locale-path.ts'
import type { RenderSettings } from './render-types.ts'
import type { RequestLocale } from './runtime-types.ts'

type Settings = Pick<RenderSettings, 'i18n' | 'mode'>

/** For data functions and getInitialProps. Nothing where the site has one language. */
export const localeContext = ({ locale, locales = [], defaultLocale = locale ?? '' }: PageLocale) =>
  locale === undefined ? {} : { locale, locales, defaultLocale }

/**
 * Of a page that is kept: it is the same on every host. Its links lead to the domains, so that crawlers find each page under
 * one address; on any other host, such as a preview's, the browser corrects them.
 */
export function placeOfKept({ i18n, mode }: Settings, locale = i18n?.defaultLocale): PageLocale {
  if (i18n === undefined || locale === undefined) return {}
  const isLocaleDomain = mode !== 'dev' && domainOfLocale(i18n.domains, locale) !== undefined
  return placeOf(i18n, { locale, defaultLocale: i18n.defaultLocale, isLocaleDomain })
}

/** Of a page that is rendered for one request, whose host is known. */
export const placeOfRequest = ({ i18n }: Settings, request: RequestLocale | undefined): PageLocale =>
  i18n === undefined || request === undefined ? {} : placeOf(i18n, request)

const placeOf = (
  { locales, domains }: NonNullable<Settings['i18n']>,
  { locale, defaultLocale, isLocaleDomain }: RequestLocale,
): PageLocale => ({
  locale,
  locales,
  defaultLocale,
  ...(domains.length > 0 ? { domainLocales: domains } : {}),
  ...(isLocaleDomain ? { isLocaleDomain } : {}),
})
