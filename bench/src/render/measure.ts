/** Renders by turns what a render thread does and what React alone needs, in one thread, and prints pages per processor second. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadRuntime } from '../../../packages/everfresh/src/lib/render/load-runtime.ts'
import { pageContentOf } from '../../../packages/everfresh/src/lib/render/page-content.ts'
import { renderLimit } from './limit.js'

const [deployment, rounds, seconds] = process.argv.slice(2) as [string, string, string]
const manifest = JSON.parse(await readFile(join(deployment, 'manifest.json'), 'utf8')) as { id: string; assets: object }
const runtime = await loadRuntime(join(deployment, 'server'), {
  ...{ buildId: manifest.id, basePath: '', trailingSlash: false, assets: manifest.assets as never },
  // As a build, for which nothing has to be registered.
  ...{ mode: 'build', largePageDataBytes: 128_000 },
})

async function renderPage(sku: string): Promise<unknown> {
  const task = {
    kind: 'page',
    route: '/products/[sku]',
    params: { sku },
    asPath: `/products/${sku}`,
    reason: 'stale',
  } as const
  return pageContentOf(await runtime.renderStatic(task), 31_536_000_000, true)
}

const renders = { everfresh: renderPage, limit: renderLimit }
const samples: Record<keyof typeof renders, number[]> = { everfresh: [], limit: [] }
for (let round = 0; round <= Number(rounds); round++) {
  for (const name of ['limit', 'everfresh'] as const) {
    const before = process.cpuUsage()
    let pages = 0
    for (const end = performance.now() + Number(seconds) * 1000; performance.now() < end;) {
      for (let each = 0; each < 5; each++) await renders[name](`chair-${pages++}`)
    }
    const { user, system } = process.cpuUsage(before)
    // The first round warms up.
    if (round > 0) samples[name].push(pages / ((user + system) / 1e6))
  }
}
process.stdout.write(JSON.stringify(samples))
