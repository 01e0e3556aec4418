import { openMemoryPageStore } from '@everfresh/store-memory'
import { describe, expect, test } from 'vitest'
import { described, EngineScene } from './testing/engine-scene.ts'
import type { Engine, LookupOptions } from './engine.ts'
import type { SceneOptions } from './testing/engine-scene.ts'

const sceneWith = (options?: SceneOptions) => new EngineScene((clock) => openMemoryPageStore({ clock }), options)

describe('a request', () => {
  test('renders a missing page once, and is answered from memory after that', async () => {
    const scene = sceneWith()
    expect(scene.peek('/a')).toBe('nothing')
    expect(await scene.get('/a')).toBe('miss v1')
    expect(scene.peek('/a')).toBe('hit v1')
    expect(scene.renders.map(({ request }) => request.reason)).toEqual(['miss'])
  })

  test('gets the stale version at once, and the next one the new version (B2)', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    scene.content.set('/a', 'v2')
    await scene.clock.pass(9_999)
    expect(scene.peek('/a')).toBe('hit v1')
    await scene.clock.pass(1)
    expect(scene.peek('/a')).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.peek('/a')).toBe('hit v2')
    expect(scene.renders.map(({ request }) => request.reason)).toEqual(['miss', 'stale'])
  })

  test('never waits for a regeneration while a stale version may be served (B2, B126)', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.clock.pass(10_000)
    scene.hold = true
    for (let visit = 0; visit < 5; visit++) expect(await scene.get('/a')).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.renders).toHaveLength(2)
  })

  test('does not start the regeneration before its own answer is on its way', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.clock.pass(10_000)
    const before = scene.store.calls('acquire')
    scene.engine.peek(scene.page('/a'))
    expect(scene.store.calls('acquire')).toBe(before)
    await scene.clock.settle()
    expect(scene.store.calls('acquire')).toBe(before + 1)
  })

  test('starts no regeneration for a prefetch (B57)', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.clock.pass(10_000)
    expect(described(scene.engine.peek(scene.page('/a'), { regenerateStale: false }))).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.renders).toHaveLength(1)
  })

  test('shows and counts nothing stale to whoever asks for what is fresh', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    const page = scene.page('/a')
    expect(described(scene.engine.peek(page, { onlyFresh: true }))).toBe('hit v1')
    await scene.engine.invalidate([{ path: '/a' }], 'soft')
    const counted = scene.events.length
    expect(scene.engine.peek(page, { onlyFresh: true })).toBeUndefined()
    await scene.clock.settle()
    expect(scene.renders).toHaveLength(1)
    expect(scene.events).toHaveLength(counted)
  })

  test('does not take a page for fresh for an hour longer when the clock is set back by an hour', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    scene.clock.jump(-3_600_000)
    scene.content.set('/a', 'v2')
    expect(scene.peek('/a')).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.peek('/a')).toBe('hit v2')
  })

  test('waits for a new version once the page has expired (B12)', async () => {
    const scene = sceneWith()
    scene.expireMs = 60_000
    await scene.get('/a')
    scene.content.set('/a', 'v2')
    await scene.clock.pass(60_000)
    expect(scene.peek('/a')).toBe('nothing')
    expect(await scene.get('/a')).toBe('miss v2')
  })

  test('finds nothing rather than rendering a page that was never generated', async () => {
    const scene = sceneWith()
    expect(await scene.engine.find(scene.page('/a'))).toBeUndefined()
    expect(scene.renders).toHaveLength(0)
    await scene.get('/a')
    expect(described(await scene.engine.find(scene.page('/a')))).toBe('hit v1')
  })

  test('is answered from the store after a restart, with no render (B140)', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.engine.close()
    const restarted = scene.another()
    expect(await scene.get('/a', restarted)).toBe('hit v1')
    expect(scene.peek('/a', restarted)).toBe('hit v1')
    expect(scene.renders).toHaveLength(1)
  })

  test('keeps the interval of the page across a restart (B140)', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    const restarted = scene.another()
    await scene.clock.pass(10_000)
    expect(await scene.get('/a', restarted)).toBe('stale v1')
  })

  test('is told what a build is, where a page is generated ahead', async () => {
    const scene = sceneWith()
    await scene.engine.get(scene.page('/a'), { reason: 'warm' })
    expect(scene.renders[0]!.request.reason).toBe('warm')
  })
})

