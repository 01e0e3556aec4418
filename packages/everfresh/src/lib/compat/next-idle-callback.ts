/** `next/dist/client/request-idle-callback`: also for browsers that have no such thing. */

const atOnce = (): IdleDeadline => ({ didTimeout: false, timeRemaining: () => 50 })

const canIdle = typeof self !== 'undefined' && typeof self.requestIdleCallback === 'function'

export const requestIdleCallback: (callback: IdleRequestCallback, options?: IdleRequestOptions) => number = canIdle
  ? (callback, options) => self.requestIdleCallback(callback, options)
  : (callback) => Number(setTimeout(() => callback(atOnce()), 1))

export const cancelIdleCallback: (handle: number) => void = canIdle
  ? (handle) => self.cancelIdleCallback(handle)
  : (handle) => clearTimeout(handle)
