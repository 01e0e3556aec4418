/** Tells of renders that were refused because the queue was full: thousands a second, in a line now and then. */
import type { Logger } from 'pino'

/** A line in a log takes time from visitors; so long is one silent about what one would repeat, ms. */
const silentMs = 10_000

export function createRefusalLog(log: Pick<Logger, 'warn'>, now: () => number = () => performance.now()) {
  let refused = 0
  let silentUntil = -Infinity
  return (path: string): void => {
    refused++
    if (now() < silentUntil) return
    log.warn({ path, refused }, `Too many renders are waiting; ${path} was refused`)
    refused = 0
    silentUntil = now() + silentMs
  }
}
