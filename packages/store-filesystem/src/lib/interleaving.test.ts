import type { Cursor, PageStore } from '@everfresh/engine'
import { ManualClock } from '@everfresh/engine/testing'
import { markedEntry, markOf, pageOf } from '@everfresh/engine/crash-testing'
import { describe, expect, it } from 'vitest'
import { openOver } from './filesystem-page-store.ts'
import { cachingClient } from './testing/caching-client.ts'
import { meddledFiles, MemoryFiles } from './testing/memory-files.ts'
import { randomFrom, Turns } from './testing/turns.ts'

const ttlMs = 1_000
const seeds = 60

/** A number that was told at a time: a version, or a position of the log. */
interface Told {
  readonly number: number
  readonly at: number
}

/** What is known for certain, since the call that said so has ended: what begins later has to respect it. */
interface Known {
  readonly published: Map<string, Told[]>
  readonly granted: Map<string, number[]>
  readonly positions: Map<string, Told[]>
  readonly cursors: Cursor[]
  readonly leases: Map<string, Held[]>
}

const add = <T>(map: Map<string, T[]>, path: string, value: T): void =>
  void map.set(path, [...(map.get(path) ?? []), value])

/** The highest number that was told by `at`. */
const highestBy = (told: readonly Told[] | undefined, at: number): number =>
  Math.max(0, ...(told ?? []).filter((each) => each.at <= at).map(({ number }) => number))

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

interface Around {
  readonly known: Known
  readonly clock: ManualClock
  readonly random: (limit: number) => number
  /** For how long what was told by others may not be seen. */
  readonly visibilityMs: number
}

/** An instance that does as the protocol says, and checks what it is told. */
function instance(store: PageStore, name: string, { known, clock, random, visibilityMs }: Around) {
  const paths = ['/a', '/a', '/a', '/b']
  /** What it has read itself never goes back, however late it sees what others do. */
  const seen = new Map<string, number>()
  let cursor: Cursor | undefined

  const readsNothingOld = async (path: string): Promise<void> => {
    const by = clock.now() - visibilityMs
    const version = Math.max(highestBy(known.published.get(path), by), seen.get(path) ?? 0)
    const position = highestBy(known.positions.get(path), by)
    const loaded = await store.load(pageOf(path))
    expect(loaded?.entry.version ?? 0).toBeGreaterThanOrEqual(version)
    if (!loaded) return
    markOf(loaded.entry)
    expect(loaded.floors.hard).toBeGreaterThanOrEqual(position)
    seen.set(path, loaded.entry.version)
    add(known.published, path, { number: loaded.entry.version, at: clock.now() })
  }

  const regenerates = async (path: string): Promise<void> => {
    const before = {
      token: last(known.granted.get(path)),
      version: highestBy(known.published.get(path), clock.now()),
      position: highestBy(known.positions.get(path), clock.now() - visibilityMs),
    }
    const need = await store.head()
    const acquired = await store.acquire(pageOf(path), { need: need + 1, known: 0, owner: name, ttlMs })
    if (acquired.kind !== 'granted') return
    const { token, asOf, expiresAt } = acquired.lease
    expect(known.granted.get(path) ?? []).not.toContain(token)
    expect(token).toBeGreaterThan(before.token)
    expect(acquired.previous?.entry.version ?? 0).toBeGreaterThanOrEqual(before.version)
    expect(asOf).toBeGreaterThanOrEqual(before.position)
    add(known.granted, path, token)
    const lease: Held = { token, expiresAt, grantedAt: expiresAt - ttlMs, isEnding: false }
    expect(isAlone(known.leases.get(path) ?? [], lease)).toBe(true)
    add(known.leases, path, lease)
    if (random(4) === 0) clock.advance(ttlMs / 2)
    if (random(3) === 0) await store.renew(pageOf(path), token, ttlMs)
    lease.isEnding = true
    if (random(5) === 0) return store.fail(pageOf(path), token, 0)
    const granted = last(known.granted.get(path))
    const published = await store.publish(pageOf(path), token, markedEntry(path, `${name}-${token}`, 200))
    if (granted > token) expect(published.kind).toBe('rejected')
    if (published.kind !== 'published') return
    expect(published.entry).toMatchObject({ version: token, asOf })
    seen.set(path, token)
    add(known.published, path, { number: token, at: clock.now() })
  }

  const invalidates = async (path: string): Promise<void> => {
    const before = last(known.cursors.map(({ position }) => position))
    const written = await store.invalidate([{ tag: `p:${path}`, kind: 'hard' }])
    expect(written.position).toBeGreaterThan(before)
    known.cursors.push(written)
    add(known.positions, path, { number: written.position, at: clock.now() })
  }

  /** A heartbeat misses nothing, however late reads are: the barrier relies on it. */
  const beats = async (): Promise<void> => {
    const before = last(known.cursors.map(({ position }) => position))
    const tail = await store.readLog(cursor, name)
    expect(tail.kind).toBe('entries')
    expect(tail.head.position).toBeGreaterThanOrEqual(before)
    cursor = tail.head
  }

  return async (steps: number): Promise<void> => {
    for (let i = 0; i < steps; i++) {
      const path = paths[random(4)]!
      const what = random(8)
      if (what < 4) await regenerates(path)
      else if (what < 6) await readsNothingOld(path)
      else if (what < 7) await invalidates(path)
      else await beats()
      if (random(3) === 0) clock.advance(random(ttlMs))
    }
  }
}

