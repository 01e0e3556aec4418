/** The stores that a site is served from: the one that all share, and what this machine keeps of it. */
import type { PageStore } from '@everfresh/engine'
import { seedBehind, type SeededStore } from './seed-behind.ts'
import { type Seeds, seedStore } from './seed-store.ts'

export interface StoreOpeners {
  openStore(): Promise<PageStore> | PageStore
  /** What is shown while the store cannot be reached; for stores that are a network away. */
  openFallback(): Promise<PageStore | undefined> | undefined
}

export interface SiteStores {
  readonly store: PageStore
  readonly fallback?: PageStore
  /**
   * Brings a deployment's pages into the stores. A store on this machine has them when this resolves; one that is a network
   * away gets them behind, through what is returned.
   *
   * @throws EverfreshError BROKEN_DEPLOYMENT
   */
  seed(seeds: Seeds, onError: (error: unknown) => void): Promise<SeededStore | undefined>
  close(): Promise<void>
}

export async function openStores({ openStore, openFallback }: StoreOpeners): Promise<SiteStores> {
  const store = await openStore()
  const fallback = await openFallback()
  return {
    store,
    ...(fallback && { fallback }),
    async seed(seeds, onError) {
      if (store.coherence === 'immediate') return void (await seedStore(store, seeds))
      if (fallback) await seedStore(fallback, seeds)
      return seedBehind(store, seeds, onError)
    },
    async close() {
      await Promise.all([store.close(), fallback?.close()])
    },
  }
}
