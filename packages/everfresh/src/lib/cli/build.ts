/** `everfresh build`. */
import pc from 'picocolors'
import { buildSite } from '../build/build-site.ts'
import { tallyText } from '../build/reuse/reuse-tally.ts'
import { exportTo } from './export.ts'
import { openSite } from './open-site.ts'
import { terminalReporter } from './progress.ts'
import { routeTable } from './route-table.ts'

export interface BuildCommandOptions {
  readonly fresh?: boolean
}

export async function build(directory?: string, { fresh = false }: BuildCommandOptions = {}): Promise<void> {
  process.env['NEXT_PHASE'] = 'phase-production-build'
  const startedAt = performance.now()
  const site = await openSite(directory, 'build')
  const { root, settings, routes, publicEnv } = site
  // First, since it says at once what a static host could not serve.
  if (settings.output === 'export') await exportTo(site, 'out')
  const reporter = terminalReporter(process.stdout)
  const result = await buildSite({ root, settings, routes, publicEnv, reporter, fresh })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(`\n${routeTable(result)}\n`)
  if (result.reuse) process.stdout.write(`${tallyText(result.reuse)}\n`)
  process.stdout.write(
    `${pc.green('✓')} Built deployment ${pc.bold(result.manifest.id)}: ${result.manifest.generatedPages} pages in ${seconds} s. Start it with "everfresh start".\n`,
  )
}
