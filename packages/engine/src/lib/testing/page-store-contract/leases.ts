/** Who may render a page, for how long, and what the others are told (reliability §3.4). */
import { describe, expect, it } from 'vitest'
import { tagOfPath } from '../../tags.ts'
import { entryOf, hard, lease, loaded, pageOf, publish, request, soft, useScene } from './scene.ts'
import type { PageStoreSubject } from './scene.ts'

export function describeLeases(subject: PageStoreSubject): void {
  describe('leases', () => {
    const scene = useScene(subject)
    const page = pageOf('/products/1')

    it('grants a page that does not exist', async () => {
      const acquired = await scene.store.acquire(page, request({ ttlMs: 5_000 }))
      expect(acquired).toMatchObject({ kind: 'granted', previous: undefined })
      expect(acquired).toHaveProperty('lease.expiresAt', scene.clock.now() + 5_000)
    })

    it('answers a fresh page with the page', async () => {
      const entry = await publish(scene.store, page)
      const acquired = await scene.store.acquire(page, request())
      expect(acquired).toMatchObject({ kind: 'fresh', loaded: { entry, supersededElsewhere: false } })
    })

    it('grants a stale page, together with the version before', async () => {
      const { store, clock } = scene
      const entry = await publish(store, page, { staleAt: clock.now() + 10_000 })
      clock.advance(9_999)
      expect((await store.acquire(page, request())).kind).toBe('fresh')
      clock.advance(1)
      expect(await store.acquire(page, request())).toMatchObject({ kind: 'granted', previous: { entry } })
    })

    it('grants an expired page', async () => {
      const { store, clock } = scene
      await publish(store, page, { expiresAt: clock.now() + 10_000 })
      clock.advance(10_000)
      expect((await store.acquire(page, request())).kind).toBe('granted')
    })

    it('grants a page that has not seen what the caller needs, fresh as it is', async () => {
      const { store } = scene
      const { asOf } = await publish(store, page)
      expect((await store.acquire(page, request({ need: asOf }))).kind).toBe('fresh')
      expect((await store.acquire(page, request({ need: asOf + 1 }))).kind).toBe('granted')
    })

    it('promises in the lease what the render will have seen, never less than the version before', async () => {
      const { store, clock } = scene
      const head = await store.head()
      expect((await lease(store, pageOf('/1'))).asOf).toBeGreaterThanOrEqual(head)
      expect((await lease(store, pageOf('/2'), { known: head + 5 })).asOf).toBe(head + 5)
      expect((await lease(store, pageOf('/3'), { known: head + 5, need: head + 7 })).asOf).toBe(head + 7)
      const { asOf } = await publish(store, page, { staleAt: clock.now() }, { need: head + 9 })
      expect(asOf).toBe(head + 9)
      expect((await lease(store, page)).asOf).toBe(head + 9)
    })

    it('promises what was in the log before the grant, though the caller has not read it', async () => {
      const { store } = scene
      const { position } = await store.invalidate([hard(tagOfPath(page.path))])
      await publish(store, page, {}, { known: 0 })
      expect((await loaded(store, page)).entry.asOf).toBe(position)
      expect((await store.acquire(page, request())).kind).toBe('fresh')
    })

    it('tells the others that somebody renders, for how long, and what that render will have seen', async () => {
      const { store, clock } = scene
      const { asOf } = await lease(store, page, { ttlMs: 5_000 })
      clock.advance(1_500)
      const other = await scene.again()
      for (const each of [store, other]) {
        expect(await each.acquire(page, request())).toEqual({ kind: 'busy', asOf, remainingMs: 3_500 })
        expect((await each.acquire(page, request({ need: asOf + 1 }))).kind).toBe('busy')
      }
    })

    it('grants the page anew when a lease has run out', async () => {
      const { store, clock } = scene
      const first = await lease(store, page, { ttlMs: 5_000 })
      clock.advance(4_999)
      expect((await store.acquire(page, request())).kind).toBe('busy')
      clock.advance(1)
      const second = await lease(store, page)
      expect(second.token).toBeGreaterThan(first.token)
    })

    it('grows the token though the clock goes back', async () => {
      const { store, clock } = scene
      const first = await lease(store, page, { ttlMs: 1_000 })
      clock.jump(-3_600_000)
      await store.fail(page, first.token, 0)
      expect((await lease(store, page)).token).toBeGreaterThan(first.token)
    })

    it('does not wait for a lease that was granted before the clock was set back', async () => {
      const { store, clock } = scene
      const before = await lease(store, page, { ttlMs: 5_000 })
      clock.jump(-3_600_000)
      const { token } = await lease(store, page, { ttlMs: 5_000 })
      expect(token).toBeGreaterThan(before.token)
      expect((await store.acquire(page, request())).kind).toBe('busy')
    })

    it('keeps the pages of one path under different code apart', async () => {
      const { store } = scene
      await lease(store, page)
      expect((await store.acquire(pageOf(page.path, 'code-2'), request())).kind).toBe('granted')
    })

    it('grants exactly one of many that ask at the same time', async () => {
      const instances = [scene.store, await scene.again(), await scene.again()]
      const asked = Array.from({ length: 60 }, (_, i) => instances[i % 3]!.acquire(page, request({ owner: `${i}` })))
      const kinds = (await Promise.all(asked)).map(({ kind }) => kind)
      expect(kinds.filter((kind) => kind === 'granted')).toHaveLength(1)
      expect(kinds.filter((kind) => kind === 'busy')).toHaveLength(59)
    })

    it('lets one of many competing rounds publish at a time, and every version be newer', async () => {
      const instances = [scene.store, await scene.again()]
      const versions: number[] = []
      const compete = async (i: number) => {
        const store = instances[i % 2]!
        const acquired = await store.acquire(page, request({ need: (await store.head()) + 1 + versions.length }))
        if (acquired.kind !== 'granted') return
        const published = await store.publish(page, acquired.lease.token, entryOf(page))
        if (published.kind === 'published') versions.push(published.entry.version)
      }
      for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 8 }, (_, i) => compete(i)))
      expect(versions.length).toBeGreaterThanOrEqual(10)
      expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
      expect((await loaded(scene.store, page)).entry.version).toBe(versions.at(-1))
    })

    it('prolongs a lease', async () => {
      const { store, clock } = scene
      const { token } = await lease(store, page, { ttlMs: 1_000 })
      clock.advance(900)
      expect(await store.renew(page, token, 1_000)).toBe(true)
      clock.advance(900)
      expect(await store.acquire(page, request())).toMatchObject({ kind: 'busy', remainingMs: 100 })
    })

    it('prolongs a lease that ran out, as long as nobody was granted a later one', async () => {
      const { store, clock } = scene
      const { token } = await lease(store, page, { ttlMs: 1_000 })
      clock.advance(2_000)
      expect(await store.renew(page, token, 1_000)).toBe(true)
      expect((await store.acquire(page, request())).kind).toBe('busy')
    })

    it('does not prolong a lease that was granted anew, published or given up', async () => {
      const { store, clock } = scene
      const late = await lease(store, page, { ttlMs: 1_000 })
      clock.advance(1_000)
      const current = await lease(store, page)
      expect(await store.renew(page, late.token, 1_000)).toBe(false)
      await store.publish(page, current.token, entryOf(page))
      expect(await store.renew(page, current.token, 1_000)).toBe(false)
      const failing = await lease(store, pageOf('/failing'))
      await store.fail(pageOf('/failing'), failing.token, 0)
      expect(await store.renew(pageOf('/failing'), failing.token, 1_000)).toBe(false)
      expect(await store.renew(pageOf('/never'), 1, 1_000)).toBe(false)
    })
  })

  describe('failed attempts', () => {
    const scene = useScene(subject)
    const page = pageOf('/products/1')

    it('end the lease, leave the entry as it is, and make the next attempts wait', async () => {
      const { store, clock } = scene
      const entry = await publish(store, page, { staleAt: clock.now() })
      const { token } = await lease(store, page)
      const retryAt = clock.now() + 2_000
      await store.fail(page, token, retryAt)
      expect((await loaded(store, page)).entry).toEqual(entry)
      expect(await store.acquire(page, request())).toMatchObject({ kind: 'backoff', retryAt, loaded: { entry } })
      clock.advance(2_000)
      expect((await store.acquire(page, request())).kind).toBe('granted')
    })

    it('do not put off who needs a newer version', async () => {
      const { store, clock } = scene
      await publish(store, page, { staleAt: clock.now() })
      const { token } = await lease(store, page)
      await store.fail(page, token, clock.now() + 2_000)
      expect((await store.acquire(page, request({ need: await store.head() }))).kind).toBe('granted')
    })

    it('do not put off a page that was declared unusable since, until that attempt fails too', async () => {
      const { store, clock } = scene
      await publish(store, page)
      await store.invalidate([soft(tagOfPath(page.path))])
      const before = await lease(store, page, { known: await store.head() })
      await store.fail(page, before.token, clock.now() + 2_000)
      expect((await store.acquire(page, request())).kind).toBe('backoff')
      await store.invalidate([hard(tagOfPath(page.path))])
      const after = await lease(store, page, { known: await store.head() })
      await store.fail(page, after.token, clock.now() + 2_000)
      expect((await store.acquire(page, request())).kind).toBe('backoff')
    })

    it('do not outlast a clock that was set back', async () => {
      const { store, clock } = scene
      await publish(store, page, { staleAt: 0 })
      const { token } = await lease(store, page)
      await store.fail(page, token, clock.now() + 2_000)
      clock.jump(-3_600_000)
      expect((await store.acquire(page, request())).kind).toBe('granted')
    })

    it('do not put off a page that has no version to serve meanwhile', async () => {
      const { store, clock } = scene
      const { token } = await lease(store, page)
      await store.fail(page, token, clock.now() + 2_000)
      expect((await store.acquire(page, request())).kind).toBe('granted')
    })

    it('are forgotten at the next publish', async () => {
      const { store, clock } = scene
      await publish(store, page, { staleAt: clock.now() })
      const { token } = await lease(store, page)
      await store.fail(page, token, clock.now() + 60_000)
      await publish(store, page, { staleAt: clock.now() }, { need: await store.head() })
      expect((await store.acquire(page, request())).kind).toBe('granted')
    })

    it('mean nothing when they come late', async () => {
      const { store, clock } = scene
      const late = await lease(store, page, { ttlMs: 1_000 })
      clock.advance(1_000)
      const current = await lease(store, page)
      await store.fail(page, late.token, clock.now() + 60_000)
      expect((await store.acquire(page, request())).kind).toBe('busy')
      await store.publish(page, current.token, entryOf(page, { staleAt: clock.now() }))
      await store.fail(page, current.token, clock.now() + 60_000)
      expect((await store.acquire(page, request())).kind).toBe('granted')
    })
  })
}
