import { expect, test } from 'vitest'
import type { Rendered } from './engine.ts'
import { RenderAttempt } from './render-attempt.ts'
import { ManualClock } from './testing/manual-clock.ts'

const page = { namespace: 'code-1', path: '/a', context: { sku: 7 } }
const rendered: Rendered = { bodies: {}, attributes: {}, tags: [], revalidateMs: false, expireMs: false }

test('gives the renderer its page and the reason, and nothing of a visitor', async () => {
  const clock = new ManualClock()
  let request: object = {}
  const attempt = new RenderAttempt(
    async (given) => {
      request = given
      return rendered
    },
    page,
    'stale',
    { clock, timeoutMs: 100, startedAt: 0 },
  )
  expect(await attempt.result).toEqual({ kind: 'rendered', rendered })
  expect(Object.keys(request).sort()).toEqual(['page', 'reason', 'signal'])
  expect(request).toMatchObject({ page, reason: 'stale' })
  expect(clock.pendingTimers).toBe(0)
})

test('ends at its timeout with an error and an aborted signal, whatever comes later', async () => {
  const clock = new ManualClock()
  let signal: AbortSignal | undefined
  const attempt = new RenderAttempt(
    (request) => {
      signal = request.signal
      return new Promise((_, reject) => void clock.schedule(500, () => reject(new Error('late'))))
    },
    page,
    'miss',
    { clock, timeoutMs: 100, startedAt: 0 },
  )
  await clock.pass(1_000)
  expect(await attempt.result).toMatchObject({ kind: 'failed', error: { code: 'REGENERATION_TIMED_OUT' } })
  expect(signal!.reason).toMatchObject({ code: 'REGENERATION_TIMED_OUT' })
})

test('can be stopped, and tells the renderer why', async () => {
  const clock = new ManualClock()
  let signal: AbortSignal | undefined
  const attempt = new RenderAttempt(
    (request) => {
      signal = request.signal
      return new Promise(() => {})
    },
    page,
    'miss',
    { clock, timeoutMs: 100, startedAt: 0 },
  )
  attempt.stop('lease-lost')
  expect(await attempt.result).toEqual({ kind: 'stopped', because: 'lease-lost' })
  expect(signal!.reason).toBe('lease-lost')
  expect(clock.pendingTimers).toBe(0)
})
