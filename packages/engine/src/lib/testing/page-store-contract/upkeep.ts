/** Purging, listing, damage and closing. */
import { describe, expect, it } from 'vitest'
import { encodeEntry } from '../../entry-codec.ts'
import type { EntrySummary, PageStore } from '../../page-store.ts'
import { entryOf, lease, loaded, pageOf, publish, request, textOf, useScene } from './scene.ts'
import type { PageStoreSubject } from './scene.ts'

const listed = async (store: PageStore): Promise<EntrySummary[]> => {
  const summaries: EntrySummary[] = []
  for await (const summary of store.list()) summaries.push(summary)
  return summaries
}

export function describePurging(subject: PageStoreSubject): void {
  describe('purging and listing', () => {
    const scene = useScene(subject)
    const page = pageOf('/products/1')

    it('removes a page, and only that page', async () => {
      const { store } = scene
      const others = [pageOf('/products/1', 'code-2'), pageOf('/products/2')]
      for (const each of [page, ...others]) await publish(store, each)
      await store.purge(page)
      expect(await store.load(page)).toBeUndefined()
      for (const each of others) await loaded(store, each)
      expect((await listed(store)).map(({ namespace, path }) => namespace + path).sort()).toEqual([
        'code-1/products/2',
        'code-2/products/1',
      ])
    })

    it('makes a render under way publish nothing', async () => {
      const { store } = scene
      const { token } = await lease(store, page)
      await store.purge(page)
      expect(await store.publish(page, token, entryOf(page))).toEqual({ kind: 'rejected', current: undefined })
    })

    it('grows the version of a page that comes back, and never accepts an earlier token', async () => {
      const { store } = scene
      const late = await lease(store, page)
      await store.purge(page)
      const { token } = await lease(store, page)
      expect(token).toBeGreaterThan(late.token)
      expect((await store.publish(page, late.token, entryOf(page))).kind).toBe('rejected')
    })

    it('takes a page that is not there without complaint', async () => {
      await scene.store.purge(pageOf('/never'))
      expect(await listed(scene.store)).toEqual([])
    })

    it('lists every published page once, without its bodies', async () => {
      const { store } = scene
      const published = new Map<string, unknown>()
      for (let i = 0; i < 250; i++) {
        const { bodies, ...summary } = await publish(store, pageOf(`/${i}`), { tags: [`tag ${i}`], generatedAt: i })
        published.set(summary.path, { ...summary, bytes: expect.any(Number), size: bodies['html']!.byteLength })
      }
      await lease(store, pageOf('/being-rendered'))
      const summaries = await listed(store)
      expect(summaries).toHaveLength(250)
      for (const summary of summaries) {
        const { size, ...expected } = published.get(summary.path) as { size: number }
        expect(summary).toEqual(expected)
        expect(summary.bytes).toBeGreaterThanOrEqual(size)
        published.delete(summary.path)
      }
    })

    it('lists the version that is served', async () => {
      const { store } = scene
      await publish(store, page, { generatedAt: 1 })
      const { version } = await publish(store, page, { generatedAt: 2 }, { need: (await store.head()) + 1 })
      expect(await listed(store)).toMatchObject([{ path: page.path, version, generatedAt: 2, staleAt: Infinity }])
    })

    it('counts pages and bytes', async () => {
      const { store } = scene
      const empty = await store.statistics()
      expect(empty.entries).toBe(0)
      const bodies = { html: new Uint8Array(100_000) }
      for (let i = 0; i < 3; i++) await publish(store, pageOf(`/${i}`), { bodies })
      await publish(store, pageOf('/0'), { bodies }, { need: (await store.head()) + 1 })
      const full = await store.statistics()
      expect(full.entries).toBe(3)
      expect(full.bytes - empty.bytes).toBeGreaterThanOrEqual(300_000)
      expect(full.bytes - empty.bytes).toBeLessThan(400_000)
      for (let i = 0; i < 3; i++) await store.purge(pageOf(`/${i}`))
      const after = await store.statistics()
      expect(after.entries).toBe(0)
      expect(after.bytes).toBeLessThan(full.bytes - 250_000)
    })
  })
}

export function describeDamage(subject: PageStoreSubject): void {
  const { damage } = subject
  if (!damage) return
  describe('damaged records', () => {
    const scene = useScene(subject)
    const page = pageOf('/products/1')
    const damages: Record<string, (bytes: Uint8Array) => Uint8Array> = {
      'a flipped bit in the first byte': (bytes) => flipped(bytes, 0),
      'a flipped bit in the middle': (bytes) => flipped(bytes, bytes.length >> 1),
      'a flipped bit in the last byte': (bytes) => flipped(bytes, bytes.length - 1),
      'half of its bytes': (bytes) => bytes.slice(0, bytes.length >> 1),
      'no bytes at all': () => new Uint8Array(),
      'the record of another page': () => encodeEntry(entryOf(pageOf('/another'))),
      'the record of other code': () => encodeEntry(entryOf(pageOf('/products/1', 'code-2'))),
      'something else': () => new TextEncoder().encode('{"html":"<h1>"}'),
    }

    const expectReplaced = async (change: (bytes: Uint8Array) => Uint8Array): Promise<void> => {
      const { store, clock } = scene
      await publish(store, page)
      await damage(store, page, change)
      expect(await store.load(page)).toBeUndefined()
      expect(await store.acquire(page, request({ ttlMs: 1 }))).toMatchObject({ kind: 'granted', previous: undefined })
      clock.advance(1)
      await publish(store, page, { html: 'whole again' })
      expect(textOf((await loaded(store, page)).entry.bodies['html'])).toBe('whole again')
    }

    for (const [name, change] of Object.entries(damages)) {
      it(`takes a record with ${name} for absent, and replaces it (fault 7)`, () => expectReplaced(change))
    }

    it('takes a record of a format that it does not know for absent, and replaces it (fault 9)', () =>
      expectReplaced((bytes) => bytes.fill(0xff, 16, 20)))

    it('lets a build seed where only a damaged record stands', async () => {
      const { store } = scene
      await publish(store, page, { generatedAt: 5_000 })
      await damage(store, page, (bytes) => flipped(bytes, 20))
      expect(await store.seed([entryOf(page, { generatedAt: 1_000 })])).toBe(1)
      await loaded(store, page)
    })
  })
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[at]! ^= 4
  return copy
}

export function describeClosing(subject: PageStoreSubject): void {
  describe('closing', () => {
    const scene = useScene(subject)
    const page = pageOf('/products/1')

    it('can be repeated', async () => {
      const store = await scene.again()
      await store.close()
      expect(await store.close()).toBeUndefined()
    })

    it('makes every later call fail, and says why', async () => {
      const store = await scene.again()
      await store.close()
      const calls: (() => unknown)[] = [
        () => store.load(page),
        () => store.acquire(page, request()),
        () => store.publish(page, 1, entryOf(page)),
        () => store.seed([entryOf(page)]),
        () => store.invalidate([{ tag: 't:a', kind: 'soft' }]),
        () => store.purge(page),
        () => store.readLog(undefined, 'member'),
        () => store.statistics(),
        () => listed(store),
      ]
      // A store may answer at once or with a promise, and so it may throw or reject.
      for (const call of calls) await expect((async () => call())()).rejects.toMatchObject({ code: 'STORE_CLOSED' })
    })

    it('leaves other instances over the same pages alone', async () => {
      const other = await scene.again()
      await other.close()
      const published = await publish(scene.store, page)
      expect((await loaded(scene.store, page)).entry).toEqual(published)
    })
  })
}
