/** Brings the pages that a build generated into a store, once per deployment and store. */
import type { Entry, PageId, PageStore } from '@everfresh/engine'
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
  if (await isSeeded(store, seeds)) return 0
  let taken = 0
  let batch: Entry[] = []
  const flush = async () => {
    if (batch.length > 0) taken += await store.seed(batch)
    batch = []
  }
  for await (const entry of readPack(seeds.file, seeds.id)) {
    batch.push(entry)
    if (batch.length >= batchSize) await flush()
  }
  await flush()
  await markSeeded(store, seeds)
  return taken
}

/**
 * Whether the store was offered all pages. It keeps that itself, as a page that no URL leads to: so it is forgotten with what
 * was seeded, wherever that was and however it got lost.
 */
export const isSeeded = async (store: PageStore, seeds: Seeds): Promise<boolean> =>
  (await store.load(markOf(seeds))) !== undefined

export async function markSeeded(store: PageStore, seeds: Seeds): Promise<void> {
  const { id, builtAt } = seeds
  await store.seed([
    {
      ...markOf(seeds),
      ...{ bodies: {}, attributes: {}, tags: [], version: 0, asOf: builtAt * 1000, deployment: id, reason: 'build' },
      ...{ generatedAt: builtAt, renderMs: 0, staleAt: Infinity, expiresAt: Infinity },
    },
  ])
}

const markOf = ({ id, builtAt }: Seeds): PageId => ({
  namespace: 'seeded',
  path: `/_everfresh/seeded/${id}/${builtAt}`,
})
