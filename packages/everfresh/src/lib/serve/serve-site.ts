/** Serves the active deployment of a site, and the one that is activated after it, until it is closed. */
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PageStore } from '@everfresh/engine'
import { createRevalidate, createServer } from '@everfresh/server'
import type { SiteSettings } from '../config/site-settings.ts'
import { activationMark, activeManifest, readManifest } from '../deployments/deployments.ts'
import { deploymentDirectory, type Layout, seedsFile } from '../deployments/layout.ts'
import type { DeploymentManifest } from '../deployments/manifest.ts'
import { previewSecrets } from '../deployments/preview-secrets.ts'
import { createPreviewMode } from '../preview/preview-mode.ts'
import { createSharedStore } from '../images/shared-store.ts'
import { createLogger } from './logger.ts'
import { openDeployment, type OpenDeployment } from './open-deployment.ts'
import { seedStore } from './seed-store.ts'
import { watchActivation } from './watch-activation.ts'

export interface ServeSiteOptions {
  readonly layout: Layout
  readonly settings: SiteSettings
  readonly port: number
  readonly hostname?: string
  openStore(): Promise<PageStore> | PageStore
  /** Where optimized images are kept; asked for when the first one is. */
  openImageStore(): Promise<PageStore> | PageStore
  /** Whether what was seeded is still there after a restart. */
  readonly storePersists: boolean
}

export interface ServedSite {
  readonly url: string
  /** Finishes requests, renders and publishes, then closes the store. */
  close(): Promise<void>
}

/** How long requests and renders may take to finish when the server stops, ms. */
const graceMs = 10_000

/** @throws EverfreshError NO_BUILD, and what the store and the port have to say. */
export async function serveSite(options: ServeSiteOptions): Promise<ServedSite> {
  const { layout, settings } = options
  // Read first: an activation in between is then noticed by the watch.
  const activation = await activationMark(layout)
  const manifest = await activeManifest(layout)
  const store = await options.openStore()
  const secrets = await previewSecrets(layout.preview)
  const previewMode = createPreviewMode({ secrets, dev: false })
  const logger = createLogger()
  const onEvent = logger.engineListener
  const images = createSharedStore(options.openImageStore)
  let url = ''
  let current: OpenDeployment
  const revalidate = createRevalidate({ current: () => current })

  const open = async (next: DeploymentManifest) => {
    await seedOnce(options, store, next)
    return openDeployment({
      ...{ layout, manifest: next, store, settings, revalidate, previewMode, onEvent },
      openImageStore: images.open,
      origin: () => url,
    })
  }

  try {
    current = await open(manifest)
  } catch (error) {
    await store.close()
    throw error
  }
  const server = createServer({
    current: () => current,
    logger: logger.log,
    store,
    deployment: () => current.manifest.id,
    previewModeId: secrets.previewModeId,
    poweredBy: manifest.settings.poweredByHeader ? 'Everfresh' : false,
    generateEtags: manifest.settings.generateEtags,
    expireSeconds: manifest.settings.expireTime,
    ...(settings.limits.maxUrlLength === undefined ? {} : { maxUrlLength: settings.limits.maxUrlLength }),
  })
  try {
    url = await server.listen(options.port, options.hostname)
  } catch (error) {
    await current.close(0)
    await store.close()
    throw error
  }

  const replaced = new Set<Promise<void>>()
  const retire = (previous: OpenDeployment) => {
    // Not waited for: it may have a slow render under way, and another activation may follow.
    const closing = previous
      .close(graceMs)
      .catch((err: unknown) => logger.log.error({ err, deployment: previous.manifest.id }, 'A deployment closed badly'))
      .finally(() => replaced.delete(closing))
    replaced.add(closing)
  }

  const stopWatching = watchActivation(layout, activation, async (id) => {
    try {
      const next = await open(await readManifest(layout, id))
      const previous = current
      // One assignment: a request sees the earlier deployment or the later one, whole.
      current = next
      logger.log.info({ deployment: id, previous: previous.manifest.id }, `Serving deployment ${id}`)
      retire(previous)
    } catch (err) {
      logger.log.error(
        { err, deployment: id },
        `Deployment ${id} could not be opened; ${current.manifest.id} goes on being served`,
      )
    }
  })

  return {
    url,
    async close() {
      await Promise.all([stopWatching(), server.close(graceMs)])
      await Promise.all([current.close(graceMs), ...replaced])
      await Promise.all([store.close(), images.close()])
    },
  }
}

async function seedOnce(
  { layout, settings, storePersists }: ServeSiteOptions,
  store: PageStore,
  { id, builtAt }: DeploymentManifest,
): Promise<void> {
  const directory = (settings.store.type === 'lmdb' && settings.store.directory) || layout.pages
  // In the store's own folder: it goes with the store, and may be all that can be written to.
  const marker = join(directory, `seeded-${id}-${builtAt}`)
  if (storePersists && existsSync(marker)) return
  await seedStore(store, seedsFile(deploymentDirectory(layout, id)), id)
  if (!storePersists) return
  await mkdir(directory, { recursive: true })
  await writeFile(marker, '')
}
