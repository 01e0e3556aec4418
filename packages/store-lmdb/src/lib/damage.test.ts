import { freshnessOf } from '@everfresh/engine'
import { markedEntry, pageOf } from '@everfresh/engine/crash-testing'
import { describe, expect, it } from 'vitest'
import { newVersion, openEnvironment } from './environment.ts'
import type { Environment, Table } from './environment.ts'
import { numberKeyOf, pathKeyOf, tagKeyOf, versionKeyOf } from './keys.ts'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import type { LmdbPageStore } from './lmdb-page-store.ts'
import { temporaryFolder } from './testing/processes.ts'

const page = pageOf('/a')

/** Flips a bit of one value, as a failing disk does. */
async function damage({ directory }: LmdbPageStore, table: (environment: Environment) => Table, key: Buffer) {
  const environment = await openEnvironment(directory, false)
  const { value } = environment.read(table(environment), key)!
  const damaged = Buffer.from(value)
  damaged[damaged.length >> 1]! ^= 1
  await environment.writeAll(() => void table(environment).put(key, damaged, newVersion()))
  await environment.close()
}

async function storeWithPage(): Promise<LmdbPageStore> {
  const store = await openLmdbPageStore({ directory: temporaryFolder() })
  const asOf = store.head()
  await store.seed([{ ...markedEntry('/a', 'a'), asOf, staleAt: Infinity, tags: ['a'] }])
  return store
}

const freshness = (store: LmdbPageStore) => {
  const { entry, floors } = store.load(page)!
  return freshnessOf(entry, floors, Date.now())
}

describe('a damaged value beside the entries', () => {
  it('of a path makes its pages absent, and is swept up at the next publish (B139, fault 7)', async () => {
    const store = await storeWithPage()
    await damage(store, ({ paths }) => paths, pathKeyOf('/a'))
    expect(store.load(page)).toBeUndefined()
    const acquired = await store.acquire(page, { need: 0, known: 0, owner: 'me', ttlMs: 1_000 })
    if (acquired.kind !== 'granted') throw new Error(`expected a lease, not "${acquired.kind}"`)
    await store.publish(page, acquired.lease.token, markedEntry('/a', 'again'))
    expect(store.load(page)!.entry.attributes['mark']).toBe('again')
    const listed = []
    for await (const summary of store.list()) listed.push(summary.version)
    expect(listed).toEqual([acquired.lease.token])
    await store.close()
  })

  it('of an entry makes it absent, to whoever asks how', async () => {
    const store = await storeWithPage()
    const { version } = store.load(page)!.entry
    await damage(store, ({ entries }) => entries, versionKeyOf(pathKeyOf(page.path), page.namespace, version))
    expect(store.glance(page)).toBeUndefined()
    expect(store.load(page)).toBeUndefined()
    await store.close()
  })

  it('of a tag makes every page that carries it stale', async () => {
    const store = await storeWithPage()
    await store.invalidate([{ tag: 't:a', kind: 'soft', floor: 1 }])
    expect(freshness(store)).toBe('fresh')
    await damage(store, ({ floors }) => floors, tagKeyOf('t:a'))
    expect(freshness(store)).toBe('stale')
    await store.close()
  })

  it('of the log makes readers check all that they remember', async () => {
    const store = await storeWithPage()
    const { head } = store.readLog(undefined, 'me')
    const { position } = await store.invalidate([{ tag: 't:b', kind: 'soft' }])
    const later = await store.invalidate([{ tag: 't:c', kind: 'soft' }])
    await damage(store, ({ log }) => log, numberKeyOf(position))
    expect(store.readLog(head, 'me')).toMatchObject({ kind: 'truncated', entries: [{ tag: 't:c' }], head: later })
    await store.close()
  })

  it('of what the log goes by makes it begin anew, and every page stale', async () => {
    const store = await storeWithPage()
    const { position } = await store.invalidate([{ tag: 't:b', kind: 'soft' }])
    await store.close()
    await damage(store, ({ meta }) => meta, Buffer.from('log'))
    const again = await openLmdbPageStore({ directory: store.directory })
    expect(again.head()).toBeGreaterThan(position)
    expect(freshness(again)).toBe('stale')
    await again.close()
  })
})
