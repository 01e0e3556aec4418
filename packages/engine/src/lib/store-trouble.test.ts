import { createMemoryPageStoreState, openMemoryPageStore } from '@everfresh/store-memory'
import { describe, expect, test, vi } from 'vitest'
import type { EngineEvent } from './events.ts'
import { tagOfPath } from './tags.ts'
import { codeOf, EngineScene } from './testing/engine-scene.ts'
import type { SceneOptions } from './testing/engine-scene.ts'
import { FaultyPageStore } from './testing/faulty-store.ts'
import { ManualClock } from './testing/manual-clock.ts'
import { markedEntry } from './testing/marked-entry.ts'

/** A store that is a network away. With random() = 0.5 a heartbeat follows 500 ms after the other. */
const network = { coherence: 'lease', asynchronous: true } as const

async function sceneWith(options: SceneOptions = {}) {
  const clock = new ManualClock()
  const scene = new EngineScene(() => openMemoryPageStore({ clock }), { faults: network, ...options }, clock)
  await clock.settle()
  return { scene, clock }
}

/** What was told of the store as a whole, rather than of one call. */
const transitions = (scene: EngineScene): string[] =>
  scene.events.filter(isTransition).map((event) => {
    return 'afterMs' in event ? `${event.type} after ${event.afterMs} ms` : event.type
  })

const isTransition = ({ type }: EngineEvent): boolean => type.startsWith('store-') && type !== 'store-failed'

describe('a store that stops to answer', () => {
  test('is reported once, and once when it is back, with how long it was away', async () => {
    const { scene, clock } = await sceneWith()
    scene.store.inject('all', { kind: 'fail' })
    await clock.pass(10_000)
    expect(transitions(scene)).toEqual(['store-unavailable'])
    expect(scene.engine.statistics().store).toBe('unavailable')
    scene.store.heal()
    await clock.pass(1_000)
    expect(transitions(scene)).toEqual(['store-unavailable', expect.stringMatching(/^store-available after \d+ ms$/)])
    expect(scene.engine.statistics().store).toBe('available')
  })

  test('costs visitors one wait each until it is left alone, then none, and is back within a second (faults 12, 13)', async () => {
    const { scene, clock } = await sceneWith()
    await scene.get('/a')
    scene.store.inject('all', { kind: 'hang' })
    await clock.pass(10_000)
    const visit = scene.get('/a')
    await clock.settle()
    expect(await visit).toBe('stale v1 store-unavailable')
    scene.store.heal()
    await clock.pass(1_000)
    expect(await scene.get('/a')).toBe('stale v1')
  })

  test('leaves hits as they are as long as some heartbeats are answered (fault 14)', async () => {
    const { scene, clock } = await sceneWith({ revalidateMs: false } as SceneOptions)
    scene.revalidateMs = false
    await scene.get('/a')
    scene.store.inject('all', { kind: 'slow-reply', ms: 200 })
    for (let visit = 0; visit < 50; visit++) {
      await clock.pass(100)
      expect(scene.peek('/a')).toBe('hit v1')
    }
  })
})

describe('nothing hangs', () => {
  const operations = [
    'load',
    'acquire',
    'renew',
    'publish',
    'fail',
    'seed',
    'invalidate',
    'readLog',
    'barrier',
    'all',
  ] as const

  test.each(operations)(
    'while the store is silent about %s: every call ends, and so does the engine (fault 13)',
    async (operation) => {
      const { scene, clock } = await sceneWith({ leaseTtlMs: 300 })
      scene.tags = ['news']
      await scene.get('/a')
      await clock.pass(10_000)
      scene.store.inject(operation, { kind: 'hang' })
      const calls = [
        scene.get('/a'),
        scene.get('/b'),
        scene.engine.find(scene.page('/c')),
        scene.revalidate('/a'),
        scene.engine.invalidate([{ tag: 'news' }], 'hard'),
        scene.get('/d'),
      ]
      const settled = Promise.allSettled(calls)
      await clock.pass(70_000)
      await settled
      const again = Promise.allSettled([scene.get('/a'), scene.get('/e')])
      await clock.pass(40_000)
      await again
      const closing = scene.engine.close(1_000)
      await clock.pass(20_000)
      await closing
      await clock.pass(10_000)
      expect(clock.pendingTimers).toBe(0)
    },
  )
})

