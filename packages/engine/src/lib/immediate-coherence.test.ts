import { createMemoryPageStoreState, openMemoryPageStore } from '@everfresh/store-memory'
import { describe, expect, test } from 'vitest'
import { EngineScene } from './testing/engine-scene.ts'

const sceneWith = (options: { asynchronous?: boolean; logLimit?: number } = {}) => {
  const { asynchronous = false, ...store } = options
  return new EngineScene((clock) => openMemoryPageStore({ clock, ...store }), { faults: { asynchronous } })
}

describe.each([{ asynchronous: false }, { asynchronous: true }])(
  'an instance over an embedded store, $asynchronous',
  (how) => {
    test('knows of an invalidation by another process with the very next request (B141)', async () => {
      const scene = sceneWith(how)
      const other = scene.another()
      await scene.get('/a')
      await scene.get('/a', other)
      await other.invalidate([{ path: '/a' }], 'soft')
      scene.content.set('/a', 'v2')
      expect(await scene.get('/a')).toBe('stale v1')
      await other.invalidate([{ path: '/a' }], 'hard')
      expect(await scene.get('/a')).toMatch(/v2$/)
    })

    test('knows of the invalidations that came before its start', async () => {
      const scene = sceneWith(how)
      scene.tags = ['news']
      await scene.get('/a')
      await scene.engine.invalidate([{ tag: 'news' }], 'hard')
      scene.content.set('/a', 'v2')
      expect(await scene.get('/a', scene.another())).toBe('miss v2')
    })
  },
)

test('lookups that are made together are compared once with what others have invalidated, and those after them anew', async () => {
  let heads = 0
  const scene = new EngineScene((clock) => {
    const store = openMemoryPageStore({ clock })
    const head = store.head!.bind(store)
    return Object.assign(store, { head: () => (heads++, head()) })
  })
  const other = scene.another()
  await scene.get('/a')
  await scene.get('/b')
  await other.invalidate([{ path: '/b' }], 'hard')
  heads = 0
  const seen: string[] = []
  scene.engine.together(() => seen.push(scene.peek('/a'), scene.peek('/b'), scene.peek('/a')))
  expect(seen).toEqual(['hit v1', 'nothing', 'hit v1'])
  expect(heads).toBe(1)
  await other.invalidate([{ path: '/a' }], 'hard')
  expect(scene.peek('/a')).toBe('nothing')
})

test('lookups that are made together are compared each, as long as that fails', async () => {
  let isAway = false
  const scene = new EngineScene((clock) => {
    const store = openMemoryPageStore({ clock })
    const head = store.head!.bind(store)
    return Object.assign(store, {
      head() {
        if (isAway) throw new Error('away')
        return head()
      },
    })
  })
  await scene.get('/a')
  isAway = true
  const seen: string[] = []
  scene.engine.together(() => {
    seen.push(scene.peek('/a'))
    isAway = false
    seen.push(scene.peek('/a'))
  })
  expect(seen).toEqual(['nothing', 'hit v1'])
})

test('what fails ends the lookups that are made together', async () => {
  const scene = sceneWith()
  const other = scene.another()
  await scene.get('/a')
  expect(() =>
    scene.engine.together(() => {
      scene.peek('/a')
      throw new Error('broken')
    }),
  ).toThrow('broken')
  await other.invalidate([{ path: '/a' }], 'hard')
  expect(scene.peek('/a')).toBe('nothing')
})

test('an entry is compared with the store again when the log was cut short meanwhile', async () => {
  const scene = sceneWith({ logLimit: 3 })
  const other = scene.another()
  await scene.get('/a')
  await other.invalidate([{ path: '/a' }], 'hard')
  for (const path of ['/1', '/2', '/3', '/4']) await other.invalidate([{ path }], 'hard')
  scene.content.set('/a', 'v2')
  expect(scene.peek('/a')).toBe('nothing')
  expect(await scene.get('/a')).toBe('miss v2')
})

test('an entry that is still right is served again after the comparison, with no render', async () => {
  const scene = sceneWith({ logLimit: 3 })
  const other = scene.another()
  await scene.get('/a')
  for (const path of ['/1', '/2', '/3', '/4']) await other.invalidate([{ path }], 'hard')
  expect(scene.peek('/a')).toBe('nothing')
  expect(await scene.get('/a')).toBe('hit v1')
  expect(scene.peek('/a')).toBe('hit v1')
  expect(scene.renders).toHaveLength(1)
})

test('a request after an invalidation does not share a read that began before it', async () => {
  const scene = sceneWith({ asynchronous: true })
  await scene.get('/a')
  const other = scene.another()
  await scene.get('/b', other)
  const before = scene.store.calls('load')
  scene.store.inject('load', { kind: 'slow-reply', ms: 100 }, 1)
  const early = scene.get('/a', other)
  await scene.clock.settle()
  scene.content.set('/a', 'v2')
  await scene.engine.invalidate([{ path: '/a' }], 'hard')
  expect(await scene.get('/a', other)).toBe('miss v2')
  expect(scene.store.calls('load') - before).toBe(2)
  await scene.clock.pass(100)
  expect(await early).toBe('hit v2')
})

test('what a store has lost of its log is appended again', async () => {
  const state = createMemoryPageStoreState()
  const scene = new EngineScene((clock) => openMemoryPageStore({ clock, state }))
  scene.tags = ['news']
  await scene.get('/a')
  await scene.engine.invalidate([{ tag: 'other' }], 'hard')
  const before = structuredClone({ log: state.log, floors: state.floors, head: state.head })
  await scene.engine.invalidate([{ tag: 'news' }], 'hard')
  // A failover: the last entry is gone, and another one has been written since.
  state.log.splice(0, Infinity, ...before.log)
  state.floors.clear()
  for (const [tag, floors] of before.floors) state.floors.set(tag, floors)
  state.head = before.head
  await scene.clock.pass(1)
  openMemoryPageStore({ clock: scene.clock, state }).invalidate([{ tag: 't:unrelated', kind: 'soft' }])
  scene.content.set('/a', 'v2')
  expect(await scene.get('/a')).toBe('miss v2')
  expect(state.log.map(({ tag }) => tag)).toContain('t:news')
})
