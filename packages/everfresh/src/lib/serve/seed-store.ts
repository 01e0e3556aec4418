/** Brings the pages that a build generated into a store, once per deployment and store. */
import { hostname } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import type { Entry, PageStore } from '@everfresh/engine'
import { readPack } from './page-pack.ts'

/** Entries offered to the store at a time: a transaction each, so that a large build never blocks writers for long. */
export const batchSize = 200

/** A deployment and the file with its pages. Built anew under its id, it is another one. */
export interface Seeds {
  readonly id: string
  /** Epoch ms. */
  readonly builtAt: number
  readonly file: string
}

/**
 * Offers every page of the pack, unless the store has been offered them. It keeps what it has where that is newer (DESIGN §4.4).
 *
 * @returns how many were taken.
 * @throws EverfreshError BROKEN_DEPLOYMENT when the pack is damaged; whatever the store has to say.
 */
export async function seedStore(store: PageStore, seeds: Seeds): Promise<number> {
  let taken = 0
  await seedOnce(store, seeds, async (goOn) => {
    const offer = async (entries: readonly Entry[]) => {
      taken += await store.seed(entries)
      await goOn()
    }
    // While the disk takes one batch, the next one is read: it is the disk that most of the time is spent on.
    let underWay: Promise<void> | undefined
    try {
      for await (const batch of batchesIn(seeds)) {
        await underWay
        underWay = offer(batch)
        // It is awaited below; until then nobody would look at what it may throw.
        underWay.catch(() => {})
      }
    } finally {
      await underWay
    }
  })
  return taken
}

async function* batchesIn(seeds: Seeds): AsyncGenerator<readonly Entry[]> {
  let batch: Entry[] = []
  for await (const entry of readPack(seeds.file, seeds.id)) {
    batch.push(entry)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Whoever offers the pages says so again after each batch; when it has not for so long, it is gone, ms. */
const leaseMs = 5_000

/** Between two questions whether somebody else is done, ms. */
const askAgainMs = 250

/**
 * Calls `offer` unless the store was offered these pages, or somebody else is at it: then it is waited for, and takes over when that
 * one dies. `offer` is to call what it is given after each batch.
 *
 * The store itself keeps that it was done, and who is at it, as a page that no URL leads to: so it is forgotten with what was
 * seeded, wherever that was and however it got lost.
 */
export async function seedOnce(
  store: PageStore,
  seeds: Seeds,
  offer: (goOn: () => Promise<unknown>) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const mark = markOf(seeds)
  while (!signal?.aborted) {
    if (await isSeeded(store, seeds)) return
    const request = { need: 0, known: 0, owner: `${hostname()}:${process.pid}`, ttlMs: leaseMs }
    const acquired = await store.acquire(mark, request)
    if (acquired.kind !== 'granted') {
      await setTimeout(askAgainMs, undefined, { ref: false })
      continue
    }
    const { token } = acquired.lease
    try {
      await offer(async () => store.renew(mark, token, leaseMs))
    } catch (error) {
      await Promise.resolve(store.fail(mark, token, Date.now())).catch(() => {})
      throw error
    }
    await (signal?.aborted ? store.fail(mark, token, Date.now()) : store.publish(mark, token, mark))
    return
  }
}

/** Whether the store was offered all pages. */
export const isSeeded = async (store: PageStore, seeds: Seeds): Promise<boolean> =>
  (await store.load(markOf(seeds))) !== undefined

const markOf = ({ id, builtAt }: Seeds): Entry => ({
  ...{ namespace: 'seeded', path: `/_everfresh/seeded/${id}/${builtAt}` },
  ...{ bodies: {}, attributes: {}, tags: [], version: 0, asOf: builtAt * 1000, deployment: id, reason: 'build' },
  ...{ generatedAt: builtAt, renderMs: 0, staleAt: Infinity, expiresAt: Infinity },
})
