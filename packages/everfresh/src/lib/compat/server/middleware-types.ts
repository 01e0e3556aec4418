/** What `middleware.ts` and `proxy.ts` export. */
import type { Condition } from '../../routing/conditions.ts'
import type { NextFetchEvent } from './fetch-event.ts'
import type { NextRequest } from './next-request.ts'
import type { NextResponse } from './next-response.ts'

export type NextMiddlewareResult = NextResponse | Response | null | undefined | void

export type NextMiddleware = (
  request: NextRequest,
  event: NextFetchEvent,
) => NextMiddlewareResult | Promise<NextMiddlewareResult>

export type NextProxy = NextMiddleware

export interface MiddlewareMatcher {
  readonly source: string
  /** False: `source` names the locale itself. */
  readonly locale?: false
  readonly has?: Condition[]
  readonly missing?: Condition[]
}

/** Read from the source, without running it. */
export interface MiddlewareConfig {
  /** Paths that it runs for. Default: all. */
  readonly matcher?: string | (string | MiddlewareMatcher)[] | MiddlewareMatcher
  readonly regions?: string | string[]
  readonly unstable_allowDynamic?: string | string[]
}

export type ProxyConfig = MiddlewareConfig
