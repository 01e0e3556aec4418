/** The HTTP cache for Hono: @everfresh/server/hono. */
export { honoHttpCache, type HonoHttpCacheOptions } from './lib/http-cache/mount/hono.ts'
