import { openMemoryPageStore } from '@everfresh/store-memory'
import { describe, expect, test, vi } from 'vitest'
import type { PageRef } from './engine.ts'
import type { Entry } from './entry.ts'
import { codeOf, described, EngineScene } from './testing/engine-scene.ts'
import type { SceneOptions } from './testing/engine-scene.ts'
import { makeEntry } from './testing/make-entry.ts'

const sceneWith = (options?: SceneOptions) => new EngineScene((clock) => openMemoryPageStore({ clock }), options)

const product = (id: number): PageRef => pageOf('/products/[id]', `/products/${id}`)
const post = (id: number): PageRef => pageOf('/blog/[slug]', `/blog/${id}`)
const pageOf = (route: string, path: string): PageRef => ({ namespace: 'code-1', route, path, context: undefined })

/** Pages that a build made long ago. */
async function seed(scene: EngineScene, pages: readonly PageRef[], more: Partial<Entry> = {}): Promise<void> {
  const now = scene.clock.now()
  const entries = pages.map(({ path }) =>
    makeEntry({ path, version: 0, asOf: 0, generatedAt: now - 20_000, staleAt: now - 10_000, ...more }, 2),
  )
  await scene.store.seed(entries)
}

// Crowds take a while on a machine that has other things to do.
vi.setConfig({ testTimeout: 60_000 })

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

describe('a crawler on 100,000 stale pages', () => {
  async function crawled(pages: readonly PageRef[]): Promise<EngineScene> {
    const scene = sceneWith({ memoryBytes: 2 ** 30, onEvent: () => {} })
    await seed(scene, pages)
    scene.hold = true
    let stale = 0
    for (const page of pages) if ((await scene.engine.get(page)).state === 'stale') stale++
    expect(stale).toBe(pages.length)
    await scene.clock.settle()
    return scene
  }

  test('is answered from what there is, and makes no more work than may wait', async () => {
    const pages = upTo(100_000).map(product)
    const scene = await crawled(pages)
    expect(scene.engine.statistics()).toMatchObject({ rendersUnderWay: 9, rendersQueued: 10_000 })
    expect(scene.renders).toHaveLength(9)
    expect(scene.store.calls('acquire')).toBe(9)
    // A render's own time-out, and the renewal of its lease.
    expect(scene.clock.pendingTimers).toBe(18)

    // Whom the queue refuses leaves nothing behind, not so much as a microtask.
    const microtask = vi.spyOn(globalThis, 'queueMicrotask')
    for (const page of pages) scene.engine.peek(page)
    expect(microtask).not.toHaveBeenCalled()
    microtask.mockRestore()
    expect(scene.clock.pendingTimers).toBe(18)
    expect(scene.store.calls('acquire')).toBe(9)

    // A visitor who has to wait, of another route or of the same, begins at once.
    const waiting = [scene.engine.get(post(1)), scene.engine.get(product(-1))]
    await scene.clock.settle()
    expect(scene.renders.slice(9).map(({ request }) => request.page.path)).toEqual(['/blog/1', '/products/-1'])
    for (const { finish } of scene.renders.slice(9)) finish()
    expect((await Promise.all(waiting)).map(described)).toEqual(['miss v1', 'miss v1'])
  })

  test('does not hold up the stale pages of other routes', async () => {
    const scene = await crawled(upTo(20_000).map(product))
    await seed(scene, upTo(30).map(post))
    for (const id of upTo(30)) expect((await scene.engine.get(post(id))).state).toBe('stale')
    await scene.clock.settle()
    // Three places were left to other routes at once; from then on both have their turn.
    const posts = () => scene.renders.filter(({ request }) => request.page.route === '/blog/[slug]').length
    expect(posts()).toBe(3)
    for (let index = 0; index < 40; index++) {
      scene.renders[index]!.finish()
      await scene.clock.settle()
    }
    expect(posts()).toBeGreaterThanOrEqual(20)
    expect(scene.engine.statistics().rendersQueued).toBeLessThanOrEqual(10_000)
  })
})

