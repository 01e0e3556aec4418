/** Which of a site's stores has the build's pages when, and what may fail. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { encodeEntry, type Entry, type Glimpse, type PageId, type PageStore } from '@everfresh/engine'
import { openMemoryPageStore } from '@everfresh/store-memory'
import { recordParts } from '../build/pack-record.ts'
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

test('a store on this machine gets many pages behind, has each that is asked for, and nothing older than it', async () => {
  // Than all that a store is told of before it was opened.
  const later = (Date.now() + 60_000) * 1000
  const many = Array.from({ length: 1_500 }, (_, index) => ({
    ...entry,
    path: `/${index}`,
    generatedAt: 5,
    asOf: later,
  }))
  await writeFile(seeds().file, Buffer.concat(many.flatMap((each) => recordParts(encodeEntry(each)))))
  const memory = openMemoryPageStore()
  const glance = (of: PageId) => Object.assign(memory.load(of) ?? {}, { bodies: {} }) as Glimpse
  const store = Object.assign(memory, { glance })
  store.seed([
    { ...many[7]!, generatedAt: 4 },
    { ...many[8]!, generatedAt: 6 },
    { ...entry, path: '/other' },
  ])
  const seeded = await (await open(store)).seed(seeds(), () => expect.unreachable())
  expect(store.load({ ...page, path: '/1499' })).toBeUndefined()
  const glancedAt = ['/7', '/8'].map((path) => seeded.store.glance!({ ...page, path })?.entry.path)
  expect(glancedAt).toEqual([undefined, '/8'])
  const load = (path: string) => seeded.store.load({ ...page, path })
  expect(await load('/1499')).toMatchObject({ entry: { path: '/1499' } })
  expect(await load('/7')).toMatchObject({ entry: { generatedAt: 5 } })
  // What the store has and the build has not made since is answered at once, and so is what neither has.
  expect([load('/8'), load('/other'), load('/none')]).toMatchObject([
    { entry: { generatedAt: 6 } },
    { entry: { path: '/other' } },
    undefined,
  ])
  await seeded.done
  expect(store.statistics().entries).toBe(1_502)
  expect(load('/9')).toMatchObject({ entry: { path: '/9' } })
  seeded.close()
})

test('nobody is served by a build with a damaged page, however many there are', async () => {
  const many = Array.from({ length: 1_500 }, (_, index) => ({ ...entry, path: `/${index}` }))
  const pack = Buffer.concat(many.flatMap((each) => recordParts(encodeEntry(each))))
  pack[pack.byteLength - 20]! ^= 1
  await writeFile(seeds().file, pack)
  const { seed } = await open(openMemoryPageStore())
  await expect(seed(seeds(), () => {})).rejects.toMatchObject({ code: 'BROKEN_DEPLOYMENT' })
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
