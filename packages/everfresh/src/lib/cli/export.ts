/** `everfresh export`. */
import { relative, resolve } from 'node:path'
import pc from 'picocolors'
import { exportSite } from '../export/export-site.ts'
import { openSite } from './open-site.ts'
import { terminalReporter } from './progress.ts'

export interface ExportCommandOptions {
  /** Relative to the site. */
  readonly output: string
}

export async function exportCommand(directory: string | undefined, options: ExportCommandOptions): Promise<void> {
  process.env['NEXT_PHASE'] = 'phase-production-build'
  const { root, settings, routes, publicEnv } = await openSite(directory, 'build')
  const output = resolve(root, options.output)
  const reporter = terminalReporter(process.stdout)
  const { pages } = await exportSite({ root, settings, routes, publicEnv, reporter, output })
  process.stdout.write(`${pc.green('✓')} Exported ${pages} pages to ${pc.bold(relative(root, output))}.\n`)
}
