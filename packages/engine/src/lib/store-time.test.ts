import { expect, test } from 'vitest'
import { StoreTime } from './store-time.ts'
import { ManualClock } from './testing/manual-clock.ts'

const storeNow = 1_900_000_000_000

test('is this machine’s time for a store on this machine', () => {
  const clock = new ManualClock()
  const time = new StoreTime(clock, false)
  time.learn(storeNow, 0)
  clock.advance(500)
  expect(time.now()).toBe(clock.now())
  expect(time.since()).toBe(clock.now() - 500)
})

test('is the store’s time as soon as that has told it, half a round trip after it did', () => {
  const clock = new ManualClock()
  const time = new StoreTime(clock, true)
  clock.advance(100)
  time.learn(storeNow, 60)
  expect(time.now()).toBe(storeNow + 20)
  clock.advance(1_000)
  expect(time.now()).toBe(storeNow + 1_020)
})

test('does not follow this machine’s wall clock', () => {
  const clock = new ManualClock()
  const time = new StoreTime(clock, true)
  time.learn(storeNow, 0)
  clock.jump(3_600_000)
  expect(time.now()).toBe(storeNow)
})

test('takes this instance for as young as possible while nobody can tell', () => {
  const clock = new ManualClock()
  const time = new StoreTime(clock, true)
  clock.advance(700)
  expect(time.since()).toBe(Infinity)
  time.learn(storeNow, 700)
  expect(time.since()).toBe(storeNow - 700)
})

test('is not misled by an answer that was long under way', () => {
  const clock = new ManualClock()
  const time = new StoreTime(clock, true)
  clock.advance(2)
  time.learn(storeNow, 0)
  clock.advance(400)
  // It had said so right away.
  time.learn(storeNow + 100, 100)
  expect(Math.abs(time.now() - (storeNow + 401))).toBeLessThan(2)
})

test('follows the store’s clock when that is set, or drifts', () => {
  const clock = new ManualClock()
  const time = new StoreTime(clock, true)
  time.learn(storeNow, 0)
  clock.advance(1_000)
  time.learn(storeNow - 60_000, 1_000)
  expect(time.now()).toBe(storeNow - 60_000)
  for (let s = 1; s <= 3_600; s++) {
    clock.advance(1_000)
    time.learn(storeNow - 60_000 + Math.floor(s * 1_000.4), clock.monotonic() - 4)
  }
  expect(Math.abs(time.now() - (storeNow - 60_000 + 3_600 * 1_000.4))).toBeLessThan(4)
})
