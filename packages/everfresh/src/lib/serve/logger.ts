/** Structured logs of a running site: one line per thing that an operator would want to know. */
import type { EngineListener } from '@everfresh/engine'
import pino, { type Logger } from 'pino'
import { createRefusalLog } from './refusal-log.ts'
import { createStoreLog } from './store-log.ts'

export interface SiteLogger {
  readonly log: Logger
  readonly engineListener: EngineListener
}

/**
 * Level by `EVERFRESH_LOG_LEVEL` (default `warn`), one JSON object a line on stderr.
 *
 * @param instance Which of several this is.
 */
export function createLogger(instance?: number): SiteLogger {
  const root = pino(
    { name: 'everfresh', level: process.env['EVERFRESH_LOG_LEVEL'] ?? 'warn' },
    pino.destination({ dest: 2, sync: true }),
  )
  const log = instance === undefined ? root : root.child({ instance })
  const noteRefusal = createRefusalLog(log)
  const noteStore = createStoreLog(log)
  return {
    log,
    engineListener(event) {
      switch (event.type) {
        case 'render-failed':
          log.error(
            { path: event.page.path, reason: event.reason, err: event.error, retryAt: event.retryAt },
            `Rendering ${event.page.path} failed`,
          )
          break
        case 'store-failed':
        case 'store-unavailable':
        case 'store-available':
        case 'store-refuses-writes':
        case 'store-accepts-writes':
        case 'fallback-failed':
        case 'invalidations-queued':
        case 'invalidations-sent':
        case 'restored':
          noteStore(event)
          break
        case 'queue-full':
          noteRefusal(event.page.path)
          break
        case 'route-broken':
          log.error(
            { route: event.route, failures: event.failures, err: event.error },
            `Pages of ${event.route} keep failing: stale ones stay as they are, and one at a time is tried again`,
          )
          break
        case 'route-recovered':
          log.warn(
            { route: event.route, brokenForMs: event.brokenForMs },
            `A page of ${event.route} was rendered again: stale ones are regenerated as usual`,
          )
          break
        case 'published':
          log.debug(
            {
              path: event.page.path,
              version: event.entry.version,
              reason: event.entry.reason,
              renderMs: event.entry.renderMs,
            },
            'published',
          )
          break
        case 'invalidated':
          log.debug({ invalidations: event.invalidations, position: event.position }, 'invalidated')
          break
        default:
      }
    },
  }
}
