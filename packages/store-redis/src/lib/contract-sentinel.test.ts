import { describePageStore } from '@everfresh/engine/testing'
import { afterAll, beforeAll } from 'vitest'
import { subjectAt } from './testing/contract-subject.ts'
import { startRedisSentinels } from './testing/redis-servers.ts'

let servers: Awaited<ReturnType<typeof startRedisSentinels>>
beforeAll(async () => {
  servers = await startRedisSentinels()
})
afterAll(() => servers.stop())

describePageStore(
  'store-redis, a pair under sentinels',
  subjectAt(() => servers.url),
)
