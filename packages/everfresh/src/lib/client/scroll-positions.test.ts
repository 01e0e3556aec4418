import { expect, test } from 'vitest'
import { createScrollPositions } from './scroll-positions.ts'

const scroll = { position: () => ({ x: 1, y: 2 }), to: () => undefined, toHash: () => undefined }

test('positions outlive the document', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  createScrollPositions({ scroll, storage }).save('a')
  expect(createScrollPositions({ scroll, storage }).of('a')).toEqual({ x: 1, y: 2 })
})

test.each(['no JSON', '{}', '[["a"],["b",{"x":"1"}]]'])('what others wrote is ignored: %s', (text) => {
  const storage = { getItem: () => text, setItem: () => undefined }
  expect(createScrollPositions({ scroll, storage }).of('a')).toBeUndefined()
})

test('a storage that is full or forbidden does no harm', () => {
  const setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const full = createScrollPositions({ scroll, storage: { getItem: () => null, setItem } })
  full.save('a')
  expect(full.of('a')).toEqual({ x: 1, y: 2 })
  const none = createScrollPositions({ scroll, storage: undefined })
  none.save('a')
  expect(none.of('a')).toEqual({ x: 1, y: 2 })
})

test('the number of positions is bounded', () => {
  const positions = createScrollPositions({ scroll, storage: undefined })
  for (let index = 0; index <= 100; index++) positions.save(String(index))
  expect(positions.of('0')).toBeUndefined()
  expect(positions.of('1')).toBeDefined()
})
