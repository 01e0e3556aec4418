/** Which pages cannot be files, and what to do about each (B153). */
import type { GeneratedRoute } from '../build/generate-pages.ts'
import type { RouteRecord } from '../deployments/manifest.ts'
import type { SiteSettings } from '../config/site-settings.ts'
import type { MiddlewareRecord } from '../middleware/middleware-record.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'

/** What the configuration tells. */
export const problemsOfSettings = ({ i18n }: Pick<SiteSettings, 'i18n'>): string[] =>
  i18n === undefined
    ? []
    : ['Specified "i18n" cannot be used with "output: export": files know no languages. Export a site for each.']

/** What the sources tell, before anything is built. */
export function problemsOfRoutes({ pages, apis, middleware }: SiteRoutes): string[] {
  const perRequest = pages.filter(({ data }) => data === 'server-props')
  return [
    ...perRequest.map(
      ({ pattern }) => `${pattern}: pages with \`getServerSideProps\` can not be exported. Use getStaticProps.`,
    ),
    ...(middleware === undefined ? [] : [withMiddleware(middleware)]),
    ...apis.map(({ pattern }) => `${pattern}: API Routes cannot be used with "output: export". Serve them elsewhere.`),
  ]
}

/** Files would show everybody what middleware lets through to some. */
const withMiddleware = ({ kind }: MiddlewareRecord): string =>
  `${kind}: it cannot be used with "output: export", since nobody runs it. Remove it, or serve the site with "everfresh start".`

/** What only running the data functions tells. */
export function problemsOfPages(routes: readonly RouteRecord[], generated: readonly GeneratedRoute[]): string[] {
  const withFallback = routes.filter(({ fallback }) => fallback === true || fallback === 'blocking')
  const withInterval = generated.filter(({ revalidateSeconds }) => typeof revalidateSeconds === 'number')
  return [
    ...withFallback.map(
      ({ pattern }) =>
        `${pattern}: Pages with \`fallback\` enabled in \`getStaticPaths\` can not be exported. Return fallback: false.`,
    ),
    ...withInterval.map(
      ({ pattern }) =>
        `${pattern}: ISR cannot be used with "output: export", since nobody regenerates files. Return no "revalidate".`,
    ),
  ]
}