describe('a clock that jumps by an hour', () => {
  test.each([3_600_000, -3_600_000])(
    'of an instance, by %d ms, makes no page fresh for longer or due earlier, and versions only grow (fault 23)',
    async (ms) => {
      const { scene, clock } = await sceneWith()
      const { entry } = await scene.engine.get(scene.page('/a'))
      // The store's clock stays.
      const storeNow = clock.now() - clock.monotonic()
      const { readLog } = scene.store
      scene.store.readLog = async function (cursor, member) {
        return { ...(await readLog.call(this, cursor, member)), now: storeNow + clock.monotonic() }
      }
      await clock.pass(1_000)
      clock.jump(ms)
      await clock.pass(3_000)
      expect(await scene.get('/a')).toBe('hit v1')
      scene.content.set('/a', 'v2')
      await clock.pass(7_000)
      expect(await scene.get('/a')).toBe('stale v1')
      await clock.pass(200)
      expect(await scene.get('/a')).toBe('hit v2')
      expect((await scene.engine.get(scene.page('/a'))).entry.version).toBeGreaterThan(entry.version)
    },
  )
})

describe('a page that was declared unusable before the store went away', () => {
  test('is rendered here, and the last version is shown, marked, only where that fails', async () => {
    const { scene, clock } = await sceneWith()
    scene.tags = ['news']
    await scene.get('/a')
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    scene.store.inject('all', { kind: 'fail' })
    await clock.pass(5_000)
    scene.failure = new Error('no data')
    expect(await scene.get('/a')).toBe('stale v1 stale-if-error')
    scene.failure = undefined
    scene.content.set('/a', 'v2')
    await clock.pass(1_000)
    expect(await scene.get('/a')).toBe('miss v2 store-unavailable')
    expect(await scene.get('/a')).toBe('hit v2 store-unavailable')
  })
})

