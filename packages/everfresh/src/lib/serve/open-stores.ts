/** The stores that a site is served from: the one that all share, and what this machine keeps of it. */
import type { PageStore } from '@everfresh/engine'
import { EverfreshError } from '../errors.ts'
import { seedBehind, type SeededStore } from './seed-behind.ts'
import { isSeeded, type Seeds, seedStore } from './seed-store.ts'

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
  seed(seeds: Seeds, onError: (error: unknown) => void): Promise<SeededStore>
  close(): Promise<void>
}

export async function openStores({ openStore, openFallback }: StoreOpeners): Promise<SiteStores> {
  const store = await openStore()
  const fallback = await openFallback()

  async function seed(seeds: Seeds, onError: (error: unknown) => void): Promise<SeededStore> {
    if (store.coherence === 'immediate') {
      await seedStore(store, seeds)
      return { store, done: Promise.resolve(), close() {} }
    }
    // Without room for what is kept for bad days, these days are as good as ever.
    if (fallback) await seedStore(fallback, seeds).catch(unlessBroken(onError))
    return seedBehind(store, seeds, onError)
  }

  return {
    store,
    ...(fallback && { fallback }),
    async seed(seeds, onError) {
      const seeded = await seed(seeds, onError)
      const reminding = setInterval(() => void isSeeded(store, seeds).catch(() => {}), remindMs).unref()
      return { ...seeded, close: () => (clearInterval(reminding), seeded.close()) }
    },
    async close() {
      await Promise.all([store.close(), fallback?.close()])
    },
  }
}

/**
 * A store without room drops what was asked for longest ago. That it was offered a build's pages it must not forget before the
 * pages: they would be offered anew, in place of later ones that were dropped. ms
 */
const remindMs = 15 * 60_000

const unlessBroken = (onError: (error: unknown) => void) => (error: unknown) => {
  if (error instanceof EverfreshError) throw error
  onError(error)
}
