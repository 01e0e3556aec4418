import { openMemoryPageStore } from '@everfresh/store-memory'
import { expect, test } from 'vitest'
import { emitTo } from './events.ts'
import { FloorMap } from './floors.ts'
import { Loads } from './loads.ts'
import { Memory } from './memory.ts'
import { StoreAccess } from './store-access.ts'
import { FaultyPageStore } from './testing/faulty-store.ts'
import { makeEntry } from './testing/make-entry.ts'
import { StoreTime } from './store-time.ts'
import { ManualClock } from './testing/manual-clock.ts'

const page = { namespace: 'code-1', path: '/a' }

function loadsOver(asynchronous: boolean) {
  const clock = new ManualClock()
  const store = new FaultyPageStore(openMemoryPageStore({ clock }), { clock, asynchronous })
  const emit = emitTo(undefined)
  const memory = new Memory(1e6, new FloorMap(), new StoreTime(clock, false), emit)
  const loads = new Loads(new StoreAccess(store, clock, () => 0, emit), memory)
  return { clock, store, memory, loads }
}

test('reads a page once for all who ask at the same time, and puts it into memory', async () => {
  const { store, memory, loads } = loadsOver(true)
  await store.seed([makeEntry()])
  const slots = await Promise.all([1, 2, 3].map(() => loads.load(page, { share: true })))
  expect(store.calls('load')).toBe(1)
  expect(new Set(slots)).toEqual(new Set([memory.find(page)]))
  await loads.load(page, { share: true })
  expect(store.calls('load')).toBe(2)
})

test('reads anew for whoever may not rely on a read that began earlier', async () => {
  const { store, loads } = loadsOver(true)
  await Promise.all([loads.load(page, { share: true }), loads.load(page, { share: false })])
  expect(store.calls('load')).toBe(2)
})

test('reads anew for those who come after an invalidation', async () => {
  const { store, loads } = loadsOver(true)
  const before = loads.load(page, { share: true })
  loads.forget()
  const after = [loads.load(page, { share: true }), loads.load(page, { share: true })]
  await before
  await Promise.all(after)
  expect(store.calls('load')).toBe(2)
})

test('finds nothing where the store has nothing', async () => {
  const { loads } = loadsOver(true)
  expect(await loads.load(page, { share: true })).toBeUndefined()
})

test('reads at once where the store can, and never throws then', async () => {
  const { store, loads } = loadsOver(false)
  await store.seed([makeEntry()])
  expect(loads.loadNow(page)!.entry.path).toBe('/a')
  store.load = () => {
    throw new Error('disk error')
  }
  expect(loads.loadNow(page)).toBeUndefined()
})

test('takes in later what a store does not tell at once', async () => {
  const { clock, store, memory, loads } = loadsOver(true)
  await store.seed([makeEntry()])
  expect(loads.loadNow(page)).toBeUndefined()
  await clock.settle()
  expect(memory.find(page)).toBeDefined()
})
