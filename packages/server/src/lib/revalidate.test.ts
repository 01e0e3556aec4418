/** `revalidate` renders pages anew, says what failed in Next's words, and can be passed around. */
import { createEngine, EngineError } from '@everfresh/engine'
import { openMemoryPageStore } from '@everfresh/store-memory'
import { afterEach, describe, expect, it } from 'vitest'
import { createRevalidate, type Revalidate } from './revalidate.ts'
import type { Served } from './settings.ts'
import type { Target } from './site.ts'
import { openScene, pageTarget, type Scene, type SceneOptions } from './testing/scene.ts'

let scene: Scene
afterEach(() => scene.close())

const targets: Record<string, Target> = {
  '/a': pageTarget('/a'),
  '/b': pageTarget('/b'),
  '/broken': pageTarget('/broken'),
  '/gone': pageTarget('/gone'),
  '/moved': pageTarget('/moved'),
  '/caf%C3%A9': pageTarget('/café'),
  '/listed': pageTarget('/listed', { whenMissing: 'not-found' }),
  '/old': { kind: 'redirect', status: 308, location: '/new' },
  '/ssr': { kind: 'handler', route: '/ssr', handle: () => Promise.reject(new Error('never called')) },
}

async function open(options: SceneOptions = {}): Promise<Revalidate> {
  scene = await openScene({
    targets,
    render(path, { reason }) {
      if (path === '/broken') throw new Error('hunter2')
      if (path === '/gone') return { attributes: { kind: 'not-found', status: 404 }, revalidate: -1 }
      if (path === '/moved') return { html: '/a', attributes: { kind: 'redirect', status: 307, location: '/a' } }
      return { html: `${path} ${reason}`, revalidate: -1 }
    },
    ...options,
  })
  return createRevalidate({ current: () => scene })
}

