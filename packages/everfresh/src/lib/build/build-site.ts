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
import { type KeptPages, madeByKnown } from './kept-pages.ts'
import { copyPublicFiles } from './public-files.ts'
import type { BuildReporter } from './reporter.ts'
import { askDataVersions } from './reuse/data-versions.ts'
import { madeFrom } from './reuse/made-from.ts'
import { openReuse, type Reuse } from './reuse/open-reuse.ts'
import type { ReuseTally } from './reuse/reuse-tally.ts'

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
  /** What was taken over from the build before; undefined where that was not asked for. */
  readonly reuse: ReuseTally | undefined
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
  let reuse: Reuse | undefined
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
    const { previewModeSigningKey: secret } = await previewSecrets(layout.preview)

    const givenId = await settings.generateBuildId?.()
    const key = keyOf(options, bundled, givenId)
    interrupted = options.fresh ? undefined : await openInterrupted(left, key, Date.now())
    if (interrupted) reporter.step(`Going on with the build that was interrupted after ${interrupted.pages} pages`)
    const builtAt = interrupted?.builtAt ?? Date.now()
    const id = checkedDeploymentId(givenId ?? contentId(bundled, builtAt))
    const settled = reusing(options)
    // Of an interrupted build there are pages already: they are made of data as old as what it was told.
    const versions =
      settled && (interrupted ? new Map(interrupted.versions) : await askDataVersions(settled, reporter.warn))
    await writeNote(directory, { key, id, builtAt, versions: versions && [...versions] })
    if (settled && versions) {
      const made = madeFrom({ ...settled, root, secret, version: everfreshVersion, configuration: shownBy(settings) })
      reuse = await openReuse({ layout, directory, id, builtAt, made, versions, fresh: options.fresh === true })
    }
    const { manifest, generated } = await generate(options, bundled, directory, id, builtAt, interrupted?.kept, reuse)
    await removeNote(directory)
    const target = await placeDeployment(layout, { directory, id, startedAt })
    await activate(layout, id, Date.now())
    return { manifest, generated, bundled, directory: target, reuse: reuse?.tally }
  } finally {
    await interrupted?.kept.close()
    await reuse?.close()
    for (const each of [directory, ...left]) await rm(each, { recursive: true, force: true })
    await sweepUnfinishedBuilds(layout, Date.now())
  }
}

/** Everything that pages are made from, but data and the time. */
function keyOf(options: BuildOptions, { fingerprints, assets }: Bundled, givenId: string | null | undefined): string {
  const { settings, runsInitialProps = false } = options
  return buildKeyOf(everfreshVersion, [...fingerprints], assets, shownBy(settings), runsInitialProps, givenId)
}

/** What of the configuration a page is made from, beside what its fingerprint knows. */
const shownBy = (settings: SiteSettings): readonly unknown[] => [
  renderSettingsOf(settings, {}, ''),
  settings.compress,
  settings.expireTime,
]

/** An export is made from nothing, and everything in it is by one build. */
const reusing = ({ settings, runsInitialProps }: BuildOptions) =>
  runsInitialProps ? undefined : settings.reuseUnchanged

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
  interrupted: KeptPages | undefined,
  reuse: Reuse | undefined,
) {
  const isKnown = (deployment: string) => deployment === id || reuse?.knows(deployment) === true
  const kept = [interrupted && madeByKnown(interrupted, isKnown), reuse?.kept].filter((pages) => pages !== undefined)
  const pool = openRendererPool({
    serverDirectory: layoutPaths.serverDirectory(directory),
    settings: renderSettingsOf(settings, bundled.assets, id),
    expireMs: settings.expireTime * 1000,
    compress: settings.compress,
    threads: buildThreads(),
    packFile: layoutPaths.seedsFile(directory),
    ...settings.renderer,
  })
  try {
    reporter.step('Collecting pages')
    const source = runsInitialProps ? { ...pool, hasInitialProps: () => Promise.resolve(false) } : pool
    const pages = await collectPages(routes, bundled.fingerprints, source, settings.i18n?.locales)
    const { routes: generated, makers } = await generatePages({
      pages,
      pool,
      file: layoutPaths.seedsFile(directory),
      kept,
      deployment: id,
      builtAt,
      timeoutMs: settings.staticPageGenerationTimeout * 1000,
      concurrency: settings.buildConcurrency,
      reporter,
    })
    const earlierRoutes = (await reuse?.finish(makers)) ?? {}
    const described = describe(settings, bundled, pages, id, builtAt, generated)
    const manifest = {
      ...described,
      ...(Object.keys(earlierRoutes).length > 0 && { earlierRoutes }),
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
