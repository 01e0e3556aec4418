/** What is published is what is read; only the latest token may publish. */
import { describe, expect, it } from 'vitest'
import { tagOfPath } from '../../tags.ts'
import { entryOf, lease, loaded, pageOf, publish, request, textOf, useScene } from './scene.ts'
import type { PageStoreSubject } from './scene.ts'

export function describePublishing(subject: PageStoreSubject): void {
  describe('publishing', () => {
    const scene = useScene(subject)
    const page = pageOf('/products/1')

    it('has no entry of a page that was never published', async () => {
      expect(await scene.store.load(page)).toBeUndefined()
    })

    it('gives back the published entry, under the version and the log position of its lease', async () => {
      const { store } = scene
      const { token, asOf } = await lease(store, page)
      const entry = entryOf(page, {
        tags: ['product:1', 'all products'],
        attributes: { status: 404, redirect: '/ä', permanent: true },
        reason: 'on-demand',
        generatedAt: scene.clock.now(),
        staleAt: scene.clock.now() + 10_000,
        expiresAt: scene.clock.now() + 60_000,
      })
      const expected = { ...entry, version: token, asOf }
      expect(await store.publish(page, token, entry)).toEqual({ kind: 'published', entry: expected })
      expect((await loaded(store, page)).entry).toEqual(expected)
    })

    it('appends what is declared in the same step, or leaves it alone and does not say that it has', async () => {
      const { store } = scene
      await publish(store, page)
      const cursor = await store.invalidate([{ tag: tagOfPath(page.path), kind: 'soft' }])
      const { token } = await lease(store, page, { need: cursor.position })
      const hard = { tag: tagOfPath(page.path), kind: 'hard', floor: cursor.position } as const
      const published = await store.publish(page, token, entryOf(page), { invalidations: [hard] })
      const declared = published.kind === 'published' ? published.declared : undefined
      const { entry, floors } = await loaded(store, page)
      expect(entry.version).toBe(token)
      expect(floors.hard).toBe(declared ? cursor.position : 0)
      const tail = await store.readLog(cursor, 'reader')
      expect(tail.entries.map(({ kind, floor }) => ({ kind, floor }))).toEqual(
        declared ? [{ kind: 'hard', floor: cursor.position }] : [],
      )
      if (declared) expect(tail.head).toEqual(declared)
    })

    it('appends nothing with a publish that it rejects', async () => {
      const { store } = scene
      const { token } = await lease(store, page)
      const head = await store.head()
      const declaration = { invalidations: [{ tag: 't:a', kind: 'hard' }] } as const
      expect(await store.publish(page, token - 1, entryOf(page), declaration)).toMatchObject({ kind: 'rejected' })
      expect(await store.head()).toBe(head)
    })

    it('keeps "never stale" and "never expired"', async () => {
      await publish(scene.store, page, { staleAt: Infinity, expiresAt: Infinity })
      expect((await loaded(scene.store, page)).entry).toMatchObject({ staleAt: Infinity, expiresAt: Infinity })
    })

    it('keeps every byte of every body', async () => {
      const every = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31 + (i >> 8)) & 255)
      const bodies = { html: every, 'html.gzip': every.subarray(1, 40_000), data: new Uint8Array() }
      await publish(scene.store, page, { bodies })
      const { entry } = await loaded(scene.store, page)
      expect(Object.keys(entry.bodies).sort()).toEqual(Object.keys(bodies).sort())
      const differing = Object.entries(bodies).filter(([name, body]) => Buffer.compare(entry.bodies[name]!, body) !== 0)
      expect(differing).toEqual([])
    })

    it('keeps a body and an attribute called __proto__', async () => {
      const bodies = Object.fromEntries([['__proto__', Uint8Array.of(1, 2, 3)]])
      const attributes = Object.fromEntries([['__proto__', 'a value']])
      await publish(scene.store, page, { bodies, attributes })
      const { entry } = await loaded(scene.store, page)
      expect(Object.entries(entry.attributes)).toEqual([['__proto__', 'a value']])
      expect(Object.entries(entry.bodies).map(([name, body]) => [name, [...body]])).toEqual([['__proto__', [1, 2, 3]]])
    })

    it('shows a published version to every instance at once', async () => {
      const other = await scene.again()
      const { version } = await publish(scene.store, page, { html: 'first' })
      expect((await loaded(other, page)).entry.version).toBe(version)
      await publish(other, page, { html: 'second' }, { need: (await other.head()) + 1 })
      expect(textOf((await loaded(scene.store, page)).entry.bodies['html'])).toBe('second')
    })

    it('outlives the instance that published it', async () => {
      const other = await scene.again()
      const published = await publish(other, page)
      await other.close()
      expect((await loaded(await scene.again(), page)).entry).toEqual(published)
    })

    it('grows the version with every publish', async () => {
      const versions: number[] = []
      for (let i = 0; i < 5; i++) {
        const need = (await scene.store.head()) + 1
        versions.push((await publish(scene.store, page, {}, { need: need + i })).version)
      }
      expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
    })

    it('rejects a publish whose lease was granted anew meanwhile, and shows what is served', async () => {
      const { store, clock } = scene
      const late = await lease(store, page, { ttlMs: 100 })
      clock.advance(101)
      const current = await publish(store, page, { html: 'newer' })
      const rejected = await store.publish(page, late.token, entryOf(page, { html: 'older' }))
      expect(rejected).toMatchObject({ kind: 'rejected', current: { entry: current } })
      expect(textOf((await loaded(store, page)).entry.bodies['html'])).toBe('newer')
    })

    it('rejects a late publish even before the later lease has published', async () => {
      const { store, clock } = scene
      const late = await lease(store, page, { ttlMs: 100 })
      clock.advance(101)
      await lease(store, page)
      const rejected = await store.publish(page, late.token, entryOf(page))
      expect(rejected).toEqual({ kind: 'rejected', current: undefined })
      expect(await store.load(page)).toBeUndefined()
    })

    it('accepts a publish after the lease ran out, as long as nobody was granted a later one', async () => {
      const { store, clock } = scene
      const { token } = await lease(store, page, { ttlMs: 100 })
      clock.advance(60_000)
      expect(await store.publish(page, token, entryOf(page))).toMatchObject({ kind: 'published' })
    })

    it('takes no harm from a repeated publish', async () => {
      const { store } = scene
      const { token } = await lease(store, page)
      const first = await store.publish(page, token, entryOf(page, { html: 'once' }))
      expect(await store.publish(page, token, entryOf(page, { html: 'twice' }))).toEqual(first)
      expect(textOf((await loaded(store, page)).entry.bodies['html'])).toBe('once')
    })

    it('rejects tokens that were never granted', async () => {
      const { store } = scene
      const { token } = await lease(store, page)
      for (const made of [0, -1, token - 1, token + 1, Number.MAX_SAFE_INTEGER]) {
        const { kind } = await store.publish(page, made, entryOf(page))
        expect({ made, kind }).toEqual({ made, kind: 'rejected' })
      }
      expect((await store.publish(pageOf('/never-acquired'), token, entryOf(page))).kind).toBe('rejected')
    })

    it('frees the page for the next lease when it publishes', async () => {
      const { store, clock } = scene
      await publish(store, page, { staleAt: clock.now() + 1_000 })
      clock.advance(1_000)
      expect((await store.acquire(page, request())).kind).toBe('granted')
    })

    it('keeps pages apart whose names are alike or awkward', async () => {
      const long = '/long/' + 'x'.repeat(8_192)
      const paths = ['/', '/a', '/A', '/a/', '/a/b', '/ä', '/a\u0308', '/日本/語', '/😀', '/__proto__', '/constructor']
      paths.push('/a b', '/a?b', '/a#b', '/a:b', '/*', '/%2e', '/..', '/\u0001\u007f', '/\ufffd', '/\uffff', '/\'"\\`')
      paths.push(long, `${long}y`, `${long.slice(0, -1)}z`, `/en${long}`)
      const pages = paths.flatMap((path) => [pageOf(path), pageOf(path, 'code-2'), pageOf(path, '__proto__')])
      for (const [i, each] of pages.entries()) await publish(scene.store, each, { html: `page ${i}` })
      for (const [i, each] of pages.entries()) {
        const { entry } = await loaded(scene.store, each)
        expect([entry.namespace, entry.path, textOf(entry.bodies['html'])]).toEqual([
          each.namespace,
          each.path,
          `page ${i}`,
        ])
      }
    })
  })
}
