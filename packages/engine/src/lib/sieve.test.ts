import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Sieve } from './sieve.ts'
import { Slot } from './slot.ts'
import { makeEntry } from './testing/make-entry.ts'

const slotOf = (path: string) => new Slot(makeEntry({ path }))

function evict(sieve: Sieve): string {
  const slot = sieve.next()!
  sieve.remove(slot)
  return slot.entry.path
}

function sieveOf(...paths: string[]): { sieve: Sieve; slots: Map<string, Slot> } {
  const sieve = new Sieve()
  const slots = new Map(paths.map((path) => [path, slotOf(path)]))
  for (const slot of slots.values()) sieve.add(slot)
  return { sieve, slots }
}

test('evicts the oldest first when nothing was read', () => {
  const { sieve } = sieveOf('/1', '/2', '/3')
  expect([evict(sieve), evict(sieve), evict(sieve)]).toEqual(['/1', '/2', '/3'])
  expect(sieve.next()).toBeUndefined()
})

test('passes over what was read, once', () => {
  const { sieve, slots } = sieveOf('/1', '/2', '/3')
  slots.get('/1')!.visited = true
  expect([evict(sieve), evict(sieve), evict(sieve)]).toEqual(['/2', '/3', '/1'])
})

test('goes on where the hand stands, so that a newcomer is judged soon', () => {
  const { sieve, slots } = sieveOf('/1', '/2', '/3')
  slots.get('/1')!.visited = true
  expect(evict(sieve)).toBe('/2')
  sieve.add(slotOf('/4'))
  expect([evict(sieve), evict(sieve), evict(sieve)]).toEqual(['/3', '/4', '/1'])
})

test('spares the one that room is made for', () => {
  const { sieve, slots } = sieveOf('/1', '/2')
  expect(sieve.next(slots.get('/1'))!.entry.path).toBe('/2')
  sieve.remove(slots.get('/2')!)
  expect(sieve.next(slots.get('/1'))).toBeUndefined()
})

type Action = 'add' | 'evict' | { readonly read: number } | { readonly remove: number }

function apply(action: Action, sieve: Sieve, held: Slot[]): void {
  if (action === 'add') {
    held.push(slotOf(`/${held.length}`))
    sieve.add(held.at(-1)!)
  } else if (action === 'evict') {
    const slot = sieve.next()
    if (slot) sieve.remove(held.splice(held.indexOf(slot), 1)[0]!)
  } else if ('read' in action) {
    const slot = held[action.read]
    if (slot) slot.visited = true
  } else {
    const [slot] = held.splice(action.remove, 1)
    if (slot) sieve.remove(slot)
  }
}

test('loses and invents nothing, in whatever order slots come, are read and go', () => {
  const action = fc.oneof(
    fc.constant('add' as const),
    fc.constant('evict' as const),
    fc.record({ read: fc.nat(9) }),
    fc.record({ remove: fc.nat(9) }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
      const sieve = new Sieve()
      const held: Slot[] = []
      for (const each of actions) {
        apply(each, sieve, held)
        expect([...sieve].reverse()).toEqual(held)
        expect(held.length === 0 || sieve.next() !== undefined).toBe(true)
      }
    }),
  )
})
