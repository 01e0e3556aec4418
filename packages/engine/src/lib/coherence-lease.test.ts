import { expect, test } from 'vitest'
import { CoherenceLease } from './coherence-lease.ts'
import { ManualClock } from './testing/manual-clock.ts'

function leaseOn(clock: ManualClock): CoherenceLease {
  const lease = new CoherenceLease(clock)
  lease.extend(lease.read())
  return lease
}

test('is not valid before the first heartbeat', () => {
  expect(new CoherenceLease(new ManualClock()).isValid()).toBe(false)
})

test('lasts 2 s from when the heartbeat was sent', () => {
  const clock = new ManualClock()
  const lease = new CoherenceLease(clock)
  const sentAt = lease.read()
  clock.advance(200)
  lease.extend(sentAt)
  clock.advance(1_799)
  expect(lease.isValid()).toBe(true)
  clock.advance(1)
  expect(lease.isValid()).toBe(false)
})

test('ends when the wall clock says so, as after a suspension, and when the monotonic clock says so', () => {
  const clock = new ManualClock()
  const suspended = leaseOn(clock)
  clock.jump(2_000)
  expect(suspended.isValid()).toBe(false)
  const setBack = leaseOn(clock)
  clock.jump(-60_000)
  expect(setBack.isValid()).toBe(true)
  clock.advance(2_000)
  expect(setBack.isValid()).toBe(false)
})
