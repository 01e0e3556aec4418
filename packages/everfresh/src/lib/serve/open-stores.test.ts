/** Which of a site's stores has the build's pages when, and what may fail. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { encodeEntry, type Entry, type PageStore } from '@everfresh/engine'
import { openMemoryPageStore } from '@everfresh/store-memory'
import { openStores, type SiteStores } from './open-stores.ts'

const page = { namespace: 'n', path: '/a' }
const entry: Entry = {
  ...{ ...page, bodies: { html: new Uint8Array(10) }, attributes: {}, tags: [], version: 0, asOf: 1 },
  ...{ deployment: 'd', reason: 'build', generatedAt: 1, renderMs: 1, staleAt: Infinity, expiresAt: Infinity },
}
let folder: string
let stores: SiteStores | undefined
const seeds = () => ({ id: 'd', builtAt: 1, file: join(folder, 'pages.pack') })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfresh-stores-'))
  const encoded = encodeEntry(entry)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(encoded.byteLength)
  await writeFile(seeds().file, Buffer.concat([length, encoded]))
})
afterEach(async () => {
  vi.useRealTimers()
  await stores?.close()
  await rm(folder, { recursive: true })
})

const open = async (store: PageStore, fallback?: PageStore): Promise<SiteStores> =>
  (stores = await openStores({ openStore: () => store, openFallback: () => fallback && Promise.resolve(fallback) }))
const distant = (): PageStore => Object.assign(openMemoryPageStore(), { coherence: 'lease' as const })

test('a store on this machine has the pages first', async () => {
  const store = openMemoryPageStore()
  const seeded = await (await open(store)).seed(seeds(), () => expect.unreachable())
  expect(seeded.store).toBe(store)
  expect(store.load(page)).toMatchObject({ entry: { path: '/a' } })
  seeded.close()
})

test('of a store that is a network away, what is kept on this machine has them first (fault 21)', async () => {
  const store = distant()
  vi.spyOn(store, 'load').mockImplementation(() => new Promise(() => {}))
  const fallback = openMemoryPageStore()
  const seeded = await (await open(store, fallback)).seed(seeds(), () => expect.unreachable())
  expect(fallback.load(page)).toMatchObject({ entry: { path: '/a' } })
  seeded.close()
})

test('what is kept on this machine may fail; a damaged build may not', async () => {
  const full = openMemoryPageStore()
  vi.spyOn(full, 'seed').mockRejectedValue(new Error('no room'))
  const errors: unknown[] = []
  const store = distant()
  const { seed } = await open(store, full)
  const seeded = await seed(seeds(), (error) => errors.push(error))
  await seeded.done
  expect(errors).toEqual([new Error('no room')])
  expect(await store.load(page)).toMatchObject({ entry: { path: '/a' } })
  seeded.close()
  await writeFile(seeds().file, 'damaged')
  await expect(seed({ ...seeds(), id: 'e' }, () => {})).rejects.toMatchObject({ code: 'BROKEN_DEPLOYMENT' })
})

test('a store is asked now and then for what it might forget, until the deployment is closed', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const store = openMemoryPageStore()
  const seeded = await (await open(store)).seed(seeds(), () => expect.unreachable())
  const asked = vi.spyOn(store, 'load')
  vi.advanceTimersByTime(3_600_000)
  expect(asked).toHaveBeenCalledTimes(4)
  seeded.close()
  vi.advanceTimersByTime(3_600_000)
  expect(asked).toHaveBeenCalledTimes(4)
})
