import { openMemoryPageStore } from '@everfresh/store-memory'
import { describe, expect, test } from 'vitest'
import { emitTo } from './events.ts'
import type { EngineEvent } from './events.ts'
import { StoreAccess } from './store-access.ts'
import { codeOf, EngineScene } from './testing/engine-scene.ts'
import type { SceneOptions } from './testing/engine-scene.ts'
import { FaultyPageStore } from './testing/faulty-store.ts'
import type { FaultyStoreOptions } from './testing/faulty-store.ts'
import { ManualClock } from './testing/manual-clock.ts'

const page = { namespace: 'code-1', path: '/a' }

function accessWith(options?: Omit<FaultyStoreOptions, 'clock'>) {
  const clock = new ManualClock()
  const store = new FaultyPageStore(openMemoryPageStore({ clock }), { ...options, clock })
  const events: EngineEvent[] = []
  const access = new StoreAccess(
    store,
    clock,
    () => 0,
    emitTo((event) => events.push(event)),
  )
  return { access, clock, store, events }
}

describe('a call of the store', () => {
  test('is answered at once where the store can', () => {
    const { access } = accessWith()
    expect(access.load(page)).toBeUndefined()
    expect(access.headNow()).toBeTypeOf('number')
  })

  test('ends at its deadline, however long the store takes', async () => {
    const { access, clock, store } = accessWith({ coherence: 'lease' })
    store.inject('load', { kind: 'hang' })
    const refusal = codeOf(Promise.resolve(access.load(page)))
    await clock.pass(100)
    expect(await refusal).toBe('STORE_UNAVAILABLE')
    expect(clock.pendingTimers).toBe(0)
  })

  test('that grants a lease after its deadline has it given back, so that nobody waits for it to end', async () => {
    const { access, clock, store } = accessWith({ coherence: 'lease' })
    const acquire = store.acquire.bind(store)
    const late = new Promise<void>((resolve) => void clock.schedule(500, resolve))
    store.acquire = async (...parameters) => {
      await late
      return acquire(...parameters)
    }
    const request = { need: 0, known: 0, owner: 'a', ttlMs: 60_000 }
    const refusal = codeOf(Promise.resolve(access.acquire(page, request)))
    await clock.pass(1_000)
    expect(await refusal).toBe('STORE_UNAVAILABLE')
    expect(await acquire(page, { ...request, owner: 'b' })).toMatchObject({ kind: 'granted' })
  })

  test('leaves no rejection behind that arrives after its deadline', async () => {
    const { access, clock, store } = accessWith({ coherence: 'lease' })
    store.load = () => new Promise((_, reject) => void clock.schedule(500, () => reject(new Error('late'))))
    const refusal = codeOf(Promise.resolve(access.load(page)))
    await clock.pass(1_000)
    expect(await refusal).toBe('STORE_UNAVAILABLE')
  })

  test('is reported with the operation and the cause when it fails', async () => {
    const { access, store, events } = accessWith()
    const error = new Error('disk full')
    store.inject('publish', { kind: 'fail', error })
    await expect(access.publish(page, 1, {} as never)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('disk full'),
      cause: error,
    })
    expect(events).toEqual([{ type: 'store-failed', operation: 'publish', error }])
  })
})

describe('a store that keeps failing', () => {
  test('is left alone, and tried by one call at a time', async () => {
    const { access, clock, store } = accessWith({ coherence: 'lease' })
    store.inject('load', { kind: 'hang' })
    for (let call = 0; call < 5; call++) {
      const refusal = codeOf(Promise.resolve(access.load(page)))
      await clock.pass(100)
      await refusal
    }
    expect(() => access.load(page)).toThrow('left alone')
    expect(store.calls('load')).toBe(5)
    await clock.pass(250)
    const probe = codeOf(Promise.resolve(access.load(page)))
    expect(() => access.load(page)).toThrow('left alone')
    await clock.pass(100)
    expect(await probe).toBe('STORE_UNAVAILABLE')
    expect(() => access.load(page)).toThrow('left alone')
    store.heal()
    await clock.pass(500)
    expect(access.load(page)).toBeUndefined()
    expect(access.load(page)).toBeUndefined()
  })
})

