import { expect, test } from 'vitest'
import { asCompiled } from './commonjs-interop.ts'

test('the default of what was compiled from a module is its own, and every name is there', () => {
  const exported = Object.defineProperty({ default: 1, guessed: 2, hidden: 3 }, '__esModule', { value: true })
  expect({ ...asCompiled({ default: exported, guessed: 2, __esModule: true }) }).toMatchObject({
    default: 1,
    guessed: 2,
    hidden: 3,
  })
})

test('any other module is its own default', () => {
  const library = Object.assign(() => 1, { extra: 2 })
  const seen = asCompiled({ default: library })
  expect(seen['default']).toBe(library)
  expect(seen['extra']).toBe(2)
  expect('absent' in seen).toBe(false)
})

test('properties are read when they are needed', () => {
  const lazy = Object.defineProperty({}, 'costly', {
    enumerable: true,
    get: () => {
      throw new Error('loaded')
    },
  })
  const seen = asCompiled({ default: lazy })
  expect(() => seen['costly']).toThrow('loaded')
})

test('a plain value stays as Node has it', () => {
  const namespace = { default: 'text' }
  expect(asCompiled(namespace)).toBe(namespace)
})
