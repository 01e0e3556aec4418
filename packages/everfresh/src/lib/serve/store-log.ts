/** Tells of trouble with the store: when it begins and when it ends, and not with every call in between. */
import type { EngineEvent } from '@everfresh/engine'
import type { Logger } from 'pino'

/** So long is one silent about single failures of a store that answers otherwise, ms. */
const silentMs = 10_000

export function createStoreLog(log: Pick<Logger, 'info' | 'warn' | 'error'>, now = () => performance.now()) {
  let isAway = false
  /** A store that is merely slow may go and come back twice a second: then it is told of when it stays away. */
  let isTold = false
  let quietUntil = -Infinity
  let failures = 0
  let silentUntil = -Infinity

  const tellAway = (operation: string, err: unknown): void => {
    if (isTold || now() < quietUntil) return
    isTold = true
    log.error({ operation, err }, 'The page store cannot be reached: what is kept here is shown, marked, until it can')
  }

  return (event: EngineEvent): void => {
    switch (event.type) {
      case 'store-failed': {
        const { operation, error: err } = event
        failures++
        if (isAway) return tellAway(operation, err)
        if (now() < silentUntil) return
        log.error({ operation, failures, err }, `The page store failed in ${operation}`)
        failures = 0
        silentUntil = now() + silentMs
        return
      }
      case 'store-unavailable': {
        const { operation, error: err } = event
        isAway = true
        return tellAway(operation, err)
      }
      case 'store-available':
        isAway = false
        failures = 0
        if (!isTold) return
        isTold = false
        quietUntil = now() + silentMs
        log.warn({ afterMs: event.afterMs }, 'The page store can be reached again')
        return
      case 'store-refuses-writes': {
        const { operation, error: err } = event
        log.error({ operation, err }, 'The page store takes nothing in: new versions stay in memory until it does')
        return
      }
      case 'store-accepts-writes':
        log.warn({ afterMs: event.afterMs }, 'The page store takes new versions again')
        return
      case 'invalidations-queued':
        log.warn(
          { invalidations: event.invalidations },
          'What was declared old is told to the page store when it is back',
        )
        return
      case 'invalidations-sent':
        log.warn({ count: event.count }, 'The page store was told what was declared old while it was away')
        return
      case 'restored':
        log.info({ offered: event.offered, taken: event.taken }, 'The page store was given back what it had lost')
        return
      case 'fallback-failed': {
        const { operation, error: err } = event
        log.warn({ operation, err }, 'What is kept for when the store is away could not be read or written')
        return
      }
      default:
    }
  }
}
