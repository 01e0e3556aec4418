/** Where the router begins: with what the server knew when it rendered the document, so that hydration finds no difference. */
import type { NextData } from './client-route.ts'
import { interpolate, parsePattern } from '../routes/pattern.ts'
import { takeLocale } from './locale-address.ts'
import { paramsOf } from './route-table.ts'
import type { PageLocale, RouterState } from './router-types.ts'
import { withoutBasePath } from './url.ts'

/**
 * Returns the router's state for hydration. A page that was generated ahead knows neither query nor hash of this visit,
 * and a fallback shell not even its path; `settle` adds them afterwards (B11, B169). Where the page shows whether the router
 * is ready, it begins as it was rendered: not ready.
 */
export function initialState(
  data: NextData,
  location: Pick<Location, 'pathname' | 'search'>,
  hasRewrites = false,
): RouterState {
  const basePath = data.basePath ?? ''
  const isPerRequest = data.gssp === true || data.gip === true
  const knowsPath = isPerRequest || hasParams(data)
  const address = location.pathname + (isPerRequest ? location.search : '')
  return {
    route: data.page,
    pathname: data.page,
    query: data.query,
    asPath: knowsPath
      ? asRendered(data, takeLocale(withoutBasePath(address, basePath) ?? address, data).path, isPerRequest)
      : data.page,
    basePath,
    trailingSlash: data.trailingSlash ?? false,
    isFallback: data.isFallback ?? false,
    // A rewrite may tell more of the query than the address does.
    isReady: isPerRequest || (location.search === '' && knowsPath && data.readsReadiness !== true && !hasRewrites),
    isPreview: data.isPreview ?? data.props['__N_PREVIEW'] ?? false,
    isLocaleDomain: false,
    ...placeOf(data),
  }
}

function placeOf({ locale, locales, defaultLocale, domainLocales, isLocaleDomain }: NextData): PageLocale {
  if (locale === undefined || locales === undefined || defaultLocale === undefined) return {}
  const domains = domainLocales === undefined ? {} : { domainLocales }
  return { locale, locales, defaultLocale, ...domains, isLocaleDomain: isLocaleDomain ?? false }
}

/** An error page is generated once for all addresses, and any other page that is kept for those of all rewrites to it. */
function asRendered({ page, query, err, props }: NextData, address: string, isPerRequest: boolean): string {
  if (page === '/404' || page === '/500') return page
  const statusCode = err?.statusCode ?? props.pageProps['statusCode']
  if (page === '/_error') return typeof statusCode === 'number' ? `/${statusCode}` : address
  const pattern = parsePattern(page)
  return isPerRequest || paramsOf(pattern, address) !== undefined ? address : interpolate(pattern, query)
}

function hasParams({ page, query, isFallback }: NextData): boolean {
  if (isFallback === true) return false
  const { segments } = parsePattern(page)
  return segments.every(
    ({ kind, value }) => kind === 'static' || kind === 'optional-catch-all' || Object.hasOwn(query, value),
  )
}
