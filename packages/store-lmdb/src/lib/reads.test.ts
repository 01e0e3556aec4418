import { markedEntry, pageOf } from '@everfresh/engine/crash-testing'
import { expect, it } from 'vitest'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import { temporaryFolder } from './testing/processes.ts'

it('shows in passing what it would load, and leaves it alone until the next glance', async () => {
  const store = await openLmdbPageStore({ directory: temporaryFolder() })
  const sizes = [10, 100, 4_096, 40_000, 200_000, 1_000_000, 2_000_000]
  await store.seed(sizes.map((bytes) => ({ ...markedEntry(`/${bytes}`, `${bytes}`, bytes), tags: ['a'] })))
  for (const bytes of [...sizes, ...sizes.reverse()]) {
    const { entry, bodies, ...judged } = store.glance(pageOf(`/${bytes}`))!
    // All of these read with LMDB's own buffer, or write.
    const loaded = store.load(pageOf(`/${bytes}`))!
    store.load(pageOf(`/${sizes[0]}`))
    store.head()
    await store.invalidate([{ tag: 't:b', kind: 'soft' }])
    expect({ ...judged, entry: { ...entry, bodies: loaded.entry.bodies } }).toEqual(loaded)
    expect(entry.bodies).toEqual({})
    for (const name in loaded.entry.bodies) expect(Buffer.compare(bodies[name]!, loaded.entry.bodies[name]!)).toBe(0)
  }
  expect(store.glance(pageOf('/missing'))).toBeUndefined()
  await store.close()
  expect(() => store.glance(pageOf('/10'))).toThrow(expect.objectContaining({ code: 'STORE_CLOSED' }))
})

it('hands out bodies that later reads and writes leave alone, whatever their size', async () => {
  const store = await openLmdbPageStore({ directory: temporaryFolder() })
  const sizes = [10, 100, 4_096, 40_000, 1_000_000]
  const entries = sizes.map((bytes) => markedEntry(`/${bytes}`, `${bytes}`, bytes))
  await store.seed(entries)
  for (const order of [sizes, [...sizes].reverse()]) {
    const loaded = order.map((bytes) => store.load(pageOf(`/${bytes}`))!.entry)
    await store.seed(order.map((bytes) => markedEntry(`/other-${bytes}`, 'other', bytes)))
    for (const [index, { path, attributes, bodies }] of loaded.entries()) {
      const made = entries.find((entry) => entry.path === `/${order[index]}`)!
      expect({ path, attributes }).toEqual({ path: made.path, attributes: made.attributes })
      for (const name in made.bodies) expect(Buffer.compare(bodies[name]!, made.bodies[name]!)).toBe(0)
    }
  }
  await store.close()
})
