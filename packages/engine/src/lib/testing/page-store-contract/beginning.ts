/** A lease in the step that declares a page to be due: both or nothing, in stores that have such a step. */
import { describe, expect, it } from 'vitest'
import type { AcquireRequest, Begun, PageStore } from '../../page-store.ts'
import { tagOfPath } from '../../tags.ts'
import { entryOf, freshness, lease, loaded, pageOf, publish, request, soft, useScene } from './scene.ts'
import type { PageStoreSubject } from './scene.ts'

export function describeBeginning(subject: PageStoreSubject): void {
  describe('beginning', () => {
    const scene = useScene(subject)
    const page = pageOf('/products/1')
    const declaration = { invalidations: [soft(tagOfPath(page.path))] }
    const begin = async (store: PageStore, changes: Partial<AcquireRequest> = {}): Promise<Begun | undefined> =>
      store.begin?.(page, request(changes), declaration)

    it('declares a page to be due and grants its lease as of that, or does neither', async () => {
      const { store } = scene
      const entry = await publish(store, page)
      const cursor = await store.invalidate([soft('t:other')])
      const begun = await begin(store)
      const tail = await store.readLog(cursor, 'reader')
      expect(tail.entries.map(({ tag, kind }) => ({ tag, kind }))).toEqual(begun ? declaration.invalidations : [])
      expect(await freshness(scene, page)).toBe(begun ? 'stale' : 'fresh')
      expect((await store.acquire(page, request({ need: tail.head.position + 1 }))).kind).toBe(
        begun ? 'busy' : 'granted',
      )
      if (!begun) return
      expect(begun).toMatchObject({ kind: 'granted', declared: tail.head, previous: { entry } })
      expect(begun.previous!.floors.soft).toBe(begun.declared.position)
      expect(begun.lease.asOf).toBe(begun.declared.position)
      expect(await store.publish(page, begun.lease.token, entryOf(page))).toMatchObject({ kind: 'published' })
      expect((await loaded(store, page)).entry.asOf).toBe(begun.lease.asOf)
      expect(await freshness(scene, page)).toBe('fresh')
    })

    it('begins with a page that does not exist, and promises what the caller knows', async () => {
      const { store, clock } = scene
      const known = (await store.head()) + 10_000_000
      const begun = await begin(store, { known, ttlMs: 3_000 })
      if (!begun) return expect(await store.load(page)).toBeUndefined()
      expect(begun.previous).toBeUndefined()
      expect(begun.lease).toMatchObject({ asOf: known, expiresAt: clock.now() + 3_000 })
    })

    it('declares nothing while somebody renders the page, and takes no lease away', async () => {
      const { store } = scene
      const { token } = await lease(store, page)
      const head = await store.head()
      expect(await begin(store)).toBeUndefined()
      expect(await store.head()).toBe(head)
      expect(await store.publish(page, token, entryOf(page))).toMatchObject({ kind: 'published' })
    })

    it('lets one begin of those that come at once, and declares what that one says', async () => {
      const { store } = scene
      const others = [await scene.again(), await scene.again()]
      const cursor = await store.invalidate([soft('t:other')])
      const begun = await Promise.all([store, ...others].map((each) => begin(each)))
      const begins = begun.filter((each) => each !== undefined)
      expect(begins.length).toBeLessThanOrEqual(1)
      expect((await store.readLog(cursor, 'reader')).entries).toHaveLength(begins.length)
    })
  })
}
