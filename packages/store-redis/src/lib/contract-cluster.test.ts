import { describePageStore } from '@everfresh/engine/testing'
import { afterAll, beforeAll } from 'vitest'
import { subjectAt } from './testing/contract-subject.ts'
import { startRedisCluster } from './testing/redis-servers.ts'

let servers: Awaited<ReturnType<typeof startRedisCluster>>
beforeAll(async () => {
  servers = await startRedisCluster()
})
afterAll(() => servers.stop())

describePageStore(
  'store-redis, a cluster',
  subjectAt(() => servers.url),
)
