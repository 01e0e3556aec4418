/** Builds a site into a new deployment: compile, generate the pages known ahead, describe, activate. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import type { SiteSettings } from '../config/site-settings.ts'
import { activate, checkedDeploymentId } from '../deployments/deployments.ts'
import * as layoutPaths from '../deployments/layout.ts'
import { type DeploymentManifest, manifestFormat, type RouteRecord } from '../deployments/manifest.ts'
import { placeDeployment } from '../deployments/place-deployment.ts'
import { previewSecrets } from '../deployments/preview-secrets.ts'
import {
  newBuildDirectory,
  restoreReplaced,
  sweepUnfinishedBuilds,
  takeUnfinishedBuilds,
} from '../deployments/unfinished-builds.ts'
import { buildThreads, openRendererPool } from '../render/renderer-pool.ts'
import type { RenderSettings } from '../render/render-types.ts'
import { recordOf } from '../middleware/middleware-record.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { everfreshVersion } from '../version.ts'
import { type Bundled, bundleSite } from './bundle.ts'
import { compressAssets } from './compress-assets.ts'
import { contentId } from './content-id.ts'
import { collectPages, type PagesToGenerate } from './collect-pages.ts'
import { generatePages, type GeneratedRoute } from './generate-pages.ts'
import { buildKeyOf, type InterruptedBuild, openInterrupted, removeNote, writeNote } from './interrupted-build.ts'
import type { KeptPages } from './kept-pages.ts'
import { copyPublicFiles } from './public-files.ts'
import type { BuildReporter } from './reporter.ts'

export interface BuildOptions {
  /** Absolute path of the site. */
  readonly root: string
  readonly settings: SiteSettings
  readonly routes: SiteRoutes
  readonly publicEnv: Readonly<Record<string, string>>
  readonly reporter: BuildReporter
  /** Whether pages are generated anew that a build has left behind which was killed. */
  readonly fresh?: boolean
  /** Whether getInitialProps runs now, once, since nobody will run it per request. */
  readonly runsInitialProps?: boolean
}

export interface BuildResult {
  readonly manifest: DeploymentManifest
  readonly generated: readonly GeneratedRoute[]
  readonly bundled: Bundled
  readonly directory: string
}

/**
 * The new deployment becomes active only when everything in it was made; a failed build leaves the active one as it was.
 *
 * @throws EverfreshError PAGES_FAILED listing every page that could not be generated (B145), DEPLOYMENT_CONFLICT when another
 * build took its place meanwhile, and what the bundler throws.
 */
export async function buildSite(options: BuildOptions): Promise<BuildResult> {
  const { root, settings, routes, publicEnv, reporter } = options
  const layout = layoutPaths.layoutOf(root, settings.distDir)
  const startedAt = Date.now()
  await restoreReplaced(layout, startedAt)
  const directory = newBuildDirectory(layout)
  const left = await takeUnfinishedBuilds(layout, directory, startedAt)
  await mkdir(directory, { recursive: true })
  let interrupted: InterruptedBuild | undefined
  try {
    reporter.step('Compiling')
    const bundled = await bundleSite(
      {
        root,
        basePath: settings.basePath,
        trailingSlash: settings.trailingSlash,
        mode: 'production',
        routes: () => routes,
        reactStrictMode: settings.reactStrictMode,
        publicEnv,
        images: settings.images,
        fontDirectory: layout.fonts,
        compiler: settings.compiler,
        transpilePackages: settings.transpilePackages,
        sassOptions: settings.sassOptions,
        runtimeConfig: settings.runtimeConfig,
        i18n: settings.i18n,
        rules: settings.rules,
        assetPrefix: settings.assetPrefix,
        sourceMaps: settings.productionBrowserSourceMaps,
        shown: [settings.deploymentId, settings.crossOrigin],
        plugins: settings.vitePlugins,
      },
      directory,
    )
    if (settings.compress) await compressAssets(layoutPaths.clientDirectory(directory))
    await copyPublicFiles(root, layoutPaths.publicDirectory(directory), routes)
    await previewSecrets(layout.preview)

    const givenId = await settings.generateBuildId?.()
    const key = keyOf(options, bundled, givenId)
    interrupted = options.fresh ? undefined : await openInterrupted(left, key, Date.now())
    if (interrupted) reporter.step(`Going on with the build that was interrupted after ${interrupted.pages} pages`)
    const builtAt = interrupted?.builtAt ?? Date.now()
    const id = checkedDeploymentId(givenId ?? contentId(bundled, builtAt))
    await writeNote(directory, { key, id, builtAt })
    const { manifest, generated } = await generate(options, bundled, directory, id, builtAt, interrupted?.kept)
    await removeNote(directory)
    const target = await placeDeployment(layout, { directory, id, startedAt })
    await activate(layout, id, Date.now())
    return { manifest, generated, bundled, directory: target }
  } finally {
    await interrupted?.kept.close()
    for (const each of [directory, ...left]) await rm(each, { recursive: true, force: true })
    await sweepUnfinishedBuilds(layout, Date.now())
  }
}

