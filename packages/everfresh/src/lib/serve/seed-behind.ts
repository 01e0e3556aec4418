/** Brings a build's pages into a store that takes its time, or that may be away, while they are served already. */
import { setTimeout } from 'node:timers/promises'
import type { Entry, Glimpse, Loaded, PageId, PageStore } from '@everfresh/engine'
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
 * waits for a render of what was built, or gets what is older. While the store does not answer, it is tried again and again.
 *
 * @param onError Gets what failed: once until something succeeds, and a damaged pack.
 * @param openedPack Where somebody has opened it, which is closed here; a store that lacks its pages is not to be asked whether it has them.
 */
export function seedBehind(
  store: PageStore,
  seeds: Seeds,
  onError: (error: unknown) => void,
  openedPack?: PagePack,
): SeededStore {
  const stop = new AbortController()
  const atOnce = store.coherence === 'immediate' ? fewAtOnce : batchSize
  let pack = openedPack
  /** Asked for before their turn: that these are there says nothing of their neighbours. */
  const asked = new Set<PackedPage>()
  const done = offerAll().finally(async () => {
    const opened = pack
    pack = undefined
    await opened?.close()
  })

  async function offerAll(): Promise<void> {
    const opened = pack ?? (await openUnlessSeeded())
    if (!opened) return
    pack = opened
    let isTold = false
    for (let pauseMs = firstPauseMs; !stop.signal.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        const offered = { store, pack: opened, asked, atOnce, signal: stop.signal }
        await seedOnce(store, seeds, (goOn) => offerMissing(offered, goOn), stop.signal)
        return
      } catch (error) {
        if (!isTold && !stop.signal.aborted) onError(error)
        isTold = true
        await setTimeout(pauseMs, undefined, { signal: stop.signal, ref: false }).catch(() => {})
      }
    }
  }

  async function openUnlessSeeded(): Promise<PagePack | undefined> {
    // Most of the time it was. Only then the pack need not be read; what fails here, fails again with the first batch.
    const isDone = await isSeeded(store, seeds).catch(() => false)
    return isDone ? undefined : openPack(seeds.file, seeds.id).catch((error: unknown) => void onError(error))
  }

  /** At once where the store answers at once and has what there is. */
  function load(page: PageId): Loaded | undefined | Promise<Loaded | undefined> {
    const loaded = store.load(page)
    return loaded instanceof Promise ? loaded.then((answer) => orPacked(page, answer)) : orPacked(page, loaded)
  }

  function orPacked(page: PageId, loaded: Loaded | undefined): Loaded | undefined | Promise<Loaded | undefined> {
    const packed = lackedBy(loaded, page)
    return packed === undefined ? loaded : bring(packed, pack!).catch(() => loaded)
  }

  /** Nothing where there is more to do than to look. */
  function glance(page: PageId): Glimpse | undefined {
    const glimpse = store.glance!(page)
    return glimpse && lackedBy(glimpse, page) ? undefined : glimpse
  }

  /** Where the page lies in the pack, if the store has none or an older one, and was not offered it yet. */
  function lackedBy(loaded: Loaded | undefined, page: PageId): PackedPage | undefined {
    const packed = pack?.find(page)
    if (packed === undefined || asked.has(packed)) return undefined
    return loaded !== undefined && loaded.entry.generatedAt >= packed.generatedAt ? undefined : packed
  }

  /** @throws what is reported when its turn comes: a store that takes nothing goes on answering. */
  async function bring(packed: PackedPage, opened: PagePack): Promise<Loaded | undefined> {
    await store.seed([await opened.read(packed)])
    // Once: what the store did not take, it will not take the next time.
    asked.add(packed)
    return store.load(packed)
  }

  return { store: readThrough(store, { load, ...(store.glance && { glance }) }), done, close: () => stop.abort() }
}

/** Of pages that a store on this machine takes: each costs this thread a part of a millisecond, and visitors come in between. */
const fewAtOnce = 50

interface Offered {
  readonly store: PageStore
  readonly pack: PagePack
  readonly asked: ReadonlySet<PackedPage>
  /** Pages in one batch. */
  readonly atOnce: number
  readonly signal: AbortSignal
}

/** Somebody may have begun before, and died: what that one has brought is not sent again. */
async function offerMissing(
  { store, pack, asked, atOnce, signal }: Offered,
  goOn: () => Promise<unknown>,
): Promise<void> {
  for (let first = 0; first < pack.pages.length && !signal.aborted; first += atOnce) {
    const batch = pack.pages.slice(first, first + atOnce)
    const unasked = batch.filter((page) => !asked.has(page))
    if (unasked.length === 0) continue
    if ((await isThere(store, unasked[0]!)) && (await isThere(store, unasked.at(-1)!))) continue
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

/** `store` with other ways to read; everything else is its own, whatever that is. */
function readThrough(store: PageStore, reads: Pick<PageStore, 'load' | 'glance'>): PageStore {
  const through = { ...reads }
  // No Proxy, which every hit would pay for, as long as the process lives.
  for (let from: object = store; from !== Object.prototype; from = Object.getPrototypeOf(from) as object) {
    for (const name of Reflect.ownKeys(from)) {
      if (name === 'constructor' || Object.hasOwn(through, name)) continue
      const value: unknown = Reflect.get(store, name)
      const property =
        typeof value === 'function'
          ? { value: value.bind(store) as unknown }
          : { get: () => Reflect.get(store, name) as unknown }
      Object.defineProperty(through, name, property)
    }
  }
  return through as PageStore
}
