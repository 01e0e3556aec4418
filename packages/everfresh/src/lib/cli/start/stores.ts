/** Opens the stores that a configuration asks for. The only place of the framework that names one. */
import { join } from 'node:path'
import type { PageStore, PendingInvalidations } from '@everfresh/engine'
import { openLmdbPageStore } from '@everfresh/store-lmdb'
import { openMemoryPageStore } from '@everfresh/store-memory'
import type { SiteSettings } from '../../config/site-settings.ts'
import type { StoreSettings } from '../../config/store-settings.ts'
import type { Layout } from '../../deployments/layout.ts'
import { openPendingFile } from '../../serve/pending-file.ts'

export interface StoreChoice {
  readonly settings: SiteSettings
  readonly layout: Layout
  /** Gets what endangers what a store promises, a sentence each. */
  warn(text: string): void
}

/** Others than LMDB and memory are loaded when they are asked for: few sites pay for a client of Redis. */
export async function openStore({ settings, layout, warn }: StoreChoice): Promise<PageStore> {
  const { store } = settings
  switch (store.type) {
    case 'memory':
      return openMemoryPageStore()
    case 'lmdb': {
      const { type: _type, directory = layout.pages, ...options } = store
      return openLmdbPageStore({ directory, ...options })
    }
    case 'filesystem': {
      const { type: _type, fallback: _fallback, ...options } = store
      return (await import('@everfresh/store-filesystem')).openFilesystemPageStore(options)
    }
    case 'redis': {
      const { type: _type, fallback: _fallback, ...options } = store
      const isPlaced = options.url !== undefined || options.sentinels !== undefined || options.cluster !== undefined
      const place = isPlaced ? {} : { url: 'redis://localhost:6379' }
      return (await import('@everfresh/store-redis')).openRedisPageStore({ ...place, ...options, onWarning: warn })
    }
  }
}

/** Disk for what is shown while the store is away, bytes. */
const fallbackBytes = 2 ** 30

/**
 * What this machine keeps of a store that is a network away, so that it can go on without. Where nothing can be written it does
 * without that.
 */
export async function openFallback({ settings, layout, warn }: StoreChoice): Promise<PageStore | undefined> {
  const { store } = settings
  if (store.type === 'memory' || store.type === 'lmdb' || store.fallback === false) return undefined
  const { directory = layout.fallback, maxBytes = fallbackBytes } = store.fallback ?? {}
  try {
    return await openLmdbPageStore({ directory, maxBytes })
  } catch (error) {
    const { message } = error as Error
    warn(`No page is kept for when the store is away: ${message}`)
    return undefined
  }
}

/**
 * What invalidations wait in while the store is away, where they are to wait. `instance`: which of several this is; each has a
 * file of its own, which the one that replaces it goes on with.
 */
export async function openPending(
  { settings, layout }: StoreChoice,
  of: 'pages' | 'answers',
  instance = 1,
): Promise<PendingInvalidations | undefined> {
  if (settings.invalidationsWhileAway === 'reject') return undefined
  return openPendingFile(
    join(layout.pending, of === 'pages' ? `${instance}.invalidations` : `${instance}.${of}.invalidations`),
  )
}

/**
 * Answers that are made per request: in a store of the same kind, so that all instances share them, and apart from the pages, so
 * that no number of query strings pushes a page out.
 */
export function openHttpStore(choice: StoreChoice): Promise<PageStore | undefined> {
  const { settings, layout } = choice
  const { store, httpCache } = settings
  if (httpCache === undefined) return Promise.resolve(undefined)
  const { maxBytes } = httpCache
  return openStore({ ...choice, settings: { ...settings, store: besidePages(store, maxBytes, layout) } })
}

function besidePages(store: StoreSettings, maxBytes: number, layout: Layout): StoreSettings {
  switch (store.type) {
    case 'memory':
      return store
    case 'lmdb':
      return { type: 'lmdb', directory: store.directory ? join(store.directory, 'answers') : layout.answers, maxBytes }
    case 'filesystem':
      return { ...store, directory: join(store.directory, 'answers'), maxBytes }
    case 'redis':
      return { ...store, keyPrefix: `${store.keyPrefix ?? 'everfresh'}:answers`, pageTtlMs: answerTtlMs }
  }
}

/** How long Redis keeps an answer, however long it says that it is fresh, ms. */
const answerTtlMs = 24 * 3_600_000

/** Memory for images where no disk is to be used, bytes. */
const imagesInMemory = 64 * 2 ** 20

/** Apart from the pages, so that images never push pages out; and each machine's own, since any can make them again. */
export function openImageStore({ settings, layout }: StoreChoice): Promise<PageStore> | PageStore {
  const { store, images } = settings
  const maxBytes = images.maximumDiskCacheSize
  if (store.type === 'memory' || maxBytes === 0) return openMemoryPageStore({ maxBytes: imagesInMemory })
  // Inside, since beside it there may be another disk, or none that can be written.
  const isElsewhere = store.type === 'lmdb' && store.directory !== undefined
  return openLmdbPageStore({ directory: isElsewhere ? join(store.directory!, 'images') : layout.images, maxBytes })
}
