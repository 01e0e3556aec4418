/** `everfresh start`: the composition root. The only place that names a store. */
import { join } from 'node:path'
import type { PageStore } from '@everfresh/engine'
import { openLmdbPageStore } from '@everfresh/store-lmdb'
import { openMemoryPageStore } from '@everfresh/store-memory'
import pc from 'picocolors'
import type { SiteSettings } from '../config/site-settings.ts'
import { layoutOf, type Layout } from '../deployments/layout.ts'
import { createLogger } from '../serve/logger.ts'
import { serveSite } from '../serve/serve-site.ts'
import type { ListenOptions } from './listen-options.ts'
import { openConfiguration } from './open-site.ts'
import { surviveStrayErrors } from './stray-errors.ts'
import { untilStopped } from './until-stopped.ts'

export async function start(directory: string | undefined, { port, hostname }: ListenOptions): Promise<void> {
  const startedAt = performance.now()
  const { root, settings } = await openConfiguration(directory, 'production')
  const layout = layoutOf(root, settings.distDir)
  const served = await serveSite({
    layout,
    settings,
    port,
    ...(hostname === undefined ? {} : { hostname }),
    openStore: () => openStore(settings, layout),
    storePersists: settings.store.type !== 'memory',
    openImageStore: () => openImageStore(settings, layout),
  })
  const seconds = performance.now() - startedAt
  process.stdout.write(`- Local: ${pc.cyan(served.url)}\n${pc.green('✓')} Ready in ${Math.round(seconds)} ms\n`)
  const { log } = createLogger()
  surviveStrayErrors((err, what) => log.error({ err }, what))
  await untilStopped(() => served.close())
}

function openStore({ store }: SiteSettings, layout: Layout): Promise<PageStore> | PageStore {
  if (store.type === 'memory') return openMemoryPageStore()
  const { type: _type, directory = layout.pages, ...options } = store
  return openLmdbPageStore({ directory, ...options })
}

/** Memory for images where no disk is to be used, bytes. */
const imagesInMemory = 64 * 2 ** 20

/** Apart from the pages, so that images never push pages out. */
function openImageStore({ store, images }: SiteSettings, layout: Layout): Promise<PageStore> | PageStore {
  const maxBytes = images.maximumDiskCacheSize
  if (store.type === 'memory' || maxBytes === 0) return openMemoryPageStore({ maxBytes: imagesInMemory })
  // Inside, since beside it there may be another disk, or none that can be written.
  const directory = store.directory === undefined ? layout.images : join(store.directory, 'images')
  return openLmdbPageStore({ directory, maxBytes })
}
