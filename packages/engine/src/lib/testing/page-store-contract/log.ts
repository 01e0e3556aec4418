/** What instances learn of invalidations, and how they notice that they missed some (reliability §3.2, §3.7). */
import { describe, expect, it } from 'vitest'
import type { Cursor, PageStore } from '../../page-store.ts'
import { tagOfName } from '../../tags.ts'
import { freshness, hard, pageOf, publish, soft, useScene } from './scene.ts'
import type { PageStoreSubject } from './scene.ts'

export function describeLog(subject: PageStoreSubject): void {
  describe('the invalidation log', () => {
    const scene = useScene(subject, { logLimit: 5 })
    const invalidate = async (store: PageStore, ...tags: string[]): Promise<Cursor> => store.invalidate(tags.map(soft))

    it('begins with a head that can be read from', async () => {
      const { store } = scene
      const tail = await store.readLog(undefined, 'member')
      expect(tail).toMatchObject({ kind: 'entries', entries: [] })
      expect(tail.head.position).toBe(await store.head())
      expect(await store.readLog(tail.head, 'member')).toMatchObject({ kind: 'entries', entries: [], head: tail.head })
      const after = await invalidate(store, 't:a')
      expect(await store.readLog(tail.head, 'member')).toMatchObject({
        kind: 'entries',
        entries: [{ tag: 't:a' }],
        head: after,
      })
    })

    it('grows by one entry per invalidation, in order', async () => {
      const { store } = scene
      const { head } = await store.readLog(undefined, 'member')
      const cursor = await store.invalidate([soft('t:a'), hard('t:b'), { tag: 't:c', kind: 'soft', floor: 7 }])
      const tail = await store.readLog(head, 'member')
      expect(tail.entries).toMatchObject([
        { tag: 't:a', kind: 'soft' },
        { tag: 't:b', kind: 'hard' },
        { tag: 't:c', kind: 'soft', floor: 7 },
      ])
      const positions = tail.entries.map(({ position }) => position)
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b))
      expect(positions[0]).toBeGreaterThan(head.position)
      expect(tail.entries[0]!.floor).toBe(positions[0])
      expect(new Set(tail.entries.map(({ nonce }) => nonce)).size).toBe(3)
      expect(tail.head).toEqual(cursor)
      expect({ position: tail.entries[2]!.position, nonce: tail.entries[2]!.nonce }).toEqual(cursor)
    })

    it('tells the time of a clock that may differ from its readers’', async () => {
      const { now } = await scene.store.readLog(undefined, 'member')
      expect(scene.store.coherence === 'immediate' || typeof now === 'number').toBe(true)
    })

    it('grows though the clock stands still or goes back', async () => {
      const { store, clock } = scene
      const first = await invalidate(store, 't:a')
      const second = await invalidate(store, 't:a')
      clock.jump(-3_600_000)
      const third = await invalidate(store, 't:a')
      expect(second.position).toBeGreaterThan(first.position)
      expect(third.position).toBeGreaterThan(second.position)
      expect(Number.isSafeInteger(third.position)).toBe(true)
    })

    it('answers no invalidations with its head', async () => {
      const head = await invalidate(scene.store, 't:a')
      expect(await scene.store.invalidate([])).toEqual(head)
    })

    it('gives a reader what came after its cursor, whoever wrote it', async () => {
      const other = await scene.again()
      const cursor = await invalidate(scene.store, 't:a')
      await invalidate(other, 't:b')
      const head = await invalidate(scene.store, 't:c')
      for (const store of [scene.store, other]) {
        const tail = await store.readLog(cursor, 'member')
        expect(tail).toMatchObject({ kind: 'entries', entries: [{ tag: 't:b' }, { tag: 't:c' }], head })
      }
    })

    it('retains as many entries as it was told, and tells who was away for longer', async () => {
      const { store } = scene
      const { head: birth } = await store.readLog(undefined, 'member')
      const cursors: Cursor[] = []
      for (const name of 'abcdefgh') cursors.push(await invalidate(store, `t:${name}`))
      const retained = [...'defgh'].map((name) => ({ tag: `t:${name}` }))
      for (const old of [birth, cursors[0]!, cursors[1]!]) {
        expect(await store.readLog(old, 'member')).toMatchObject({
          kind: 'truncated',
          entries: retained,
          head: cursors[7],
        })
      }
      expect(await store.readLog(undefined, 'member')).toMatchObject({ entries: retained })
      expect(await store.readLog(cursors[3], 'member')).toMatchObject({
        kind: 'entries',
        entries: retained.slice(1),
      })
    })

    it('has missed nothing when only what the reader had seen was dropped', async () => {
      const { store } = scene
      const cursors: Cursor[] = []
      for (const name of 'abcdefgh') cursors.push(await invalidate(store, `t:${name}`))
      const tail = await store.readLog(cursors[2], 'member')
      expect(tail.kind).toBe('entries')
      expect(tail.entries).toHaveLength(5)
    })

    it('keeps the floors of entries that it dropped', async () => {
      const { store } = scene
      await publish(store, pageOf('/a'), { tags: ['a'] })
      await store.invalidate([hard(tagOfName('a'))])
      for (let i = 0; i < 8; i++) await invalidate(store, 't:b')
      expect(await freshness(scene, pageOf('/a'))).toBe('expired')
    })

    it('tells a reader whose entry it does not know, though it is not old', async () => {
      const { store } = scene
      const { head: birth } = await store.readLog(undefined, 'member')
      const cursor = await invalidate(store, 't:a')
      const head = await invalidate(store, 't:b')
      const lost: Cursor[] = [
        { position: cursor.position, nonce: 'another' },
        { position: birth.position, nonce: 'another' },
        { position: head.position, nonce: cursor.nonce },
        { position: head.position + 1_000, nonce: 'later' },
      ]
      for (const each of lost) {
        expect(await store.readLog(each, 'member')).toMatchObject({
          kind: 'diverged',
          entries: [{ tag: 't:a' }, { tag: 't:b' }],
          head,
        })
      }
    })

    it('takes invalidations of many instances at once without losing one', async () => {
      const instances = [scene.store, await scene.again({ logLimit: 5 })]
      const { head } = await scene.store.readLog(undefined, 'member')
      const cursors = await Promise.all(Array.from({ length: 5 }, (_, i) => invalidate(instances[i % 2]!, `t:${i}`)))
      const tail = await scene.store.readLog(head, 'member')
      expect(tail.entries.map(({ tag }) => tag).sort()).toEqual(['t:0', 't:1', 't:2', 't:3', 't:4'])
      expect(new Set(cursors.map(({ position }) => position)).size).toBe(5)
    })

    it('is reached at once where reading its head is cheap', async () => {
      const answersAtOnce = typeof scene.store.head() === 'number'
      expect(answersAtOnce || scene.store.coherence === 'lease').toBe(true)
      expect(await scene.store.barrier(await invalidate(scene.store, 't:a'))).toBe('reached')
    })
  })
}
