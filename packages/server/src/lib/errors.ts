/** Every error that the server throws, each with a permanent code and a heading in docs/reference/errors.md. */

export type ServerErrorCode =
  | 'INVALID_SELECTION'
  | 'INVALID_REVALIDATE_PATH'
  | 'REVALIDATION_FAILED'
  | 'REVALIDATION_QUEUED'
  | 'HTTP_CACHE_NEEDS_NODE'
  | 'PORT_TAKEN'
  | 'LISTEN_FAILED'

export class ServerError extends Error {
  override readonly name = 'ServerError'
  readonly code: ServerErrorCode

  constructor(code: ServerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The wording is Next's (B114). */
export const invalidRevalidatePath = (received: unknown) =>
  new ServerError(
    'INVALID_REVALIDATE_PATH',
    `Invalid urlPath provided to revalidate(), must be a path e.g. /blog/post-1, received ${String(received)}`,
  )

export const invalidSelection = (problem: string) =>
  new ServerError(
    'INVALID_SELECTION',
    `Nothing was invalidated: ${problem}. Pass { path }, { tag } or { everything: true }, or a list of them.`,
  )

/** The wording is Next's (B114); `cause` is what the page or the engine threw, if anything. */
export const revalidationFailed = (path: string, status: number, cause?: unknown) =>
  new ServerError('REVALIDATION_FAILED', `Failed to revalidate ${path}: Invalid response ${status}`, { cause })

/** It is no failure, and no success either: who awaits it must not tell anybody that the change can be seen. */
export const revalidationQueued = (path: string, cause: unknown) =>
  new ServerError(
    'REVALIDATION_QUEUED',
    `${path} is to be revalidated when the page store can be reached again: until then other instances may show what was before.`,
    { cause },
  )

/** `cause` is an AggregateError of one error per path. */
export const severalRevalidationsFailed = (errors: readonly Error[], paths: number) =>
  new ServerError(
    'REVALIDATION_FAILED',
    `${errors.length} of ${paths} paths were not revalidated:\n${errors.map(({ message }) => `- ${message}`).join('\n')}`,
    { cause: new AggregateError(errors) },
  )

export const portTaken = (port: number, cause: unknown) =>
  new ServerError(
    'PORT_TAKEN',
    `Port ${port} is taken by another process (EADDRINUSE). Stop that process, or choose another port.`,
    { cause },
  )

export const listenFailed = (address: string, cause: Error) =>
  new ServerError(
    'LISTEN_FAILED',
    `Listening on ${address} is not possible: ${cause.message}. Choose another host name or port.`,
    { cause },
  )

export const httpCacheNeedsNode = () =>
  new ServerError(
    'HTTP_CACHE_NEEDS_NODE',
    'honoHttpCache was asked for an answer outside Node.js: the request has no `incoming` and `outgoing`. Serve the app with `serve` of @hono/node-server.',
  )
