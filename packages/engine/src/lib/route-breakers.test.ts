import { expect, test } from 'vitest'
import type { EngineEvent } from './events.ts'
import { emitTo } from './events.ts'
import { queueFull, regenerationFailed } from './errors.ts'
import type { Outcome } from './outcome.ts'
import { RouteBreakers } from './route-breakers.ts'
import type { Slot } from './slot.ts'
import { ManualClock } from './testing/manual-clock.ts'

const products = '/products/[id]'

function breakersWith(random = 0) {
  const clock = new ManualClock()
  const log: string[] = []
  const trying = new Set<string>()
  const emit = emitTo((event: EngineEvent) => {
    if (event.type === 'route-broken') log.push(`${event.route} broken after ${event.failures}`)
    if (event.type === 'route-recovered') log.push(`${event.route} recovered after ${event.brokenForMs} ms`)
  })
  const breakers = new RouteBreakers({
    clock,
    random: () => random,
    maxPauseMs: 8_000,
    emit,
    isTrying: (route) => trying.has(route),
    onBroken: (route) => void log.push(`${route} dropped`),
  })
  const end = (page: string | number, outcome: Outcome, route = products) =>
    breakers.ended({ namespace: 'code-1', route, path: `/${page}`, context: undefined }, outcome)
  const fail = (page: string | number, route = products) => end(page, failed, route)
  const breakIt = () => {
    for (let page = 0; page < 10; page++) fail(page)
    log.length = 0
  }
  return { breakers, clock, log, trying, end, fail, breakIt }
}

const failed: Outcome = { kind: 'failed', error: regenerationFailed('/', new Error('no source')), retryAt: 1 }
const published: Outcome = { kind: 'published', slot: undefined as unknown as Slot }

test('a route breaks after ten failures of several pages, and the others do not', () => {
  const { breakers, log, fail } = breakersWith()
  for (let page = 0; page < 9; page++) fail(page)
  for (let page = 0; page < 9; page++) fail(page, '/blog')
  expect([breakers.admits(products), log]).toEqual([true, []])
  fail(9)
  expect(log).toEqual([`${products} broken after 10`, `${products} dropped`])
  expect([breakers.admits(products), breakers.admits('/blog')]).toEqual([false, true])
})

test('a success makes up for a failure', () => {
  const { breakers, end, fail } = breakersWith()
  for (let page = 0; page < 100; page++) {
    fail(page)
    end(page, published)
  }
  for (let page = 0; page < 9; page++) fail(page)
  expect(breakers.admits(products)).toBe(true)
})

test('one page that fails again and again breaks nothing', () => {
  const { breakers, fail } = breakersWith()
  for (let attempt = 0; attempt < 100; attempt++) fail('same')
  expect(breakers.admits(products)).toBe(true)
})

test('failures a minute apart are not counted together', () => {
  const { breakers, clock, fail } = breakersWith()
  for (let page = 0; page < 100; page++) {
    fail(page)
    clock.advance(60_001)
  }
  expect(breakers.admits(products)).toBe(true)
})

test('full queues, unreachable stores and renders of others say nothing', () => {
  const { breakers, end } = breakersWith()
  for (let page = 0; page < 100; page++) {
    end(page, { kind: 'failed', error: queueFull('/', 1) })
    end(page, { kind: 'busy' })
    end(page, { kind: 'backoff', slot: undefined as unknown as Slot, retryAt: 1 })
  }
  expect(breakers.admits(products)).toBe(true)
})

test('a broken route is tried by one page after a pause, which doubles up to its limit', () => {
  const { breakers, clock, fail, breakIt } = breakersWith()
  breakIt()
  let page = 10
  for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 8_000]) {
    clock.advance(pauseMs - 1)
    expect(breakers.admits(products)).toBe(false)
    clock.advance(1)
    expect([breakers.admits(products), breakers.admits(products)]).toEqual([true, false])
    fail(page++)
  }
})

test('a page that was let through and came to nothing is followed by another one, after another pause', () => {
  const { breakers, clock, trying, breakIt } = breakersWith()
  breakIt()
  clock.advance(1_000)
  expect(breakers.admits(products)).toBe(true)
  clock.advance(999)
  expect(breakers.admits(products)).toBe(false)
  clock.advance(1)
  trying.add(products)
  expect(breakers.admits(products)).toBe(false)
  trying.delete(products)
  expect(breakers.admits(products)).toBe(true)
})

test('what began before the pause and fails during it does not prolong it', () => {
  const { breakers, clock, fail, breakIt } = breakersWith()
  breakIt()
  clock.advance(500)
  for (let page = 10; page < 30; page++) fail(page)
  clock.advance(500)
  expect(breakers.admits(products)).toBe(true)
})

test('the first page that succeeds mends it, whoever asked for that', () => {
  const { breakers, clock, log, end, fail, breakIt } = breakersWith()
  breakIt()
  clock.advance(300)
  end('visited', published)
  expect(breakers.admits(products)).toBe(true)
  expect(log).toEqual([`${products} recovered after 300 ms`])
  for (let page = 0; page < 9; page++) fail(page)
  expect(breakers.admits(products)).toBe(true)
})

test('pauses vary, so that instances do not try together', () => {
  const { breakers, clock, breakIt } = breakersWith(1)
  breakIt()
  clock.advance(799)
  expect(breakers.admits(products)).toBe(false)
  clock.advance(1)
  expect(breakers.admits(products)).toBe(true)
})
