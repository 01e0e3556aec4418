/** Every kind of error that the framework throws, each with a permanent code and a heading in docs/reference/errors.md. */

export type EverfreshErrorCode =
  | 'INVALID_ROUTE'
  | 'INVALID_PARAMS'
  | 'INVALID_PAGES'
  | 'INVALID_PAGE_EXPORTS'
  | 'INVALID_DATA'
  | 'INVALID_PREVIEW_DATA'
  | 'INVALID_CONFIG'
  | 'NO_SITE'
  | 'NO_BUILD'
  | 'TOO_MANY_PENDING'
  | 'UNKNOWN_DEPLOYMENT'
  | 'BROKEN_DEPLOYMENT'
  | 'INVALID_DEPLOYMENT_ID'
  | 'DEPLOYMENT_CONFLICT'
  | 'PAGES_FAILED'
  | 'CONFLICTING_PATHS'
  | 'NOT_EXPORTABLE'
  | 'RENDER_THREAD_LOST'
  | 'RENDER_ABORTED'
  | 'INSTRUMENTATION_FAILED'
  | 'INVALID_MIDDLEWARE'
  | 'MIDDLEWARE_TIMED_OUT'
  | 'IMAGES_UNAVAILABLE'
  | 'UNREADABLE_IMAGE'
  | 'INVALID_FONT'
  | 'INSTANCE_FAILED'
  | 'INSTANCES_SHARE_NOTHING'

export class EverfreshError extends Error {
  override readonly name = 'EverfreshError'
  readonly code: EverfreshErrorCode

  constructor(code: EverfreshErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
