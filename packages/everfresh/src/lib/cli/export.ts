/** `everfresh export`, and what `everfresh build` does with `output: 'export'`. */
import { relative, resolve } from 'node:path'
import pc from 'picocolors'
import { exportSite } from '../export/export-site.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'
import type { OpenedConfiguration } from './open-configuration.ts'
import { openSite } from './open-site.ts'
import { terminalReporter } from './progress.ts'

export interface ExportCommandOptions {
  /** Relative to the site. */
  readonly output: string
}

export async function exportCommand(directory: string | undefined, options: ExportCommandOptions): Promise<void> {
  process.env['NEXT_PHASE'] = 'phase-production-build'
  await exportTo(await openSite(directory, 'build'), options.output)
}

/** @param folder Relative to the site. */
export async function exportTo(
  site: OpenedConfiguration & { readonly routes: SiteRoutes },
  folder: string,
): Promise<void> {
  const output = resolve(site.root, folder)
  if (site.settings.rules) {
    const advice = 'A static host applies no redirects, rewrites and headers of the configuration; tell it yours.'
    process.stderr.write(`${pc.yellow('⚠')} ${advice}\n`)
  }
  const { pages } = await exportSite({ ...site, reporter: terminalReporter(process.stdout), output })
  process.stdout.write(`${pc.green('✓')} Exported ${pages} pages to ${pc.bold(relative(site.root, output))}.\n`)
}
