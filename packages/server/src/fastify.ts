/** The HTTP cache for Fastify: @everfresh/server/fastify. */
export { fastifyHttpCache, type FastifyHttpCacheOptions } from './lib/http-cache/mount/fastify.ts'
