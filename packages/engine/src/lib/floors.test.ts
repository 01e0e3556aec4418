import { expect, test } from 'vitest'
import { FloorMap } from './floors.ts'
import { everything, tagOfName, tagOfPath } from './tags.ts'

test('knows the highest floors over all tags of an entry', () => {
  const floors = new FloorMap()
  floors.raise({ tag: tagOfName('x'), kind: 'hard', floor: 3 })
  floors.raise({ tag: tagOfName('y'), kind: 'soft', floor: 7 })
  floors.raise({ tag: tagOfPath('/a'), kind: 'hard', floor: 2 })
  expect(floors.ofEntry({ path: '/a', tags: ['x', 'y'] })).toEqual({ soft: 7, hard: 3 })
  expect(floors.ofEntry({ path: '/b', tags: [] })).toEqual({ soft: 0, hard: 0 })
  floors.raise({ tag: everything, kind: 'hard', floor: 9 })
  expect(floors.ofPath('/b')).toEqual({ soft: 9, hard: 9 })
})

test('never lowers a floor', () => {
  const floors = new FloorMap()
  floors.raise({ tag: 't:x', kind: 'hard', floor: 9 })
  floors.raise({ tag: 't:x', kind: 'hard', floor: 3 })
  expect(floors.ofTag('t:x')).toEqual({ soft: 9, hard: 9 })
})

test('keeps the tags that were invalidated last', () => {
  const floors = new FloorMap(2)
  floors.raise({ tag: 't:x', kind: 'hard', floor: 1 })
  floors.raise({ tag: 't:y', kind: 'hard', floor: 2 })
  floors.raise({ tag: 't:x', kind: 'hard', floor: 3 })
  floors.raise({ tag: 't:z', kind: 'hard', floor: 4 })
  expect(['t:x', 't:y', 't:z'].map((tag) => floors.ofTag(tag).hard)).toEqual([3, 0, 4])
})

test('tells what a log lacks', () => {
  const floors = new FloorMap()
  floors.raise({ tag: 't:kept', kind: 'hard', floor: 1 })
  floors.raise({ tag: 't:lost', kind: 'hard', floor: 2 })
  floors.raise({ tag: 't:softer', kind: 'soft', floor: 3 })
  floors.raise({ tag: 't:both', kind: 'hard', floor: 4 })
  floors.raise({ tag: 't:both', kind: 'soft', floor: 5 })
  const log = [
    { position: 1, nonce: 'a', tag: 't:kept', kind: 'hard', floor: 1 },
    { position: 2, nonce: 'b', tag: 't:lost', kind: 'soft', floor: 2 },
  ] as const
  expect(floors.missingFrom(log)).toEqual([
    { tag: 't:lost', kind: 'hard' },
    { tag: 't:softer', kind: 'soft' },
    { tag: 't:both', kind: 'hard' },
  ])
})

test('knows from where on it remembers everything', () => {
  const floors = new FloorMap(2)
  for (const floor of [5, 6, 7]) floors.raise({ tag: `t:${floor}`, kind: 'soft', floor })
  expect(floors.isCompleteSince(4)).toBe(false)
  expect(floors.isCompleteSince(5)).toBe(true)
})
