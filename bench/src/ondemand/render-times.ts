/** Started by the bench of revalidations, on a server's core: what rendering a page takes with nothing around it. Prints JSON, ms. */
import { readFileSync } from 'node:fs'
import type { DeploymentManifest } from '../../../packages/everfresh/src/lib/deployments/manifest.ts'
import { openLocalRenderer } from '../../../packages/everfresh/src/lib/render/local-renderer.ts'

const [deployment = '', count = '200'] = process.argv.slice(2)
const manifest = JSON.parse(readFileSync(`${deployment}/manifest.json`, 'utf8')) as DeploymentManifest
const { settings } = manifest
const renderer = openLocalRenderer({
  serverDirectory: `${deployment}/server`,
  settings: { ...settings, buildId: manifest.id, assets: manifest.assets, mode: 'runtime' },
  expireMs: settings.expireTime * 1_000,
  compress: settings.compress,
})

const times: number[] = []
for (let index = 0; index < 2 * Number(count); index++) {
  const sku = `page-${index}`
  const startedAt = performance.now()
  await renderer.render({
    kind: 'page',
    route: '/renewed/[sku]',
    params: { sku },
    asPath: `/renewed/${sku}`,
    reason: 'on-demand',
  })
  // The first half warms up.
  if (index >= Number(count)) times.push(performance.now() - startedAt)
}
process.stdout.write(JSON.stringify(times))
