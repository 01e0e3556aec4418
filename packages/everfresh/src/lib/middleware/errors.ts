/** What can go wrong with middleware, each with a heading in docs/reference/errors.md. */
import { EverfreshError } from '../errors.ts'
import type { MiddlewareKind } from './middleware-record.ts'

export const invalidMiddleware = (file: string, problems: readonly string[], cause?: unknown) =>
  new EverfreshError('INVALID_MIDDLEWARE', problems.map((problem) => `${file}: ${problem}`).join('\n'), { cause })

export const middlewareTimedOut = (kind: MiddlewareKind, pathname: string, timeoutMs: number) =>
  new EverfreshError(
    'MIDDLEWARE_TIMED_OUT',
    `The site's ${kind} had not answered for "${pathname}" after ${timeoutMs} ms. Give what it waits for a time limit of its own, or raise limits.middlewareTimeoutMs.`,
  )
