import { openMemoryPageStore } from '@everfresh/store-memory'
import { describe, expect, test } from 'vitest'
import { codeOf, EngineScene } from './testing/engine-scene.ts'
import type { SceneOptions } from './testing/engine-scene.ts'

const sceneWith = (options?: SceneOptions) => new EngineScene((clock) => openMemoryPageStore({ clock }), options)

describe('requests for one missing page', () => {
  test('are answered by one render, however many there are (B125)', async () => {
    const scene = sceneWith()
    scene.hold = true
    const visits = Array.from({ length: 1_000 }, () => scene.get('/a'))
    await scene.clock.settle()
    scene.renders[0]!.finish()
    const answers = await Promise.all(visits)
    expect(answers[0]).toBe('miss v1')
    expect(answers.filter((answer) => answer === 'miss v1 collapsed')).toHaveLength(999)
    expect(scene.renders).toHaveLength(1)
  })

  test('are answered by one render of several instances (B125, B130)', async () => {
    const scene = sceneWith()
    const instances = [scene.engine, scene.another(), scene.another()]
    scene.hold = true
    const visits = instances.flatMap((engine) => [scene.get('/a', engine), scene.get('/a', engine)])
    await scene.clock.pass(100)
    scene.renders[0]!.finish()
    await scene.clock.pass(80)
    for (const answer of await Promise.all(visits)) expect(answer).toMatch(/^miss v1/)
    expect(scene.renders).toHaveLength(1)
  })

  test('poll for the render of another instance less and less often, together', async () => {
    const scene = sceneWith()
    const other = scene.another()
    scene.hold = true
    const visit = scene.get('/a', other)
    await scene.clock.settle()
    const before = scene.store.calls('acquire')
    const visits = Array.from({ length: 20 }, () => scene.get('/a'))
    // Asked at 0, 5, 15, 35, 75, 155, 235 … ms.
    await scene.clock.pass(240)
    expect(scene.store.calls('acquire') - before).toBe(7)
    scene.renders[0]!.finish()
    await scene.clock.pass(80)
    await Promise.all([visit, ...visits])
  })

  test('wait no longer than waitTimeoutMs', async () => {
    const scene = sceneWith({ waitTimeoutMs: 2_000 })
    scene.hold = true
    const refusal = codeOf(scene.get('/a'))
    await scene.clock.pass(2_000)
    expect(await refusal).toBe('WAIT_TIMED_OUT')
    scene.renders[0]!.finish()
    await scene.clock.settle()
    expect(scene.peek('/a')).toBe('hit v1')
  })

  test('wait no longer than waitTimeoutMs for another instance either', async () => {
    const scene = sceneWith({ waitTimeoutMs: 2_000 })
    scene.hold = true
    const other = scene.another({ waitTimeoutMs: 60_000 })
    const visit = scene.get('/a', other)
    await scene.clock.settle()
    const refusal = codeOf(scene.get('/a'))
    await scene.clock.pass(2_000)
    expect(await refusal).toBe('WAIT_TIMED_OUT')
    scene.renders[0]!.finish()
    await visit
    await scene.clock.pass(100)
    expect(scene.clock.pendingTimers).toBe(0)
  })

  test('all learn of its failure, and the next request tries again', async () => {
    const scene = sceneWith()
    scene.hold = true
    const refusals = [codeOf(scene.get('/a')), codeOf(scene.get('/a'))]
    await scene.clock.settle()
    scene.renders[0]!.fail(new Error('no such product'))
    expect(await Promise.all(refusals)).toEqual(['REGENERATION_FAILED', 'REGENERATION_FAILED'])
    scene.hold = false
    expect(await scene.get('/a')).toBe('miss v1')
  })
})

