import { openMemoryPageStore } from '@everfresh/store-memory'
import { describe, expect, test } from 'vitest'
import { EngineScene } from './testing/engine-scene.ts'
import type { SceneOptions } from './testing/engine-scene.ts'
import { FaultyPageStore } from './testing/faulty-store.ts'
import { ManualClock } from './testing/manual-clock.ts'

/** A store that is a network away. */
const network = { coherence: 'lease', asynchronous: true } as const

/** An engine whose fallback can misbehave, too. */
async function sceneWith(options: SceneOptions = {}) {
  const clock = new ManualClock()
  const fallback = new FaultyPageStore(openMemoryPageStore({ clock }), { clock })
  const scene = new EngineScene(() => openMemoryPageStore({ clock }), { fallback, faults: network, ...options }, clock)
  await clock.settle()
  return { scene, fallback, clock }
}

/** Another process that starts on this machine while the store is away: it has the fallback, and no memory. */
const restarted = (scene: EngineScene) => {
  scene.store.inject('all', { kind: 'fail' })
  return scene.another()
}

describe('a fallback', () => {
  test('serves, marked, what memory has not while the store is away, and nothing is rendered', async () => {
    const { scene, clock } = await sceneWith()
    await scene.get('/a')
    await clock.pass(100)
    expect(await scene.get('/a', restarted(scene))).toBe('hit v1 store-unavailable')
    expect(scene.renders).toHaveLength(1)
  })

  test('serves at boot what was copied before, as long as the store is away (fault 21)', async () => {
    const { scene, clock } = await sceneWith()
    await scene.get('/a')
    await clock.pass(100)
    const engine = restarted(scene)
    expect(await scene.get('/a', engine)).toBe('hit v1 store-unavailable')
    scene.store.heal()
    await clock.pass(1_000)
    expect(await scene.get('/a', engine)).toBe('hit v1')
  })

  test('serves what a build put there', async () => {
    const { scene, fallback } = await sceneWith()
    const { entry } = await scene.engine.get(scene.page('/a'))
    await fallback.seed([{ ...entry, path: '/built', reason: 'build' }])
    expect(await scene.get('/built', restarted(scene))).toBe('hit v1 store-unavailable')
  })

  test('keeps the newest version, one write for many', async () => {
    const { scene, fallback, clock } = await sceneWith()
    await scene.get('/a')
    scene.content.set('/a', 'v2')
    await scene.revalidate('/a')
    await clock.pass(100)
    expect(fallback.calls('seed')).toBe(1)
    expect(await scene.get('/a', restarted(scene))).toBe('hit v2 store-unavailable')
  })

  test('does not write a version twice', async () => {
    const { scene, fallback, clock } = await sceneWith({ memoryBytes: 0 })
    await scene.get('/a')
    await clock.pass(100)
    for (let visit = 0; visit < 5; visit++) await scene.get('/a')
    await clock.pass(100)
    expect(fallback.calls('seed')).toBe(1)
  })

  test('does not serve what was invalidated hard, unless nothing newer can be made', async () => {
    const { scene, clock } = await sceneWith()
    scene.tags = ['news']
    await scene.get('/a')
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    await clock.pass(100)
    const engine = restarted(scene)
    await clock.pass(5_000)
    scene.failure = new Error('no data')
    expect(await scene.get('/a', engine)).toBe('stale v1 stale-if-error')
    scene.failure = undefined
    scene.content.set('/a', 'v2')
    await clock.pass(1_000)
    expect(await scene.get('/a', engine)).toBe('miss v2 store-unavailable')
    expect(await scene.get('/a', engine)).toBe('hit v2 store-unavailable')
  })

  test('delays no answer: neither hits nor pages that are published', async () => {
    const { scene, fallback, clock } = await sceneWith()
    fallback.inject('all', { kind: 'hang' })
    expect(await scene.get('/a')).toBe('miss v1')
    await clock.pass(1_000)
    expect(scene.peek('/a')).toBe('hit v1')
  })

  test('that is full or damaged harms nothing, and is reported once (fault 4)', async () => {
    const { scene, fallback, clock } = await sceneWith()
    fallback.inject('all', { kind: 'fail', error: new Error('disk full') })
    for (const path of ['/a', '/b', '/c']) {
      expect(await scene.get(path)).toBe('miss v1')
      await clock.pass(100)
    }
    expect(await scene.get('/a', restarted(scene))).toBe('miss v1 store-unavailable')
    expect(scene.eventTypes().filter((type) => type === 'fallback-failed')).toHaveLength(2)
  })

  test('writes what waits before the engine is closed', async () => {
    const { scene, clock } = await sceneWith()
    await scene.get('/a')
    const closing = scene.engine.close()
    await clock.pass(1_000)
    await closing
    expect(await scene.get('/a', restarted(scene))).toBe('hit v1 store-unavailable')
  })
})