describe('revalidate', () => {
  it('resolves with nothing once the next visitor gets the new page (B110)', async () => {
    const revalidate = await open()
    await scene.request('/a')
    await expect(revalidate('/a')).resolves.toBeUndefined()
    const { text, headers } = await scene.request('/a')
    expect(text).toBe('/a on-demand')
    expect(headers['x-nextjs-cache']).toBe('HIT')
  })

  it('brings a page into being that was never generated (B118)', async () => {
    const revalidate = await open()
    await revalidate('/a')
    expect(scene.renders).toEqual(['/a'])
  })

  it('works unbound, called with an index (B119)', async () => {
    const revalidate = await open()
    await Promise.all(['/a', '/b'].map(revalidate))
    expect(scene.renders.toSorted()).toEqual(['/a', '/b'])
  })

  it('accepts several paths, each rendered once', async () => {
    const revalidate = await open()
    await revalidate(['/a', '/b', '/a'])
    expect(scene.renders.toSorted()).toEqual(['/a', '/b'])
    await revalidate([])
  })

  it('accepts a path with or without the base path, the slash at its end, a query, or percent-encoding (B100)', async () => {
    const revalidate = await open({ site: { basePath: '/docs' } })
    await revalidate(['/docs/a', '/a/', '/a?x=1', '/docs/a/'])
    expect(new Set(scene.renders)).toEqual(new Set(['/a']))
    await revalidate(['/café', '/caf%C3%A9'])
    expect(scene.renders).toContain('/café')
  })

  it('counts a page that says notFound or redirect as revalidated (B116)', async () => {
    const revalidate = await open()
    await revalidate(['/gone', '/moved'])
    expect((await scene.request('/gone')).headers['x-nextjs-cache']).toBe('HIT')
  })

  it('resolves for pages that are made per request: there is nothing old of them (B113)', async () => {
    const revalidate = await open()
    await expect(revalidate('/ssr')).resolves.toBeUndefined()
  })

  it('leaves alone what was never generated, if asked to (B117)', async () => {
    const revalidate = await open()
    await revalidate(['/a', '/nothing', '/listed'], { unstable_onlyGenerated: true })
    expect(scene.renders).toEqual([])
    await scene.request('/a')
    await revalidate('/a', { unstable_onlyGenerated: true })
    expect(scene.renders).toEqual(['/a', '/a'])
  })

  it.each([
    [undefined, 'received undefined'],
    ['a', 'received a'],
    ['', 'received '],
    [5, 'received 5'],
    [['/a', 'b'], 'received b'],
  ])('refuses %j before it does anything (B114)', async (path, received) => {
    const revalidate = await open()
    await expect(revalidate(path as string)).rejects.toThrow(
      `Invalid urlPath provided to revalidate(), must be a path e.g. /blog/post-1, ${received}`,
    )
    expect(scene.renders).toEqual([])
  })

  it.each([
    ['/nothing', 404],
    ['/listed', 404],
    ['/broken', 500],
    ['/old', 308],
    ['/%', 400],
    ['/a%00', 400],
  ])('rejects for %s: Invalid response %i (B114, B115)', async (path, status) => {
    const revalidate = await open()
    await expect(revalidate(path)).rejects.toThrow(`Failed to revalidate ${path}: Invalid response ${status}`)
  })

  it('keeps the last good page when rendering fails, and says why in the cause (B88)', async () => {
    let fails = false
    const revalidate = await open({
      render() {
        if (fails) throw new Error('no data')
        return { html: 'good', revalidate: -1 }
      },
    })
    await scene.request('/a')
    fails = true
    const error: Error = await revalidate('/a').then(
      () => expect.unreachable(),
      (reason: Error) => reason,
    )
    expect(error).toMatchObject({ code: 'REVALIDATION_FAILED', cause: { code: 'REGENERATION_FAILED' } })
    expect((await scene.request('/a')).text).toBe('good')
  })

  it('names all paths that failed, after the others are done', async () => {
    const revalidate = await open()
    const error: Error = await revalidate(['/broken', '/a', '/nothing']).then(
      () => expect.unreachable(),
      (reason: Error) => reason,
    )
    expect(error.message).toContain('2 of 3 paths')
    expect(error.message).toContain('Failed to revalidate /broken: Invalid response 500')
    expect(error.message).toContain('Failed to revalidate /nothing: Invalid response 404')
    expect((error.cause as AggregateError).errors).toHaveLength(2)
    expect((await scene.request('/a')).headers['x-nextjs-cache']).toBe('HIT')
  })

  it('says 503 when there is no room or no store', async () => {
    const revalidate = await open()
    for (const code of ['QUEUE_FULL', 'STORE_UNAVAILABLE', 'REVALIDATION_TIMED_OUT'] as const) {
      scene.engine.revalidate = () => Promise.reject(new EngineError(code, 'no'))
      await expect(revalidate('/a')).rejects.toThrow('Invalid response 503')
    }
  })

  it('says so when it waits for the store: nobody can rely on it yet', async () => {
    const revalidate = await open()
    const cause = new EngineError('INVALIDATION_QUEUED', 'later')
    scene.engine.revalidate = () => Promise.reject(cause)
    await expect(revalidate('/a')).rejects.toMatchObject({ code: 'REVALIDATION_QUEUED', cause })
  })

  it('goes on with the deployment that replaced the one it began with', async () => {
    await open()
    const earlier = createEngine({
      ...{ store: openMemoryPageStore(), deployment: 'd0' },
      render: () => Promise.reject(new Error('never called')),
    })
    await earlier.close(0)
    let served: Served = { site: scene.site, engine: earlier }
    const revalidate = createRevalidate({ current: () => served })
    await expect(revalidate('/a')).rejects.toThrow('Invalid response 503')
    const revalidated = revalidate('/a')
    served = scene
    await revalidated
    expect(scene.renders).toEqual(['/a'])
  })

  it('has a bounded number of pages under way', async () => {
    await open()
    let running = 0
    let most = 0
    scene.engine.revalidate = async () => {
      most = Math.max(most, ++running)
      await new Promise(setImmediate)
      running--
      return undefined
    }
    const revalidate = createRevalidate({
      current: () => ({ ...scene, site: { ...scene.site, resolve: ({ pathname }) => pageTarget(pathname) } }),
      concurrency: 3,
    })
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}`)
    await revalidate(paths, { unstable_onlyGenerated: true })
    expect(most).toBe(3)
  })
})