describe('a render that hangs', () => {
  test('is aborted after its time, and what it makes later is thrown away', async () => {
    const scene = sceneWith({ regenerationTimeoutMs: 3_000 })
    scene.hold = true
    const refusal = codeOf(scene.get('/a'))
    await scene.clock.pass(2_999)
    expect(scene.renders[0]!.request.signal.aborted).toBe(false)
    await scene.clock.pass(1)
    expect(await refusal).toBe('REGENERATION_TIMED_OUT')
    expect(scene.renders[0]!.request.signal.aborted).toBe(true)
    scene.renders[0]!.finish()
    await scene.clock.settle()
    expect(await scene.engine.find(scene.page('/a'))).toBeUndefined()
    expect(scene.engine.statistics()).toMatchObject({ rendersUnderWay: 0, rendersQueued: 0 })
    expect(scene.clock.pendingTimers).toBe(0)
  })

  test('keeps its lease while it lasts, so that nobody renders beside it (fault 38)', async () => {
    const scene = sceneWith({ leaseTtlMs: 1_000 })
    await scene.get('/a')
    await scene.clock.pass(10_000)
    scene.hold = true
    scene.peek('/a')
    const other = scene.another()
    for (let second = 0; second < 20; second++) {
      await scene.clock.pass(1_000)
      expect(await scene.get('/a', other)).toBe('stale v1')
    }
    expect(scene.renders).toHaveLength(2)
  })
})

describe('an instance that loses its lease', () => {
  test('stops its render, and takes what the other instance made (fault 38)', async () => {
    const scene = sceneWith({ leaseTtlMs: 900 })
    const other = scene.another()
    scene.hold = true
    const visit = scene.get('/a')
    await scene.clock.settle()
    scene.store.inject('renew', { kind: 'fail' })
    await scene.clock.pass(900)
    scene.content.set('/a', 'v2')
    const theirs = scene.get('/a', other)
    scene.store.heal()
    await scene.clock.pass(300)
    expect(scene.renders[0]!.request.signal.aborted).toBe(true)
    scene.renders[1]!.finish()
    await scene.clock.pass(100)
    expect(await theirs).toBe('miss v2')
    expect(await visit).toBe('miss v2')
    scene.renders[0]!.finish()
    await scene.clock.settle()
    expect(scene.peek('/a')).toBe('hit v2')
  })

  test('cannot publish, even if it never learned that (B130, fault 38)', async () => {
    const scene = sceneWith({ leaseTtlMs: 900 })
    const other = scene.another()
    scene.hold = true
    const visit = scene.get('/a')
    await scene.clock.settle()
    scene.store.inject('renew', { kind: 'fail' })
    await scene.clock.pass(900)
    scene.content.set('/a', 'v2')
    const theirs = scene.get('/a', other)
    await scene.clock.settle()
    scene.renders[1]!.finish()
    await theirs
    scene.renders[0]!.finish()
    await scene.clock.pass(100)
    expect(await visit).toBe('miss v2')
    expect(scene.eventTypes()).toContain('publish-rejected')
    expect(await scene.get('/a', scene.another())).toBe('hit v2')
  })
})

describe('the queue', () => {
  test('lets visitors go before what nobody waits for', async () => {
    const scene = sceneWith({ maxConcurrentRenders: 1 })
    for (const path of ['/a', '/b']) await scene.get(path)
    await scene.clock.pass(10_000)
    scene.hold = true
    const visits = [scene.get('/c')]
    await scene.clock.settle()
    scene.peek('/a')
    scene.peek('/b')
    await scene.clock.settle()
    visits.push(scene.revalidate('/b'), scene.get('/d'))
    await scene.clock.settle()
    expect(scene.engine.statistics()).toMatchObject({ rendersUnderWay: 1, rendersQueued: 3 })
    for (let render = 2; render < 6; render++) {
      scene.renders[render]!.finish()
      await scene.clock.settle()
    }
    await Promise.all(visits)
    expect(scene.renders.slice(2).map(({ request }) => request.page.path)).toEqual(['/c', '/d', '/b', '/a'])
  })

  test('is bounded: a miss beyond it is refused, a stale page stays stale (B131)', async () => {
    const scene = sceneWith({ maxConcurrentRenders: 1, maxQueuedRenders: 1 })
    await scene.get('/a')
    await scene.clock.pass(10_000)
    scene.hold = true
    const visits = [scene.get('/b'), scene.get('/c')]
    await scene.clock.settle()
    await expect(scene.get('/d')).rejects.toMatchObject({ code: 'QUEUE_FULL' })
    expect(scene.peek('/a')).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.events.filter(({ type }) => type === 'queue-full')).toHaveLength(2)
    scene.hold = false
    scene.renders[1]!.finish()
    expect(await Promise.all(visits)).toEqual(['miss v1', 'miss v1'])
    expect(scene.peek('/a')).toBe('stale v1')
  })
})

