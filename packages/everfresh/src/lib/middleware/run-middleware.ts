/** Calls the site's middleware. Compiled into its server bundle, so that both have the same `NextRequest`. */
import { NextFetchEvent } from '../compat/server/fetch-event.ts'
import { NextRequest } from '../compat/server/next-request.ts'
import type { UrlSettings } from '../compat/server/next-url.ts'
import { invalidMiddleware } from './errors.ts'
import type { MiddlewareKind } from './middleware-record.ts'

export interface MiddlewareCall {
  /** Absolute. */
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: ReadableStream<Uint8Array> | null
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal
  readonly nextConfig: UrlSettings
  waitUntil(work: Promise<unknown>): void
}

/** Undefined: go on as if there were none. */
export type RunMiddleware = (call: MiddlewareCall) => Promise<Response | undefined>

type Handler = (request: NextRequest, event: NextFetchEvent) => unknown

/** @throws EverfreshError INVALID_MIDDLEWARE when `module` has no function for it. */
export function createMiddleware(module: Readonly<Record<string, unknown>>, kind: MiddlewareKind): RunMiddleware {
  const handler = module[kind] ?? module['default']
  if (typeof handler !== 'function') {
    throw invalidMiddleware(kind, [`it must export a function named "${kind}", or one as its default.`])
  }
  return async ({ url, waitUntil, ...init }) => {
    const request = new NextRequest(url, init)
    const event = new NextFetchEvent({ request, page: `/${kind}`, waitUntil })
    const answer = await (handler as Handler)(request, event)
    if (answer === undefined || answer === null || answer instanceof Response) return answer ?? undefined
    throw invalidMiddleware(kind, [`it must return a Response, a NextResponse or nothing; this was ${typeof answer}.`])
  }
}
