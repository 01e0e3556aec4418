import { markedEntry, pageOf } from '@everfresh/engine/crash-testing'
import { expect, it } from 'vitest'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import { temporaryFolder } from './testing/processes.ts'

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
