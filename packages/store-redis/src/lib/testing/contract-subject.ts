/** How the contract of page stores reaches a Redis that a test has started. */
import { randomUUID } from 'node:crypto'
import type { ContractStoreOptions, PageStoreSubject } from '@everfresh/engine/testing'
import { clientFor } from '../connection/connect.ts'
import type { RedisLike } from '../connection/redis-like.ts'
import { keysOf } from '../keys.ts'
import { completed } from '../options.ts'
import type { RedisPageStoreOptions } from '../options.ts'
import { openRedisPageStore } from '../redis-page-store.ts'
import type { RedisPageStore } from '../redis-page-store.ts'
import { parseRedisUrl } from '../redis-url.ts'

/** Each test has a prefix of its own on the servers at `url()`. */
export function subjectAt(url: () => string): PageStoreSubject {
  const chosen = new WeakMap<object, RedisPageStoreOptions>()
  const prefixOf = (store: object): string => chosen.get(store)!.keyPrefix!
  const open = async (options: ContractStoreOptions, keyPrefix: string): Promise<RedisPageStore> => {
    // Several stores at a time keep the machine busy.
    const patience = { connectTimeoutMs: 20_000, commandTimeoutMs: 10_000, bodyTimeoutMs: 10_000 }
    const all = { ...parseRedisUrl(url()), ...patience, ...options, keyPrefix }
    const store = await openRedisPageStore(all)
    chosen.set(store, all)
    return store
  }
  return {
    open: (options) => open(options, randomUUID()),
    openAgain: (store, options) => open(options, prefixOf(store)),
    damage: (store, { namespace, path }, change) =>
      withClient(chosen.get(store)!, async (client) => {
        const key = keysOf(prefixOf(store)).page(path)
        const bytes = (await client.call('hget', [key, `${namespace}/e`])) as Buffer
        await client.call('hset', [key, `${namespace}/e`, change(Uint8Array.from(bytes))])
      }),
  }
}

/** Lends a client of its own to `use`. */
export async function withClient<T>(
  options: RedisPageStoreOptions,
  use: (client: RedisLike) => Promise<T>,
): Promise<T> {
  const client = clientFor(completed(options), 'pages')
  try {
    await client.connect()
    return await use(client)
  } finally {
    client.close()
  }
}
