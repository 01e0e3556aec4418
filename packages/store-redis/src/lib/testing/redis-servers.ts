/** Real servers for tests: one alone, a cluster, and a pair under sentinels. Re-exports only. */
export { startRedisCluster } from './redis-cluster.ts'
export { startRedisSentinels } from './redis-sentinels.ts'
export { startRedis } from './redis-server.ts'
export type { RedisServer } from './redis-server.ts'