describe('what can be had now', () => {
  const now = (scene: EngineScene, engine = scene.engine, options?: LookupOptions) =>
    described(engine.findNow(scene.page('/a'), options))

  test('is in memory, or in a store that answers at once', async () => {
    const scene = sceneWith()
    expect(now(scene)).toBe('nothing')
    await scene.get('/a')
    expect(now(scene)).toBe('hit v1')
    const restarted = scene.another()
    expect(now(scene, restarted)).toBe('hit v1')
    expect(scene.peek('/a', restarted)).toBe('hit v1')
    expect(scene.renders).toHaveLength(1)
  })

  test('is not what a store answers later', async () => {
    const scene = sceneWith({ faults: { asynchronous: true } })
    await scene.get('/a')
    expect(now(scene, scene.another())).toBe('nothing')
  })

  test('is stale when it is, and regenerated behind unless for a prefetch (B2, B57)', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.clock.pass(10_000)
    expect(now(scene, scene.another(), { regenerateStale: false })).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.renders).toHaveLength(1)
    scene.content.set('/a', 'v2')
    const restarted = scene.another()
    expect(now(scene, restarted)).toBe('stale v1')
    await scene.clock.settle()
    expect(now(scene, restarted)).toBe('hit v2')
  })

  test('is nothing that was declared unusable, or has expired (B12)', async () => {
    const scene = sceneWith()
    scene.expireMs = 60_000
    await scene.get('/a')
    const [one, other] = [scene.another(), scene.another()]
    await scene.clock.pass(60_000)
    expect(now(scene, one)).toBe('nothing')
    await scene.get('/a')
    await scene.engine.invalidate([{ path: '/a' }], 'hard')
    expect(now(scene, other)).toBe('nothing')
  })

  test('is nothing while the store fails, and the failure is reported once', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    const restarted = scene.another()
    scene.store.load = () => {
      throw new Error('disk error')
    }
    expect(now(scene, restarted)).toBe('nothing')
    expect(scene.eventTypes().filter((type) => type === 'store-failed')).toHaveLength(1)
  })
})

describe('a glance', () => {
  const seen = (scene: EngineScene, engine: Engine, path = '/a') => {
    const glance = engine.glance(scene.page(path))
    return glance && `${glance.lookup.state} ${new TextDecoder().decode(glance.bodies['html'])}`
  }
  /** Memory without room: nothing is kept. */
  const forgetful = { memoryBytes: 0 }

  test('shows what the store has, in memory that is used again; its events show no bodies', async () => {
    const scene = sceneWith()
    scene.content.set('/b', 'v9')
    for (const path of ['/a', '/b']) await scene.get(path)
    const restarted = scene.another(forgetful)
    scene.events.length = 0
    const first = restarted.glance(scene.page('/a'))!
    expect(first.lookup.entry.bodies).toEqual({})
    expect(new TextDecoder().decode(first.bodies['html'])).toBe('v1')
    expect(seen(scene, restarted, '/b')).toBe('hit v9')
    expect(new TextDecoder().decode(first.bodies['html'])).toBe('**')
    expect(scene.events).toEqual([
      { type: 'hit', page: first.lookup.entry, entry: first.lookup.entry },
      expect.objectContaining({ type: 'hit', entry: expect.objectContaining({ path: '/b', bodies: {} }) }),
    ])
  })

  test('leaves copies in memory where there is room, and nothing more to be seen', async () => {
    const scene = sceneWith()
    for (const path of ['/a', '/b']) await scene.get(path)
    const restarted = scene.another()
    expect(seen(scene, restarted)).toBe('hit v1')
    expect(seen(scene, restarted, '/b')).toBe('hit v1')
    expect(scene.peek('/a', restarted)).toBe('hit v1')
    expect(seen(scene, restarted)).toBeUndefined()
  })

  test('of a page that is stale keeps it, and has it regenerated once (B2)', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.clock.pass(10_000)
    scene.content.set('/a', 'v2')
    const restarted = scene.another({ memoryBytes: 4_000 })
    expect(seen(scene, restarted)).toBe('stale v1')
    expect(scene.peek('/a', restarted)).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.peek('/a', restarted)).toBe('hit v2')
    expect(scene.renders).toHaveLength(2)
  })

  test('sees nothing of what may not be shown, of a store that fails, or that answers later', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    const [one, other] = [scene.another(forgetful), scene.another(forgetful)]
    expect(seen(scene, one)).toBe('hit v1')
    scene.store.inject('load', { kind: 'fail' }, 1)
    expect(seen(scene, one)).toBeUndefined()
    await scene.engine.invalidate([{ path: '/a' }], 'hard')
    expect(seen(scene, one)).toBeUndefined()
    expect(seen(scene, other)).toBeUndefined()
    const later = sceneWith({ faults: { asynchronous: true } })
    await later.get('/a')
    expect(seen(later, later.another(forgetful))).toBeUndefined()
  })

  test('reports a store that fails, and leaves it alone when it goes on', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    const restarted = scene.another(forgetful)
    scene.store.glance = () => {
      throw new Error('disk error')
    }
    scene.events.length = 0
    for (let visit = 0; visit < 20; visit++) expect(seen(scene, restarted)).toBeUndefined()
    const failures = scene.eventTypes().filter((type) => type === 'store-failed')
    expect(failures.length).toBeGreaterThan(0)
    expect(failures.length).toBeLessThan(20)
    expect(scene.eventTypes()).toContain('store-unavailable')
  })
})

