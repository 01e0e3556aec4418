/** The health endpoint tells liveness from readiness. */
import { openMemoryPageStore } from '@everfresh/store-memory'
import { afterEach, describe, expect, it } from 'vitest'
import { openScene, type Scene, type SceneOptions } from './testing/scene.ts'

let scene: Scene
const open = async (options: SceneOptions = {}): Promise<Scene> => (scene = await openScene(options))
afterEach(() => scene.close())

describe('/_everfresh/health', () => {
  it('says what is served, from which store, and how busy the engine is', async () => {
    const { request } = await open({ handler: { deployment: () => 'd7' } })
    const answer = await request('/_everfresh/health')
    expect(answer.status).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(JSON.parse(answer.text)).toMatchObject({
      ...{ status: 'ok', deployment: 'd7', store: 'memory' },
      engine: { memoryEntries: 1, rendersUnderWay: 0, rendersQueued: 0 },
    })
    expect((await request('/_everfresh/health?ready')).status).toBe(200)
  })

  it('is found below the base path and beside it', async () => {
    const { request } = await open({ site: { basePath: '/docs' } })
    expect((await request('/docs/_everfresh/health')).status).toBe(200)
    expect((await request('/_everfresh/health?ready')).status).toBe(200)
  })

  it('is alive but not ready while the server stops', async () => {
    const { request } = await open({ handler: { isStopping: () => true } })
    expect((await request('/_everfresh/health')).status).toBe(200)
    const answer = await request('/_everfresh/health?ready')
    expect(answer.status).toBe(503)
    expect(JSON.parse(answer.text)).toMatchObject({ status: 'stopping' })
  })

  it('is alive but not ready while the store fails or does not answer', async () => {
    const store = openMemoryPageStore()
    const { request } = await open({ handler: { store } })
    store.head = () => {
      throw new Error('no')
    }
    expect((await request('/_everfresh/health?ready')).status).toBe(503)
    Object.assign(store, { head: () => new Promise(() => {}) })
    const answer = await request('/_everfresh/health?ready')
    expect(answer.status).toBe(503)
    expect(JSON.parse(answer.text)).toMatchObject({ status: 'store-unavailable' })
    expect((await request('/_everfresh/health')).status).toBe(200)
  })
  it('is ready, and says that it is degraded, where pages are kept for a store that is away (fault 21)', async () => {
    const store = openMemoryPageStore()
    const { request } = await open({ handler: { store, servesWithoutStore: true } })
    Object.assign(store, { head: () => Promise.reject(new Error('no')) })
    const answer = await request('/_everfresh/health?ready')
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toMatchObject({ status: 'degraded', because: 'store-unavailable' })
  })

  it('is not ready without its store where consistency is strict', async () => {
    const store = openMemoryPageStore()
    const { request } = await open({ handler: { store, servesWithoutStore: true }, engine: { consistency: 'strict' } })
    Object.assign(store, { head: () => Promise.reject(new Error('no')) })
    expect((await request('/_everfresh/health?ready')).status).toBe(503)
  })

  it('is ready, and says that it is degraded, while the store takes nothing in (fault 4)', async () => {
    const { request, engine } = await open()
    const { statistics } = engine
    engine.statistics = () => ({ ...statistics(), store: 'refuses-writes' })
    for (const url of ['/_everfresh/health', '/_everfresh/health?ready']) {
      const answer = await request(url)
      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.text)).toMatchObject({ status: 'degraded', because: 'store-refuses-writes' })
    }
  })
})
