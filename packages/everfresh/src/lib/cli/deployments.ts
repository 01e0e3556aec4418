/** `everfresh deployments` and `everfresh rollback`. */
import Table from 'cli-table3'
import pc from 'picocolors'
import { activate, listDeployments, previousDeploymentId } from '../deployments/deployments.ts'
import { unknownDeployment } from '../deployments/errors.ts'
import { layoutOf } from '../deployments/layout.ts'
import { openConfiguration } from './open-configuration.ts'

export async function deployments(directory?: string): Promise<void> {
  const { root, settings } = await openConfiguration(directory, 'production')
  const listed = await listDeployments(layoutOf(root, settings.distDir))
  if (listed.length === 0) {
    process.stdout.write('No deployments yet. Run "everfresh build" first.\n')
    return
  }
  const table = new Table({ head: ['', 'Deployment', 'Built', 'Pages'].map(pc.bold), style: { head: [], border: [] } })
  for (const { manifest, active } of listed) {
    table.push([
      active ? '●' : '',
      manifest.id,
      new Date(manifest.builtAt).toISOString(),
      String(manifest.generatedPages),
    ])
  }
  process.stdout.write(`${table.toString()}\n`)
}

export async function rollback(directory: string, id?: string): Promise<void> {
  const { root, settings } = await openConfiguration(directory, 'production')
  const layout = layoutOf(root, settings.distDir)
  const target = id ?? (await previousDeploymentId(layout))
  if (target === undefined) {
    const known = (await listDeployments(layout)).map(({ manifest }) => manifest.id)
    throw unknownDeployment('(the one before)', known)
  }
  await activate(layout, target, Date.now())
  process.stdout.write(
    `${pc.green('✓')} Deployment ${pc.bold(target)} is active. Running instances switch to it within a second.\n`,
  )
}
