/** What can go wrong with render threads, each with a heading in docs/reference/errors.md. */
import { EverfreshError } from '../errors.ts'

/** @param cause What was thrown outside of any render, if that was it. */
export const renderThreadLost = (why: string, cause?: unknown) =>
  new EverfreshError(
    'RENDER_THREAD_LOST',
    `The thread that rendered this page ended: ${cause instanceof Error ? cause.message : why}. Look for process.exit, an uncaught exception or an endless loop in its data function or component.`,
    { cause },
  )

export const instrumentationFailed = (cause: unknown) =>
  new EverfreshError(
    'INSTRUMENTATION_FAILED',
    `The site's instrumentation could not be registered: ${cause instanceof Error ? cause.message : String(cause)}`,
    { cause },
  )

export const renderAborted = () =>
  new EverfreshError('RENDER_ABORTED', 'The render was abandoned; what it makes is thrown away.')
