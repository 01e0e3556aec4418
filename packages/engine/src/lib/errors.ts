/** Every error that the engine throws, each with a permanent code and a heading in docs/reference/errors.md. */

export type EngineErrorCode =
  | 'REGENERATION_TIMED_OUT'
  | 'REGENERATION_FAILED'
  | 'NOT_KEPT'
  | 'WAIT_TIMED_OUT'
  | 'QUEUE_FULL'
  | 'REVALIDATION_TIMED_OUT'
  | 'STORE_UNAVAILABLE'
  | 'INVALIDATION_QUEUED'
  | 'ENGINE_CLOSED'
  | 'INVALID_OPTION'
  | 'INVALID_SELECTOR'

export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly code: EngineErrorCode

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export const regenerationTimedOut = (path: string, timeoutMs: number) =>
  new EngineError(
    'REGENERATION_TIMED_OUT',
    `Regenerating "${path}" was abandoned after ${timeoutMs} ms. Make its getStaticProps faster, or raise regenerationTimeoutMs.`,
  )

export const regenerationFailed = (path: string, cause: unknown) =>
  new EngineError('REGENERATION_FAILED', `Regenerating "${path}" failed: ${messageOf(cause)}`, { cause })

export const notKept = (path: string, cause: Error) =>
  new EngineError('NOT_KEPT', `"${path}" was made for one visitor, and is not kept for others: ${cause.message}`, {
    cause,
  })

export const attemptsFailed = (path: string) =>
  regenerationFailed(path, new Error('its last attempts failed, and it is left alone for a moment'))

export const waitTimedOut = (path: string, timeoutMs: number) =>
  new EngineError(
    'WAIT_TIMED_OUT',
    `"${path}" was not generated within ${timeoutMs} ms. Make its getStaticProps faster, or raise waitTimeoutMs.`,
  )

export const queueFull = (path: string, limit: number) =>
  new EngineError(
    'QUEUE_FULL',
    `"${path}" was not generated: ${limit} renders are waiting already. Try again later, or raise maxConcurrentRenders or maxQueuedRenders.`,
  )

export const revalidationTimedOut = (path: string, timeoutMs: number) =>
  new EngineError(
    'REVALIDATION_TIMED_OUT',
    `Revalidating "${path}" did not end within ${timeoutMs} ms. It stays due, and its next request regenerates it.`,
  )

export const storeUnavailable = (operation: string, store: string, cause: unknown) =>
  new EngineError(
    'STORE_UNAVAILABLE',
    `The ${store} page store did not answer "${operation}": ${messageOf(cause)}. Check that it can be reached; what is in memory is served meanwhile.`,
    { cause },
  )

export const invalidationQueued = (cause: unknown) =>
  new EngineError(
    'INVALIDATION_QUEUED',
    'The page store cannot be reached. The invalidation holds on this instance, and is kept until the store has it: other instances may show what was before it for so long.',
    { cause },
  )

export const storeDoubtful = (store: string) =>
  new EngineError(
    'STORE_UNAVAILABLE',
    `The ${store} page store has lost something, and others are about to remind it of that. Try again in two seconds.`,
  )

export const engineClosed = () =>
  new EngineError(
    'ENGINE_CLOSED',
    'The engine is closed and renders nothing any more. Send the request to another instance.',
  )

/** All problems at once, so that a configuration is corrected in one go. */
export const invalidOption = (problems: readonly string[]) =>
  new EngineError(
    'INVALID_OPTION',
    `The engine's options are not usable:\n${problems.map((each) => `- ${each}`).join('\n')}`,
  )

export const invalidSelector = (problem: string) =>
  new EngineError(
    'INVALID_SELECTOR',
    `Nothing was invalidated: ${problem}. Give each selector one of path, tag or everything.`,
  )

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
