/** Opens the store that somebody names. */
import { filesystemUnderTest } from './filesystem-under-test.ts'
import { openRedisUnderTest } from './redis-under-test.ts'
import { lmdbUnderTest, type StoreUnderTest } from './store-under-test.ts'

/** `instances` are their names. @throws when there is no such store. */
export async function openStoreUnderTest(name: string, instances: readonly string[]): Promise<StoreUnderTest> {
  switch (name) {
    case 'lmdb':
      return lmdbUnderTest()
    case 'filesystem':
      return filesystemUnderTest()
    case 'redis':
      return openRedisUnderTest({ instances })
    default:
      throw new Error(`There is no store called "${name}": it is lmdb, filesystem or redis.`)
  }
}