describe('a store that fails in two ways', () => {
  test('is tried again whatever the trial ends with', async () => {
    const { access, clock, store } = accessWith({ coherence: 'lease' })
    const acquire = (): Promise<string> =>
      codeOf(new Promise((resolve) => resolve(access.acquire(page, { need: 0, known: 0, owner: 'me', ttlMs: 1_000 }))))
    store.inject('acquire', { kind: 'fail' })
    for (let call = 0; call < 5; call++) await acquire()
    expect(access.state).toBe('refuses-writes')
    await clock.pass(2_000)
    store.inject('acquire', { kind: 'hang' })
    const late = acquire()
    await clock.pass(200)
    await late
    await clock.pass(2_000)
    store.heal()
    expect(await acquire()).toBe('none')
    expect(access.state).toBe('available')
  })
})

const sceneWith = (options?: SceneOptions) => new EngineScene((clock) => openMemoryPageStore({ clock }), options)

describe('while the store does not answer', () => {
  test('what is in memory is served, marked', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    scene.store.inject('all', { kind: 'fail' })
    expect(scene.peek('/a')).toBe('nothing')
    expect(await scene.get('/a')).toBe('hit v1 store-unavailable')
    await scene.clock.pass(10_000)
    expect(await scene.get('/a')).toBe('stale v1 store-unavailable')
    scene.store.heal()
    await scene.clock.pass(2_000)
    expect(await scene.get('/a')).toBe('stale v1')
  })

  test('a page that is not in memory is rendered once, served marked, and published after the outage', async () => {
    const scene = sceneWith()
    scene.store.inject('all', { kind: 'fail' })
    expect(await Promise.all([scene.get('/a'), scene.get('/a')])).toEqual([
      'miss v1 store-unavailable',
      'miss v1 store-unavailable',
    ])
    expect(await scene.get('/a')).toBe('hit v1 store-unavailable')
    expect(scene.renders).toHaveLength(1)
    scene.store.heal()
    await scene.clock.pass(2_000)
    expect(await scene.get('/a')).toBe('miss v1')
    expect(scene.peek('/a')).toBe('hit v1')
  })

  test('a page that is looked for, not asked for, is refused rather than called missing', async () => {
    const scene = sceneWith()
    scene.store.inject('all', { kind: 'fail' })
    expect(await codeOf(scene.engine.find(scene.page('/a')))).toBe('STORE_UNAVAILABLE')
  })

  test('no request waits longer than for the deadlines of a few calls', async () => {
    const scene = sceneWith({ faults: { coherence: 'lease' } })
    scene.store.inject('all', { kind: 'hang' })
    const visit = scene.get('/a')
    await scene.clock.pass(600)
    expect(await visit).toBe('miss v1 store-unavailable')
  })
})

describe('a publish', () => {
  test('is repeated when the answer is lost, and happens once', async () => {
    const scene = sceneWith({ faults: { coherence: 'lease' } })
    await scene.clock.settle()
    scene.store.inject('publish', { kind: 'lose-reply' }, 1)
    const visit = scene.get('/a')
    await scene.clock.pass(1_100)
    expect(await visit).toBe('miss v1')
    expect(scene.eventTypes().filter((type) => type === 'published')).toHaveLength(1)
    expect(scene.renders).toHaveLength(1)
  })

  test('that fails for good leaves the last good version, and the page is tried again later', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.clock.pass(10_000)
    scene.content.set('/a', 'v2')
    scene.store.inject('publish', { kind: 'fail', error: new Error('disk full') })
    scene.peek('/a')
    await scene.clock.pass(500)
    expect(scene.peek('/a')).toBe('stale v1')
    scene.store.heal()
    await scene.clock.pass(500)
    scene.peek('/a')
    await scene.clock.settle()
    expect(scene.peek('/a')).toBe('hit v2')
  })

  test('that fails for good still answers the visitors of a page that had no version (B137)', async () => {
    const scene = sceneWith()
    scene.store.inject('publish', { kind: 'fail', error: new Error('disk full') })
    const visit = scene.get('/a')
    await scene.clock.pass(500)
    expect(await visit).toBe('miss v1 store-unavailable')
  })
})

test('a store that answers nonsense fails the request instead of leaving it waiting', async () => {
  const scene = sceneWith()
  scene.store.acquire = () => ({ kind: 'fresh', loaded: undefined }) as never
  expect(await codeOf(scene.get('/a'))).toBe('REGENERATION_FAILED')
  expect(scene.engine.statistics().rendersUnderWay).toBe(0)
})
