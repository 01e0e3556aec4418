import { describePageStore } from '@everfresh/engine/testing'
import { afterAll, beforeAll } from 'vitest'
import { subjectAt } from './testing/contract-subject.ts'
import { startRedis } from './testing/redis-servers.ts'

let servers: Awaited<ReturnType<typeof startRedis>>
beforeAll(async () => {
  servers = await startRedis()
})
afterAll(() => servers.stop())

describePageStore(
  'store-redis, one server',
  subjectAt(() => servers.url),
)
