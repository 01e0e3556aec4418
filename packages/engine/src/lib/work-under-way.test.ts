import { expect, test } from 'vitest'
import { ManualClock } from './testing/manual-clock.ts'
import { WorkUnderWay } from './work-under-way.ts'

test('keeps the process alive from the first to the last, however they end', async () => {
  const clock = new ManualClock()
  const work = new WorkUnderWay(clock)
  expect(clock.keepsAlive).toBe(false)
  const failing = work.track(Promise.reject(new Error('the database is down')))
  let finish = (_answer: string): void => {}
  const lasting = work.track(new Promise<string>((resolve) => (finish = resolve)))
  await expect(failing).rejects.toThrow('the database is down')
  expect(clock.keepsAlive).toBe(true)
  finish('done')
  expect(await lasting).toBe('done')
  expect(clock.keepsAlive).toBe(false)
})

test('waits for what is under way, and not for what begins later', async () => {
  const clock = new ManualClock()
  const work = new WorkUnderWay(clock)
  void work.track(new Promise<void>((resolve) => void clock.schedule(10, resolve)))
  const settled = work.settled()
  void work.track(new Promise(() => {}))
  clock.advance(10)
  expect(await settled).toBeUndefined()
})
