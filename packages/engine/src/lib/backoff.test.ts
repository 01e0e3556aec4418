import { expect, test } from 'vitest'
import { Backoff } from './backoff.ts'

const a = { namespace: 'code-1', path: '/a' }
const b = { namespace: 'code-1', path: '/b' }

test('doubles from 500 ms up to the maximum', () => {
  const backoff = new Backoff(30_000, () => 0)
  const delays = Array.from({ length: 9 }, () => backoff.failed(a))
  expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
})

test('counts each page for itself, and from the start after a success', () => {
  const backoff = new Backoff(30_000, () => 0)
  backoff.failed(a)
  expect(backoff.failed(b)).toBe(500)
  expect(backoff.failed(a)).toBe(1_000)
  backoff.succeeded(a)
  expect(backoff.failed(a)).toBe(500)
})

test('takes up to a fifth off, so that pages that failed together do not come back together', () => {
  expect(new Backoff(30_000, () => 0.999_999).failed(a)).toBeCloseTo(400, 1)
})

test('stays finite after any number of failures, and bounded over any number of pages', () => {
  const backoff = new Backoff(30_000, () => 0)
  for (let failure = 0; failure < 2_000; failure++) expect(backoff.failed(a)).toBeLessThanOrEqual(30_000)
  for (let page = 0; page < 10_000; page++) backoff.failed({ namespace: 'code-1', path: `/${page}` })
  expect(backoff.failed(a)).toBe(500)
})
