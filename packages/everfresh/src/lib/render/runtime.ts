/**
 * The part of the framework that is compiled into a site's server bundle, so that it shares React and the router's context
 * with the site's components: it calls data functions and renders documents.
 */
import { setRuntimeConfig } from '../client/runtime-config.ts'
import { runStaticPaths } from '../data/static-paths.ts'
import { parsePattern } from '../routes/pattern.ts'
import { asksForInitialProps, createPageLoader, type SiteModules } from './page-loader.ts'
import type { RenderSettings } from './render-types.ts'
import type { RenderRuntime } from './runtime-types.ts'
import { createErrorReporter, failureOf, failureOfRequest, reporting } from './report-errors.ts'
import { createServerRenderer } from './server-pages.ts'
import { createStaticRenderer } from './static-pages.ts'

export function createRenderRuntime(modules: SiteModules): RenderRuntime {
  let configured: RenderSettings | undefined
  const pages = createPageLoader(modules, () => configured !== undefined && configured.mode !== 'dev')
  const settings = () => {
    if (configured === undefined) throw new Error('The render runtime was used before it was configured.')
    return configured
  }
  const instrumentation = async () => modules.instrumentation?.()
  const reportError = createErrorReporter(instrumentation)
  const [renderStatic, renderServer] = [createStaticRenderer(pages, settings), createServerRenderer(pages, settings)]
  return {
    configure(value) {
      configured = value
      if (value.runtimeConfig !== undefined) setRuntimeConfig(value.runtimeConfig)
    },
    renderStatic: (task) =>
      reporting(
        () => renderStatic(task),
        // A build tells its errors itself, and no server is there to observe.
        (error) => settings().mode !== 'build' && reportError(error, ...failureOf(task)),
      ),
    renderServer: (call, dataOnly) =>
      reporting(
        () => renderServer(call, dataOnly),
        (error) => reportError(error, ...failureOfRequest(call.request, call.route, 'render')),
      ),
    instrumentation,
    reportError,
    middleware: modules.middleware,
    async staticPaths(route) {
      const { module } = await pages.load(route)
      return runStaticPaths(module as Parameters<typeof runStaticPaths>[0], parsePattern(route), settings().i18n)
    },
    hasInitialProps: async (route) => asksForInitialProps(await pages.load(route)),
    loadApi: (route) => pages.loadApi(route),
  }
}
