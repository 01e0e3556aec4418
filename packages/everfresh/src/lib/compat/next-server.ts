/** `next/server`: what middleware is written with. */
import { URLPattern as StandInPattern } from 'urlpattern-polyfill'

export { NextFetchEvent } from './server/fetch-event.ts'
export type {
  MiddlewareConfig,
  NextMiddleware,
  NextMiddlewareResult,
  NextProxy,
  ProxyConfig,
} from './server/middleware-types.ts'
export { NextRequest } from './server/next-request.ts'
export { NextResponse } from './server/next-response.ts'
export { NextURL } from './server/next-url.ts'
export { userAgent, userAgentFromString, type UserAgent } from './server/user-agent.ts'

/** Node has it from version 24 on. */
export const URLPattern: typeof StandInPattern =
  (globalThis as { URLPattern?: typeof StandInPattern }).URLPattern ?? StandInPattern

/** @throws always: work that outlives an answer is told to the event. */
export function after(_work?: unknown): never {
  throw new Error('after() belongs to the App Router. In middleware, use event.waitUntil(promise).')
}

/** @throws always: pages say with their data functions whether they are made per request. */
export function connection(): never {
  throw new Error('connection() belongs to the App Router. Use getServerSideProps for what each request must see anew.')
}
