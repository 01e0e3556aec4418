import { openMemoryPageStore } from '@everfresh/store-memory'
import type { MemoryPageStore } from '@everfresh/store-memory'
import { expect, test } from 'vitest'
import type { Clock } from '../clock.ts'
import { FaultyPageStore } from './faulty-store.ts'
import { makeEntry } from './make-entry.ts'
import { ManualClock } from './manual-clock.ts'
import { describePageStore } from './page-store-contract.ts'

const inner = new WeakMap<object, MemoryPageStore>()

function wrapped(store: MemoryPageStore, clock: Clock): FaultyPageStore {
  const faulty = new FaultyPageStore(store, { clock, asynchronous: true })
  inner.set(faulty, store)
  return faulty
}

describePageStore('a memory store behind a faulty one without faults', {
  open: (options) => wrapped(openMemoryPageStore(options), options.clock),
  openAgain: (store, options) =>
    wrapped(openMemoryPageStore({ ...options, state: inner.get(store)!.state }), options.clock),
})

function faultyStore() {
  const clock = new ManualClock()
  const memory = openMemoryPageStore({ clock })
  return { clock, memory, store: new FaultyPageStore(memory, { clock }) }
}

const seed = [makeEntry()]

test('does nothing of what fails or hangs', async () => {
  const { clock, memory, store } = faultyStore()
  store.inject('seed', { kind: 'fail', error: new Error('disk full') })
  await expect(store.seed(seed)).rejects.toThrow('disk full')
  store.inject('seed', { kind: 'hang' })
  let settled = false
  void Promise.resolve(store.seed(seed)).finally(() => (settled = true))
  await clock.pass(60_000)
  expect([settled, memory.statistics().entries]).toEqual([false, 0])
})

test('does what loses its reply', async () => {
  const { clock, memory, store } = faultyStore()
  store.inject('seed', { kind: 'lose-reply' })
  let settled = false
  void Promise.resolve(store.seed(seed)).finally(() => (settled = true))
  await clock.pass(60_000)
  expect([settled, memory.statistics().entries]).toEqual([false, 1])
})

test('does at once what replies slowly, and later what is late', async () => {
  const { clock, memory, store } = faultyStore()
  store.inject('seed', { kind: 'slow-reply', ms: 100 })
  const slow = Promise.resolve(store.seed(seed))
  expect(memory.statistics().entries).toBe(1)
  await clock.pass(100)
  expect(await slow).toBe(1)
  store.inject('seed', { kind: 'late', ms: 100 })
  const late = Promise.resolve(store.seed([makeEntry({ path: '/b' })]))
  await clock.pass(99)
  expect(memory.statistics().entries).toBe(1)
  await clock.pass(1)
  expect(await late).toBe(1)
  expect(memory.statistics().entries).toBe(2)
})

test('counts calls, misbehaves as often as told, and heals', async () => {
  const { store } = faultyStore()
  store.inject('all', { kind: 'fail' }, 1)
  expect(() => store.head()).toThrow('injected')
  expect(store.head()).toBeTypeOf('number')
  store.inject('head', { kind: 'hang' })
  expect(() => store.head()).toThrow('injected')
  store.heal()
  store.head()
  expect([store.calls('head'), store.calls('load'), store.calls()]).toEqual([4, 0, 4])
})
