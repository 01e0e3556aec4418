import { expect, test } from 'vitest'
import { kindOfTail } from './log-rules.ts'

const at = (position: number, nonce = 'a') => ({ position, nonce })
const log = { birth: 10, base: at(20), found: false }

test('a reader has missed nothing who stands at an entry that is there, or at the last that was dropped', () => {
  expect(kindOfTail(undefined, log)).toBe('entries')
  expect(kindOfTail(at(25), { ...log, found: true })).toBe('entries')
  expect(kindOfTail(at(20), log)).toBe('entries')
})

test('a reader has missed what was dropped since', () => {
  expect(kindOfTail(at(10), log)).toBe('truncated')
  expect(kindOfTail(at(19), log)).toBe('truncated')
})

test('a reader has read another log: entries that this one lost, or one that is gone altogether', () => {
  expect(kindOfTail(at(25), log)).toBe('diverged')
  expect(kindOfTail(at(20, 'b'), log)).toBe('diverged')
  expect(kindOfTail(at(9), log)).toBe('diverged')
})
