import { describePageStore } from '@everfresh/engine/testing'
import { afterAll, beforeAll } from 'vitest'
import { subjectAt } from './testing/contract-subject.ts'
import { startRedisSentinels } from './testing/redis-servers.ts'

let servers: Awaited<ReturnType<typeof startRedisSentinels>>
beforeAll(async () => {
  // On a busy machine a server may be silent for a while.
  servers = await startRedisSentinels({ downAfterMs: 60_000 })
})
afterAll(() => servers.stop())

describePageStore(
  'store-redis, a pair under sentinels',
  subjectAt(() => servers.url),
)
