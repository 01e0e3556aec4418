/** What a build brings, and what pages of one path know of each other. */
import { describe, expect, it } from 'vitest'
import { tagOfPath } from '../../tags.ts'
import { entryOf, lease, loaded, pageOf, publish, request, textOf, useScene } from './scene.ts'
import type { PageStoreSubject } from './scene.ts'

export function describeSeeding(subject: PageStoreSubject): void {
  describe('seeding', () => {
    const scene = useScene(subject)
    const page = pageOf('/products/1')

    it('stores what a build made, under versions of the store and the log position of the build', async () => {
      const { store } = scene
      const asOf = await store.head()
      const pages = Array.from({ length: 30 }, (_, i) => pageOf(`/seeded/${i}`))
      const entries = pages.map((each) => entryOf(each, { asOf, reason: 'build', generatedAt: 1_000 }))
      expect(await store.seed(entries)).toBe(30)
      for (const each of pages) {
        const { entry } = await loaded(store, each)
        expect(entry).toMatchObject({ asOf, reason: 'build', generatedAt: 1_000 })
        expect(entry.version).toBeGreaterThan(0)
      }
      expect(await store.seed([])).toBe(0)
    })

    it('is taken as fresh by who would regenerate', async () => {
      const { store } = scene
      await store.seed([entryOf(page, { asOf: await store.head() })])
      expect((await store.acquire(page, request())).kind).toBe('fresh')
    })

    it('leaves alone what was generated at the same time or later', async () => {
      const { store } = scene
      const asOf = await store.head()
      for (const [path, generatedAt] of [
        ['/same', 1_000],
        ['/later', 1_001],
      ] as const) {
        const entry = await publish(store, pageOf(path), { generatedAt, html: 'live' })
        expect(await store.seed([entryOf(pageOf(path), { asOf, generatedAt: 1_000, html: 'build' })])).toBe(0)
        expect((await loaded(store, pageOf(path))).entry).toEqual(entry)
      }
    })

    it('replaces what was generated earlier, with a later version', async () => {
      const { store } = scene
      const before = await publish(store, page, { generatedAt: 999 })
      expect(await store.seed([entryOf(page, { asOf: before.asOf, generatedAt: 1_000, html: 'build' })])).toBe(1)
      const { entry } = await loaded(store, page)
      expect(textOf(entry.bodies['html'])).toBe('build')
      expect(entry.version).toBeGreaterThan(before.version)
    })

    it('leaves alone what has seen later invalidations than the build', async () => {
      const { store } = scene
      const asOf = await store.head()
      const { position } = await store.invalidate([{ tag: tagOfPath(page.path), kind: 'hard' }])
      const live = await publish(store, page, { generatedAt: 999 }, { known: position })
      expect(await store.seed([entryOf(page, { asOf, generatedAt: 1_000 })])).toBe(0)
      expect((await loaded(store, page)).entry).toEqual(live)
    })

    it('replaces only the version that it is told to, whatever that one is', async () => {
      const { store } = scene
      const first = await publish(store, page, { generatedAt: 1_000, html: 'first' })
      const later = entryOf(page, { asOf: first.asOf, generatedAt: 3_000, html: 'seeded' })
      const others = [0, first.version - 1, first.version + 1]
      for (const other of others) expect(await store.seed([later], other)).toBe(0)
      expect(await loaded(store, page)).toMatchObject({ entry: first })
      expect(await store.seed([later], first.version)).toBe(1)
      expect(textOf((await loaded(store, page)).entry.bodies['html'])).toBe('seeded')
      expect(await store.seed([later], first.version)).toBe(0)
    })

    it('takes nothing for a page that is gone, unless it is told that nothing stands there', async () => {
      const { store } = scene
      const { version, asOf } = await publish(store, page)
      await store.purge(page)
      const entry = entryOf(page, { asOf, generatedAt: 3_000, html: 'seeded' })
      expect(await store.seed([entry], version)).toBe(0)
      expect(await store.load(page)).toBeUndefined()
      expect(await store.seed([entry], 0)).toBe(1)
      expect((await loaded(store, page)).entry.version).toBeGreaterThan(version)
    })

    it('does not get in the way of a render under way', async () => {
      const { store } = scene
      const { token } = await lease(store, page)
      expect(await store.seed([entryOf(page, { asOf: await store.head(), generatedAt: 1_000 })])).toBe(0)
      expect((await store.publish(page, token, entryOf(page))).kind).toBe('published')
    })

    it('fences off a render whose lease ran out before', async () => {
      const { store, clock } = scene
      const { token } = await lease(store, page, { ttlMs: 1_000 })
      clock.advance(1_000)
      expect(await store.seed([entryOf(page, { asOf: await store.head(), html: 'build' })])).toBe(1)
      expect((await store.publish(page, token, entryOf(page, { html: 'late' }))).kind).toBe('rejected')
      expect(textOf((await loaded(store, page)).entry.bodies['html'])).toBe('build')
    })

    it('takes the newest when one call holds a page twice', async () => {
      const { store } = scene
      const asOf = await store.head()
      const entries = [2_000, 3_000, 1_000].map((generatedAt) =>
        entryOf(page, { asOf, generatedAt, html: `${generatedAt}` }),
      )
      await store.seed(entries)
      expect(textOf((await loaded(store, page)).entry.bodies['html'])).toBe('3000')
    })
  })
}

