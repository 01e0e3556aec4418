/** Waiting on the injected clock. */
import type { Clock } from './clock.ts'

export const sleep = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => void clock.schedule(ms, resolve))

export const timedOut: unique symbol = Symbol('timed out')

/** The outcome of `promise`, or `timedOut` after `ms`. The promise goes on; what it brings later is dropped. */
export function within<T>(clock: Clock, ms: number, promise: Promise<T>): Promise<T | typeof timedOut> {
  if (ms <= 0) return Promise.resolve(timedOut)
  let cancel = (): void => {}
  const end = new Promise<typeof timedOut>((resolve) => {
    cancel = clock.schedule(ms, () => resolve(timedOut))
  })
  return Promise.race([promise, end]).finally(cancel)
}

export const isPromise = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof (value as { then?: unknown } | undefined)?.then === 'function'
