import { ManualClock } from '@everfresh/engine/testing'
import { expect, test } from 'vitest'
import { createImageFailures } from './image-failures.ts'

test('remembers a failure for five seconds', () => {
  const clock = new ManualClock()
  const failures = createImageFailures(clock)
  failures.remember('a', 'broken')
  clock.advance(4_999)
  expect(failures.find('a')).toBe('broken')
  expect(failures.find('b')).toBeUndefined()
  clock.advance(1)
  expect(failures.find('a')).toBeUndefined()
})

test('forgets the oldest when there are too many', () => {
  const failures = createImageFailures(new ManualClock())
  for (let index = 0; index <= 1_000; index++) failures.remember(String(index), index)
  expect(failures.find('0')).toBeUndefined()
  expect(failures.find('1000')).toBe(1_000)
})
