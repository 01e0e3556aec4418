import { ManualClock } from '@everfresh/engine/testing'
import { freshnessOf } from '@everfresh/engine'
import { markedEntry, pageOf } from '@everfresh/engine/crash-testing'
import { expect, test } from 'vitest'
import { openEnvironment, rowsOf } from './environment.ts'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import type { LmdbPageStore } from './lmdb-page-store.ts'
import { temporaryFolder } from './testing/processes.ts'

const clock = new ManualClock()

async function publish(store: LmdbPageStore, path: string): Promise<void> {
  const request = { need: store.head(), known: store.head(), owner: 'me', ttlMs: 1_000 }
  const acquired = await store.acquire(pageOf(path), request)
  if (acquired.kind !== 'granted') expect.fail(`expected a lease, but the store answered "${acquired.kind}"`)
  const entry = { ...markedEntry(path, 'mark', 100), tags: [], staleAt: Infinity }
  await store.publish(pageOf(path), acquired.lease.token, entry)
}

function freshness(store: LmdbPageStore, path: string) {
  const { entry, floors } = store.load(pageOf(path))!
  return freshnessOf(entry, floors, clock.now())
}

/** How many rows remember invalidations, and their ages. */
async function rowsIn(directory: string): Promise<[floors: number, ages: number]> {
  const environment = await openEnvironment(directory, false)
  environment.refresh()
  const rows: [number, number] = [rowsOf(environment.floors), rowsOf(environment.floorAges)]
  await environment.close()
  return rows
}

test('is bounded: beyond it, what was made before the oldest counts as invalidated, and nothing else', async () => {
  const directory = temporaryFolder()
  const store = await openLmdbPageStore({ directory, clock, tagLimit: 3 })
  const invalidate = (tag: string) => store.invalidate([{ tag, kind: 'soft' }])
  await invalidate('t:first')
  await publish(store, '/before')
  for (let i = 0; i < 20; i++) await invalidate(`t:${i % 2}`)
  expect(freshness(store, '/before')).toBe('fresh')
  await publish(store, '/after')
  await invalidate('t:2')
  await invalidate('t:3')
  expect([freshness(store, '/before'), freshness(store, '/after')]).toEqual(['expired', 'fresh'])
  for (let i = 0; i < 20; i++) await invalidate(`t:${i}`)
  expect(freshness(store, '/after')).toBe('expired')
  await store.close()
  const [floors, ages] = await rowsIn(directory)
  expect(floors).toBe(3)
  expect(ages).toBe(2)
})

test('shrinks by and by after the limit was lowered, and remembers what is invalidated meanwhile', async () => {
  const directory = temporaryFolder()
  const before = await openLmdbPageStore({ directory, clock })
  await before.invalidate(Array.from({ length: 500 }, (_, i) => ({ tag: `t:${i}`, kind: 'soft' })))
  await before.close()
  const after = await openLmdbPageStore({ directory, clock, tagLimit: 10 })
  for (let i = 0; i < 20; i++) {
    await publish(after, '/a')
    await after.invalidate([{ tag: 'p:/a', kind: 'hard' }])
    expect(freshness(after, '/a')).toBe('expired')
  }
  await after.close()
  expect((await rowsIn(directory))[0]).toBe(10)
})

test('takes one row for a tag, however many pages carry it, and touches none of them (fault 44)', async () => {
  const directory = temporaryFolder()
  const store = await openLmdbPageStore({ directory, clock })
  const asOf = store.head()
  const entryAt = (i: number) => ({ ...markedEntry(`/${i}`, 'mark', 100), tags: ['sale'], asOf, staleAt: Infinity })
  expect(await store.seed(Array.from({ length: 2_000 }, (_, i) => entryAt(i)))).toBe(2_000)
  const environment = await openEnvironment(directory, false)
  const rows = () => {
    environment.refresh()
    const { paths, entries, summaries, ages, floors, log } = environment
    return [paths, entries, summaries, ages, floors, log].map(rowsOf)
  }
  const versions = () =>
    [...environment.paths.getRange({ versions: true })].map(({ key, version }) => `${key.toString('hex')} ${version}`)
  const [before, versionsBefore] = [rows(), versions()]
  await store.invalidate([{ tag: 't:sale', kind: 'hard' }])
  expect(rows()).toEqual(before.map((count, table) => count + (table < 4 ? 0 : 1)))
  expect(versions()).toEqual(versionsBefore)
  for (let i = 0; i < 2_000; i += 100) expect(freshness(store, `/${i}`)).toBe('expired')
  await environment.close()
  await store.close()
})