describe('a hit', () => {
  test('asks the store for nothing but the head of its log', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    scene.peek('/a')
    const [calls, heads] = [scene.store.calls(), scene.store.calls('head')]
    for (let visit = 0; visit < 100; visit++) scene.peek('/a')
    expect(scene.store.calls('head') - heads).toBe(100)
    expect(scene.store.calls() - calls).toBe(100)
  })

  test('keeps its page in memory when others have to go', async () => {
    const scene = sceneWith({ memoryBytes: 2_000 })
    await scene.get('/a')
    await scene.get('/b')
    scene.peek('/a')
    await scene.get('/c')
    await scene.get('/d')
    expect(['/a', '/b'].map((path) => scene.peek(path))).toEqual(['hit v1', 'nothing'])
  })

  test('hands out the same answer every time, and never changes it', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    const first = scene.engine.peek(scene.page('/a'))
    expect(scene.engine.peek(scene.page('/a'))).toBe(first)
    scene.content.set('/a', 'v2')
    await scene.revalidate('/a')
    expect(described(first)).toBe('hit v1')
    expect(scene.peek('/a')).toBe('hit v2')
  })
})

test('an answer cannot be changed for those who get it next', async () => {
  const scene = sceneWith()
  await scene.get('/a')
  const answer = scene.engine.peek(scene.page('/a'))!
  for (const part of [answer, answer.entry, answer.entry.bodies, answer.entry.attributes, answer.entry.tags]) {
    expect(Object.isFrozen(part)).toBe(true)
  }
})

describe('two processes over one embedded store', () => {
  test('see a page that the other published as soon as their own is stale (B141)', async () => {
    const scene = sceneWith()
    const other = scene.another()
    await scene.get('/a')
    await scene.get('/a', other)
    await scene.clock.pass(10_000)
    scene.content.set('/a', 'v2')
    expect(scene.peek('/a')).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.peek('/a', other)).toBe('hit v2')
    expect(scene.renders).toHaveLength(2)
  })

  test('wait for the one that renders once the page may not be shown any more', async () => {
    const scene = sceneWith()
    const other = scene.another()
    scene.expireMs = 10_050
    await scene.get('/a')
    await scene.get('/a', other)
    await scene.clock.pass(10_000)
    scene.content.set('/a', 'v2')
    scene.hold = true
    await scene.get('/a')
    await scene.clock.settle()
    // It hears that somebody renders the page, and asks no more for a moment.
    expect(scene.peek('/a', other)).toBe('stale v1')
    await scene.clock.settle()
    await scene.clock.pass(50)
    const waiting = scene.get('/a', other)
    await scene.clock.pass(10)
    scene.renders[1]!.finish()
    await scene.clock.pass(1_000)
    expect(await waiting).toBe('miss v2')
    expect(scene.renders).toHaveLength(2)
  })

  test('treat a page as expired whose content another deployment has published since (DESIGN §4.10)', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.clock.pass(1_000)
    scene.content.set('/a', 'v2')
    await scene.another().get(scene.page('/a', 'code-2'))
    scene.content.set('/a', 'v3')
    expect(await scene.get('/a', scene.another())).toBe('miss v3')
  })

  test('render a page once each when two deployments serve it side by side, however often they read it', async () => {
    const scene = sceneWith({ memoryBytes: 0 })
    const page = scene.page('/a', 'code-2')
    await scene.get('/a')
    await scene.clock.pass(1_000)
    const next = scene.another()
    for (let visits = 0; visits < 5; visits++) {
      expect(described(await next.get(page))).toMatch(visits === 0 ? 'miss' : 'hit')
      expect(await scene.get('/a')).toBe('hit v1')
      await scene.clock.pass(100)
    }
    expect(scene.renders).toHaveLength(2)
  })
})