describe('what was rendered while the store was away', () => {
  test('is stored when it is back, without another render', async () => {
    const { scene, clock } = await sceneWith()
    scene.store.inject('all', { kind: 'fail' })
    await clock.pass(5_000)
    expect(await scene.get('/a')).toBe('miss v1 store-unavailable')
    scene.store.heal()
    await clock.pass(1_000)
    expect(await scene.get('/a')).toBe('hit v1')
    expect(await scene.get('/a', scene.another())).toBe('hit v1')
    expect(scene.renders).toHaveLength(1)
    expect(scene.eventTypes()).toContain('restored')
  })

  test('counts as stored once it was taken, though the store is late to show it', async () => {
    const { scene } = await sceneWith()
    scene.store.inject('acquire', { kind: 'fail' })
    expect(await scene.get('/a')).toBe('miss v1 store-unavailable')
    scene.store.heal()
    const load = vi.spyOn(scene.store, 'load').mockReturnValue(undefined)
    expect(await scene.get('/a')).toBe('hit v1')
    load.mockRestore()
    expect(await scene.get('/a', scene.another())).toBe('hit v1')
    expect(scene.renders).toHaveLength(1)
  })

  test('does not replace what others have published meanwhile', async () => {
    const clock = new ManualClock()
    const state = createMemoryPageStoreState()
    const scene = new EngineScene(() => openMemoryPageStore({ clock, state }), { faults: network }, clock)
    await clock.settle()
    const other = scene.another({
      store: new FaultyPageStore(openMemoryPageStore({ clock, state }), { clock, ...network }),
    })
    scene.store.inject('all', { kind: 'fail' })
    await clock.pass(5_000)
    expect(await scene.get('/a')).toBe('miss v1 store-unavailable')
    await clock.pass(10)
    scene.content.set('/a', 'v2')
    expect(await scene.get('/a', other)).toBe('miss v2')
    scene.store.heal()
    await clock.pass(1_000)
    expect(await scene.get('/a')).toBe('hit v2')
  })

  test('leaves alone what others have published and may still be shown: who trusts that would not learn of it', async () => {
    const clock = new ManualClock()
    const state = createMemoryPageStoreState()
    const scene = new EngineScene(() => openMemoryPageStore({ clock, state }), { faults: network }, clock)
    scene.revalidateMs = false
    await clock.settle()
    const other = scene.another({
      store: new FaultyPageStore(openMemoryPageStore({ clock, state }), { clock, ...network }),
    })
    await clock.settle()
    expect(await scene.get('/a', other)).toBe('miss v1')
    scene.store.inject('all', { kind: 'fail' })
    await clock.pass(5_000)
    scene.content.set('/a', 'v2')
    expect(await scene.get('/a')).toBe('miss v2 store-unavailable')
    scene.store.heal()
    await clock.pass(1_000)
    expect(await scene.get('/a')).toBe('hit v1')
    expect(await scene.get('/a', other)).toBe('hit v1')
    expect(scene.eventTypes()).not.toContain('restored')
  })

  test.each([
    [10, 'takes the place of what may not be shown any more', 'hit v1', 1],
    [3_000, 'yields to what was rendered at the same time: that may have read newer data', 'miss v1', 2],
  ])('%i ms: %s', async (renderMs, _, shown, renders) => {
    const clock = new ManualClock()
    const state = createMemoryPageStoreState()
    const scene = new EngineScene(() => openMemoryPageStore({ clock, state }), { faults: network }, clock)
    const store = openMemoryPageStore({ clock, state })
    const page = scene.page('/a')
    const entry = { ...markedEntry('/a', 'theirs'), ...page, generatedAt: clock.now(), renderMs }
    const acquired = store.acquire(page, { need: 0, known: 0, owner: 'other', ttlMs: 10_000 })
    if (acquired.kind === 'granted') store.publish(page, acquired.lease.token, entry)
    store.invalidate([{ tag: tagOfPath('/a'), kind: 'hard' }])
    await clock.pass(1_000)
    scene.store.inject('acquire', { kind: 'fail' })
    expect(await scene.get('/a')).toBe('miss v1 store-unavailable')
    scene.store.heal()
    expect(await scene.get('/a')).toBe(shown)
    expect(scene.renders).toHaveLength(renders)
  })

  test('is rendered again where something was invalidated meanwhile', async () => {
    const clock = new ManualClock()
    const state = createMemoryPageStoreState()
    const scene = new EngineScene(() => openMemoryPageStore({ clock, state }), { faults: network }, clock)
    await clock.settle()
    const other = scene.another({
      store: new FaultyPageStore(openMemoryPageStore({ clock, state }), { clock, ...network }),
    })
    scene.tags = ['news']
    scene.store.inject('all', { kind: 'fail' })
    await clock.pass(5_000)
    expect(await scene.get('/a')).toBe('miss v1 store-unavailable')
    scene.content.set('/a', 'v2')
    const invalidation = other.invalidate([{ tag: 'news' }], 'hard')
    await clock.pass(3_000)
    await invalidation
    scene.store.heal()
    await clock.pass(1_000)
    expect(await scene.get('/a')).toBe('miss v2')
  })
})

