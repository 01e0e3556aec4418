/** `everfresh dev`. */
import { openMemoryPageStore } from '@everfresh/store-memory'
import pc from 'picocolors'
import { serveForDevelopment } from '../dev/dev-server.ts'
import type { ListenOptions } from './listen-options.ts'
import { openSite } from './open-site.ts'
import { surviveStrayErrors } from './stray-errors.ts'
import { untilStopped } from './until-stopped.ts'

export async function dev(directory: string | undefined, { port, hostname }: ListenOptions): Promise<void> {
  const startedAt = performance.now()
  process.env['NEXT_PHASE'] = 'phase-development-server'
  const { root, settings, publicEnv } = await openSite(directory, 'development')
  const served = await serveForDevelopment({
    root,
    settings,
    publicEnv,
    port,
    ...(hostname === undefined ? {} : { hostname }),
    openImageStore: () => openMemoryPageStore({ maxBytes: 64 * 2 ** 20 }),
  })
  const elapsed = Math.round(performance.now() - startedAt)
  process.stdout.write(`- Local: ${pc.cyan(served.url)}\n${pc.green('✓')} Ready in ${elapsed} ms\n`)
  surviveStrayErrors((error, what) => console.error(`${pc.red('✗')} ${what}:`, error))
  await untilStopped(() => served.close())
}
