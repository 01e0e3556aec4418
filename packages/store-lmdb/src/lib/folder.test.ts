import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { markedEntry, markOf, pageOf } from '@everfresh/engine/crash-testing'
import { describe, expect, it } from 'vitest'
import { prepareFolder } from './folder.ts'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import { temporaryFolder } from './testing/processes.ts'

async function storeWithPages(): Promise<string> {
  const directory = temporaryFolder()
  const store = await openLmdbPageStore({ directory })
  await store.seed(Array.from({ length: 100 }, (_, i) => markedEntry(`/${i}`, `mark-${i}`)))
  await store.close()
  return directory
}

describe('opening a store', () => {
  it('creates the folder', async () => {
    const directory = join(temporaryFolder(), 'not', 'yet', 'there')
    const store = await openLmdbPageStore({ directory })
    expect(store.directory).toBe(directory)
    await store.close()
  })

  it('refuses a data file that was cut off, says so and changes nothing', async () => {
    const directory = await storeWithPages()
    const file = join(directory, 'data.mdb')
    const whole = readFileSync(file)
    for (const length of [whole.length - 4_096, whole.length >> 1, 8_192, 4_096, 100, 1]) {
      writeFileSync(file, whole.subarray(0, length))
      const opening = openLmdbPageStore({ directory })
      await expect(opening, `${length} bytes`).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
      await expect(opening).rejects.toThrow(directory)
      await expect(opening).rejects.toThrow(/Restore the folder from a backup; or delete it/)
      expect(readFileSync(file).equals(whole.subarray(0, length))).toBe(true)
    }
    writeFileSync(file, whole)
    const store = await openLmdbPageStore({ directory })
    for (let i = 0; i < 100; i++) expect(markOf(store.load(pageOf(`/${i}`))!.entry)).toBe(`mark-${i}`)
    await store.close()
  })

  it('refuses an empty or missing data file where a store was, instead of starting empty', async () => {
    const directory = await storeWithPages()
    truncateSync(join(directory, 'data.mdb'), 0)
    await expect(openLmdbPageStore({ directory })).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
    rmSync(join(directory, 'data.mdb'))
    await expect(openLmdbPageStore({ directory })).rejects.toThrow(/data\.mdb is missing/)
  })

  it('refuses a data file whose header is overwritten, says what to do, and changes nothing (fault 8)', async () => {
    const directory = await storeWithPages()
    const file = join(directory, 'data.mdb')
    const damaged = readFileSync(file).fill(0x5a, 0, 4_096)
    writeFileSync(file, damaged)
    const opening = openLmdbPageStore({ directory })
    await expect(opening).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
    await expect(opening).rejects.toThrow(/Restore the folder from a backup; or delete it/)
    expect(readFileSync(file).equals(damaged)).toBe(true)
  })

  it('begins anew once the folder was deleted, as the message says', async () => {
    const directory = await storeWithPages()
    rmSync(directory, { recursive: true })
    const store = await openLmdbPageStore({ directory })
    expect(store.statistics().entries).toBe(0)
    await store.close()
  })

  it('opens a copy of a store', async () => {
    const directory = await storeWithPages()
    const copy = temporaryFolder()
    for (const name of ['data.mdb', 'everfresh-store.json']) copyFileSync(join(directory, name), join(copy, name))
    const store = await openLmdbPageStore({ directory: copy })
    expect(store.statistics().entries).toBe(100)
    await store.close()
  })

  it('refuses the format of a later version', async () => {
    const directory = await storeWithPages()
    for (const [text, found] of [
      ['{"format":2}', '2'],
      ['not json', '"not json"'],
    ] as const) {
      writeFileSync(join(directory, 'everfresh-store.json'), text)
      const opening = openLmdbPageStore({ directory })
      await expect(opening).rejects.toMatchObject({ code: 'STORE_FORMAT_UNKNOWN' })
      await expect(opening).rejects.toThrow(`the format ${found}`)
    }
  })

  it('refuses another format while processes use the store, and leaves it to them (fault 26)', async () => {
    const directory = await storeWithPages()
    const store = await openLmdbPageStore({ directory })
    const marker = join(directory, 'everfresh-store.json')
    const known = readFileSync(marker, 'utf8')
    writeFileSync(marker, '{"format":2}')
    for (let i = 0; i < 3; i++) {
      await expect(openLmdbPageStore({ directory })).rejects.toMatchObject({ code: 'STORE_FORMAT_UNKNOWN' })
      expect(await store.seed([{ ...markedEntry(`/later/${i}`, `later-${i}`) }])).toBe(1)
    }
    writeFileSync(marker, known)
    await store.close()
    const again = await openLmdbPageStore({ directory })
    for (let i = 0; i < 3; i++) expect(markOf(again.load(pageOf(`/later/${i}`))!.entry)).toBe(`later-${i}`)
    for (let i = 0; i < 100; i++) expect(markOf(again.load(pageOf(`/${i}`))!.entry)).toBe(`mark-${i}`)
    await again.close()
  })

  it('refuses a network file system and names it (fault 27)', () => {
    const directory = temporaryFolder()
    for (const [type, name] of [
      [0x6969, 'NFS'],
      [0xfe534d42, 'SMB 2'],
      [0x01021997, '9P'],
    ] as const) {
      expect(() => prepareFolder(directory, () => type)).toThrow(`${directory} is on a network file system (${name})`)
    }
    expect(() => prepareFolder(directory, () => 0xef53)).not.toThrow()
  })

  it('refuses a folder that is a file', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    for (const directory of [file, join(file, 'below')]) {
      const opening = openLmdbPageStore({ directory })
      await expect(opening).rejects.toMatchObject({ code: 'STORE_NOT_WRITABLE' })
      await expect(opening).rejects.toThrow(directory)
    }
  })

  it('refuses a folder that it may not write to, and names it (fault 5)', async () => {
    const parent = temporaryFolder()
    const directory = join(parent, 'read-only')
    mkdirSync(directory)
    chmodSync(parent, 0o755)
    chmodSync(directory, 0o555)
    await asNobody(async () => {
      const opening = openLmdbPageStore({ directory })
      await expect(opening).rejects.toMatchObject({ code: 'STORE_NOT_WRITABLE' })
      await expect(opening).rejects.toThrow(/Give this user the right to write there, or choose another folder/)
    })
  })

  it('refuses a data file that it may not write to', async () => {
    const directory = await storeWithPages()
    chmodSync(directory, 0o777)
    chmodSync(join(directory, 'data.mdb'), 0o444)
    await asNobody(() => expect(openLmdbPageStore({ directory })).rejects.toMatchObject({ code: 'STORE_NOT_WRITABLE' }))
  })

  it('refuses options that make no sense, by name', async () => {
    for (const [options, message] of [
      [{ directory: '' }, /directory is , but must be a path/],
      [{ directory: '/tmp/x', maxBytes: 0 }, /maxBytes is 0/],
      [{ directory: '/tmp/x', maxBytes: Number.NaN }, /maxBytes is NaN/],
      [{ directory: '/tmp/x', logLimit: 0 }, /logLimit is 0/],
    ] as const) {
      const opening = openLmdbPageStore(options)
      await expect(opening).rejects.toMatchObject({ code: 'INVALID_OPTION' })
      await expect(opening).rejects.toThrow(message)
    }
  })
})

/** Root may write everywhere, so as root the test takes another user's rights meanwhile. */
async function asNobody(run: () => Promise<unknown>): Promise<void> {
  const isRoot = process.getuid!() === 0
  if (isRoot) process.seteuid!(65_534)
  try {
    await run()
  } finally {
    if (isRoot) process.seteuid!(0)
  }
}
