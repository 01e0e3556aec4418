/** Limits for routes that the site has not: a misspelt name would limit nothing, and nobody would notice. */
import type { SiteRoutes } from '../routes/site-routes.ts'
import type { SiteSettings } from './site-settings.ts'

/** One sentence for each. */
export function limitsOfUnknownRoutes(
  { limits }: Pick<SiteSettings, 'limits'>,
  { pages }: Pick<SiteRoutes, 'pages'>,
): string[] {
  const patterns = new Set(pages.map(({ pattern }) => pattern))
  return Object.keys(limits.routes ?? {})
    .filter((route) => !patterns.has(route))
    .map((route) => `limits.routes: there is no page ${route}; pages are named as their files below pages/ are`)
}
