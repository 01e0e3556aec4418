/** A store that many share gets a build's pages behind, whatever state it is in, and is not sent what it has. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encodeEntry, type Entry, type PageStore } from '@everfresh/engine'
import { openMemoryPageStore } from '@everfresh/store-memory'
import { type SeededStore, seedBehind } from './seed-behind.ts'

const builtAt = Date.now()
const pages = Array.from({ length: 450 }, (_, index) => ({ namespace: 'n', path: `/${index}` }))
let folder: string
let file: string
let shared: PageStore
let seeding: SeededStore | undefined
const errors: unknown[] = []

const entry = (path: string, more: Partial<Entry> = {}): Entry => ({
  ...{ namespace: 'n', path, bodies: { html: new Uint8Array(10) }, attributes: {}, tags: [], version: 0 },
  ...{ asOf: builtAt * 1000, deployment: 'd', reason: 'build', generatedAt: builtAt, renderMs: 1 },
  ...{ staleAt: Infinity, expiresAt: Infinity, ...more },
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfresh-seeds-'))
  file = join(folder, 'pages.pack')
  const records = pages.flatMap(({ path }) => {
    const encoded = encodeEntry(entry(path))
    const length = Buffer.alloc(4)
    length.writeUInt32LE(encoded.byteLength)
    return [length, encoded]
  })
  await writeFile(file, Buffer.concat(records))
  shared = openMemoryPageStore()
  errors.length = 0
})
afterEach(async () => {
  seeding?.close()
  await seeding?.done
  await rm(folder, { recursive: true })
})

const begin = (store: PageStore): SeededStore =>
  (seeding = seedBehind(store, { id: 'd', builtAt, file }, (error) => errors.push(error)))

/** The store with something before each call. */
const before = (look: (name: string, args: readonly unknown[]) => unknown): PageStore =>
  new Proxy(shared, {
    get:
      (target, name) =>
      async (...args: unknown[]) => {
        await look(String(name), args)
        return (Reflect.get(target, name, target) as (...args: unknown[]) => unknown).apply(target, args)
      },
  })

const present = async () => {
  const loaded = await Promise.all(pages.map((page) => shared.load(page)))
  return loaded.filter((each) => each !== undefined).length
}

test('every page is brought, once for all who serve the deployment', async () => {
  const sent: number[] = []
  const store = before((name, [entries]) => name === 'seed' && sent.push((entries as Entry[]).length))
  await begin(store).done
  expect(await present()).toBe(450)
  expect(sent).toEqual([200, 200, 50])
  sent.length = 0
  await begin(store).done
  expect(sent).toEqual([])
  expect(errors).toEqual([])
})

test('what somebody brought who did not come to the end is not sent again', async () => {
  await begin(shared).done
  await shared.purge({ namespace: 'seeded', path: `/_everfresh/seeded/d/${builtAt}` })
  await shared.purge(pages[449]!)
  const sent: number[] = []
  await begin(before((name, [entries]) => name === 'seed' && sent.push((entries as Entry[]).length))).done
  expect(sent).toEqual([50])
})

test('of several at the same time one brings the pages, and the others wait for it', async () => {
  const sent: number[] = []
  const store = before((name, [entries]) => name === 'seed' && sent.push((entries as Entry[]).length))
  const others = [begin(store), begin(store)]
  await Promise.all([...others, begin(store)].map(({ done }) => done))
  expect(sent).toEqual([200, 200, 50])
})

test('what is newer in the store stays', async () => {
  await shared.seed([entry('/7', { generatedAt: builtAt + 1, asOf: (builtAt + 1) * 1000, deployment: 'later' })])
  await begin(shared).done
  expect((await shared.load(pages[7]!))?.entry.deployment).toBe('later')
})

test('a page that is asked for before its turn is brought at once (fault 21)', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const slow = before((name, [entries]) => (name === 'seed' && (entries as Entry[]).length > 1 ? held : undefined))
  const { store, done } = begin(slow)
  await expect
    .poll(() => store.load(pages[3]!), { timeout: 20_000 })
    .toMatchObject({ entry: { path: '/3', reason: 'build' } })
  expect(await shared.load(pages[4]!)).toBeUndefined()
  expect(await store.load({ namespace: 'n', path: '/none' })).toBeUndefined()
  release()
  await done
  expect(await present()).toBe(450)
})

test('the neighbours of pages that were asked for before their turn are brought', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const slow = before((name, [entries]) => (name === 'seed' && (entries as Entry[]).length > 1 ? held : undefined))
  const { store, done } = begin(slow)
  for (const index of [200, 399]) await expect.poll(() => store.load(pages[index]!), { timeout: 20_000 }).toBeDefined()
  release()
  await done
  expect(await present()).toBe(450)
})

test('a store that is away is tried until it is there, and told of once (fault 21)', async () => {
  let isAway = true
  const store = before(() => {
    if (isAway) throw new Error('away')
  })
  const { done } = begin(store)
  await expect.poll(() => errors.length, { timeout: 20_000 }).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 400))
  isAway = false
  await done
  expect(await present()).toBe(450)
  expect(errors).toEqual([new Error('away')])
})

test('a damaged pack is told of, and ends it', async () => {
  await writeFile(file, 'no pages')
  await begin(shared).done
  expect(errors).toEqual([expect.objectContaining({ code: 'BROKEN_DEPLOYMENT' })])
})
