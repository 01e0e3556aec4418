import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ManualClock } from '@everfresh/engine/testing'
import type { Entry } from '@everfresh/engine'
import { markedEntry, markOf, pageOf } from '@everfresh/engine/crash-testing'
import { describe, expect, it } from 'vitest'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import type { LmdbPageStore } from './lmdb-page-store.ts'
import { temporaryFolder } from './testing/processes.ts'

const mebibyte = 1024 * 1024

const open = (clock: ManualClock, maxBytes: number, directory = temporaryFolder()) =>
  openLmdbPageStore({ directory, clock, maxBytes })

const entryAt = (clock: ManualClock, path: string, bytes = 10_000): Entry => ({
  ...markedEntry(path, path, bytes),
  generatedAt: clock.now(),
})

async function pathsOf(store: LmdbPageStore): Promise<Set<string>> {
  const paths = new Set<string>()
  for await (const { path } of store.list()) paths.add(path)
  return paths
}

describe('a bounded LMDB store', () => {
  it('stays within its bytes however much is published, in a file that stops growing', async () => {
    const clock = new ManualClock()
    const store = await open(clock, 8 * mebibyte)
    const sizes: number[] = []
    for (let round = 0; round < 40; round++) {
      const sized = (i: number) => entryAt(clock, `/${round}/${i}`, 500 + ((i * 7_919 + round * 104_729) % 60_000))
      await store.seed(Array.from({ length: 50 }, (_, i) => sized(i)))
      clock.advance(1_000)
      expect(store.statistics().bytes).toBeLessThanOrEqual(8 * mebibyte)
      sizes.push(statSync(join(store.directory, 'data.mdb')).size)
    }
    const latest = await pathsOf(store)
    for (let i = 0; i < 50; i++) expect(latest).toContain(`/39/${i}`)
    expect(latest).not.toContain('/0/0')
    for (const path of latest) expect(markOf(store.load(pageOf(path))!.entry)).toBe(path)
    expect(latest.size).toBe(store.statistics().entries)
    expect(Math.max(...sizes)).toBeLessThan(16 * mebibyte)
    expect(sizes.at(-1)).toBeLessThanOrEqual(sizes[19]! * 1.25)
    await store.close()
  })

  it('keeps what was read, and drops what was not', async () => {
    const clock = new ManualClock()
    const store = await open(clock, 2 * mebibyte)
    await store.seed(Array.from({ length: 100 }, (_, i) => entryAt(clock, `/old/${i}`)))
    clock.advance(3_600_000)
    for (let i = 0; i < 10; i++) store.load(pageOf(`/old/${i}`))
    clock.advance(3_600_000)
    for (let round = 0; round < 8; round++) {
      await store.seed(Array.from({ length: 16 }, (_, i) => entryAt(clock, `/new/${round}/${i}`)))
    }
    const kept = await pathsOf(store)
    for (let i = 0; i < 10; i++) expect(kept).toContain(`/old/${i}`)
    expect([...kept].filter((path) => path.startsWith('/old/')).length).toBeLessThan(50)
    await store.close()
  })

  it('never drops a page that somebody renders', async () => {
    const clock = new ManualClock()
    const store = await open(clock, mebibyte)
    await store.seed([entryAt(clock, '/rendered')])
    const acquired = await store.acquire(pageOf('/rendered'), { need: 0, known: 0, owner: 'me', ttlMs: 60_000 })
    expect(acquired.kind).toBe('granted')
    clock.advance(10_000)
    await store.seed(Array.from({ length: 300 }, (_, i) => entryAt(clock, `/${i}`)))
    expect(await pathsOf(store)).toContain('/rendered')
    const token = acquired.kind === 'granted' ? acquired.lease.token : 0
    expect((await store.publish(pageOf('/rendered'), token, entryAt(clock, '/rendered'))).kind).toBe('published')
    clock.advance(10_000)
    await store.seed(Array.from({ length: 300 }, (_, i) => entryAt(clock, `/later/${i}`)))
    expect(await pathsOf(store)).not.toContain('/rendered')
    await store.close()
  })

  it('drops the pages of a path together, so that no older copy comes back', async () => {
    const clock = new ManualClock()
    const store = await open(clock, mebibyte)
    const entry = entryAt(clock, '/both')
    await store.seed([entry, { ...entry, namespace: 'code-2', generatedAt: clock.now() + 1 }])
    clock.advance(10_000)
    await store.seed(Array.from({ length: 300 }, (_, i) => entryAt(clock, `/${i}`)))
    expect(store.load(pageOf('/both'))).toBeUndefined()
    expect(store.load({ namespace: 'code-2', path: '/both' })).toBeUndefined()
    await store.close()
  })

  it('bounds what it remembers of pages that never came to exist', async () => {
    const clock = new ManualClock()
    const store = await open(clock, mebibyte)
    for (let round = 0; round < 20; round++) {
      clock.advance(10_000)
      const asked = Array.from({ length: 500 }, (_, i) => pageOf(`/missing/${round}/${i}`))
      await Promise.all(asked.map((page) => store.acquire(page, { need: 0, known: 0, owner: 'me', ttlMs: 5_000 })))
      expect(store.statistics().bytes).toBeLessThanOrEqual(1.25 * mebibyte)
    }
    await store.close()
  })

  it('makes room at the next write after its bytes were lowered', async () => {
    const clock = new ManualClock()
    const directory = temporaryFolder()
    const generous = await open(clock, 64 * mebibyte, directory)
    await generous.seed(Array.from({ length: 400 }, (_, i) => entryAt(clock, `/${i}`)))
    await generous.close()
    clock.advance(10_000)
    const strict = await open(clock, mebibyte, directory)
    await strict.seed([entryAt(clock, '/one more')])
    expect(strict.statistics().bytes).toBeLessThanOrEqual(mebibyte)
    expect(await pathsOf(strict)).toContain('/one more')
    await strict.close()
  })
})
