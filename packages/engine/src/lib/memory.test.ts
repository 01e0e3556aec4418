import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf } from './entry.ts'
import type { Entry } from './entry.ts'
import { emitTo } from './events.ts'
import type { EngineEvent } from './events.ts'
import { FloorMap } from './floors.ts'
import { noFloors } from './freshness.ts'
import { Memory } from './memory.ts'
import { everything, tagOfName, tagOfPath } from './tags.ts'
import { makeEntry } from './testing/make-entry.ts'
import { StoreTime } from './store-time.ts'
import { ManualClock } from './testing/manual-clock.ts'

function memoryOf(limit: number) {
  const events: EngineEvent[] = []
  const floors = new FloorMap()
  const memory = new Memory(
    limit,
    floors,
    new StoreTime(new ManualClock(), false),
    emitTo((event) => events.push(event)),
  )
  const place = (entry: Entry) => memory.place({ entry, floors: noFloors, supersededElsewhere: false })
  return { memory, floors, events, place }
}

const sizeOfOne = bytesOf(makeEntry())

describe('what was read for one visitor', () => {
  const visited = (scene: ReturnType<typeof memoryOf>, entry: Entry, floors = noFloors) =>
    scene.memory.placeVisited({ entry, floors, supersededElsewhere: false })

  test('is kept while there is room', () => {
    const scene = memoryOf(1e6)
    visited(scene, makeEntry())
    expect(scene.memory.find(makeEntry())).toBeDefined()
  })

  test('moves nothing else out of a full memory until it has come a few times', () => {
    const scene = memoryOf(sizeOfOne)
    visited(scene, makeEntry({ path: '/a' }))
    const kept = [1, 2, 3, 4, 5, 6, 7, 8].map(() => {
      const slot = visited(scene, makeEntry({ path: '/b' }))
      expect(slot.entry.path).toBe('/b')
      return scene.memory.find(makeEntry({ path: '/b' })) !== undefined
    })
    expect(kept.indexOf(true)).toBe(5)
    expect(scene.events.map(({ type }) => type)).toEqual(['evicted'])
  })

  test('knows what was invalidated, kept or not', () => {
    const scene = memoryOf(sizeOfOne)
    visited(scene, makeEntry({ path: '/a' }))
    scene.floors.raise({ tag: tagOfPath('/b'), kind: 'soft', floor: 9 })
    const slot = visited(scene, makeEntry({ path: '/b', asOf: 10 }), { soft: 3, hard: 2 })
    expect(slot).toMatchObject({ soft: 9, hard: 2 })
    expect(scene.memory.find(slot.entry)).toBeUndefined()
  })

  test('is kept at once where it is due: not every visitor asks for its regeneration', () => {
    const scene = memoryOf(sizeOfOne)
    visited(scene, makeEntry({ path: '/a' }))
    const { asOf } = makeEntry()
    visited(scene, makeEntry({ path: '/b' }), { soft: asOf + 1, hard: 0 })
    expect(scene.memory.find(makeEntry({ path: '/b' }))).toBeDefined()
  })
})

describe('memory', () => {
  test('keeps pages of different code apart', () => {
    const { memory, place } = memoryOf(1e6)
    place(makeEntry({ namespace: 'code-1' }))
    place(makeEntry({ namespace: 'code-2', version: 7 }))
    expect(memory.find({ namespace: 'code-1', path: '/a' })!.entry.version).toBe(1)
    expect(memory.find({ namespace: 'code-2', path: '/a' })!.entry.version).toBe(7)
    expect(memory.find({ namespace: 'code-3', path: '/a' })).toBeUndefined()
  })

  test('never replaces a later version by an earlier one', () => {
    const { memory, place } = memoryOf(1e6)
    place(makeEntry({ version: 2 }))
    expect(place(makeEntry({ version: 1 })).entry.version).toBe(2)
    place(makeEntry({ version: 3 }))
    expect(memory.find(makeEntry())!.entry.version).toBe(3)
    expect(memory.entries).toBe(1)
  })

  test('lets the store decide about what cannot be trusted any more', () => {
    const { memory, place } = memoryOf(1e6)
    place(makeEntry({ version: 2 }))
    memory.distrustAll()
    const slot = place(makeEntry({ version: 1 }))
    expect(slot.entry.version).toBe(1)
    expect(memory.isTrusted(slot)).toBe(true)
  })

  test('trusts an entry again that the store still has', () => {
    const { memory, place } = memoryOf(1e6)
    const slot = place(makeEntry())
    memory.distrustAll()
    expect(memory.isTrusted(slot)).toBe(false)
    expect(memory.isTrusted(place(makeEntry()))).toBe(true)
  })

  test('replaces an unpublished page by whatever the store has, and not the other way round', () => {
    const { memory, place } = memoryOf(1e6)
    const unpublished = { entry: makeEntry({ version: 0 }), floors: noFloors, supersededElsewhere: false }
    const slot = memory.placeUnpublished(unpublished, memory.epoch)
    expect(memory.isTrusted(slot)).toBe(false)
    expect(memory.isTrusted(place(makeEntry()))).toBe(true)
    expect(memory.placeUnpublished(unpublished, memory.epoch).entry.version).toBe(1)
    expect([...memory.unpublished]).toEqual([])
  })

  test('is not remembered any longer than it is here', () => {
    const { memory } = memoryOf(1)
    memory.placeUnpublished({ entry: makeEntry({ version: 0 }), floors: noFloors, supersededElsewhere: false }, 0)
    expect([...memory.unpublished]).toEqual([])
  })
})