describe('a renderer that returns no page', () => {
  test.each([
    undefined,
    {},
    { bodies: { html: 'text' }, attributes: {}, tags: [], revalidateMs: 1, expireMs: false },
    { bodies: {}, attributes: {}, tags: 'news', revalidateMs: 1, expireMs: false },
    { bodies: {}, attributes: {}, tags: [], revalidateMs: 0, expireMs: false },
    { bodies: {}, attributes: {}, tags: [], revalidateMs: NaN, expireMs: false },
    { bodies: {}, attributes: {}, tags: [], revalidateMs: true, expireMs: false },
    { bodies: {}, attributes: {}, tags: [], revalidateMs: false, expireMs: -1 },
  ])('has failed: %j', async (rendered) => {
    const scene = sceneWith({ render: () => Promise.resolve(rendered as never) })
    await expect(scene.get('/a')).rejects.toMatchObject({ code: 'REGENERATION_FAILED' })
    expect(await scene.engine.find(scene.page('/a'))).toBeUndefined()
  })

  test('has failed when it throws before it returns a promise', async () => {
    const scene = sceneWith({
      render: () => {
        throw new Error('not a function')
      },
    })
    await expect(scene.get('/a')).rejects.toThrow('not a function')
  })
})

describe('closing', () => {
  test('waits for renders under way and publishes them', async () => {
    const scene = sceneWith()
    scene.hold = true
    const visit = scene.get('/a')
    await scene.clock.settle()
    const closing = scene.engine.close(5_000)
    await scene.clock.pass(1_000)
    scene.renders[0]!.finish()
    await closing
    expect(await visit).toBe('miss v1')
    expect(await scene.get('/a', scene.another())).toBe('hit v1')
  })

  test('stops what takes longer, and gives its lease back at once', async () => {
    const scene = sceneWith()
    scene.hold = true
    const refusal = codeOf(scene.get('/a'))
    await scene.clock.settle()
    const closing = scene.engine.close(5_000)
    await scene.clock.pass(5_000)
    await closing
    expect(await refusal).toBe('ENGINE_CLOSED')
    expect(scene.renders[0]!.request.signal.aborted).toBe(true)
    scene.hold = false
    expect(await scene.get('/a', scene.another())).toBe('miss v1')
  })

  test('begins nothing that nobody waits for', async () => {
    const scene = sceneWith({ maxConcurrentRenders: 1 })
    await scene.get('/a')
    await scene.clock.pass(10_000)
    scene.hold = true
    const visit = scene.get('/b')
    await scene.clock.settle()
    scene.peek('/a')
    await scene.clock.settle()
    const closing = scene.engine.close()
    await scene.clock.settle()
    scene.renders[1]!.finish()
    await closing
    await visit
    expect(scene.renders).toHaveLength(2)
    expect(scene.peek('/a')).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.renders).toHaveLength(2)
  })

  test('waits for a revalidation to take effect everywhere', async () => {
    const scene = sceneWith({ faults: { asynchronous: true } })
    await scene.get('/a')
    scene.hold = true
    const revalidation = scene.revalidate('/a')
    await scene.clock.settle()
    const closing = scene.engine.close()
    await scene.clock.settle()
    scene.renders[1]!.finish()
    await closing
    await scene.store.close()
    expect(await revalidation).toBe('revalidated v1')
  })

  test('leaves another engine over the same store alone', async () => {
    const scene = sceneWith()
    const other = scene.another()
    await scene.get('/a')
    await scene.get('/a', other)
    await scene.engine.close()
    scene.content.set('/a', 'v2')
    expect(await scene.revalidate('/a', other)).toBe('revalidated v2')
    expect(scene.peek('/a', other)).toBe('hit v2')
    await expect(scene.get('/new')).rejects.toMatchObject({ code: 'ENGINE_CLOSED' })
  })
})