describe('a page that cannot be regenerated', () => {
  test('stays as it was, and is tried again after a growing wait (B82, B83)', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.clock.pass(10_000)
    scene.failure = new Error('the database is down')
    // With random() = 0.5 the waits are 450, 900 and 1,800 ms.
    for (const waitMs of [450, 900, 1_800]) {
      const before = scene.renders.length
      expect(scene.peek('/a')).toBe('stale v1')
      await scene.clock.pass(waitMs - 1)
      expect(scene.peek('/a')).toBe('stale v1')
      await scene.clock.settle()
      expect(scene.renders.length - before).toBe(1)
      await scene.clock.pass(1)
    }
    scene.failure = undefined
    scene.content.set('/a', 'v2')
    scene.peek('/a')
    await scene.clock.settle()
    expect(scene.peek('/a')).toBe('hit v2')
    scene.failure = new Error('the database is down again')
    await scene.clock.pass(10_000)
    scene.peek('/a')
    await scene.clock.pass(450)
    const before = scene.renders.length
    scene.peek('/a')
    await scene.clock.settle()
    expect(scene.renders.length - before).toBe(1)
  })

  test('is served past its expiry, and says so', async () => {
    const scene = sceneWith()
    scene.expireMs = 60_000
    await scene.get('/a')
    await scene.clock.pass(60_000)
    scene.failure = new Error('the database is down')
    expect(await scene.get('/a')).toBe('stale v1 stale-if-error')
    expect(scene.peek('/a')).toBe('stale v1 stale-if-error')
    expect(scene.renders).toHaveLength(2)
    await scene.clock.pass(450)
    expect(scene.peek('/a')).toBe('nothing')
  })

  test('is left alone by every instance, not only by the one that failed', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.clock.pass(10_000)
    scene.failure = new Error('the database is down')
    scene.peek('/a')
    await scene.clock.settle()
    const other = scene.another()
    expect(await scene.get('/a', other)).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.renders).toHaveLength(2)
  })

  test('is left alone by every instance after a hard invalidation too', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.engine.invalidate([{ path: '/a' }], 'hard')
    scene.failure = new Error('the database is down')
    await scene.get('/a')
    expect(await scene.get('/a', scene.another())).toBe('stale v1 stale-if-error')
    expect(scene.renders).toHaveLength(2)
  })

  test('is tried again at the first visit after a hard invalidation, whatever failed before', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.clock.pass(10_000)
    scene.failure = new Error('the product has no name')
    scene.peek('/a')
    await scene.clock.settle()
    scene.failure = undefined
    scene.content.set('/a', 'v2')
    await scene.engine.invalidate([{ path: '/a' }], 'hard')
    expect(await scene.get('/a')).toBe('miss v2')
  })

  test('is tried again at the first visit after a hard invalidation, also when an earlier attempt fails after it', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.clock.pass(10_000)
    scene.hold = true
    scene.peek('/a')
    await scene.clock.settle()
    await scene.engine.invalidate([{ path: '/a' }], 'hard')
    scene.hold = false
    scene.renders[1]!.fail(new Error('the product has no name'))
    await scene.clock.settle()
    scene.content.set('/a', 'v2')
    expect(await scene.get('/a')).toBe('miss v2')
  })

  test('is tried again although the clock was set back by an hour meanwhile', async () => {
    const scene = sceneWith()
    await scene.get('/a')
    await scene.engine.invalidate([{ path: '/a' }], 'soft')
    scene.failure = new Error('the database is down')
    scene.peek('/a')
    await scene.clock.settle()
    scene.clock.jump(-3_600_000)
    scene.failure = undefined
    scene.content.set('/a', 'v2')
    expect(scene.peek('/a')).toBe('stale v1')
    await scene.clock.settle()
    expect(scene.peek('/a')).toBe('hit v2')
  })
})
