/** What a document refers to in development: Vite's client, and one entry whose imports Vite answers one by one. */
import { type ClientAssets, errorRoute } from '../build/client-assets.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { clientEntry, refreshPreamble } from '../vite/virtual-entries.ts'

/** How Vite spells the URL of a virtual module. */
const urlOf = (virtualModule: string) => `@id/__x00__${virtualModule}`

export function devAssets(routes: SiteRoutes): ClientAssets {
  const assets = {
    scripts: ['@vite/client', urlOf(refreshPreamble), urlOf(clientEntry)],
    preloads: [],
    stylesheets: [],
  }
  return Object.fromEntries(
    [...routes.pages.map(({ pattern }) => pattern), errorRoute, '/404', '/500'].map((pattern) => [pattern, assets]),
  )
}
