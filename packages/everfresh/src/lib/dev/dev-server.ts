/** Serves a site from its sources: Vite compiles on request and replaces modules in the browser, every page is rendered anew. */
import { createServer as createHttpServer } from 'node:http'
import { join, relative } from 'node:path'
import type { PageStore } from '@everfresh/engine'
import { canonicalise, listen } from '@everfresh/server'
import { createServer as createViteServer, type ViteDevServer } from 'vite'
import type { SiteSettings } from '../config/site-settings.ts'
import { layoutOf } from '../deployments/layout.ts'
import { previewSecrets } from '../deployments/preview-secrets.ts'
import { createPreviewMode } from '../preview/preview-mode.ts'
import { registerInstrumentation } from '../render/register-instrumentation.ts'
import type { RenderSettings } from '../render/render-types.ts'
import type { RenderRuntime } from '../render/runtime-types.ts'
import { readSiteRoutes } from '../routes/read-site-routes.ts'
import { scanPages } from '../routes/scan.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { stagesOf } from '../routing/stages-of.ts'
import { announceChanges } from '../vite/announce-changes.ts'
import { siteConfig } from '../vite/site-config.ts'
import { clientEntry, serverEntry } from '../vite/virtual-entries.ts'
import { devAssets } from './dev-assets.ts'
import { createDevHandler } from './dev-handler.ts'
import { createDevMiddleware } from './dev-middleware.ts'
import { createDevRouting } from './dev-routing.ts'
import { createServerModules, type ServerModules } from './server-modules.ts'
import { createDevImages } from './dev-images.ts'

export interface DevServerOptions {
  readonly root: string
  readonly settings: SiteSettings
  readonly publicEnv: Readonly<Record<string, string>>
  readonly port: number
  readonly hostname?: string
  /** Keeps optimized images, as long as the server runs. */
  openImageStore(): PageStore
}

/**
 * A save may empty a file before it fills it. Whoever told of both at once would miss the second, and keep what he compiled of
 * an empty file; so a change is told once its file has been at rest this long, ms.
 */
const wholeSaves = { stabilityThreshold: 40, pollInterval: 10 }

/** Pages of a development server are never kept, so one id will do for all of them. */
export const developmentBuildId = 'development'

export async function serveForDevelopment(options: DevServerOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { root, settings, publicEnv } = options
  let routes = await readRoutes(root, settings)
  const isPage = (file: string) => /^(src[\\/])?(pages[\\/]|(middleware|proxy)\.)/.test(relative(root, file))
  // A page that appears, disappears or gains a data function changes the route table.
  const onPagesChanged = async () => {
    try {
      routes = await readRoutes(root, settings)
      reloadEntries(vite)
    } catch (error) {
      vite.config.logger.error(String(error))
    }
  }
  // Watchers miss what is written into a new folder while they begin to watch it.
  const findNewPages = async (): Promise<void> => {
    const known = new Set([...routes.pages, ...routes.apis].map(({ file }) => file))
    const found = await scanPages(root, settings.pageExtensions).catch(() => undefined)
    if (found?.routes.some(({ file }) => !known.has(file))) await onPagesChanged()
  }
  const http = createHttpServer()
  const vite: ViteDevServer = await createViteServer({
    ...siteConfig({
      root,
      basePath: settings.basePath,
      trailingSlash: settings.trailingSlash,
      mode: 'development',
      routes: () => routes,
      reactStrictMode: settings.reactStrictMode,
      publicEnv,
      images: settings.images,
      fontDirectory: layoutOf(root, settings.distDir).fonts,
      compiler: settings.compiler,
      transpilePackages: settings.transpilePackages,
      sassOptions: settings.sassOptions,
      runtimeConfig: settings.runtimeConfig,
      i18n: settings.i18n,
      rules: settings.rules,
      plugins: [...settings.vitePlugins, announceChanges({ isPage, onPagesChanged })],
    }),
    // Without cors, since API routes answer OPTIONS themselves.
    server: { middlewareMode: true, cors: false, hmr: { server: http }, watch: { awaitWriteFinish: wholeSaves } },
    publicDir: join(root, 'public'),
    cacheDir: join(layoutOf(root, settings.distDir).root, 'vite'),
    optimizeDeps: {
      include: ['react', 'react-dom', 'react-dom/client', 'react/jsx-runtime', 'react/jsx-dev-runtime'],
    },
  })
  const modules = createServerModules(vite)
  const secrets = await previewSecrets(layoutOf(root, settings.distDir).preview)
  const runtime = () => loadDevRuntime(modules, settings, routes)
  const middleware = createDevMiddleware({ settings, routes: () => routes, runtime })
  const routing = createDevRouting(root, { ...stagesOf(settings, true), middleware }, () => routes, settings)
  const handler = createDevHandler({
    vite,
    modules,
    settings,
    previewMode: createPreviewMode({ secrets, dev: true }),
    routes: () => routes,
    findNewPages,
    ...routing,
    runtime,
    answerImage: (search, request, response) => images.answer(search, request, response),
  })
  let origin = ''
  const images = createDevImages({
    root,
    settings,
    origin: () => origin,
    openStore: options.openImageStore,
    logError: (message) => vite.config.logger.error(message),
  })
  http.on('request', (request, response) => {
    // Vite would take the image's URL for an import.
    if (images.isFor(request)) return handler(request, response)
    const { url } = request
    // Rules come before the files of `public/`; Vite knows of none.
    const asked = canonicalise(url ?? '/', settings)
    if (asked.kind === 'url' && routing.isFile(asked.url.pathname)) return handler(request, response)
    vite.middlewares(request, response, () => {
      // Vite takes the base path off, which our addresses have.
      if (url !== undefined) request.url = url
      handler(request, response)
    })
  })
  origin = await listen(http, options.port, options.hostname)
  return {
    url: origin,
    async close() {
      await Promise.all([images.close(), middleware.close(0)])
      await modules.close()
      await vite.close()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

const readRoutes = (root: string, { pageExtensions }: SiteSettings) => readSiteRoutes(root, pageExtensions, 'dev')

function reloadEntries(vite: ViteDevServer): void {
  for (const environment of Object.values(vite.environments)) {
    for (const id of [clientEntry, serverEntry]) {
      const module = environment.moduleGraph.getModuleById(`\0${id}`)
      if (module) environment.moduleGraph.invalidateModule(module)
    }
  }
}

async function loadDevRuntime(
  modules: ServerModules,
  settings: SiteSettings,
  routes: SiteRoutes,
): Promise<RenderRuntime> {
  const { default: runtime } = (await modules.load(serverEntry)) as { default: RenderRuntime }
  const renderSettings: RenderSettings = {
    buildId: developmentBuildId,
    basePath: settings.basePath,
    trailingSlash: settings.trailingSlash,
    assets: devAssets(routes),
    mode: 'dev',
    largePageDataBytes: settings.largePageDataBytes,
    i18n: settings.i18n,
    runtimeConfig: settings.runtimeConfig,
  }
  runtime.configure(renderSettings)
  await registerInstrumentation(runtime)
  return runtime
}