describe('an invalidation', () => {
  test.each([everything, tagOfPath('/a'), tagOfName('news')])('by %s raises the floors of what it reaches', (tag) => {
    const { memory, place } = memoryOf(1e6)
    const slot = place(makeEntry({ tags: ['news'] }))
    memory.apply({ tag, kind: 'soft', floor: 5 })
    expect(slot.freshness(0)).toBe('stale')
    memory.apply({ tag, kind: 'hard', floor: 5 })
    expect(slot.freshness(0)).toBe('expired')
  })

  test('does not reach an entry that has seen it', () => {
    const { memory, place } = memoryOf(1e6)
    const slot = place(makeEntry({ asOf: 5 }))
    memory.apply({ tag: tagOfPath('/a'), kind: 'hard', floor: 5 })
    expect(slot.freshness(0)).toBe('fresh')
  })

  test('that the log does not hold yet reaches what is here, but for what has seen its floor', () => {
    const { memory, place } = memoryOf(1e6)
    const [slot, seen] = [place(makeEntry({ asOf: 5 })), place(makeEntry({ path: '/b', asOf: 5 }))]
    memory.expire({ tag: tagOfPath('/a'), kind: 'hard' })
    expect(slot.freshness(0)).toBe('expired')
    memory.expire({ tag: tagOfPath('/b'), kind: 'hard', floor: 5 })
    expect(seen.freshness(0)).toBe('fresh')
    memory.expire({ tag: tagOfPath('/b'), kind: 'hard', floor: 6 })
    expect(seen.freshness(0)).toBe('expired')
  })

  test('does not reach a later version by the tags of an earlier one', () => {
    const { memory, place } = memoryOf(1e6)
    place(makeEntry({ tags: ['old'] }))
    const slot = place(makeEntry({ version: 2, tags: ['new'] }))
    memory.apply({ tag: tagOfName('old'), kind: 'hard', floor: 5 })
    expect(slot.freshness(0)).toBe('fresh')
    memory.apply({ tag: tagOfName('new'), kind: 'hard', floor: 5 })
    expect(slot.freshness(0)).toBe('expired')
  })

  test('counts for a page whose load was under way when it arrived', () => {
    const { floors, place } = memoryOf(1e6)
    floors.raise({ tag: tagOfPath('/a'), kind: 'hard', floor: 5 })
    expect(place(makeEntry()).freshness(0)).toBe('expired')
  })

  test('keeps tags of any name apart from everything else (fault 81)', () => {
    const { memory, place } = memoryOf(1e6)
    const slot = place(makeEntry({ tags: ['__proto__', 'constructor'] }))
    memory.apply({ tag: '__proto__', kind: 'hard', floor: 5 })
    expect(slot.freshness(0)).toBe('fresh')
    memory.apply({ tag: tagOfName('__proto__'), kind: 'hard', floor: 5 })
    expect(slot.freshness(0)).toBe('expired')
  })
})

describe('its bound', () => {
  test('evicts what was not read lately, and says so', () => {
    const { memory, events, place } = memoryOf(3 * sizeOfOne)
    const [a, b, c] = ['/a', '/b', '/c'].map((path) => place(makeEntry({ path })))
    a!.visited = true
    place(makeEntry({ path: '/d' }))
    expect([a, b, c].map((slot) => memory.find(slot!.entry) !== undefined)).toEqual([true, false, true])
    expect(events).toEqual([{ type: 'evicted', page: b!.entry, bytes: sizeOfOne }])
    expect(memory.entries).toBe(3)
  })

  test('does not empty the memory for a page that does not fit at all (B133, fault 82)', () => {
    const { memory, place } = memoryOf(3 * sizeOfOne)
    for (const path of ['/a', '/b', '/c']) place(makeEntry({ path }))
    const slot = place(makeEntry({ path: '/huge' }, 10_000))
    expect(slot.freshness(0)).toBe('fresh')
    expect(memory.find(slot.entry)).toBeUndefined()
    expect(memory.entries).toBe(3)
  })

  test('forgets the earlier version of a page that has outgrown it', () => {
    const { memory, place } = memoryOf(3 * sizeOfOne)
    place(makeEntry())
    place(makeEntry({ version: 2 }, 10_000))
    expect(memory.find(makeEntry())).toBeUndefined()
    expect(memory.bytes).toBe(0)
  })

  test.each([0, 1])('of %i bytes keeps nothing', (limit) => {
    const { memory, place } = memoryOf(limit)
    expect(place(makeEntry()).entry.version).toBe(1)
    expect(memory.entries).toBe(0)
    expect(memory.bytes).toBe(0)
  })

  test('holds at every step, and the count is exact', () => {
    const step = fc.record({
      path: fc.constantFrom('/a', '/b', '/c', '/d', '/e'),
      bytes: fc.nat(3_000),
      tags: fc.subarray(['x', 'y', 'z']),
      read: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { memory, place } = memoryOf(5_000)
        const kept = new Set<string>()
        steps.forEach(({ path, bytes, tags, read }, index) => {
          const slot = place(makeEntry({ path, tags, version: index + 1 }, bytes))
          slot.visited = read
          kept.add(path)
          const held = [...kept].flatMap((each) => memory.find({ namespace: 'code-1', path: each }) ?? [])
          expect(memory.bytes).toBeLessThanOrEqual(5_000)
          expect(memory.bytes).toBe(held.reduce((sum, { entry }) => sum + bytesOf(entry), 0))
          expect(memory.entries).toBe(held.length)
        })
      }),
    )
  })
})
