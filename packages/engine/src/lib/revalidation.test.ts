import { openMemoryPageStore } from '@everfresh/store-memory'
import { expect, test } from 'vitest'
import { codeOf, described, EngineScene } from './testing/engine-scene.ts'
import type { SceneOptions } from './testing/engine-scene.ts'

const sceneWith = (options?: SceneOptions) => new EngineScene((clock) => openMemoryPageStore({ clock }), options)

test('resolves when the new version is what everybody gets', async () => {
  const scene = sceneWith()
  const other = scene.another()
  await scene.get('/a')
  await scene.get('/a', other)
  scene.content.set('/a', 'v2')
  expect(await scene.revalidate('/a')).toBe('revalidated v2')
  expect(scene.peek('/a')).toBe('hit v2')
  expect(await scene.get('/a', other)).toBe('hit v2')
  expect(scene.renders.at(-1)!.request.reason).toBe('on-demand')
})

test('generates a page that nobody has visited', async () => {
  const scene = sceneWith()
  expect(await scene.revalidate('/a')).toBe('revalidated v1')
  expect(scene.peek('/a')).toBe('hit v1')
})

test('never joins a render that began before the call (B128, fault 39)', async () => {
  const scene = sceneWith()
  await scene.get('/a')
  await scene.clock.pass(10_000)
  scene.hold = true
  scene.peek('/a')
  await scene.clock.settle()
  scene.content.set('/a', 'v2')
  const revalidation = scene.revalidate('/a')
  await scene.clock.settle()
  scene.hold = false
  scene.renders[1]!.finish()
  expect(await revalidation).toBe('revalidated v2')
  expect(scene.renders.map(({ html }) => html)).toEqual(['v1', 'v1', 'v2'])
})

test('collapses the calls that arrive during one render into one further render (B129)', async () => {
  const scene = sceneWith()
  scene.hold = true
  const first = scene.revalidate('/a')
  await scene.clock.settle()
  const calls = Array.from({ length: 50 }, () => scene.revalidate('/a'))
  await scene.clock.settle()
  scene.content.set('/a', 'v2')
  scene.hold = false
  scene.renders[0]!.finish()
  expect(await first).toBe('revalidated v1')
  const answers = await Promise.all(calls)
  expect(answers.every((answer) => answer.startsWith('revalidated v2'))).toBe(true)
  expect(answers.filter((answer) => answer.endsWith('collapsed'))).toHaveLength(49)
  expect(scene.renders).toHaveLength(2)
})

test('loses no change when two calls arrive during one render, with a change between them (fault 39)', async () => {
  const scene = sceneWith()
  scene.hold = true
  scene.content.set('/a', 'v2')
  const first = scene.revalidate('/a')
  await scene.clock.settle()
  scene.content.set('/a', 'v3')
  const second = scene.revalidate('/a')
  await scene.clock.settle()
  scene.content.set('/a', 'v4')
  const third = scene.revalidate('/a')
  await scene.clock.settle()
  scene.hold = false
  scene.renders[0]!.finish()
  await Promise.all([first, second, third])
  expect(await scene.get('/a')).toBe('hit v4')
})

test('waits for a render of another instance that began earlier, and renders after it', async () => {
  const scene = sceneWith()
  const other = scene.another()
  scene.hold = true
  const visit = scene.get('/a', other)
  await scene.clock.settle()
  scene.content.set('/a', 'v2')
  const revalidation = scene.revalidate('/a')
  await scene.clock.pass(200)
  expect(scene.renders).toHaveLength(1)
  scene.hold = false
  scene.renders[0]!.finish()
  expect(await visit).toBe('miss v1')
  await scene.clock.pass(80)
  expect(await revalidation).toBe('revalidated v2')
  expect(scene.renders).toHaveLength(2)
})

