import { appendFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encodeEntry, type Entry } from '@everfresh/engine'
import { openMemoryPageStore } from '@everfresh/store-memory'
import { seedStore } from './seed-store.ts'

let folder: string
let file: string

const entry = (path: string): Entry => ({
  ...{ namespace: 'n', path, bodies: { html: new Uint8Array(100) }, attributes: {}, tags: [], version: 0, asOf: 1 },
  ...{ deployment: 'd', reason: 'build', generatedAt: 1, renderMs: 1, staleAt: Infinity, expiresAt: Infinity },
})

function record(path: string): Buffer {
  const encoded = encodeEntry(entry(path))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(encoded.byteLength)
  return Buffer.concat([length, encoded])
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfresh-pack-'))
  file = join(folder, 'pages.pack')
  await writeFile(file, Buffer.concat([record('/a'), record('/b')]))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const seeds = () => ({ id: 'd', builtAt: 1, file })
const seed = (store = openMemoryPageStore()) => seedStore(store, seeds())

test('offers every page of the pack', async () => {
  expect(await seed()).toBe(2)
  await writeFile(file, '')
  expect(await seed()).toBe(0)
})

test('offers a store the same build once, and a build that was made anew again', async () => {
  const store = openMemoryPageStore()
  expect(await seed(store)).toBe(2)
  await store.purge({ namespace: 'n', path: '/a' })
  expect(await seed(store)).toBe(0)
  expect(await seedStore(store, { ...seeds(), builtAt: 2 })).toBe(1)
})

test.each([
  ['is missing', () => rm(file)],
  ['was cut off in a page', () => truncate(file, record('/a').byteLength + 50)],
  ['was cut off in a length', () => truncate(file, record('/a').byteLength + 2)],
  ['has a length beyond its end', () => appendFile(file, Buffer.from([0xff, 0xff, 0xff, 0xff, 1]))],
  ['holds something else', () => appendFile(file, Buffer.from([2, 0, 0, 0, 1, 1]))],
])('a pack that %s is a broken deployment', async (_, damage) => {
  await damage()
  await expect(seed()).rejects.toMatchObject({ code: 'BROKEN_DEPLOYMENT' })
})
