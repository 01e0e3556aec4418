/** The public surface of @everfresh/store-redis. Re-exports only. */
export { RedisStoreError } from './lib/errors.ts'
export type { RedisStoreErrorCode } from './lib/errors.ts'
export type { RedisAddress, RedisPageStoreOptions } from './lib/options.ts'
export { openRedisPageStore } from './lib/redis-page-store.ts'
export type { RedisPageStore } from './lib/redis-page-store.ts'
export { parseRedisUrl } from './lib/redis-url.ts'
