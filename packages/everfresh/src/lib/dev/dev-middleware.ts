/** Runs the site's middleware in development, as it is on disk now. */
import type { SiteSettings } from '../config/site-settings.ts'
import { middlewareOptionsOf } from '../middleware/middleware-options.ts'
import { createMiddlewareStage, type OpenMiddleware } from '../middleware/middleware-stage.ts'
import type { RenderRuntime } from '../render/runtime-types.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'

export interface DevMiddlewareOptions {
  readonly settings: SiteSettings
  routes(): SiteRoutes
  runtime(): Promise<RenderRuntime>
}

export function createDevMiddleware({ settings, routes, runtime }: DevMiddlewareOptions): OpenMiddleware {
  const { basePath, trailingSlash, skipTrailingSlashRedirect, i18n } = settings
  /** By what was read of each version of its file. */
  const stages = new Map<object, OpenMiddleware>()

  function stageOf(record: NonNullable<SiteRoutes['middleware']>): OpenMiddleware {
    const known = stages.get(record)
    if (known !== undefined) return known
    const stage = createMiddlewareStage({
      ...{ record, basePath, trailingSlash, skipTrailingSlashRedirect, i18n },
      ...middlewareOptionsOf(settings),
      async load() {
        const { middleware } = await runtime()
        // It was deleted while this request was under way.
        return middleware === undefined ? async () => undefined : middleware()
      },
      reportError: (...failure) =>
        void runtime().then(
          ({ reportError }) => reportError?.(...failure),
          () => {},
        ),
    })
    stages.set(record, stage)
    return stage
  }

  return {
    run(passage) {
      const { middleware } = routes()
      return middleware && stageOf(middleware).run(passage)
    },
    close: async (graceMs) => void (await Promise.all([...stages.values()].map((stage) => stage.close(graceMs)))),
  }
}
