/** The identity of every page that a deployment can generate, for builds and for requests alike. */
import type { PageRef } from '@everfresh/engine'
import type { DeploymentManifest, RouteRecord } from '../deployments/manifest.ts'
import type { PreviewTask, StaticTask } from '../render/render-types.ts'
import { keyOf, pathnameOfKey } from '../routes/key.ts'
import { withLocale } from '../routes/locale-path.ts'
import type { Params } from '../routes/pattern.ts'

/** A task without the reason, which each render has its own of. */
export type PageContext = StaticTask extends infer Task ? (Task extends unknown ? Omit<Task, 'reason'> : never) : never
export type SitePageRef = PageRef<PageContext>

/** A page's path, percent-encoded, and with i18n its language, of which that path says nothing. */
export interface PagePath {
  readonly pathname: string
  readonly locale?: string | undefined
}

const placed = (locale: string | undefined) => (locale === undefined ? {} : { locale })

/** Where a visitor's path leads: the same for the page that is kept, and for one that is shown to him alone. */
export function previewTaskOf(
  { pattern }: RouteRecord,
  { pathname, locale }: PagePath,
  params: Params,
  data: unknown,
): PreviewTask {
  return { kind: 'preview', route: pattern, params, asPath: pathnameOfKey(keyOf(pathname)), ...placed(locale), data }
}

/**
 * A page of a route with getStaticProps, or of a static route without data. With i18n each language has its own, under its
 * locale (B10, B101).
 *
 * @throws URIError
 */
export function pageRefOf(route: RouteRecord, { pathname, locale }: PagePath, params: Params): SitePageRef {
  const { pattern } = route
  const page = { kind: 'page', route: pattern, ...placed(locale) } as const
  // A dynamic route without data functions is one page for all its paths: the browser fills in the parameters.
  if (route.kind === 'automatic' && pattern.includes('[')) {
    return ref(route, withLocale(pattern, locale), { ...page, params: {}, asPath: pattern })
  }
  const key = keyOf(pathname)
  // Encoded from the key, not as this visitor wrote it: `/caf%C3%A9` and `/café` are one page.
  return ref(route, withLocale(key, locale), { ...page, params, asPath: pathnameOfKey(key) })
}

const ref = (route: RouteRecord, path: string, context: PageContext): SitePageRef => ({
  namespace: route.fingerprint ?? route.pattern.replaceAll('/', '.'),
  route: route.pattern,
  path,
  context,
})

/**
 * A shell lives in a namespace of its own, under a path that no page has: a page may have the literal path
 * `/products/[sku]` (B63, B93), and what is published under one path supersedes what other code made under it. And it counts
 * as a route of its own: it is shown at once, however many pages of the route are being rendered.
 */
export const shellRefOf = (route: RouteRecord, locale?: string): SitePageRef => ({
  namespace: `${route.fingerprint}.shell`,
  route: `${route.pattern}#shell`,
  path: `${withLocale(route.pattern, locale)}#shell`,
  context: { kind: 'shell', route: route.pattern, ...placed(locale) },
})

export interface ErrorPageRefs {
  readonly notFoundPage: SitePageRef
  readonly errorPage: SitePageRef
}

export const errorPageRefs = (
  manifest: Pick<DeploymentManifest, 'notFoundFingerprint' | 'errorFingerprint'>,
  locale?: string,
): ErrorPageRefs => ({
  notFoundPage: errorPageRef(manifest.notFoundFingerprint, 404, locale),
  errorPage: errorPageRef(manifest.errorFingerprint, 500, locale),
})

const errorPageRef = (namespace: string, statusCode: 404 | 500, locale: string | undefined): SitePageRef => ({
  namespace,
  route: `/${statusCode}`,
  path: withLocale(`/${statusCode}`, locale),
  context: { kind: 'error-page', statusCode, ...placed(locale) },
})
