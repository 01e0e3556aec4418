/** Opens a deployment for serving: its pages' identities, its render threads, its engine over a store, its request handlers. */
import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import {
  createEngine,
  type Engine,
  type EngineListener,
  type PageStore,
  type PendingInvalidations,
} from '@everfresh/engine'
import { createHttpCache, type HttpCache, type Invalidate, type Site, type StaticFolder } from '@everfresh/server'
import type { SiteSettings } from '../config/site-settings.ts'
import { createImageHandler } from '../images/image-handler.ts'
import { defaultImageSettings } from '../images/image-settings.ts'
import * as layoutPaths from '../deployments/layout.ts'
import { listDeployments } from '../deployments/deployments.ts'
import { EverfreshError } from '../errors.ts'
import { brokenDeployment } from '../deployments/errors.ts'
import type { DeploymentManifest } from '../deployments/manifest.ts'
import { loadRuntime } from '../render/load-runtime.ts'
import { openRendererPool } from '../render/renderer-pool.ts'
import type { PreviewMode } from '../preview/preview-mode.ts'
import type { ReportError } from '../render/report-errors.ts'
import { reportingLostRenders } from '../render/report-lost-renders.ts'
import type { RenderSettings } from '../render/render-types.ts'
import type { RenderRuntime } from '../render/runtime-types.ts'
import { middlewareOptionsOf } from '../middleware/middleware-options.ts'
import type { MiddlewareRecord } from '../middleware/middleware-record.ts'
import { createMiddlewareStage, type OpenMiddleware } from '../middleware/middleware-stage.ts'
import { assetPathBelow } from '../routing/asset-path.ts'
import { stagesOf } from '../routing/stages-of.ts'
import type { PageContext } from './page-refs.ts'
import type { Revalidate } from '../api/types.ts'
import { cachedAnswersOf } from './cached-answers.ts'
import { createRequestHandlers } from './request-handlers.ts'
import { createSite } from './site.ts'
import { hasOptimizer, siteWithImages } from './site-with-images.ts'

export interface OpenDeployment {
  readonly manifest: DeploymentManifest
  readonly site: Site
  readonly engine: Engine<PageContext>
  readonly httpCache?: HttpCache
  /** Finishes renders under way (at most `graceMs`) and ends the render threads. */
  close(graceMs: number): Promise<void>
}

export interface OpenDeploymentOptions {
  readonly layout: layoutPaths.Layout
  readonly manifest: DeploymentManifest
  readonly store: PageStore
  /** What is shown while `store` cannot be reached. Like that one, closed by whoever passes it. */
  readonly fallback?: PageStore
  /** Keeps invalidations while `store` cannot be reached. */
  readonly pendingInvalidations?: PendingInvalidations
  /** For the leases of its renders: the machine and the process. */
  readonly instance: string
  readonly settings: SiteSettings
  readonly revalidate: Revalidate
  readonly invalidate: Invalidate
  /** Keeps answers that are made per request, where the site wants that. Closed by whoever passes it. */
  readonly httpStore?: PageStore
  /** Keeps their invalidations while `httpStore` cannot be reached. */
  readonly pendingForAnswers?: PendingInvalidations
  /** Opened for the first image; closed by whoever passes it. */
  openImageStore(): Promise<PageStore>
  /** Where this site listens. */
  origin(): string
  readonly previewMode: PreviewMode
  readonly onEvent?: EngineListener
  /** What is needed to render, but to answer hits is not, is loaded after this, unless somebody needs it before. Default: at once. */
  readonly rendersAfter?: Promise<unknown>
}

/** Memory for images beside that for pages, bytes: a hit from the store is one read. */
const mostImageMemory = 16 * 2 ** 20

