import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PageStore } from '@everfresh/engine'
import { freshnessOf } from '@everfresh/engine'
import { markedEntry, markOf, pageOf } from '@everfresh/engine/crash-testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFilesystemPageStore, openOver } from './filesystem-page-store.ts'
import { nodeFiles } from './files.ts'
import type { Files } from './files.ts'
import { folderOfPath, logFolder, numbersIn } from './names.ts'
import { newFolder } from './testing/temporary-folder.ts'

let directory: string
const opened: PageStore[] = []
beforeEach(() => {
  directory = newFolder()
})
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
  await rm(directory, { recursive: true, force: true })
})

async function open(files: Files = nodeFiles, more: { readonly maxBytes?: number } = {}): Promise<PageStore> {
  const store = await openOver(files, { directory, visibilityMs: 0, ...more })
  opened.push(store)
  return store
}

const page = pageOf('/a')

async function publish(store: PageStore, path: string, mark: string, bytes?: number): Promise<number> {
  const before = await store.load(pageOf(path))
  const acquired = await store.acquire(pageOf(path), {
    need: (before?.entry.asOf ?? 0) + 1,
    known: 0,
    owner: '',
    ttlMs: 5_000,
  })
  if (acquired.kind !== 'granted') throw new Error(`expected a lease, not "${acquired.kind}"`)
  const { token } = acquired.lease
  const entry = { ...markedEntry(path, mark, bytes), staleAt: Infinity }
  expect(await store.publish(pageOf(path), token, entry)).toMatchObject({ kind: 'published' })
  return token
}

const freshness = async (store: PageStore) => {
  const { entry, floors } = (await store.load(page))!
  return freshnessOf(entry, floors, Date.now())
}

async function change(folder: string, prefix: string, bytes: (before: Buffer) => Uint8Array): Promise<void> {
  for (const name of (await readdir(folder)).filter((each) => each.startsWith(prefix))) {
    await writeFile(join(folder, name), bytes(await readFile(join(folder, name))))
  }
}