describe('a store that takes nothing in', () => {
  const refuse = (scene: EngineScene): void => {
    for (const operation of ['acquire', 'publish', 'seed', 'fail', 'renew'] as const) {
      scene.store.inject(operation, { kind: 'fail', error: new Error('disk full') })
    }
  }

  test('is read as before; what it has not is rendered once and kept in memory, marked (fault 4)', async () => {
    const { scene, clock } = await sceneWith()
    await scene.get('/a')
    refuse(scene)
    for (const path of ['/b', '/c', '/d', '/e', '/f']) {
      expect(await scene.get(path)).toBe('miss v1 store-unavailable')
      expect(await scene.get(path)).toBe('hit v1 store-unavailable')
    }
    expect(scene.peek('/a')).toBe('hit v1')
    expect(scene.renders).toHaveLength(6)
    expect(transitions(scene)).toEqual(['store-refuses-writes'])
    expect(scene.engine.statistics().store).toBe('refuses-writes')
    scene.store.heal()
    await clock.pass(3_000)
    await scene.get('/b')
    await clock.settle()
    expect(await scene.get('/b')).toBe('hit v1')
    expect(transitions(scene)).toHaveLength(2)
    expect(scene.renders).toHaveLength(6)
  })

  test('gets what it could not take as soon as it can, though the lease of that render would last (fault 4)', async () => {
    const { scene, clock } = await sceneWith()
    scene.store.inject('publish', { kind: 'fail', error: new Error('out of memory') })
    const visit = scene.get('/a')
    await clock.pass(600)
    expect(await visit).toBe('miss v1 store-unavailable')
    scene.store.heal()
    expect(await scene.get('/a')).toBe('hit v1')
    expect(await scene.get('/a', scene.another())).toBe('hit v1')
    expect(scene.renders).toHaveLength(1)
  })

  test('keeps the last version where a newer one cannot be published, and takes it later', async () => {
    const { scene, clock } = await sceneWith()
    await scene.get('/a')
    await clock.pass(10_000)
    scene.content.set('/a', 'v2')
    refuse(scene)
    expect(await scene.get('/a')).toBe('stale v1')
    scene.store.heal()
    await clock.pass(5_000)
    await scene.get('/a')
    await clock.settle()
    expect(await scene.get('/a')).toBe('hit v2')
  })
})

describe('with strict consistency', () => {
  const strict = { consistency: 'strict' } as const

  test('nothing that may be older than promised is shown: visitors get what is rendered for them', async () => {
    const { scene, clock } = await sceneWith(strict)
    await scene.get('/a')
    scene.store.inject('all', { kind: 'fail' })
    await clock.pass(1_000)
    expect(scene.peek('/a')).toBe('hit v1')
    await clock.pass(4_000)
    scene.content.set('/a', 'v2')
    expect(await scene.get('/a')).toBe('miss v2 store-unavailable')
    scene.content.set('/a', 'v3')
    expect(await scene.get('/a')).toBe('miss v3 store-unavailable')
  })

  test('or an error, where that fails', async () => {
    const { scene, clock } = await sceneWith(strict)
    await scene.get('/a')
    scene.store.inject('all', { kind: 'fail' })
    await clock.pass(5_000)
    scene.failure = new Error('no data')
    expect(await codeOf(scene.get('/a'))).toBe('REGENERATION_FAILED')
    expect(await codeOf(scene.engine.find(scene.page('/a')))).toBe('STORE_UNAVAILABLE')
  })

  test('nobody joins a render that began before the visit', async () => {
    const { scene, clock } = await sceneWith(strict)
    scene.store.inject('all', { kind: 'fail' })
    await clock.pass(5_000)
    scene.hold = true
    const first = scene.get('/a')
    await clock.settle()
    scene.content.set('/a', 'v2')
    const others = [scene.get('/a'), scene.get('/a')]
    await clock.settle()
    scene.hold = false
    scene.renders[0]!.finish()
    expect(await first).toContain('v1')
    for (const visit of others) expect(await visit).toContain('v2')
    expect(scene.renders).toHaveLength(2)
  })

  test('a failed regeneration of a page that may not be shown any more is an error', async () => {
    const { scene } = await sceneWith(strict)
    scene.tags = ['news']
    await scene.get('/a')
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    scene.failure = new Error('no data')
    expect(await codeOf(scene.get('/a'))).toBe('REGENERATION_FAILED')
    expect(await codeOf(scene.get('/a'))).toBe('REGENERATION_FAILED')
  })
})
