import { ManualClock, describePageStore } from '@everfresh/engine/testing'
import { freshnessOf } from '@everfresh/engine'
import type { Entry } from '@everfresh/engine'
import { describe, expect, it } from 'vitest'
import { openMemoryPageStore } from './memory-page-store.ts'
import type { MemoryPageStore } from './memory-page-store.ts'

describePageStore('store-memory', {
  open: (options) => openMemoryPageStore(options),
  openAgain: (store, options) => openMemoryPageStore({ ...options, state: (store as MemoryPageStore).state }),
})

const entryOf = (path: string, bytes = 10_000): Entry => ({
  namespace: 'code-1',
  path,
  bodies: { html: new Uint8Array(bytes) },
  attributes: {},
  version: 0,
  asOf: 0,
  tags: [],
  deployment: 'deployment-1',
  reason: 'miss',
  generatedAt: 0,
  renderMs: 1,
  staleAt: Infinity,
  expiresAt: Infinity,
})

const pathsOf = async (store: MemoryPageStore): Promise<string[]> => {
  const paths: string[] = []
  for await (const { path } of store.list()) paths.push(path)
  return paths.sort()
}

describe('a bounded memory store', () => {
  it('drops the least recently used pages', async () => {
    const store = openMemoryPageStore({ clock: new ManualClock(), maxBytes: 35_000 })
    store.seed([entryOf('/1'), entryOf('/2'), entryOf('/3')])
    store.load({ namespace: 'code-1', path: '/1' })
    store.seed([entryOf('/4')])
    expect(await pathsOf(store)).toEqual(['/1', '/3', '/4'])
    expect(store.statistics().bytes).toBeLessThanOrEqual(35_000)
  })

  it('never drops a page that somebody renders', async () => {
    const clock = new ManualClock()
    const store = openMemoryPageStore({ clock, maxBytes: 35_000 })
    store.seed([{ ...entryOf('/1'), staleAt: 0 }])
    store.acquire({ namespace: 'code-1', path: '/1' }, { need: 0, known: 0, owner: 'me', ttlMs: 1_000 })
    for (let i = 2; i < 10; i++) store.seed([entryOf(`/${i}`)])
    expect(await pathsOf(store)).toContain('/1')
    clock.advance(1_000)
    store.seed([entryOf('/a')])
    expect(await pathsOf(store)).not.toContain('/1')
  })

  it('bounds what it remembers of pages that never came to exist', () => {
    const clock = new ManualClock()
    const store = openMemoryPageStore({ clock, maxBytes: 100_000 })
    for (let i = 0; i < 2_000; i++) {
      const page = { namespace: 'code-1', path: `/missing/${i}` }
      const acquired = store.acquire(page, { need: 0, known: 0, owner: 'me', ttlMs: 1_000 })
      if (acquired.kind === 'granted') store.fail(page, acquired.lease.token, clock.now())
    }
    expect(store.state.bytes).toBeLessThanOrEqual(100_000)
    expect(store.state.paths.size).toBeLessThan(1_000)
  })
})

describe('the memory of invalidations', () => {
  it('is bounded: beyond it, what was made before the oldest counts as invalidated, and nothing else', () => {
    const clock = new ManualClock()
    const store = openMemoryPageStore({ clock, tagLimit: 3 })
    const publish = (path: string): void => {
      const page = { namespace: 'code-1', path }
      const acquired = store.acquire(page, { need: 0, known: store.head(), owner: 'me', ttlMs: 1_000 })
      if (acquired.kind === 'granted') store.publish(page, acquired.lease.token, entryOf(path))
    }
    const freshness = (path: string) => {
      const { entry, floors } = store.load({ namespace: 'code-1', path })!
      return freshnessOf(entry, floors, clock.now())
    }
    const invalidate = (tag: string) => store.invalidate([{ tag, kind: 'soft' }])
    invalidate('t:first')
    publish('/before')
    for (let i = 0; i < 100; i++) invalidate(`t:${i % 2}`)
    expect(freshness('/before')).toBe('fresh')
    publish('/after')
    invalidate('t:2')
    invalidate('t:3')
    expect([freshness('/before'), freshness('/after')]).toEqual(['expired', 'fresh'])
    for (let i = 0; i < 100; i++) invalidate(`t:${i}`)
    expect(freshness('/after')).toBe('expired')
    expect(store.state.floors.size).toBe(3)
  })
})

describe('openMemoryPageStore', () => {
  it('refuses options that make no sense, by name', () => {
    expect(() => openMemoryPageStore({ maxBytes: 0 })).toThrow(/maxBytes is 0/)
    expect(() => openMemoryPageStore({ logLimit: Number.NaN })).toThrow(/logLimit is NaN/)
  })
})
