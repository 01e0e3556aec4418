/** Serves the active deployment of a site, and the one that is activated after it, until it is closed. */
import { hostname as machine } from 'node:os'
import type { PageStore, PendingInvalidations } from '@everfresh/engine'
import { createInvalidate, createRevalidate, createServer } from '@everfresh/server'
import type { SiteSettings } from '../config/site-settings.ts'
import { activationMark, activeManifest, readManifest } from '../deployments/deployments.ts'
import { deploymentDirectory, type Layout, seedsFile } from '../deployments/layout.ts'
import type { DeploymentManifest } from '../deployments/manifest.ts'
import { previewSecrets } from '../deployments/preview-secrets.ts'
import { createPreviewMode } from '../preview/preview-mode.ts'
import { createSharedStore } from '../images/shared-store.ts'
import { createLogger } from './logger.ts'
import { openDeployment, type OpenDeployment } from './open-deployment.ts'
import { openStores, type StoreOpeners } from './open-stores.ts'
import { watchActivation } from './watch-activation.ts'

export interface ServeSiteOptions extends StoreOpeners {
  readonly layout: Layout
  readonly settings: SiteSettings
  readonly port: number
  readonly hostname?: string
  /** Which of several instances this is, for its logs. */
  readonly instance?: number
  /** Where invalidations wait while their store is away; undefined where they are refused. */
  openPending(of: 'pages' | 'answers'): Promise<PendingInvalidations | undefined>
  /** Where answers that are made per request are kept; undefined where they are not. */
  openHttpStore(): Promise<PageStore | undefined>
  /** Where optimized images are kept; asked for when the first one is. */
  openImageStore(): Promise<PageStore> | PageStore
}

export interface ServedSite {
  readonly url: string
  /** Finishes requests, renders and publishes, then closes the store. `lingerMs`: see `Server.close`. */
  close(lingerMs?: number): Promise<void>
}

/** How long requests and renders may take to finish when the server stops, ms. */
const graceMs = 10_000

/** Whoever waits for the port comes first; after this long, what renders is loaded, ms. */
const settledAfterMs = 100

/** @throws EverfreshError NO_BUILD, and what the store and the port have to say. */
export async function serveSite(options: ServeSiteOptions): Promise<ServedSite> {
  const { layout, settings } = options
  // Read first: an activation in between is then noticed by the watch.
  const activation = await activationMark(layout)
  const manifest = await activeManifest(layout)
  const logger = createLogger(options.instance)
  const { log } = logger
  const stores = await openStores(options)
  const { store, fallback } = stores
  const httpStore = await options.openHttpStore().catch(async (error: unknown) => {
    await stores.close()
    throw error
  })
  const pending = { pages: options.openPending('pages'), answers: httpStore && options.openPending('answers') }
  const [pendingInvalidations, pendingForAnswers] = await Promise.all([pending.pages, pending.answers]).catch(
    async (error: unknown) => {
      await Promise.all([stores.close(), httpStore?.close()])
      throw error
    },
  )
  const secrets = await previewSecrets(layout.preview)
  const previewMode = createPreviewMode({ secrets, dev: false })
  const onEvent = logger.engineListener
  const images = createSharedStore(options.openImageStore)
  let url = ''
  let current: OpenDeployment
  const revalidate = createRevalidate({ current: () => current })
  const invalidate = createInvalidate({ current: () => current })

  const open = async (next: DeploymentManifest, rendersAfter?: Promise<unknown>): Promise<OpenDeployment> => {
    const { id, builtAt } = next
    const seeds = { id, builtAt, file: seedsFile(deploymentDirectory(layout, id)) }
    const seeding = await stores.seed(seeds, (err) =>
      log.error({ err, deployment: id }, `The pages of deployment ${id} could not be brought into the store yet`),
    )
    const deployment = await openDeployment({
      ...{ layout, manifest: next, settings, revalidate, invalidate, previewMode, onEvent },
      ...(fallback && { fallback }),
      ...(pendingInvalidations && { pendingInvalidations }),
      ...(httpStore && { httpStore }),
      ...(pendingForAnswers && { pendingForAnswers }),
      ...(rendersAfter && { rendersAfter }),
      store: seeding.store,
      instance: `${machine()}:${process.pid}`,
      openImageStore: images.open,
      origin: () => url,
    }).catch((error: unknown) => {
      seeding.close()
      throw error
    })
    return {
      ...deployment,
      close(grace) {
        seeding.close()
        return deployment.close(grace)
      },
    }
  }

  let settle = () => {}
  const settled = new Promise<void>((resolve) => (settle = resolve))
  try {
    current = await open(manifest, settled)
  } catch (error) {
    await Promise.all([stores.close(), httpStore?.close()])
    throw error
  }
  const server = createServer({
    current: () => current,
    logger: log,
    store,
    servesWithoutStore: fallback !== undefined,
    deployment: () => current.manifest.id,
    previewModeId: secrets.previewModeId,
    poweredBy: manifest.settings.poweredByHeader ? 'Everfresh' : false,
    generateEtags: manifest.settings.generateEtags,
    expireSeconds: manifest.settings.expireTime,
    strictPath: settings.strictPath,
    // Whoever registers something at the start may want to see every request.
    isObserved: () => current.manifest.instrumentation === true,
    ...(settings.limits.maxUrlLength === undefined ? {} : { maxUrlLength: settings.limits.maxUrlLength }),
    ...(settings.limits.brotliBytes === undefined ? {} : { brotliBytes: settings.limits.brotliBytes }),
  })
  try {
    url = await server.listen(options.port, options.hostname)
  } catch (error) {
    await current.close(0)
    await Promise.all([stores.close(), httpStore?.close()])
    throw error
  }

  setTimeout(settle, settledAfterMs).unref()

  const replaced = new Set<Promise<void>>()
  const retire = (previous: OpenDeployment) => {
    // Not waited for: it may have a slow render under way, and another activation may follow.
    const closing = previous
      .close(graceMs)
      .catch((err: unknown) => log.error({ err, deployment: previous.manifest.id }, 'A deployment closed badly'))
      .finally(() => replaced.delete(closing))
    replaced.add(closing)
  }

  const stopWatching = watchActivation(layout, activation, async (id) => {
    try {
      const next = await open(await readManifest(layout, id))
      const previous = current
      // One assignment: a request sees the earlier deployment or the later one, whole.
      current = next
      log.info({ deployment: id, previous: previous.manifest.id }, `Serving deployment ${id}`)
      retire(previous)
    } catch (err) {
      log.error(
        { err, deployment: id },
        `Deployment ${id} could not be opened; ${current.manifest.id} goes on being served`,
      )
    }
  })

  return {
    url,
    async close(lingerMs) {
      await Promise.all([stopWatching(), server.close(graceMs, lingerMs)])
      await Promise.all([current.close(graceMs), ...replaced])
      await Promise.all([stores.close(), images.close(), httpStore?.close()])
    },
  }
}
