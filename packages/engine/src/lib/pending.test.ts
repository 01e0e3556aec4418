import { openMemoryPageStore } from '@everfresh/store-memory'
import { describe, expect, test } from 'vitest'
import type { PendingInvalidation, PendingInvalidations } from './pending.ts'
import { codeOf, EngineScene } from './testing/engine-scene.ts'
import type { SceneOptions } from './testing/engine-scene.ts'
import { FaultyPageStore } from './testing/faulty-store.ts'
import { ManualClock } from './testing/manual-clock.ts'

/** A store that is a network away. */
const network = { coherence: 'lease', asynchronous: true } as const

/** Outlives the engine, as a file does. */
class Kept implements PendingInvalidations {
  pending: readonly PendingInvalidation[] = []
  isFull = false

  list(): readonly PendingInvalidation[] {
    return this.pending
  }

  async add(pending: readonly PendingInvalidation[]): Promise<void> {
    if (this.isFull) throw new Error('no room')
    this.pending = [...this.pending, ...pending]
  }

  async remove(ids: ReadonlySet<string>): Promise<void> {
    this.pending = this.pending.filter(({ id }) => !ids.has(id))
  }
}

/** An instance that can be cut off, and another one that cannot. */
async function sceneWith(options: SceneOptions = {}) {
  const clock = new ManualClock()
  const kept = new Kept()
  const store = openMemoryPageStore({ clock })
  const scene = new EngineScene(() => store, { pendingInvalidations: kept, faults: network, ...options }, clock)
  const other = scene.another({ store: new FaultyPageStore(store, { clock, ...network }) })
  scene.tags = ['news']
  await clock.settle()
  return { scene, other, clock, kept }
}

const cutOff = async ({ scene, clock }: Awaited<ReturnType<typeof sceneWith>>): Promise<void> => {
  scene.store.inject('all', { kind: 'fail' })
  await clock.pass(5_000)
}

describe('an invalidation while the store is away', () => {
  test('is refused where nothing keeps it', async () => {
    const stage = await sceneWith({ pendingInvalidations: undefined } as unknown as SceneOptions)
    await cutOff(stage)
    expect(await codeOf(stage.scene.engine.invalidate([{ tag: 'news' }], 'hard'))).toBe('STORE_UNAVAILABLE')
    expect(await codeOf(stage.scene.revalidate('/a'))).toBe('STORE_UNAVAILABLE')
  })

  test('is kept, holds here at once, and everywhere within a heartbeat of the return', async () => {
    const stage = await sceneWith()
    const { scene, other, clock, kept } = stage
    await scene.get('/a')
    await scene.get('/a', other)
    await cutOff(stage)
    scene.content.set('/a', 'v2')
    expect(await codeOf(scene.engine.invalidate([{ tag: 'news' }], 'hard'))).toBe('INVALIDATION_QUEUED')
    expect(await scene.get('/a')).toBe('miss v2 store-unavailable')
    expect(await scene.get('/a')).toBe('hit v2 store-unavailable')
    expect(await scene.get('/a', other)).toBe('hit v1')
    scene.store.heal()
    await clock.pass(1_200)
    expect(kept.pending).toEqual([])
    expect(await scene.get('/a', other)).toContain('v2')
    expect(await scene.get('/a')).toContain('v2')
    expect(scene.eventTypes().filter((type) => type.startsWith('invalidations-'))).toEqual([
      'invalidations-queued',
      'invalidations-sent',
    ])
  })

  test('takes each of several effects here, also on what was rendered between them', async () => {
    const stage = await sceneWith()
    const { scene } = stage
    await scene.get('/a')
    await cutOff(stage)
    for (const version of ['v2', 'v3']) {
      scene.content.set('/a', version)
      expect(await codeOf(scene.revalidate('/a'))).toBe('INVALIDATION_QUEUED')
      expect(await scene.get('/a')).toBe(`miss ${version} store-unavailable`)
    }
  })

  test('is not satisfied by a render that began before it', async () => {
    const stage = await sceneWith()
    const { scene, clock } = stage
    await cutOff(stage)
    scene.hold = true
    const first = scene.get('/a')
    await clock.settle()
    scene.content.set('/a', 'v2')
    expect(await codeOf(scene.revalidate('/a'))).toBe('INVALIDATION_QUEUED')
    scene.hold = false
    scene.renders[0]!.finish()
    expect(await first).toContain('v1')
    expect(await scene.get('/a')).toBe('miss v2 store-unavailable')
  })

  test('survives the end of the process, and reaches the copies on this machine', async () => {
    const clock = new ManualClock()
    const fallback = openMemoryPageStore({ clock })
    const kept = new Kept()
    const store = openMemoryPageStore({ clock })
    const scene = new EngineScene(() => store, { pendingInvalidations: kept, fallback, faults: network }, clock)
    await clock.settle()
    await scene.get('/a')
    await clock.pass(100)
    scene.store.inject('all', { kind: 'fail' })
    await clock.pass(5_000)
    scene.content.set('/a', 'v2')
    expect(await codeOf(scene.revalidate('/a'))).toBe('INVALIDATION_QUEUED')
    const restarted = scene.another()
    await clock.pass(1_000)
    expect(await scene.get('/a', restarted)).toBe('miss v2 store-unavailable')
    expect(kept.pending).toHaveLength(1)
    scene.store.heal()
    await clock.pass(2_200)
    expect(kept.pending).toEqual([])
    expect(store.state.log).not.toEqual([])
    expect(await scene.get('/a', restarted)).toContain('v2')
  })

  test('is told in order, and once more where the answer was lost', async () => {
    const stage = await sceneWith()
    const { scene, clock, kept } = stage
    await cutOff(stage)
    for (const tag of ['1', '2', '3']) await codeOf(scene.engine.invalidate([{ tag }], 'soft'))
    const told: string[] = []
    const { invalidate } = scene.store
    scene.store.invalidate = function (invalidations) {
      told.push(...invalidations.map(({ tag }) => tag))
      return invalidate.call(this, invalidations)
    }
    scene.store.heal()
    scene.store.inject('invalidate', { kind: 'lose-reply' }, 1)
    await clock.pass(5_000)
    expect(told).toEqual(['t:1', 't:2', 't:3', 't:1', 't:2', 't:3'])
    expect(kept.pending).toEqual([])
  })

  test('is refused when there is no room for more', async () => {
    const stage = await sceneWith()
    stage.kept.isFull = true
    await cutOff(stage)
    expect(await codeOf(stage.scene.revalidate('/a'))).toBe('STORE_UNAVAILABLE')
  })
})