const damages: [string, (before: Buffer) => Uint8Array][] = [
  ['a flipped byte', (bytes) => bytes.fill(bytes[40]! ^ 1, 40, 41)],
  ['half of its bytes', (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ['no bytes', () => new Uint8Array()],
  ['an unknown format', (bytes) => bytes.fill(0xff, 16, 20)],
]

describe('damaged files', () => {
  it.each(damages)(
    'a row with %s makes its page absent, never another page or an earlier one (faults 7, 9)',
    async (_, how) => {
      const store = await open()
      const first = await publish(store, '/a', 'first')
      await change(folderOfPath(directory, '/a'), 'r.', how)
      expect(await store.load(page)).toBeUndefined()
      expect(await publish(store, '/a', 'second')).toBeGreaterThan(first)
      expect(markOf((await store.load(page))!.entry)).toBe('second')
    },
  )

  it.each(damages)('a batch of the log with %s counts as one about everything (fault 7)', async (_, how) => {
    const store = await open()
    await publish(store, '/a', 'first')
    const { head } = await store.readLog(undefined, 'reader')
    await store.invalidate([{ tag: 't:other', kind: 'soft' }])
    expect(await freshness(store)).toBe('fresh')
    await change(logFolder(directory), 'e.', how)
    const another = await open()
    expect(await freshness(another)).toBe('expired')
    expect((await another.readLog(head, 'reader')).kind).toBe('truncated')
    const cursor = await another.invalidate([{ tag: 't:more', kind: 'soft' }])
    expect((await store.readLog(undefined, 'reader')).head).toEqual(cursor)
    await publish(another, '/a', 'second')
    expect(await freshness(another)).toBe('fresh')
  })

  it.each(damages)(
    'a log whose only snapshot has %s begins anew, and everything is stale (fault 7)',
    async (_, how) => {
      const store = await open()
      await publish(store, '/a', 'first')
      const cursor = await store.invalidate([{ tag: 't:a', kind: 'soft' }])
      await change(logFolder(directory), 's.', how)
      const another = await open()
      expect(await freshness(another)).toBe('stale')
      expect((await another.readLog(cursor, 'reader')).kind).toBe('diverged')
      expect((await another.readLog(undefined, 'reader')).keptForMs).toBeLessThan(60_000)
      // Who had it open before notices with its next heartbeat, and goes on in the new one.
      await store.readLog(cursor, 'member')
      expect((await store.readLog(cursor, 'member')).kind).toBe('diverged')
      const { position } = await store.invalidate([{ tag: 't:b', kind: 'soft' }])
      expect(await another.head()).toBe(position)
    },
  )

  it('a store of an unknown format is left alone (fault 26)', async () => {
    await writeFile(join(directory, 'everfresh-store.json'), '{"format":2}')
    await expect(openFilesystemPageStore({ directory })).rejects.toMatchObject({ code: 'STORE_FORMAT_UNKNOWN' })
    expect(await readdir(directory)).toEqual(['everfresh-store.json'])
  })
})

describe('a folder that is not fit for a store', () => {
  it.each([
    [
      'cannot give a file a second name',
      { link: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTSUP' })) },
    ],
    [
      'gives one name to two files',
      {
        async link(file: string, name: string) {
          await nodeFiles.remove(name).catch(() => {})
          await nodeFiles.link(file, name)
        },
      },
    ],
  ])('is refused at opening, since it %s', async (what, methods) => {
    const error: unknown = await open({ ...nodeFiles, ...methods }).catch((each: unknown) => each)
    expect(error).toMatchObject({ code: 'STORE_UNSUITABLE', message: expect.stringContaining(what) })
    expect(String(error)).toContain(directory)
    expect((await readdir(directory)).filter((name) => name.startsWith('t.'))).toEqual([])
  })

  it('is a file: the error names it', async () => {
    await writeFile(join(directory, 'file'), '')
    const opening = openFilesystemPageStore({ directory: join(directory, 'file') })
    await expect(opening).rejects.toMatchObject({ message: expect.stringContaining(join(directory, 'file')) })
  })

  it('or options that are none are all named', async () => {
    const opening = openFilesystemPageStore({ directory: '', logLimit: 0, maxBytes: 1, visibilityMs: 60_000 })
    await expect(opening).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(/directory.*maxBytes.*logLimit.*visibilityMs/),
    })
  })
})

describe('a folder that goes away', () => {
  it('is reported, never replaced by an empty one, and used again when it is back', async () => {
    const store = await open()
    await publish(store, '/a', 'first')
    const { head } = await store.readLog(undefined, 'member')
    const away = `${directory}-away`
    await rename(directory, away)
    await nodeFiles.makeFolders(directory)
    await expect(store.readLog(head, 'member')).rejects.toMatchObject({ code: 'STORE_ACCESS_FAILED' })
    await expect(store.invalidate([{ tag: 't:a', kind: 'soft' }])).rejects.toHaveProperty('code')
    await expect(publish(store, '/a', 'lost')).rejects.toHaveProperty('code')
    expect(await readdir(directory)).toEqual([])
    await rm(directory, { recursive: true })
    await rename(away, directory)
    expect((await store.readLog(head, 'member')).kind).toBe('entries')
    expect(markOf((await store.load(page))!.entry)).toBe('first')
    await publish(store, '/a', 'second')
  })
})

describe('room', () => {
  it('is made by removing the pages that were used or made longest ago, but none that is being rendered', async () => {
    const store = await open(nodeFiles, { maxBytes: 400_000 })
    await publish(store, '/leased', 'leased', 20_000)
    await store.acquire(pageOf('/leased'), { need: Number.MAX_SAFE_INTEGER, known: 0, owner: '', ttlMs: 60_000 })
    for (let i = 0; i < 40; i++) await publish(store, `/${i}`, `page-${i}`, 20_000)
    // Nobody waits for the sweep; counting joins it.
    await expect.poll(async () => (await store.statistics()).bytes, { timeout: 20_000 }).toBeLessThan(425_000)
    expect(await store.load(pageOf('/0'))).toBeUndefined()
    expect(markOf((await store.load(pageOf('/39')))!.entry)).toBe('page-39')
    expect(markOf((await store.load(pageOf('/leased')))!.entry)).toBe('leased')
    // Until its next count an instance may have counted twice what was written while it counted, and a sweep may still be under way.
    const uncounted = async (): Promise<number> => {
      const listed = []
      for await (const { path } of store.list()) listed.push(path)
      return listed.length - (await (await open(nodeFiles, { maxBytes: 400_000 })).statistics()).entries
    }
    await expect.poll(uncounted, { timeout: 20_000, interval: 500 }).toBe(0)
    await expect.poll(() => readdir(join(directory, 'trash')), { timeout: 20_000 }).toEqual([])
  })

  it('is given back by many writes to one page, and by a long log', async () => {
    let ahead = 0
    // An hour goes by with every few files.
    const aging: Files = {
      ...nodeFiles,
      async create(file, bytes) {
        const facts = await nodeFiles.create(file, bytes)
        ahead += 60_000
        await nodeFiles.touch(file, facts.modifiedAt + ahead)
        return nodeFiles.facts(file)
      },
    }
    const store = await open(aging)
    for (let i = 0; i < 20; i++) await publish(store, '/a', `mark-${i}`, 500)
    const names = await readdir(folderOfPath(directory, '/a'))
    expect(numbersIn('r', names).length).toBeLessThanOrEqual(4)
    expect(names.filter((name) => name.startsWith('v.')).length).toBeLessThanOrEqual(2)

    for (let i = 0; i < 600; i++) await store.invalidate([{ tag: `t:${i}`, kind: 'soft' }])
    await store.close()
    const logged = await readdir(logFolder(directory))
    expect(numbersIn('e', logged).length).toBeLessThan(450)
    const another = await open()
    expect((await another.readLog(undefined, 'reader')).entries).toHaveLength(600)
  })
})
