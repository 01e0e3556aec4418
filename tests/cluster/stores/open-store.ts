/** Opens the store that somebody names. */
import { lmdbUnderTest, type StoreUnderTest } from './store-under-test.ts'

/** @throws when there is no such store. */
export async function openStoreUnderTest(name: string, _instances: number): Promise<StoreUnderTest> {
  if (name === 'lmdb') return lmdbUnderTest()
  throw new Error(`There is no store called "${name}": it is lmdb, filesystem or redis.`)
}