interface Play {
  readonly kind?: typeof MemoryFiles
  /** Clients answer from their caches for that long. */
  readonly visibilityMs?: number
}

async function play(seed: number, { kind = MemoryFiles, visibilityMs = 0 }: Play = {}): Promise<void> {
  const random = randomFrom(seed)
  const clock = new ManualClock()
  const now = () => clock.now()
  const turns = new Turns(random)
  const memory = new kind(now)
  const client = () => cachingClient(meddledFiles(memory, turns.meddle), now, visibilityMs)
  const options = { directory: '/store', clock, visibilityMs }
  const stores = await Promise.all([1, 2, 3].map(() => openOver(client(), options)))
  const known: Known = {
    published: new Map(),
    granted: new Map(),
    positions: new Map(),
    cursors: [],
    leases: new Map(),
  }
  const begin = await stores[0]!.readLog(undefined, 'reader')
  const around = { known, clock, random, visibilityMs }
  await turns.play(stores.map((store, i) => () => instance(store, `host${i}`, around)(6)))

  clock.advance(visibilityMs)
  const another = await openOver(memory, options)
  for (const store of [...stores, another]) {
    const { kind, entries } = await store.readLog(begin.head, 'reader')
    const positions = entries.map(({ position }) => position)
    expect({ kind, positions }).toEqual({ kind: 'entries', positions: [...new Set(positions)].sort((a, b) => a - b) })
    for (const cursor of known.cursors) expect(entries).toContainEqual(expect.objectContaining(cursor))
    expect(entries).toHaveLength(known.cursors.length)
    for (const [path, told] of known.published) {
      const loaded = await store.load(pageOf(path))
      expect(loaded?.entry.version).toBeGreaterThanOrEqual(highestBy(told, clock.now()))
    }
    await store.close()
  }
}

async function playAll(options: Play): Promise<void> {
  for (let seed = 0; seed < seeds; seed++) {
    try {
      await play(seed, options)
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  }
}

describe('instances on several machines that go on by one call at a time', () => {
  it(`keep tokens unique, versions growing, records whole and invalidations in ${seeds} orders of calls`, () =>
    playAll({}))

  it('do so, too, where their clients answer from caches: reads are late, by no more than that, heartbeats never', () =>
    playAll({ visibilityMs: 700 }))

  it('would be found to break promises on a file system that gives one name to two files', async () => {
    let noticed = 0
    for (let seed = 0; seed < 50 && noticed === 0; seed++) {
      await play(seed, { kind: LyingFiles }).catch(() => noticed++)
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
