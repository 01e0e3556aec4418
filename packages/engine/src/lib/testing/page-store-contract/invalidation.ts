/** What an invalidation reaches (reliability §3.1). */
import { describe, expect, it } from 'vitest'
import { freshnessOf } from '../../freshness.ts'
import { everything, tagOfName, tagOfPath } from '../../tags.ts'
import { entryOf, freshness, hard, lease, loaded, pageOf, publish, request, soft, useScene } from './scene.ts'
import type { PageStoreSubject } from './scene.ts'

export function describeInvalidation(subject: PageStoreSubject): void {
  describe('invalidation', () => {
    const scene = useScene(subject)
    const page = pageOf('/products/1')

    it('leaves a published page fresh as long as nothing happens', async () => {
      await publish(scene.store, page)
      expect(await freshness(scene, page)).toBe('fresh')
    })

    it('makes what was rendered before it stale when soft, and expired when hard', async () => {
      const { store } = scene
      await publish(store, page)
      await store.invalidate([soft(tagOfPath(page.path))])
      expect(await freshness(scene, page)).toBe('stale')
      await store.invalidate([hard(tagOfPath(page.path))])
      expect(await freshness(scene, page)).toBe('expired')
      await store.invalidate([soft(tagOfPath(page.path))])
      expect(await freshness(scene, page)).toBe('expired')
    })

    it('leaves alone what was rendered after it', async () => {
      const { store } = scene
      const { position } = await store.invalidate([hard(tagOfPath(page.path))])
      await publish(store, page, {}, { known: position })
      expect(await freshness(scene, page)).toBe('fresh')
    })

    it('reaches a render that began before it and publishes after it', async () => {
      const { store } = scene
      const { token } = await lease(store, page, { known: await store.head() })
      await store.invalidate([hard(tagOfPath(page.path))])
      await store.publish(page, token, entryOf(page))
      expect(await freshness(scene, page)).toBe('expired')
    })

    it('of a path reaches its pages under all code, and no other path', async () => {
      const { store } = scene
      const pages = [page, pageOf(page.path, 'code-2'), pageOf('/products/10'), pageOf('/en/products/1')]
      for (const each of pages) await publish(store, each)
      await store.invalidate([hard(tagOfPath(page.path))])
      expect(await Promise.all(pages.map((each) => freshness(scene, each)))).toEqual([
        'expired',
        'expired',
        'fresh',
        'fresh',
      ])
    })

    it('of a tag reaches every page that carries it', async () => {
      const { store } = scene
      const tagged = [pageOf('/1'), pageOf('/2'), pageOf('/3', 'code-2')]
      for (const each of tagged) await publish(store, each, { tags: ['other', 'product:1'] })
      await publish(store, page, { tags: ['product:10', '/1'] })
      await store.invalidate([soft(tagOfName('product:1'))])
      for (const each of tagged) expect(await freshness(scene, each)).toBe('stale')
      expect(await freshness(scene, page)).toBe('fresh')
    })

    it('of a tag that a page does not carry any more leaves it alone', async () => {
      const { store } = scene
      await publish(store, page, { tags: ['old'] })
      await publish(store, page, { tags: ['new'] }, { need: (await store.head()) + 1 })
      await store.invalidate([hard(tagOfName('old'))])
      expect(await freshness(scene, page)).toBe('fresh')
    })

    it('keeps tags apart from paths, and awkward names from each other', async () => {
      const { store } = scene
      const long = 'x'.repeat(8_192)
      const tags = ['*', 'p:/products/1', '__proto__', 'ä', 'a\u0308', '😀', long, `${long}y`, '']
      for (const tag of tags) await publish(store, pageOf(`/of/${tag}`), { tags: [tag] })
      await publish(store, page)
      for (const tag of tags) {
        expect(await freshness(scene, pageOf(`/of/${tag}`))).toBe('fresh')
        await store.invalidate([hard(tagOfName(tag))])
        expect(await freshness(scene, pageOf(`/of/${tag}`))).toBe('expired')
      }
      expect(await freshness(scene, page)).toBe('fresh')
    })

    it('of everything reaches everything', async () => {
      const { store } = scene
      await publish(store, page)
      await publish(store, pageOf('/2', 'code-2'), { tags: ['a'] })
      await store.invalidate([soft(everything)])
      expect(await freshness(scene, page)).toBe('stale')
      expect(await freshness(scene, pageOf('/2', 'code-2'))).toBe('stale')
    })

    it('with an explicit floor reaches only what was rendered before the floor', async () => {
      const { store } = scene
      await publish(store, pageOf('/before'), { tags: ['a'] })
      const { position: floor } = await store.invalidate([soft(tagOfName('a'))])
      await publish(store, pageOf('/after'), { tags: ['a'] }, { known: floor })
      const cursor = await store.invalidate([{ tag: tagOfName('a'), kind: 'hard', floor }])
      expect(cursor.position).toBeGreaterThan(floor)
      expect(await freshness(scene, pageOf('/before'))).toBe('expired')
      expect(await freshness(scene, pageOf('/after'))).toBe('fresh')
    })

    it('with a lower floor never takes back a higher one', async () => {
      const { store } = scene
      await publish(store, page)
      await store.invalidate([hard(tagOfPath(page.path))])
      await store.invalidate([{ tag: tagOfPath(page.path), kind: 'hard', floor: 1 }])
      expect(await freshness(scene, page)).toBe('expired')
    })

    it('with a floor above the log raises the log to it, so that a later render can satisfy it', async () => {
      const { store } = scene
      const floor = (await store.head()) + 1_000_000_000
      await publish(store, page)
      await store.invalidate([{ tag: tagOfPath(page.path), kind: 'hard', floor }])
      expect(await store.head()).toBeGreaterThanOrEqual(floor)
      await publish(store, page, {}, { known: await store.head() })
      expect(await freshness(scene, page)).toBe('fresh')
    })

    it('makes acquire grant the page to the first who asks', async () => {
      const { store } = scene
      const entry = await publish(store, page)
      await store.invalidate([soft(tagOfPath(page.path))])
      expect(await store.acquire(page, request())).toMatchObject({ kind: 'granted', previous: { entry } })
      expect((await store.acquire(page, request())).kind).toBe('busy')
    })

    it('shows at once in every instance', async () => {
      const other = await scene.again()
      await publish(scene.store, page)
      const { position } = await other.invalidate([hard(tagOfPath(page.path))])
      expect(await scene.store.head()).toBe(position)
      expect(await freshness(scene, page)).toBe('expired')
    })

    it('outlives the instance that made it', async () => {
      const other = await scene.again()
      await publish(other, page)
      const cursor = await other.invalidate([hard(tagOfPath(page.path))])
      await other.close()
      const third = await scene.again()
      expect(await third.head()).toBe(cursor.position)
      const { entry, floors } = await loaded(third, page)
      expect(freshnessOf(entry, floors, scene.clock.now())).toBe('expired')
    })

    it('takes a build that is older than the log as of its beginning, since the log knows nothing that it missed', async () => {
      const { store } = scene
      const born = await store.head()
      await store.seed([entryOf(page, { asOf: 0 }), entryOf(pageOf('/since'), { asOf: born })])
      for (const each of [page, pageOf('/since')]) {
        expect((await loaded(store, each)).entry.asOf).toBe(born)
        expect(await freshness(scene, each)).toBe('fresh')
      }
      await store.invalidate([soft(everything)])
      expect(await freshness(scene, page)).toBe('stale')
    })
  })
}
