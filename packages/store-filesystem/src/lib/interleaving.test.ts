import type { Cursor, PageStore } from '@everfresh/engine'
import { ManualClock } from '@everfresh/engine/testing'
import { describe, expect, it } from 'vitest'
import { openOver } from './filesystem-page-store.ts'
import { markedEntry, markOf, pageOf } from './testing/marked-entry.ts'
import { meddledFiles, MemoryFiles } from './testing/memory-files.ts'
import { randomFrom, Turns } from './testing/turns.ts'

const ttlMs = 1_000
const seeds = 120

/** What is known for certain, since the call that said so has ended: everything that begins later has to respect it. */
interface Known {
  readonly published: Map<string, number>
  readonly granted: Map<string, number[]>
  readonly cursors: Map<string, Cursor[]>
  readonly leases: Map<string, Held[]>
}

interface Held {
  readonly token: number
  readonly grantedAt: number
  readonly expiresAt: number
  isEnding: boolean
}

/** One lease at a time: the one before had run out, or its holder was giving it back. */
function isAlone(held: readonly Held[], lease: Held): boolean {
  return held.every((other) => {
    const [first, second] = other.token < lease.token ? [other, lease] : [lease, other]
    return second.grantedAt >= first.expiresAt || first.isEnding
  })
}

const last = (numbers: readonly number[] | undefined): number => Math.max(0, ...(numbers ?? []))

/** An instance that does as the protocol says, and checks what it is told. */
function instance(store: PageStore, name: string, known: Known, clock: ManualClock, random: (limit: number) => number) {
  const paths = ['/a', '/a', '/a', '/b']

  const readsNothingOld = async (path: string): Promise<void> => {
    const [version, position] = [known.published.get(path) ?? 0, last(known.cursors.get(path)?.map((c) => c.position))]
    const loaded = await store.load(pageOf(path))
    expect(loaded?.entry.version ?? 0).toBeGreaterThanOrEqual(version)
    if (!loaded) return
    markOf(loaded.entry)
    expect(loaded.floors.hard).toBeGreaterThanOrEqual(position)
    known.published.set(path, Math.max(known.published.get(path) ?? 0, loaded.entry.version))
  }

  const regenerates = async (path: string): Promise<void> => {
    const before = {
      token: last(known.granted.get(path)),
      version: known.published.get(path) ?? 0,
      position: last(known.cursors.get(path)?.map((cursor) => cursor.position)),
    }
    const need = await store.head()
    const acquired = await store.acquire(pageOf(path), { need: need + 1, known: 0, owner: name, ttlMs })
    if (acquired.kind !== 'granted') return
    const { token, asOf } = acquired.lease
    expect(known.granted.get(path) ?? []).not.toContain(token)
    expect(token).toBeGreaterThan(before.token)
    expect(acquired.previous?.entry.version ?? 0).toBeGreaterThanOrEqual(before.version)
    expect(asOf).toBeGreaterThanOrEqual(before.position)
    known.granted.set(path, [...(known.granted.get(path) ?? []), token])
    const { expiresAt } = acquired.lease
    const lease: Held = { token, expiresAt, grantedAt: expiresAt - ttlMs, isEnding: false }
    expect(isAlone(known.leases.get(path) ?? [], lease)).toBe(true)
    known.leases.set(path, [...(known.leases.get(path) ?? []), lease])
    if (random(4) === 0) clock.advance(ttlMs / 2)
    if (random(3) === 0) await store.renew(pageOf(path), token, ttlMs)
    lease.isEnding = true
    if (random(5) === 0) return store.fail(pageOf(path), token, 0)
    const granted = last(known.granted.get(path))
    const published = await store.publish(pageOf(path), token, markedEntry(path, `${name}-${token}`, 200))
    if (granted > token) expect(published.kind).toBe('rejected')
    if (published.kind === 'published') {
      expect(published.entry).toMatchObject({ version: token, asOf })
      known.published.set(path, Math.max(known.published.get(path) ?? 0, token))
    }
  }

  const invalidates = async (path: string): Promise<void> => {
    const before = last([...known.cursors.values()].flat().map(({ position }) => position))
    const cursor = await store.invalidate([{ tag: `p:${path}`, kind: 'hard' }])
    expect(cursor.position).toBeGreaterThan(before)
    known.cursors.set(path, [...(known.cursors.get(path) ?? []), cursor])
  }

  return async (steps: number): Promise<void> => {
    for (let i = 0; i < steps; i++) {
      const path = paths[random(4)]!
      const what = random(6)
      if (what < 3) await regenerates(path)
      else if (what < 5) await readsNothingOld(path)
      else await invalidates(path)
      if (random(3) === 0) clock.advance(random(ttlMs))
    }
  }
}

async function play(seed: number, kind = MemoryFiles): Promise<void> {
  const random = randomFrom(seed)
  const clock = new ManualClock()
  const turns = new Turns(random)
  const memory = new kind(() => clock.now())
  const options = { directory: '/store', clock, visibilityMs: 0 }
  const stores = await Promise.all([1, 2, 3].map(() => openOver(meddledFiles(memory, turns.meddle), options)))
  const known: Known = { published: new Map(), granted: new Map(), cursors: new Map(), leases: new Map() }
  const begin = await stores[0]!.readLog(undefined, 'reader')
  await turns.play(stores.map((store, i) => () => instance(store, `host${i}`, known, clock, random)(6)))

  const cursors = [...known.cursors.values()].flat()
  const another = await openOver(memory, options)
  for (const store of [...stores, another]) {
    const { kind, entries } = await store.readLog(begin.head, 'reader')
    const positions = entries.map(({ position }) => position)
    expect({ kind, positions }).toEqual({ kind: 'entries', positions: [...new Set(positions)].sort((a, b) => a - b) })
    for (const cursor of cursors) expect(entries).toContainEqual(expect.objectContaining(cursor))
    expect(entries).toHaveLength(cursors.length)
    for (const [path, version] of known.published) {
      const loaded = await store.load(pageOf(path))
      expect(loaded?.entry.version).toBeGreaterThanOrEqual(version)
    }
    await store.close()
  }
}

describe('instances on several machines that go on by one call at a time', () => {
  it(`keep tokens unique, versions growing, records whole and invalidations in ${seeds} orders of calls`, async () => {
    for (let seed = 0; seed < seeds; seed++) {
      try {
        await play(seed)
      } catch (error) {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
      }
    }
  })

  it('would be found to break promises on a file system that gives one name to two files', async () => {
    let noticed = 0
    for (let seed = 0; seed < 50 && noticed === 0; seed++) {
      await play(seed, LyingFiles).catch(() => noticed++)
    }
    expect(noticed).toBe(1)
  })
})

/** Honest when a store is opened, where it would be refused. */
class LyingFiles extends MemoryFiles {
  #links = 0

  override async link(file: string, name: string): Promise<void> {
    if (this.#links++ > 10) await this.remove(name).catch(() => {})
    return super.link(file, name)
  }
}
