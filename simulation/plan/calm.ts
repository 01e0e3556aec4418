/** Circumstances in which nothing is slow, wrong or scarce: for plans that are about one thing. */
import type { Circumstances } from './plan.ts'

export const calm: Circumstances = {
  store: 'single',
  consistency: 'available',
  fallback: false,
  queue: false,
  visibilityMs: 0,
  instances: 2,
  durationMs: 10_000,
  revalidateMs: false,
  expireMs: false,
  memoryBytes: 1_000_000,
  latencyMs: 0.3,
  stragglers: 0,
  renderMs: 10,
  failingRenders: 0,
  maxConcurrentRenders: 16,
  skewMs: 0,
  drift: 0,
  logLimit: 10_000,
  hints: false,
  codes: 1,
}
