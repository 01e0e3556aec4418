import { expect, test } from 'vitest'
import { ManualClock } from './manual-clock.ts'

test('calls timers in the order of their time, and at it', () => {
  const clock = new ManualClock(1_000)
  const calls: string[] = []
  clock.schedule(20, () => calls.push(`b ${clock.now()}`))
  clock.schedule(10, () => calls.push(`a ${clock.now()}`))
  clock.advance(25)
  expect(calls).toEqual(['a 1010', 'b 1020'])
  expect(clock.now()).toBe(1_025)
})

test('does not call a cancelled timer', () => {
  const clock = new ManualClock()
  const cancel = clock.schedule(10, () => expect.unreachable())
  cancel()
  clock.advance(10)
  expect(clock.pendingTimers).toBe(0)
})

test('lets promises settle between two timers', async () => {
  const clock = new ManualClock(0)
  const calls: number[] = []
  const tick = () => void Promise.resolve().then(() => calls.push(clock.now()))
  clock.schedule(10, tick)
  clock.schedule(20, tick)
  await clock.pass(20)
  expect(calls).toEqual([10, 20])
})

test('calls a timer that a timer scheduled within the same step', () => {
  const clock = new ManualClock(0)
  const calls: number[] = []
  clock.schedule(10, () => clock.schedule(10, () => calls.push(clock.now())))
  clock.advance(30)
  expect(calls).toEqual([20])
})

test('jumps the wall clock without moving the monotonic one', () => {
  const clock = new ManualClock(0)
  clock.jump(5_000)
  clock.advance(10)
  expect(clock.now()).toBe(5_010)
  expect(clock.monotonic()).toBe(10)
})
