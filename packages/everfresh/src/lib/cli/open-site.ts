/** What commands begin with that need the sources: the configuration, and the routes of the site. */
import pc from 'picocolors'
import { limitsOfUnknownRoutes } from '../config/limits-of-unknown-routes.ts'
import { readSiteRoutes } from '../routes/read-site-routes.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { openConfiguration, type OpenedConfiguration, type Phase } from './open-configuration.ts'

/** @throws EverfreshError INVALID_PAGES, INVALID_PAGE_EXPORTS */
export async function openSite(
  directory: string | undefined,
  phase: Phase,
): Promise<OpenedConfiguration & { readonly routes: SiteRoutes }> {
  const configuration = await openConfiguration(directory, phase)
  const mode = phase === 'development' ? 'dev' : 'build'
  const routes = await readSiteRoutes(configuration.root, configuration.settings.pageExtensions, mode)
  const warnings = [...limitsOfUnknownRoutes(configuration.settings, routes), ...(routes.middleware?.warnings ?? [])]
  for (const warning of warnings) process.stderr.write(`${pc.yellow('⚠')} ${warning}\n`)
  return { ...configuration, routes }
}
