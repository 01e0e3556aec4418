/** Stores over real servers for one test, and short words for common steps. */
import { randomUUID } from 'node:crypto'
import { freshnessOf } from '@everfresh/engine'
import type { AcquireRequest, Entry, Lease, PageId, PageStore } from '@everfresh/engine'
import { expect, onTestFinished } from 'vitest'
import type { RedisPageStoreOptions } from '../options.ts'
import { openRedisPageStore } from '../redis-page-store.ts'
import type { RedisPageStore } from '../redis-page-store.ts'

/** Opens a store with a prefix of its own unless one is given; it is closed when the test is over. */
export async function open(options: RedisPageStoreOptions): Promise<RedisPageStore> {
  const store = await openRedisPageStore({ keyPrefix: randomUUID(), ...options })
  onTestFinished(() => store.close() as Promise<void>)
  return store
}

/** Stops it when the test is over. */
export function stopped<T extends { stop(): Promise<void> }>(server: T): T {
  onTestFinished(() => server.stop())
  return server
}

export const pageOf = (path: string): PageId => ({ namespace: 'code-1', path })

export const entryOf = (page: PageId, html: string, changes: Partial<Entry> = {}): Entry => ({
  ...page,
  bodies: { html: new TextEncoder().encode(html) },
  attributes: {},
  version: 0,
  asOf: 0,
  tags: [],
  deployment: 'deployment-1',
  reason: 'miss',
  generatedAt: Date.now(),
  renderMs: 1,
  staleAt: Infinity,
  expiresAt: Infinity,
  ...changes,
})

export const request = (changes: Partial<AcquireRequest> = {}): AcquireRequest => ({
  need: 0,
  known: 0,
  owner: 'me',
  ttlMs: 5_000,
  ...changes,
})

export async function lease(store: PageStore, page: PageId, changes: Partial<AcquireRequest> = {}): Promise<Lease> {
  const acquired = await store.acquire(page, request(changes))
  if (acquired.kind !== 'granted') expect.fail(`expected a lease, but the store answered "${acquired.kind}"`)
  return acquired.lease
}

export async function publish(
  store: PageStore,
  path: string,
  html: string,
  changes: Partial<Entry> = {},
): Promise<Entry> {
  const page = pageOf(path)
  const { token } = await lease(store, page, { need: await needOf(store, page) })
  const published = await store.publish(page, token, entryOf(page, html, changes))
  if (published.kind !== 'published') expect.fail('expected the publish to be accepted, but it was rejected')
  return published.entry
}

/** What the served version of a page does not satisfy, fresh as it is. */
export const needOf = async (store: PageStore, page: PageId): Promise<number> =>
  ((await store.load(page))?.entry.asOf ?? 0) + 1

export async function htmlOf(store: PageStore, path: string): Promise<string | undefined> {
  const loaded = await store.load(pageOf(path))
  return loaded && new TextDecoder().decode(loaded.entry.bodies['html'])
}

export async function freshness(store: PageStore, path: string) {
  const loaded = await store.load(pageOf(path))
  return loaded && freshnessOf(loaded.entry, loaded.floors, Date.now())
}
