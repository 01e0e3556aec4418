/** What each test of the contract plays with: an empty store on a clock of its own, and short words for common steps. */
import { afterEach, beforeEach, expect } from 'vitest'
import type { Clock } from '../../clock.ts'
import type { Entry, PageId } from '../../entry.ts'
import { freshnessOf } from '../../freshness.ts'
import type { AcquireRequest, Awaitable, Invalidation, Lease, Loaded, PageStore } from '../../page-store.ts'
import { ManualClock } from '../manual-clock.ts'

export interface ContractStoreOptions {
  /** The store takes its time from nowhere else. */
  readonly clock: Clock
  /** How many invalidations the log retains. */
  readonly logLimit?: number
}

/** How the contract reaches a backend. */
export interface PageStoreSubject {
  /** Opens an empty store. The contract closes it. */
  open(options: ContractStoreOptions): Awaitable<PageStore>
  /** Opens another instance over the same pages, as a second process would. The contract closes it. */
  openAgain(store: PageStore, options: ContractStoreOptions): Awaitable<PageStore>
  /** Replaces the stored bytes of a page's published entry by what `change` makes of them. For stores that keep bytes. */
  damage?(store: PageStore, page: PageId, change: (bytes: Uint8Array) => Uint8Array): Awaitable<void>
  /** Removes what `open` left behind, after every instance was closed. */
  cleanUp?(): Awaitable<void>
}

export interface Scene {
  readonly store: PageStore
  readonly clock: ManualClock
  /** Another instance over the same pages. */
  again(options?: Pick<ContractStoreOptions, 'logLimit'>): Promise<PageStore>
}

/** Gives every test of the surrounding `describe` a store of its own. */
export function useScene(subject: PageStoreSubject, options: Pick<ContractStoreOptions, 'logLimit'> = {}): Scene {
  const opened: PageStore[] = []
  let clock: ManualClock
  beforeEach(async () => {
    clock = new ManualClock()
    opened.push(await subject.open({ clock, ...options }))
  })
  afterEach(async () => {
    for (const store of opened.splice(0).reverse()) await store.close()
    await subject.cleanUp?.()
  })
  return {
    get store() {
      return opened[0]!
    },
    get clock() {
      return clock
    },
    async again(changed = options) {
      const store = await subject.openAgain(opened[0]!, { clock, ...changed })
      opened.push(store)
      return store
    },
  }
}

export const pageOf = (path: string, namespace = 'code-1'): PageId => ({ namespace, path })

export const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

/** An entry as a renderer's result is published: version and asOf are the store's to set. */
export function entryOf(page: PageId, changes: Partial<Entry> & { readonly html?: string } = {}): Entry {
  const { html = `<h1>${page.path}</h1>`, ...rest } = changes
  return {
    ...page,
    bodies: { html: new TextEncoder().encode(html) },
    attributes: { status: 200 },
    version: 0,
    asOf: 0,
    tags: [],
    deployment: 'deployment-1',
    reason: 'miss',
    generatedAt: 0,
    renderMs: 5,
    staleAt: Infinity,
    expiresAt: Infinity,
    ...rest,
  }
}

export const request = (changes: Partial<AcquireRequest> = {}): AcquireRequest => ({
  need: 0,
  known: 0,
  owner: 'instance-1',
  ttlMs: 5_000,
  ...changes,
})

/** Acquires a page that nobody else may be rendering, and returns the lease. */
export async function lease(store: PageStore, page: PageId, changes: Partial<AcquireRequest> = {}): Promise<Lease> {
  const acquired = await store.acquire(page, request(changes))
  if (acquired.kind !== 'granted') expect.fail(`expected a lease, but the store answered "${acquired.kind}"`)
  return acquired.lease
}

/** Acquires a page and publishes what `entryOf` makes of `changes`. `need` forces a new version of a fresh page. */
export async function publish(
  store: PageStore,
  page: PageId,
  changes: Partial<Entry> & { readonly html?: string } = {},
  acquire: Partial<AcquireRequest> = {},
): Promise<Entry> {
  const { token } = await lease(store, page, acquire)
  const published = await store.publish(page, token, entryOf(page, changes))
  if (published.kind !== 'published') expect.fail('expected the publish to be accepted, but it was rejected')
  return published.entry
}

/** Loads a page that must be there. */
export async function loaded(store: PageStore, page: PageId): Promise<Loaded> {
  const found = await store.load(page)
  if (!found) expect.fail(`expected an entry of "${page.path}", but the store has none`)
  return found
}

/** How a page that must be there may be used now. */
export const freshness = async ({ store, clock }: Scene, page: PageId) => {
  const { entry, floors } = await loaded(store, page)
  return freshnessOf(entry, floors, clock.now())
}

export const soft = (tag: string): Invalidation => ({ tag, kind: 'soft' })
export const hard = (tag: string): Invalidation => ({ tag, kind: 'hard' })
