import { expect, test } from 'vitest'
import { createStoreLog } from './store-log.ts'

function open() {
  const lines: string[] = []
  const write = (level: string) => (facts: object, text: string) => {
    const { failures } = facts as { failures?: number }
    lines.push(`${level}: ${text}${failures === undefined ? '' : ` (${failures})`}`)
  }
  const clock = { now: 0 }
  const log = { info: write('info'), warn: write('warn'), error: write('error') }
  return { lines, clock, note: createStoreLog(log as never, () => clock.now) }
}
const failed = { type: 'store-failed', operation: 'load', error: new Error('no') } as const

test('a store that is away is told of when it goes and when it comes back, and not in between', () => {
  const { lines, clock, note } = open()
  note(failed)
  note({ ...failed, type: 'store-unavailable' })
  for (; clock.now < 60_000; clock.now += 500) note(failed)
  note({ type: 'store-available', afterMs: 60_000 })
  note(failed)
  expect(lines).toEqual([
    'error: The page store failed in load (1)',
    'error: The page store cannot be reached: what is kept here is shown, marked, until it can',
    'warn: The page store can be reached again',
    'error: The page store failed in load (1)',
  ])
})

test('a store that comes and goes is told of once, and again when it stays away', () => {
  const { lines, clock, note } = open()
  for (; clock.now < 5_000; clock.now += 500) {
    note({ ...failed, type: 'store-unavailable' })
    note({ type: 'store-available', afterMs: 10 })
  }
  expect(lines).toHaveLength(2)
  note({ ...failed, type: 'store-unavailable' })
  for (; clock.now < 20_000; clock.now += 500) note(failed)
  expect(lines).toHaveLength(3)
  note({ type: 'store-available', afterMs: 15_000 })
  expect(lines.at(-1)).toBe('warn: The page store can be reached again')
})

test('single failures are a line now and then, with their number', () => {
  const { lines, clock, note } = open()
  for (; clock.now < 10_000; clock.now += 1_000) note(failed)
  note(failed)
  expect(lines).toEqual(['error: The page store failed in load (1)', 'error: The page store failed in load (10)'])
})

test('a store that takes nothing in, a fallback that fails and what was given back are told of', () => {
  const { lines, note } = open()
  note({ ...failed, type: 'store-refuses-writes' })
  note({ type: 'store-accepts-writes', afterMs: 1 })
  note({ ...failed, type: 'fallback-failed' })
  note({ type: 'restored', offered: 2, taken: 1 })
  expect(lines.map((line) => line.split(':')[0])).toEqual(['error', 'warn', 'warn', 'info'])
})
