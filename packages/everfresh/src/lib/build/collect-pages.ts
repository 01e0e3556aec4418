/** Which pages a build generates: static pages, the paths that getStaticPaths returned, shells and error pages. */
import type { RouteRecord } from '../deployments/manifest.ts'
import type { StaticPathList } from '../render/runtime-types.ts'
import { keyOf } from '../routes/key.ts'
import { withLocale } from '../routes/locale-path.ts'
import type { PageRoute, SiteRoutes } from '../routes/site-routes.ts'
import { errorPageRefs, pageRefOf, shellRefOf, type SitePageRef } from '../serve/page-refs.ts'
import { checkConflicts } from './conflicting-paths.ts'
import { type FailedPage, pagesFailed } from './errors.ts'
import type { Fingerprints } from './fingerprints.ts'

export interface PageToGenerate {
  readonly page: SitePageRef
  /** The route it belongs to, for the build's table. */
  readonly pattern: string
}

export interface PagesToGenerate {
  readonly pages: readonly PageToGenerate[]
  /** The route records of the manifest, most specific first. */
  readonly records: readonly RouteRecord[]
  /** Keys that exist, by pattern, for routes with `fallback: false`. */
  readonly closedPaths: Readonly<Record<string, readonly string[]>>
}

interface RouteSource {
  staticPaths(route: string): Promise<StaticPathList>
  hasInitialProps(route: string): Promise<boolean>
}

/** Runs every getStaticPaths. @throws EverfreshError CONFLICTING_PATHS (B98), PAGES_FAILED with all that throw (B145). */
export async function collectPages(
  routes: SiteRoutes,
  fingerprints: Fingerprints,
  source: RouteSource,
  locales: readonly string[] = [],
): Promise<PagesToGenerate> {
  // Everything is generated once for each language, or once where URLs say nothing of languages (B145).
  const places = locales.length === 0 ? [undefined] : locales
  const pages: PageToGenerate[] = []
  const closedPaths: Record<string, string[]> = {}
  const lists = await pathListsOf(routes.pages, source)
  const perRequest = await Promise.all(
    // A page that cannot be loaded is generated like the others, and fails with them.
    routes.pages.map(({ data, pattern }) => data === 'automatic' && source.hasInitialProps(pattern).catch(() => false)),
  )
  const records = routes.pages.map((route, index): RouteRecord => {
    const data = perRequest[index] ? 'server-props' : route.data
    const record = recordOf({ ...route, data }, fingerprints, lists[index])
    const found = pagesOf(record, lists[index], places)
    pages.push(...found.map((page) => ({ page, pattern: route.pattern })))
    if (record.fallback === false) closedPaths[route.pattern] = lists[index]!.paths.map(closedKeyOf)
    return record
  })
  checkConflicts(pages)
  for (const locale of places) {
    const { notFoundPage, errorPage } = errorPageRefs(
      { notFoundFingerprint: fingerprints.get('/404')!, errorFingerprint: fingerprints.get('/500')! },
      locale,
    )
    pages.push({ page: notFoundPage, pattern: '/404' }, { page: errorPage, pattern: '/500' })
  }
  const apis = routes.apis.map(({ pattern }): RouteRecord => ({
    pattern,
    kind: 'api',
    fingerprint: fingerprints.get(pattern)!,
  }))
  return { pages, records: [...records, ...apis], closedPaths }
}

async function pathListsOf(
  routes: readonly PageRoute[],
  source: RouteSource,
): Promise<readonly (StaticPathList | undefined)[]> {
  const failed: FailedPage[] = []
  const lists = routes.map(async ({ hasStaticPaths, pattern }) => {
    if (!hasStaticPaths) return undefined
    return source.staticPaths(pattern).catch((error: unknown) => void failed.push({ name: pattern, error }))
  })
  const answered = await Promise.all(lists)
  if (failed.length > 0) throw pagesFailed(failed)
  return answered.map((list) => list ?? undefined)
}

function recordOf(
  { pattern, data }: PageRoute,
  fingerprints: Fingerprints,
  list: StaticPathList | undefined,
): RouteRecord {
  const fingerprint = fingerprints.get(pattern)!
  return { pattern, kind: data, fingerprint, ...(list === undefined ? {} : { fallback: list.fallback }) }
}

const closedKeyOf = ({ asPath, locale }: StaticPathList['paths'][number]) => withLocale(keyOf(asPath), locale)

function pagesOf(
  record: RouteRecord,
  list: StaticPathList | undefined,
  places: readonly (string | undefined)[],
): SitePageRef[] {
  if (record.kind === 'server-props') return []
  if (list === undefined) return places.map((locale) => pageRefOf(record, { pathname: record.pattern, locale }, {}))
  const listed = list.paths.map(({ asPath, params, locale }) => pageRefOf(record, { pathname: asPath, locale }, params))
  return record.fallback === true ? [...listed, ...places.map((locale) => shellRefOf(record, locale))] : listed
}
