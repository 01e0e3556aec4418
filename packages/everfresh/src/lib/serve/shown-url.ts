/** What the visitor's address bar shows, wherever rewrites and middleware have led his request. */
import type { IncomingMessage } from 'node:http'
import { canonicalise, type CanonicalUrl } from '@everfresh/server'
import { pageOfDataPath } from '../routes/data-path.ts'
import { type I18nSettings, splitLocale } from '../routes/locale-path.ts'

export interface ShownUrlSettings {
  readonly basePath: string
  readonly trailingSlash: boolean
  readonly i18n?: I18nSettings | undefined
}

/** Without base path and locale; of a data request the page's. Undefined where that is not to be told. */
export function shownUrlOf(
  { url }: Pick<IncomingMessage, 'url'>,
  settings: ShownUrlSettings,
): CanonicalUrl | undefined {
  const canonical = canonicalise(url ?? '/', { ...settings, trailingSlash: false })
  const asked =
    canonical.kind === 'redirect' ? canonicalise(canonical.location, { ...settings, trailingSlash: false }) : canonical
  if (asked.kind !== 'url') return undefined
  const { pathname, search } = asked.url
  const page = pageOfDataPath(pathname)?.pathname ?? pathname
  return { pathname: settings.i18n === undefined ? page : splitLocale(page, settings.i18n.locales).pathname, search }
}

/** Lets the site's code see `req.url` as it was before there was a base path, as in Next.js (B100). */
export function hideBasePath(request: Pick<IncomingMessage, 'url'>, basePath: string): void {
  const { url = '/' } = request
  const rest = url.slice(basePath.length)
  if (basePath === '' || !url.startsWith(basePath) || !/^(?:[/?]|$)/.test(rest)) return
  request.url = rest.startsWith('/') ? rest : `/${rest}`
}