test('adopts a render of another instance that began after the call', async () => {
  const scene = sceneWith()
  const other = scene.another()
  scene.hold = true
  const running = scene.get('/a')
  await scene.clock.settle()
  const mine = scene.revalidate('/a')
  const theirs = scene.revalidate('/a', other)
  await scene.clock.settle()
  scene.content.set('/a', 'v2')
  scene.hold = false
  scene.renders[0]!.finish()
  await scene.clock.pass(200)
  await running
  expect((await Promise.all([mine, theirs])).map((answer) => answer.slice(0, 14))).toEqual([
    'revalidated v2',
    'revalidated v2',
  ])
  expect(scene.renders).toHaveLength(2)
})

test('joins a visitor who waits for another instance, and whose own render has not begun', async () => {
  const scene = sceneWith()
  scene.hold = true
  const theirs = scene.get('/a', scene.another())
  await scene.clock.settle()
  const visit = scene.get('/a')
  await scene.clock.pass(20)
  scene.content.set('/a', 'v2')
  const revalidation = scene.revalidate('/a')
  await scene.clock.pass(20)
  scene.hold = false
  scene.renders[0]!.finish()
  await scene.clock.pass(80)
  // The visitor does not wait any longer than until there is something to show.
  expect(await Promise.all([theirs, visit, revalidation])).toEqual(['miss v1', 'stale v1', 'revalidated v2 collapsed'])
  expect(scene.renders.map(({ request }) => request.reason)).toEqual(['miss', 'on-demand'])
})

test('rejects when the render fails, keeps the last good version, and leaves the page due', async () => {
  const scene = sceneWith()
  await scene.get('/a')
  scene.failure = new Error('the database is down')
  scene.content.set('/a', 'v2')
  await expect(scene.revalidate('/a')).rejects.toMatchObject({
    code: 'REGENERATION_FAILED',
    cause: new Error('the database is down'),
  })
  expect(scene.peek('/a')).toBe('stale v1')
  scene.failure = undefined
  await scene.clock.pass(500)
  scene.peek('/a')
  await scene.clock.settle()
  expect(scene.peek('/a')).toBe('hit v2')
})

test('is not put off by earlier failures', async () => {
  const scene = sceneWith()
  await scene.get('/a')
  scene.failure = new Error('the database is down')
  await expect(scene.revalidate('/a')).rejects.toThrow('the database is down')
  scene.failure = undefined
  expect(await scene.revalidate('/a')).toBe('revalidated v1')
})

test('renders nothing for a page that was never generated, if so asked (B117)', async () => {
  const scene = sceneWith()
  expect(await scene.engine.revalidate(scene.page('/a'), { onlyGenerated: true })).toBeUndefined()
  expect(scene.renders).toHaveLength(0)
  await scene.get('/a')
  const restarted = scene.another()
  expect(described(await restarted.revalidate(scene.page('/a'), { onlyGenerated: true }))).toBe('revalidated v1')
})

test('gives up after its time, and the page stays due', async () => {
  const scene = sceneWith({ revalidationTimeoutMs: 20_000 })
  await scene.get('/a')
  scene.hold = true
  const refusal = codeOf(scene.revalidate('/a'))
  await scene.clock.pass(20_000)
  expect(await refusal).toBe('REVALIDATION_TIMED_OUT')
  expect(scene.peek('/a')).toBe('stale v1')
})

test('never reports success when the store cannot be reached', async () => {
  const scene = sceneWith()
  await scene.get('/a')
  scene.store.inject('invalidate', { kind: 'hang' })
  const refusal = codeOf(scene.revalidate('/a'))
  await scene.clock.pass(5_000)
  expect(await refusal).toBe('STORE_UNAVAILABLE')
  expect(scene.renders).toHaveLength(1)
})

test('starts again when the store loses what it had acknowledged', async () => {
  const scene = sceneWith()
  const { barrier } = scene.store
  let lost = 0
  scene.store.barrier = function (cursor) {
    return lost++ === 0 ? 'diverged' : barrier.call(this, cursor)
  }
  expect(await scene.revalidate('/a')).toBe('revalidated v1')
  expect(scene.renders).toHaveLength(2)
})

