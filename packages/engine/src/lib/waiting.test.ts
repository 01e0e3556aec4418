import { expect, test } from 'vitest'
import { ManualClock } from './testing/manual-clock.ts'
import { isPromise, sleep, timedOut, within } from './waiting.ts'

test('brings what arrives in time, and leaves no timer behind', async () => {
  const clock = new ManualClock()
  expect(await within(clock, 100, Promise.resolve('page'))).toBe('page')
  await expect(within(clock, 100, Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect(clock.pendingTimers).toBe(0)
})

test('ends when the time is over', async () => {
  const clock = new ManualClock()
  const waited = within(clock, 100, new Promise(() => {}))
  await clock.pass(100)
  expect(await waited).toBe(timedOut)
  expect(await within(clock, 0, Promise.resolve('page'))).toBe(timedOut)
})

test('sleeps on the given clock', async () => {
  const clock = new ManualClock(0)
  const woke = sleep(clock, 100).then(() => clock.now())
  await clock.pass(300)
  expect(await woke).toBe(100)
})

test('tells promises from values', () => {
  expect(isPromise(Promise.resolve())).toBe(true)
  expect([undefined, null, 5, {}].map((value) => isPromise<unknown>(value))).toEqual([false, false, false, false])
})
