import { expect, test } from 'vitest'
import { CircuitBreaker } from './circuit-breaker.ts'

function openedAt(now: number): CircuitBreaker {
  const breaker = new CircuitBreaker(() => 0)
  for (let failure = 0; failure < 5; failure++) breaker.failed(now)
  return breaker
}

test('opens at the fifth failure in a row', () => {
  const breaker = new CircuitBreaker(() => 0)
  for (let failure = 0; failure < 4; failure++) breaker.failed(0)
  breaker.succeeded()
  for (let failure = 0; failure < 4; failure++) breaker.failed(0)
  expect(breaker.admits(0)).toBe(true)
  breaker.failed(0)
  expect(breaker.admits(0)).toBe(false)
})

test('lets one call try after a pause, which doubles up to 2 s', () => {
  const breaker = openedAt(0)
  let now = 0
  for (const pauseMs of [250, 500, 1_000, 2_000, 2_000]) {
    expect(breaker.admits(now + pauseMs - 1)).toBe(false)
    now += pauseMs
    expect([breaker.admits(now), breaker.admits(now)]).toEqual([true, false])
    breaker.failed(now)
  }
})

test('closes when the trial succeeds, and starts from the first pause the next time', () => {
  const breaker = openedAt(0)
  expect(breaker.admits(250)).toBe(true)
  breaker.failed(250)
  expect(breaker.admits(750)).toBe(true)
  breaker.succeeded()
  expect([breaker.admits(750), breaker.admits(750)]).toEqual([true, true])
  for (let failure = 0; failure < 5; failure++) breaker.failed(1_000)
  expect([breaker.admits(1_249), breaker.admits(1_250)]).toEqual([false, true])
})

test('opens when half of twenty calls within a second fail', () => {
  const breaker = new CircuitBreaker(() => 0)
  const alternate = (calls: number, now: number): void => {
    for (let call = 0; call < calls; call++) {
      if (call % 2 === 0) breaker.failed(now)
      else breaker.succeeded()
    }
  }
  alternate(18, 0)
  expect(breaker.isClosed).toBe(true)
  alternate(18, 1_001)
  expect(breaker.isClosed).toBe(true)
  alternate(3, 1_900)
  expect(breaker.openedAt).toBe(1_900)
})

test('stays closed as long as most calls succeed', () => {
  const breaker = new CircuitBreaker(() => 0)
  for (let call = 0; call < 300; call++) {
    if (call % 3 === 0) breaker.failed(0)
    else breaker.succeeded()
  }
  expect(breaker.isClosed).toBe(true)
})

test('varies its pauses, so that instances do not try together', () => {
  const breaker = new CircuitBreaker(() => 0.999)
  for (let failure = 0; failure < 5; failure++) breaker.failed(0)
  expect([breaker.admits(199), breaker.admits(201)]).toEqual([false, true])
})

test('lets everybody try after a pause where failures are told at once', () => {
  const breaker = new CircuitBreaker(() => 0, { areProbesCheap: true })
  for (let failure = 0; failure < 5; failure++) breaker.failed(0)
  expect([breaker.admits(249), breaker.admits(250), breaker.admits(250)]).toEqual([false, true, true])
  breaker.failed(250)
  expect(breaker.admits(250)).toBe(false)
})
