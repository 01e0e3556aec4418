import { createMemoryPageStoreState, openMemoryPageStore } from '@everfresh/store-memory'
import { describe, expect, test } from 'vitest'
import { EngineScene } from './testing/engine-scene.ts'
import type { SceneOptions } from './testing/engine-scene.ts'
import { FaultyPageStore } from './testing/faulty-store.ts'
import type { ManualClock } from './testing/manual-clock.ts'

const sceneWith = (options?: SceneOptions) => new EngineScene((clock) => openMemoryPageStore({ clock }), options)

describe('a soft invalidation', () => {
  test.each([{ path: '/a' }, { tag: 'news' }, { everything: true }] as const)('makes %o stale', async (selector) => {
    const scene = sceneWith()
    scene.tags = ['news']
    await scene.get('/a')
    scene.content.set('/a', 'v2')
    await scene.engine.invalidate([selector], 'soft')
    expect(scene.peek('/a')).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.peek('/a')).toBe('hit v2')
  })
})

describe('a hard invalidation', () => {
  test.each([{ path: '/a' }, { tag: 'news' }, { everything: true }] as const)(
    'makes %o unusable, on every instance',
    async (selector) => {
      const scene = sceneWith()
      const other = scene.another()
      scene.tags = ['news']
      await scene.get('/a')
      await scene.get('/a', other)
      scene.content.set('/a', 'v2')
      await scene.engine.invalidate([selector], 'hard')
      expect(scene.peek('/a', other)).toBe('nothing')
      expect(await scene.get('/a', other)).toBe('miss v2')
    },
  )

  test('reaches nothing else', async () => {
    const scene = sceneWith()
    scene.tags = ['news']
    await scene.get('/a')
    await scene.engine.invalidate(
      [{ path: '/b' }, { path: '/a/b' }, { tag: 'new' }, { tag: '*' }, { tag: '/a' }],
      'hard',
    )
    expect(scene.peek('/a')).toBe('hit v1')
  })

  test('is not undone by a render that began before it', async () => {
    const scene = sceneWith()
    scene.tags = ['news']
    scene.hold = true
    const visit = scene.get('/a')
    await scene.clock.settle()
    scene.content.set('/a', 'v2')
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    scene.hold = false
    scene.renders[0]!.finish()
    await visit
    expect(scene.peek('/a')).toBe('nothing')
    expect(await scene.get('/a')).toBe('miss v2')
  })

  test('is not undone for a visitor who joined a render that began before it', async () => {
    const scene = sceneWith()
    scene.tags = ['news']
    scene.hold = true
    const before = scene.get('/a')
    await scene.clock.settle()
    scene.content.set('/a', 'v2')
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    const after = scene.get('/a')
    await scene.clock.settle()
    scene.hold = false
    scene.renders[0]!.finish()
    expect(await before).toBe('miss v1')
    expect(await after).toBe('miss v2 collapsed')
  })

  test('is not undone for such a visitor by a second invalidation during the visit', async () => {
    const scene = sceneWith()
    scene.tags = ['news']
    scene.hold = true
    const before = scene.get('/a')
    await scene.clock.settle()
    scene.content.set('/a', 'v2')
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    const after = scene.get('/a')
    await scene.clock.settle()
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    scene.hold = false
    scene.renders[0]!.finish()
    await before
    expect(await after).toBe('miss v2 collapsed')
  })

  test('shows the last good version, marked, when no new one can be made', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.engine.invalidate([{ path: '/a' }], 'hard')
    scene.failure = new Error('the database is down')
    expect(await scene.get('/a')).toBe('stale v1 stale-if-error')
  })

  test('reaches pages that this instance loads later', async () => {
    const scene = sceneWith()
    scene.tags = ['news']
    await scene.get('/a')
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    scene.content.set('/a', 'v2')
    expect(await scene.get('/a', scene.another())).toBe('miss v2')
  })
})