describe('a storm of webhooks for 20,000 products', () => {
  test(
    'renders a bounded number at once; each call succeeds, or is told to come back',
    { timeout: 60_000 },
    async () => {
      const scene = sceneWith({ memoryBytes: 2 ** 30 })
      scene.hold = true
      const calls = upTo(20_000).map((id) => codeOf(scene.engine.revalidate(product(id))))
      await scene.clock.settle()
      // Of the 12 places of the route, some are kept for its visitors.
      expect(scene.engine.statistics()).toMatchObject({ rendersUnderWay: 10, rendersQueued: 10_000 })

      const visit = scene.engine.get(product(-1))
      await scene.clock.settle()
      expect(scene.renders.at(-1)!.request).toMatchObject({ reason: 'miss', page: { path: '/products/-1' } })
      scene.renders.at(-1)!.finish()
      expect(described(await visit)).toBe('miss v1')

      scene.hold = false
      for (const { finish } of scene.renders) finish()
      const ended = await Promise.all(calls)
      const count = (code: string) => ended.filter((each) => each === code).length
      expect({ done: count('none'), full: count('QUEUE_FULL') }).toEqual({ done: 10_010, full: 9_990 })
      expect(scene.engine.statistics()).toMatchObject({ rendersUnderWay: 0, rendersQueued: 0 })
      expect(scene.clock.pendingTimers).toBe(0)
      // Who was refused has not lost the change: the page is due.
      scene.content.set('/products/19999', 'v2')
      expect(described(await scene.engine.get(product(19_999)))).toBe('miss v2')
    },
  )

  test('is three renders when all of them mean one page (fault 40)', async () => {
    const scene = sceneWith()
    await scene.engine.get(product(1))
    scene.hold = true
    const calls: Promise<string>[] = []
    for (let call = 0; call < 100; call++) {
      scene.content.set('/products/1', `data of call ${call}`)
      calls.push(scene.engine.revalidate(product(1)).then(described))
      await scene.clock.pass(10)
      // Each render takes half a second.
      if (call % 50 === 49) scene.renders.at(-1)!.finish()
      await scene.clock.settle()
    }
    scene.renders.at(-1)!.finish()
    const seen = (await Promise.all(calls)).map((answer) => Number(/data of call (\d+)/.exec(answer)![1]))
    expect(scene.renders.length - 1).toBeLessThanOrEqual(3)
    expect(seen.filter((data, call) => data < call)).toEqual([])
    expect(described(scene.engine.peek(product(1)))).toBe('hit data of call 99')
  })
})

test('invalidating a tag of 20,000 pages renders none of them before it is visited', async () => {
  const scene = sceneWith({ memoryBytes: 2 ** 30 })
  const pages = upTo(20_000).map(product)
  await seed(scene, pages, { tags: ['products'], staleAt: Infinity })
  for (const page of pages) await scene.engine.get(page)
  await scene.engine.invalidate([{ tag: 'products' }], 'soft')
  await scene.clock.pass(1_000)
  expect(scene.renders).toHaveLength(0)
  expect(scene.engine.statistics()).toMatchObject({ rendersUnderWay: 0, rendersQueued: 0 })
  expect((await scene.engine.get(product(7))).state).toBe('stale')
  await scene.clock.settle()
  expect(scene.renders).toHaveLength(1)
})

test('a route has the limit that it is given', async () => {
  const scene = sceneWith({ routes: { '/products/[id]': { maxConcurrentRenders: 2 } } })
  scene.hold = true
  for (const id of upTo(5)) {
    void scene.engine.get(product(id))
    void scene.engine.get(post(id))
  }
  await scene.clock.settle()
  const rendered = (route: string) => scene.renders.filter(({ request }) => request.page.route === route).length
  expect([rendered('/products/[id]'), rendered('/blog/[slug]')]).toEqual([2, 5])
})

describe('what nobody waits for any more', () => {
  test('leaves the queue', async () => {
    const scene = sceneWith({ maxConcurrentRenders: 1, waitTimeoutMs: 2_000, regenerationTimeoutMs: 60_000 })
    scene.hold = true
    const first = codeOf(scene.engine.get(product(0)))
    const gone = upTo(100).map((id) => codeOf(scene.engine.get(product(id + 1))))
    await scene.clock.pass(2_000)
    expect(new Set(await Promise.all([first, ...gone]))).toEqual(new Set(['WAIT_TIMED_OUT']))
    expect(scene.engine.statistics()).toMatchObject({ rendersUnderWay: 1, rendersQueued: 0 })
    const late = scene.engine.get(product(7))
    await scene.clock.settle()
    scene.hold = false
    scene.renders[0]!.finish()
    expect(described(await late)).toMatch(/^miss v1/)
    expect(scene.renders.map(({ request }) => request.page.path)).toEqual(['/products/0', '/products/7'])
    await scene.clock.settle()
    expect(scene.engine.statistics()).toMatchObject({ rendersUnderWay: 0, rendersQueued: 0 })
  })
})

test('a thousand renders that never end are given up, and leave nothing behind (fault 32)', async () => {
  const scene = sceneWith({ regenerationTimeoutMs: 1_000, waitTimeoutMs: 200_000 })
  scene.hold = true
  const refusals = upTo(1_000).map((id) => codeOf(scene.engine.get(product(id))))
  await scene.clock.pass(100_000)
  expect(new Set(await Promise.all(refusals))).toEqual(new Set(['REGENERATION_TIMED_OUT']))
  expect(scene.renders.filter(({ request }) => request.signal.aborted)).toHaveLength(1_000)
  expect(scene.engine.statistics()).toMatchObject({ memoryEntries: 0, rendersUnderWay: 0, rendersQueued: 0 })
  expect(scene.clock.pendingTimers).toBe(0)
})

