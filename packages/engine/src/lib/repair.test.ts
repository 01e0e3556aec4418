import { openMemoryPageStore } from '@everfresh/store-memory'
import type { MemoryPageStore, MemoryPageStoreState } from '@everfresh/store-memory'
import { beforeEach, describe, expect, test } from 'vitest'
import type { PageStore } from './page-store.ts'
import { EngineScene } from './testing/engine-scene.ts'
import type { SceneOptions } from './testing/engine-scene.ts'
import { FaultyPageStore } from './testing/faulty-store.ts'
import { ManualClock } from './testing/manual-clock.ts'

/** A store that is a network away. With random() = 0.5 a heartbeat follows 500 ms after the other. */
const network = { coherence: 'lease', asynchronous: true } as const

let clock = new ManualClock()
let current: MemoryPageStore
beforeEach(() => {
  clock = new ManualClock()
  current = openMemoryPageStore({ clock })
})

/** Whatever stands at the store's address. */
const address = (): PageStore =>
  new Proxy({} as PageStore, {
    get(_, name) {
      const member: unknown = Reflect.get(current, name)
      return typeof member === 'function' ? (...args: unknown[]) => Reflect.apply(member, current, args) : member
    },
  })

const sceneWith = async (options: SceneOptions = {}) => {
  const scene = new EngineScene(address, { faults: network, ...options }, clock)
  await clock.settle()
  return scene
}

/** As when it is started again without its data. */
const loseEverything = (): void => void (current = openMemoryPageStore({ clock }))

const copied = (): MemoryPageStoreState => structuredClone(current.state)

/** As after a failover to a replica that was behind. */
const goBackTo = (state: MemoryPageStoreState): void => void (current = openMemoryPageStore({ clock, state }))

describe('a store that comes back empty', () => {
  test('is given what instances have, as it is visited, and nothing is rendered (fault 10)', async () => {
    const scene = await sceneWith()
    const other = scene.another()
    for (const path of ['/a', '/b', '/c']) {
      await scene.get(path)
      await scene.get(path, other)
    }
    loseEverything()
    await clock.pass(1_200)
    for (const path of ['/a', '/b', '/c']) {
      expect(scene.peek(path)).toBe('nothing')
      expect(await Promise.all([scene.get(path), scene.get(path, other)])).not.toContain('miss v1')
    }
    expect(await scene.get('/a', scene.another())).not.toContain('miss')
    expect(scene.renders).toHaveLength(3)
  })

  test('is given what only the copy beside it has', async () => {
    const fallback = openMemoryPageStore({ clock })
    const scene = await sceneWith({ fallback, memoryBytes: 0 })
    await scene.get('/a')
    await clock.pass(100)
    loseEverything()
    await clock.pass(1_200)
    expect(await scene.get('/a')).not.toContain('miss')
    await clock.settle()
    expect(await scene.get('/a', scene.another({ memoryBytes: 1e6 }))).not.toContain('miss')
    expect(scene.renders).toHaveLength(1)
  })

  test('is not given what was invalidated: that is rendered once', async () => {
    const fallback = openMemoryPageStore({ clock })
    const scene = await sceneWith({ fallback })
    scene.tags = ['news']
    await scene.get('/a')
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    await clock.pass(100)
    scene.content.set('/a', 'v2')
    loseEverything()
    await clock.pass(1_200)
    expect(await scene.get('/a')).toBe('miss v2')
    expect(scene.renders).toHaveLength(2)
  })
})

describe('a store that goes on from an older state', () => {
  test('is given the newer version that it had lost, and no visitor is shown the older one (fault 11)', async () => {
    const scene = await sceneWith()
    const other = scene.another()
    await clock.settle()
    await scene.get('/a')
    const before = copied()
    scene.content.set('/a', 'v2')
    const revalidation = scene.revalidate('/a')
    await clock.pass(1_000)
    expect(await revalidation).toBe('revalidated v2')
    expect(await scene.get('/a', other)).toBe('hit v2')
    goBackTo(before)
    await clock.pass(1_200)
    for (const engine of [scene.engine, other, scene.engine, other])
      expect(await scene.get('/a', engine)).toContain('v2')
    expect(scene.renders.length).toBeLessThanOrEqual(3)
  })

  test('keeps what others have published since', async () => {
    const scene = await sceneWith()
    await scene.get('/a')
    const before = copied()
    const cutOff = new FaultyPageStore(address(), { clock, ...network })
    const other = scene.another({ store: cutOff })
    scene.content.set('/a', 'v2')
    await clock.pass(10_000)
    await scene.get('/a')
    await clock.settle()
    expect(await scene.get('/a', other)).toBe('hit v2')
    cutOff.inject('all', { kind: 'fail' })
    goBackTo(before)
    await clock.pass(10_000)
    scene.content.set('/a', 'v3')
    await scene.get('/a')
    await clock.settle()
    cutOff.heal()
    await clock.pass(1_200)
    expect(await scene.get('/a', other)).toContain('v3')
  })
})