test('reaches the same path of every deployment', async () => {
  const scene = sceneWith()
  await scene.get('/a')
  await scene.engine.get(scene.page('/a', 'code-2'))
  scene.content.set('/a', 'v2')
  await scene.revalidate('/a')
  expect(described(await scene.engine.get(scene.page('/a', 'code-2')))).toBe('miss v2')
})

test('declares that a page is due together with its lease, where its render begins at once', async () => {
  const scene = sceneWith()
  await scene.get('/a')
  const { store } = scene
  const acquired = store.calls('acquire')
  scene.content.set('/a', 'v2')
  expect(await scene.revalidate('/a')).toBe('revalidated v2')
  expect([store.calls('begin'), store.calls('invalidate'), store.calls('acquire')]).toEqual([1, 0, acquired])
  expect(scene.peek('/a')).toBe('hit v2')
})

test('declares that a page is due from the call on, where its render has to wait', async () => {
  const scene = sceneWith({ maxConcurrentRendersPerRoute: 1 })
  const other = scene.another()
  await scene.get('/a')
  await scene.get('/a', other)
  scene.hold = true
  const first = scene.revalidate('/b')
  await scene.clock.settle()
  const second = scene.revalidate('/a')
  await scene.clock.settle()
  expect(scene.renders.map(({ request }) => request.page.path)).toEqual(['/a', '/b'])
  expect(scene.peek('/a', other)).toBe('stale v1')
  scene.hold = false
  for (const { finish } of scene.renders) finish()
  expect(await Promise.all([first, second])).toEqual(['revalidated v1', 'revalidated v1'])
})

test('declares it by itself where the page is being rendered elsewhere, and waits for its own render (B128)', async () => {
  const scene = sceneWith()
  const other = scene.another()
  await scene.get('/a')
  await scene.get('/a', other)
  await scene.clock.pass(10_000)
  scene.hold = true
  scene.peek('/a', other)
  await scene.clock.settle()
  scene.content.set('/a', 'v2')
  const revalidation = scene.revalidate('/a')
  await scene.clock.settle()
  expect([scene.store.calls('begin'), scene.store.calls('invalidate')]).toEqual([1, 1])
  scene.hold = false
  scene.renders[1]!.finish()
  await scene.clock.pass(1_000)
  expect(await revalidation).toBe('revalidated v2')
})

test('gives the lease back that it was granted too late', async () => {
  const scene = sceneWith()
  scene.store.inject('begin', { kind: 'slow-reply', ms: 6_000 }, 1)
  const refusal = codeOf(scene.revalidate('/a'))
  await scene.clock.pass(5_000)
  expect(await refusal).toBe('STORE_UNAVAILABLE')
  await scene.clock.pass(1_000)
  expect(await scene.revalidate('/a')).toBe('revalidated v1')
  expect(scene.renders).toHaveLength(1)
})

test('leaves its error to its own caller: visitors who came meanwhile get what they would have got', async () => {
  const scene = sceneWith()
  await scene.get('/expired')
  await scene.engine.invalidate([{ path: '/expired' }], 'hard')
  for (const operation of ['begin', 'invalidate', 'acquire'] as const) scene.store.inject(operation, { kind: 'fail' })
  for (const path of ['/absent', '/expired']) {
    scene.content.set(path, 'v2')
    const refusal = codeOf(scene.revalidate(path))
    const visit = scene.get(path)
    await scene.clock.settle()
    expect(await refusal).toBe('STORE_UNAVAILABLE')
    expect(await visit).toBe('miss v2 store-unavailable')
  }
})

test('postpones nothing where nothing was rendered', async () => {
  const scene = sceneWith()
  await scene.get('/a')
  await scene.engine.invalidate([{ path: '/a' }], 'hard')
  scene.store.inject('begin', { kind: 'fail' }, 1)
  expect(await codeOf(scene.revalidate('/a'))).toBe('STORE_UNAVAILABLE')
  scene.content.set('/a', 'v2')
  expect(await scene.get('/a')).toBe('miss v2')
})