describe('a route whose source is down', () => {
  const pages = upTo(40).map(product)

  test('is left alone but for one stale page now and then, until one succeeds', async () => {
    const scene = sceneWith()
    await seed(scene, [...pages, post(1)])
    scene.failure = new Error('the shop is down')
    const visitAll = async () => {
      const answers = await Promise.all(pages.map((page) => scene.engine.get(page)))
      await scene.clock.settle()
      return new Set(answers.map(({ state }) => state))
    }
    expect(await visitAll()).toEqual(new Set(['stale']))
    const before = scene.renders.length
    expect(before).toBeGreaterThanOrEqual(10)
    expect(before).toBeLessThan(20)
    expect(scene.events.filter(({ type }) => type === 'route-broken')).toMatchObject([{ route: '/products/[id]' }])
    expect(scene.engine.statistics().brokenRoutes).toEqual(['/products/[id]'])
    await scene.clock.pass(500)
    expect(await visitAll()).toEqual(new Set(['stale']))
    expect(scene.renders).toHaveLength(before)
    expect(scene.events.map(({ type }) => type)).not.toContain('queue-full')

    // The other routes go on, and so do those who wait for a page of this one.
    scene.failure = undefined
    scene.hold = true
    expect((await scene.engine.get(post(1))).state).toBe('stale')
    const visit = codeOf(scene.engine.get(product(-1)))
    await scene.clock.settle()
    expect(scene.renders.slice(before).map(({ request }) => request.reason)).toEqual(['stale', 'miss'])
    scene.renders[before]!.finish()
    scene.renders[before + 1]!.fail(new Error('still down'))
    expect(await visit).toBe('REGENERATION_FAILED')

    await scene.clock.pass(1_000)
    await visitAll()
    expect(scene.renders).toHaveLength(before + 3)
    scene.renders[before + 2]!.finish()
    await scene.clock.settle()
    expect(scene.events.map(({ type }) => type)).toContain('route-recovered')
    expect(scene.engine.statistics().brokenRoutes).toEqual([])
    scene.hold = false
    await visitAll()
    await scene.clock.pass(1_000)
    await visitAll()
    expect(await visitAll()).toEqual(new Set(['hit']))
  })
})

test('a route that breaks while thousands of its pages wait drops them a few at a time', async () => {
  const scene = sceneWith({ memoryBytes: 2 ** 30 })
  const pages = upTo(2_000).map(product)
  await seed(scene, pages)
  scene.hold = true
  for (const page of pages) await scene.engine.get(page)
  await scene.clock.settle()
  const queued = () => scene.engine.statistics().rendersQueued
  for (let render = 0; render < 10; render++) {
    scene.renders[render]!.fail(new Error('the shop is down'))
    await scene.clock.settle()
  }
  // One took the place of each that failed.
  expect(queued()).toBe(2_000 - 9 - 10 - 200)
  await scene.clock.pass(4)
  expect(queued()).toBe(2_000 - 9 - 10 - 1_000)
  await scene.clock.pass(10)
  expect(queued()).toBe(0)
  expect(scene.events.map(({ type }) => type)).not.toContain('queue-full')
})

describe('a crowd', () => {
  test('of 10,000 on a page that nobody has made, at 8 instances, is answered by one render (fault 37)', async () => {
    const scene = sceneWith({ faults: { asynchronous: true, coherence: 'lease' } })
    const instances = [scene.engine, ...upTo(7).map(() => scene.another())]
    scene.hold = true
    const visits = upTo(10_000).map((visitor) => instances[visitor % 8]!.get(product(1)))
    await scene.clock.pass(500)
    // One timer per visitor for his patience, and a few per instance.
    expect(scene.clock.pendingTimers).toBeLessThan(10_100)
    scene.renders[0]!.finish()
    await scene.clock.pass(100)
    const answers = await Promise.all(visits)
    expect(new Set(answers.map(({ entry }) => entry.version)).size).toBe(1)
    expect(new Set(answers.map(({ entry }) => entry)).size).toBeLessThanOrEqual(8)
    expect(scene.renders).toHaveLength(1)
    expect(scene.clock.pendingTimers).toBeLessThan(30)
    for (const engine of instances) await engine.close()
    expect(scene.clock.pendingTimers).toBe(0)
  })

  test('of 10,000 a second on a page that is fresh for one second causes one render a second (fault 45)', async () => {
    const scene = sceneWith({ faults: { asynchronous: true, coherence: 'lease' }, onEvent: () => {} })
    const instances = [scene.engine, scene.another()]
    scene.revalidateMs = 1_000
    scene.hold = true
    const first = scene.engine.get(product(1))
    await scene.clock.settle()
    scene.renders[0]!.finish()
    await first
    for (let ms = 1; ms <= 5_000; ms++) {
      for (let visitor = 0; visitor < 10; visitor++) {
        const engine = instances[visitor % 2]!
        if (!engine.peek(product(1))) void engine.get(product(1))
      }
      await scene.clock.pass(1)
      // A render takes a while: visitors are shown the last version meanwhile.
      if (ms % 20 === 0) scene.renders.at(-1)!.finish()
    }
    // The first one, and one for each second, counted from the end of the last.
    expect(scene.renders.length).toBeGreaterThanOrEqual(5)
    expect(scene.renders.length).toBeLessThanOrEqual(6)
  })
})
