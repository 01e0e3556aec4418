/** Brings a build's pages into a store that many share and that may be slow or away, while they are served already. */
import { setTimeout } from 'node:timers/promises'
import type { Entry, Loaded, PageId, PageStore } from '@everfresh/engine'
import { openPack, type PackedPage, type PagePack } from './page-pack.ts'
import { batchSize, isSeeded, seedOnce, type Seeds } from './seed-store.ts'

/** Between two tries to reach the store, ms: doubled from the first to the last. */
const firstPauseMs = 250
const longestPauseMs = 30_000

export interface SeededStore {
  /** The store, with the build's pages where it has none yet. */
  readonly store: PageStore
  /** Resolves when the store has been offered everything, or `close` was called. */
  readonly done: Promise<void>
  close(): void
}

/**
 * Begins to offer every page of the pack to `store`. A page that is asked for before its turn is offered at once, so that nobody
 * waits for a render of what was built. While the store does not answer, it is tried again and again.
 *
 * @param onError Gets what failed: once until something succeeds, and a damaged pack.
 */
export function seedBehind(store: PageStore, seeds: Seeds, onError: (error: unknown) => void): SeededStore {
  const stop = new AbortController()
  let pack: PagePack | undefined
  const done = offerAll().finally(async () => {
    const opened = pack
    pack = undefined
    await opened?.close()
  })

  async function offerAll(): Promise<void> {
    // Most of the time it was. Only then the pack need not be read; what fails here, fails again below.
    const isDone = await isSeeded(store, seeds).catch(() => false)
    if (isDone) return
    const opened = await openPack(seeds.file, seeds.id).catch((error: unknown) => void onError(error))
    if (!opened) return
    pack = opened
    let isTold = false
    for (let pauseMs = firstPauseMs; !stop.signal.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        await seedOnce(store, seeds, (goOn) => offerMissing(store, opened, goOn, stop.signal), stop.signal)
        return
      } catch (error) {
        if (!isTold && !stop.signal.aborted) onError(error)
        isTold = true
        await setTimeout(pauseMs, undefined, { signal: stop.signal, ref: false }).catch(() => {})
      }
    }
  }

  async function load(page: PageId): Promise<Loaded | undefined> {
    const loaded = await store.load(page)
    if (loaded !== undefined || pack === undefined) return loaded
    const opened = pack
    const packed = opened.find(page)
    if (packed === undefined) return undefined
    await store.seed([await opened.read(packed)])
    return store.load(page)
  }

  return { store: withLoad(store, load), done, close: () => stop.abort() }
}

/** Somebody may have begun before, and died: what that one has brought is not sent again. */
async function offerMissing(
  store: PageStore,
  pack: PagePack,
  goOn: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  for (let first = 0; first < pack.pages.length && !signal.aborted; first += batchSize) {
    const batch = pack.pages.slice(first, first + batchSize)
    if ((await isThere(store, batch[0]!)) && (await isThere(store, batch.at(-1)!))) continue
    const entries: Entry[] = []
    for (const page of batch) entries.push(await pack.read(page))
    await store.seed(entries)
    await goOn()
  }
}

async function isThere(store: PageStore, page: PackedPage): Promise<boolean> {
  const loaded = await store.load(page)
  return loaded !== undefined && loaded.entry.generatedAt >= page.generatedAt
}

/** `store` with another `load`; everything else is its own, whatever that is. */
function withLoad(store: PageStore, load: PageStore['load']): PageStore {
  const own = new Map<string | symbol, unknown>([['load', load]])
  return new Proxy(store, {
    get(target, name) {
      if (own.has(name)) return own.get(name)
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      const bound: unknown = value.bind(target)
      own.set(name, bound)
      return bound
    },
  })
}