export function describeSuperseding(subject: PageStoreSubject): void {
  describe('pages of one path under different code', () => {
    const scene = useScene(subject)
    const page = pageOf('/products/1', 'code-1')
    const other = pageOf('/products/1', 'code-2')
    const isSuperseded = async (each = page) => (await loaded(scene.store, each)).supersededElsewhere

    it('know when another version of the code published later', async () => {
      await publish(scene.store, page, { generatedAt: 1_000 })
      expect(await isSuperseded()).toBe(false)
      await publish(scene.store, other, { generatedAt: 2_000 })
      expect(await isSuperseded()).toBe(true)
      expect(await isSuperseded(other)).toBe(false)
    })

    it('do not mind what was generated earlier, nor other paths', async () => {
      await publish(scene.store, page, { generatedAt: 1_000 })
      await publish(scene.store, other, { generatedAt: 999 })
      await publish(scene.store, pageOf('/products/2', 'code-2'), { generatedAt: 2_000 })
      expect(await isSuperseded()).toBe(false)
    })

    it('are up to date again once they are regenerated', async () => {
      await publish(scene.store, page, { generatedAt: 1_000 })
      await publish(scene.store, other, { generatedAt: 2_000 })
      expect((await scene.store.acquire(page, request())).kind).toBe('granted')
      scene.clock.advance(5_000)
      await publish(scene.store, page, { generatedAt: 3_000 })
      expect(await isSuperseded()).toBe(false)
      expect(await isSuperseded(other)).toBe(true)
    })

    it('are fresh to an instance that served their code already when they were made', async () => {
      await publish(scene.store, page, { generatedAt: 1_000 })
      await publish(scene.store, other, { generatedAt: 2_000 })
      expect((await scene.store.acquire(page, request({ since: 1_000 }))).kind).toBe('fresh')
      expect((await scene.store.acquire(page, request({ since: 1_001 }))).kind).toBe('granted')
    })

    it('do not mind what was made before the clock was set back, once they are made again', async () => {
      const { clock, store } = scene
      await publish(store, other, { generatedAt: clock.now() })
      clock.jump(-3_600_000)
      await publish(store, page, { generatedAt: clock.now() })
      expect(await isSuperseded()).toBe(false)
    })

    it('also learn it from a seed', async () => {
      await publish(scene.store, page, { generatedAt: 1_000 })
      await scene.store.seed([entryOf(other, { generatedAt: 2_000 })])
      expect(await isSuperseded()).toBe(true)
    })

    it('remember it though the newer page was purged', async () => {
      await publish(scene.store, page, { generatedAt: 1_000 })
      await publish(scene.store, other, { generatedAt: 2_000 })
      await scene.store.purge(other)
      expect(await isSuperseded()).toBe(true)
    })
  })
}
