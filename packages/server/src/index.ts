/** The public surface of @everfresh/server. */
export {
  degradedCacheControl,
  fileCacheControl,
  immutableCacheControl,
  pageCacheControl,
  privateCacheControl,
} from './lib/cache-control.ts'
export { cacheStatus, nextCacheState, type NextCacheState } from './lib/cache-status.ts'
export { canonicalise, type Canonical, type CanonicalOptions } from './lib/canonical-url.ts'
export { ServerError, type ServerErrorCode } from './lib/errors.ts'
export { isNotModified } from './lib/conditional.ts'
export { etagOf } from './lib/etag.ts'
export { healthPath, type HealthOptions } from './lib/health.ts'
export { createHttpCache, type HttpCache, type HttpCacheOptions } from './lib/http-cache/http-cache.ts'
export { preferredLanguage } from './lib/http-cache/languages.ts'
export { cachedHandler, type MountOptions, type Next } from './lib/http-cache/mount/cached-handler.ts'
export { createInvalidate, type Invalidate, type InvalidateOptions, type Selection } from './lib/invalidate.ts'
export { stripInternalHeaders } from './lib/internal-headers.ts'
export type { ServerLogger } from './lib/logger.ts'
export { createRequestHandler, type RequestHandler, type RequestHandlerOptions } from './lib/request-handler.ts'
export {
  createRevalidate,
  type CreateRevalidateOptions,
  type Revalidate,
  type RevalidatePathOptions,
} from './lib/revalidate.ts'
export { sendBody, type SendBodyOptions } from './lib/send-body.ts'
export { createServer, listen, type Server, type ServerOptions } from './lib/server.ts'
export type { AnswerOptions, Served } from './lib/settings.ts'
export type {
  BodyName,
  CanonicalUrl,
  HandlerCache,
  HandlerTarget,
  HandlerWatch,
  NotFoundTarget,
  PageAttributes,
  PageTarget,
  PreviewTarget,
  RedirectTarget,
  Routed,
  RoutingRequest,
  Site,
  StaticFolder,
  Target,
} from './lib/site.ts'
export { readStaticFiles, type StaticFile, type StaticFiles } from './lib/static-files.ts'
