/** Structured logs of a running site: one line per thing that an operator would want to know. */
import type { EngineListener } from '@everfresh/engine'
import pino, { type Logger } from 'pino'

export interface SiteLogger {
  readonly log: Logger
  readonly engineListener: EngineListener
}

/** Level by `EVERFRESH_LOG_LEVEL` (default `warn`), one JSON object a line on stderr. */
export function createLogger(): SiteLogger {
  const log = pino(
    { name: 'everfresh', level: process.env['EVERFRESH_LOG_LEVEL'] ?? 'warn' },
    pino.destination({ dest: 2, sync: true }),
  )
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
          log.error({ operation: event.operation, err: event.error }, `The page store failed in ${event.operation}`)
          break
        case 'queue-full':
          log.warn({ path: event.page.path }, `Too many renders are waiting; ${event.page.path} was refused`)
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