/** Everything that pages are made from, but data and the time. */
function keyOf(options: BuildOptions, { fingerprints, assets }: Bundled, givenId: string | null | undefined): string {
  const { settings, runsInitialProps = false } = options
  const shown = renderSettingsOf(settings, assets, '')
  return buildKeyOf(everfreshVersion, [...fingerprints], shown, settings.compress, settings.expireTime, [
    runsInitialProps,
    givenId,
  ])
}

const renderSettingsOf = (settings: SiteSettings, assets: Bundled['assets'], id: string): RenderSettings => ({
  buildId: id,
  basePath: settings.basePath,
  trailingSlash: settings.trailingSlash,
  assets,
  mode: 'build',
  largePageDataBytes: settings.largePageDataBytes,
  i18n: settings.i18n,
  runtimeConfig: settings.runtimeConfig,
  assetPrefix: settings.assetPrefix,
  deploymentId: settings.deploymentId,
  crossOrigin: settings.crossOrigin,
})

async function generate(
  { settings, routes, reporter, runsInitialProps = false }: BuildOptions,
  bundled: Bundled,
  directory: string,
  id: string,
  builtAt: number,
  kept: KeptPages | undefined,
) {
  const pool = openRendererPool({
    serverDirectory: layoutPaths.serverDirectory(directory),
    settings: renderSettingsOf(settings, bundled.assets, id),
    expireMs: settings.expireTime * 1000,
    compress: settings.compress,
    threads: buildThreads(),
    ...settings.renderer,
  })
  try {
    reporter.step('Collecting pages')
    const source = runsInitialProps ? { ...pool, hasInitialProps: () => Promise.resolve(false) } : pool
    const pages = await collectPages(routes, bundled.fingerprints, source, settings.i18n?.locales)
    const generated = await generatePages({
      pages,
      pool,
      file: layoutPaths.seedsFile(directory),
      kept: kept ? [kept] : [],
      deployment: id,
      builtAt,
      timeoutMs: settings.staticPageGenerationTimeout * 1000,
      concurrency: settings.buildConcurrency,
      reporter,
    })
    const described = describe(settings, bundled, pages, id, builtAt, generated)
    const manifest = {
      ...described,
      ...(routes.middleware && { middleware: recordOf(routes.middleware) }),
      instrumentation: routes.instrumentation !== undefined,
    }
    await writeFile(layoutPaths.pathsFile(directory), JSON.stringify(pages.closedPaths))
    await writeFile(layoutPaths.manifestFile(directory), JSON.stringify(manifest, null, 2))
    return { manifest, generated }
  } finally {
    await pool.close()
  }
}

function describe(
  settings: SiteSettings,
  bundled: Bundled,
  { records }: PagesToGenerate,
  id: string,
  builtAt: number,
  generated: readonly GeneratedRoute[],
): DeploymentManifest {
  return {
    format: manifestFormat,
    id,
    builtAt,
    everfreshVersion,
    settings: {
      basePath: settings.basePath,
      trailingSlash: settings.trailingSlash,
      skipTrailingSlashRedirect: settings.skipTrailingSlashRedirect,
      ...(settings.rules && { rules: settings.rules, proxyTimeoutMs: settings.proxyTimeoutMs }),
      ...(settings.assetPrefix && { assetPrefix: settings.assetPrefix }),
      ...(settings.crossOrigin && { crossOrigin: settings.crossOrigin }),
      ...(settings.deploymentId && { deploymentId: settings.deploymentId }),
      poweredByHeader: settings.poweredByHeader,
      generateEtags: settings.generateEtags,
      compress: settings.compress,
      expireTime: settings.expireTime,
      staticPageGenerationTimeout: settings.staticPageGenerationTimeout,
      largePageDataBytes: settings.largePageDataBytes,
      images: settings.images,
      ...(settings.i18n && { i18n: settings.i18n }),
    },
    routes: records satisfies readonly RouteRecord[],
    notFoundFingerprint: bundled.fingerprints.get('/404')!,
    errorFingerprint: bundled.fingerprints.get('/500')!,
    assets: bundled.assets,
    generatedPages: generated.reduce((sum, { pages }) => sum + pages, 0),
  }
}
