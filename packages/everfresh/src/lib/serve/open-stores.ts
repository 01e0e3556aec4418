/** The stores that a site is served from: the one that all share, and what this machine keeps of it. */
import type { PageStore } from '@everfresh/engine'
import { EverfreshError } from '../errors.ts'
import { openPack } from './page-pack.ts'
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
   * Brings a deployment's pages into the stores. A store on this machine has them when this resolves, if they are few. What takes longer is
   * done behind, through what is returned, and so it is for a store that is a network away.
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
      return seedHere(store, seeds, onError)
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

/** So many pages are in a store on this machine within half a second. */
const fewPages = 1_000

/** Nobody is served before all of the build's pages were found to be whole. */
async function seedHere(store: PageStore, seeds: Seeds, onError: (error: unknown) => void): Promise<SeededStore> {
  const nothingToDo = { store, done: Promise.resolve(), close() {} }
  if (await isSeeded(store, seeds)) return nothingToDo
  const pack = await openPack(seeds.file, seeds.id)
  if (pack.pages.length > fewPages) return seedBehind(store, seeds, onError, pack)
  await pack.close()
  await seedStore(store, seeds)
  return nothingToDo
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