describe('a hard invalidation that an instance did not read before it was dropped from the log', () => {
  const sceneOf = (logLimit: number) => {
    const state = createMemoryPageStoreState()
    const openStore = (clock: ManualClock) => openMemoryPageStore({ clock, state, logLimit })
    const scene = new EngineScene(openStore)
    scene.tags = ['news']
    const store = new FaultyPageStore(openStore(scene.clock), { clock: scene.clock })
    return { scene, store, other: scene.another({ store }) }
  }
  const invalidateAll = async (scene: EngineScene, others: number) => {
    scene.content.set('/a', 'v2')
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    for (let i = 0; i < others; i++) await scene.engine.invalidate([{ tag: `${i}` }], 'soft')
  }

  test.each([
    [5, 10],
    [20_000, 10_001],
  ])('reaches what it rendered meanwhile (log of %i entries, %i more)', async (logLimit, others) => {
    const { scene, other } = sceneOf(logLimit)
    scene.hold = true
    const visit = scene.get('/a', other)
    await scene.clock.settle()
    await invalidateAll(scene, others)
    scene.peek('/b', other)
    scene.hold = false
    scene.renders[0]!.finish()
    expect(await visit).toBe('miss v1')
    expect(await scene.get('/a', other)).toBe('miss v2')
  })

  test('reaches what it read meanwhile', async () => {
    const { scene, store, other } = sceneOf(5)
    await scene.get('/a')
    await scene.get('/b', other)
    store.inject('load', { kind: 'slow-reply', ms: 50 })
    const visit = scene.get('/a', other)
    await scene.clock.settle()
    store.heal()
    await invalidateAll(scene, 10)
    scene.peek('/b', other)
    await scene.clock.pass(50)
    expect(await visit).toBe('hit v1')
    expect(await scene.get('/a', other)).toBe('miss v2')
  })
})

test('is obeyed by an instance that found the page busy a moment before', async () => {
  const scene = sceneWith()
  const other = scene.another()
  await scene.get('/a')
  await scene.get('/a', other)
  await scene.clock.pass(10_000)
  scene.hold = true
  scene.peek('/a')
  await scene.clock.settle()
  expect(scene.peek('/a', other)).toBe('stale v1')
  await scene.clock.settle()
  scene.content.set('/a', 'v2')
  await other.invalidate([{ path: '/a' }], 'hard')
  const visit = scene.get('/a', other)
  await scene.clock.settle()
  scene.hold = false
  scene.renders[1]!.finish()
  await scene.clock.pass(500)
  expect(await visit).toBe('miss v2')
})

test('answers with its place in the log, and tells the listener', async () => {
  const scene = sceneWith()
  const cursor = await scene.engine.invalidate([{ path: '/a' }, { tag: 'news' }], 'soft')
  expect(cursor.position).toBe(scene.store.head())
  expect(scene.events).toContainEqual({
    type: 'invalidated',
    invalidations: [
      { tag: 'p:/a', kind: 'soft' },
      { tag: 't:news', kind: 'soft' },
    ],
    position: cursor.position,
  })
})

test.each([
  [[]],
  [[{}]],
  [[{ path: '/a', tag: 'a' }]],
  [[{ path: '' }]],
  [[{ path: 'a' }]],
  [[{ tag: '' }]],
  [[{ path: '/a' }, { tag: 5 as never }]],
])('refuses %j and invalidates nothing', async (selectors) => {
  const scene = sceneWith()
  await expect(scene.engine.invalidate(selectors, 'hard')).rejects.toMatchObject({ code: 'INVALID_SELECTOR' })
  expect(scene.store.calls('invalidate')).toBe(0)
})

test('gives up on a store that keeps losing what it acknowledged', async () => {
  const scene = sceneWith()
  scene.store.barrier = () => 'diverged'
  await expect(scene.engine.invalidate([{ path: '/a' }], 'hard')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  expect(scene.store.calls('invalidate')).toBe(3)
})