export async function openDeployment(options: OpenDeploymentOptions): Promise<OpenDeployment> {
  const { layout, manifest, store, settings } = options
  const directory = layoutPaths.deploymentDirectory(layout, manifest.id)
  const renderSettings: RenderSettings = {
    buildId: manifest.id,
    basePath: manifest.settings.basePath,
    trailingSlash: manifest.settings.trailingSlash,
    assets: manifest.assets,
    mode: 'runtime',
    largePageDataBytes: manifest.settings.largePageDataBytes,
    i18n: manifest.settings.i18n,
    runtimeConfig: settings.runtimeConfig,
    assetPrefix: manifest.settings.assetPrefix,
    deploymentId: manifest.settings.deploymentId,
    crossOrigin: manifest.settings.crossOrigin,
  }
  const serverDirectory = layoutPaths.serverDirectory(directory)
  const pool = openRendererPool({
    serverDirectory,
    settings: renderSettings,
    expireMs: manifest.settings.expireTime * 1000,
    compress: manifest.settings.compress,
    ...settings.renderer,
    ...(options.rendersAfter && { startsAfter: options.rendersAfter }),
  })
  // The thread that they would be told in is gone, or does not answer.
  const reportError: ReportError = (...failure) =>
    void runtime()
      .then((loaded) => loaded.reportError?.(...failure))
      .catch(() => {})
  const render = reportingLostRenders((task, signal) => pool.render(task, signal), reportError)
  const engine = createEngine<PageContext>({
    store,
    ...(options.fallback && { fallback: options.fallback }),
    ...(options.pendingInvalidations && { pendingInvalidations: options.pendingInvalidations }),
    consistency: settings.consistency,
    instance: options.instance,
    deployment: manifest.id,
    render: ({ page, reason, signal }) => render({ ...page.context, reason }, signal),
    memoryBytes: settings.memoryBytes,
    regenerationTimeoutMs: manifest.settings.staticPageGenerationTimeout * 1000,
    ...settings.limits,
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  })
  const others = await listDeployments(layout)
  let loading: Promise<RenderRuntime> | undefined
  const runtime = () => (loading ??= loadRuntime(serverDirectory, renderSettings))
  // Instrumentation comes before the first visitor. Deployments from before this was written down may have one.
  const waits = manifest.instrumentation === false ? options.rendersAfter : undefined
  if (waits) void waits.then(runtime).catch(() => {})
  else {
    await runtime().catch(async (error: unknown) => {
      // What is kept can be served without the site's code; but not unobserved, where it wants to be observed.
      if (!(error instanceof EverfreshError)) return
      await engine.close(0)
      await pool.close()
      throw error
    })
  }
  const ids = others.map((other) => other.manifest.id)
  const files = staticFolders(layout, manifest, ids)
  const { images = defaultImageSettings, basePath } = manifest.settings
  const imageHandler = createImageHandler({
    settings: images,
    basePath,
    isDevelopment: false,
    deployment: manifest.id,
    files,
    origin: options.origin,
    openStore: options.openImageStore,
    memoryBytes: Math.min(settings.memoryBytes, mostImageMemory),
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  })
  const httpCache = openHttpCache(options)
  const middleware = manifest.middleware && openMiddleware(options, manifest.middleware, runtime, reportError)
  const site = createSite({
    manifest,
    staticPaths: await readPaths(directory, manifest.id),
    files,
    handlers: createRequestHandlers({
      runtime,
      engine,
      manifest,
      revalidate: options.revalidate,
      invalidate: options.invalidate,
      previewMode: options.previewMode,
      render,
    }),
    previewMode: options.previewMode,
    cachedAnswers: (pattern) => cachedAnswersOf(settings.httpCache, pattern),
    stages: { ...stagesOf(manifest.settings), middleware },
    fingerprintIn: fingerprintLookup(
      manifest,
      others.map((other) => other.manifest),
    ),
  })
  return {
    manifest,
    site: hasOptimizer(images) ? siteWithImages(site, imageHandler) : site,
    engine,
    ...(httpCache && { httpCache }),
    async close(graceMs) {
      await Promise.all([
        engine.close(graceMs),
        httpCache?.close(graceMs),
        imageHandler.close(graceMs),
        middleware?.close(graceMs),
      ])
      await pool.close()
    },
  }
}

function openHttpCache(options: OpenDeploymentOptions): HttpCache | undefined {
  const { httpStore, pendingForAnswers, manifest, settings, onEvent } = options
  if (httpStore === undefined || settings.httpCache === undefined) return undefined
  const { routes: _routes, others: _others, maxBytes: _maxBytes, ...limits } = settings.httpCache
  return createHttpCache({
    store: httpStore,
    deployment: manifest.id,
    consistency: settings.consistency,
    ...limits,
    ...(pendingForAnswers && { pendingInvalidations: pendingForAnswers }),
    ...(onEvent && { onEvent }),
  })
}

function openMiddleware(
  { manifest, settings }: OpenDeploymentOptions,
  record: MiddlewareRecord,
  runtime: () => Promise<RenderRuntime>,
  reportError: ReportError,
): OpenMiddleware {
  return createMiddlewareStage({
    record,
    basePath: manifest.settings.basePath,
    trailingSlash: manifest.settings.trailingSlash,
    skipTrailingSlashRedirect: manifest.settings.skipTrailingSlashRedirect,
    i18n: manifest.settings.i18n,
    ...middlewareOptionsOf(settings),
    load: async () => (await runtime()).middleware!(),
    reportError,
  })
}

async function readPaths(directory: string, id: string): Promise<Map<string, Set<string>>> {
  try {
    const paths = JSON.parse(await readFile(layoutPaths.pathsFile(directory), 'utf8')) as Record<string, string[]>
    return new Map(Object.entries(paths).map(([pattern, keys]) => [pattern, new Set(keys)]))
  } catch (error) {
    throw brokenDeployment(id, 'its list of paths cannot be read', error)
  }
}

/** Assets of every retained deployment are answered: a page made by an earlier one refers to them (DESIGN §7). */
function staticFolders(layout: layoutPaths.Layout, active: DeploymentManifest, ids: readonly string[]): StaticFolder[] {
  const ordered = [active.id, ...ids.filter((id) => id !== active.id)]
  const assets = ordered.map((id): StaticFolder => {
    const client = layoutPaths.clientDirectory(layoutPaths.deploymentDirectory(layout, id))
    return { directory: `${client}/_next/static`, prefix: '/_next/static', immutable: true }
  })
  const { assetPrefix = '', basePath } = active.settings
  const elsewhere = assetPathBelow(assetPrefix, basePath)
  if (elsewhere !== undefined) assets.push(...assets.map((each) => ({ ...each, prefix: elsewhere + each.prefix })))
  const files = layoutPaths.publicDirectory(layoutPaths.deploymentDirectory(layout, active.id))
  return existsSync(files) ? [...assets, { directory: files, prefix: '/', immutable: false }] : assets
}

/** Of deployments that are there, and of those whose pages the active one has reused. */
function fingerprintLookup(active: DeploymentManifest, manifests: readonly DeploymentManifest[]) {
  const byBuild = new Map([
    ...Object.entries(active.earlierRoutes ?? {}).map(
      ([id, routes]) => [id, new Map<string, string | undefined>(Object.entries(routes))] as const,
    ),
    ...manifests.map(
      ({ id, routes }) => [id, new Map(routes.map(({ pattern, fingerprint }) => [pattern, fingerprint]))] as const,
    ),
  ])
  return (buildId: string, pattern: string) => byBuild.get(buildId)?.get(pattern)
}
