/** The cookies of a request, for API routes and getServerSideProps alike. */
import { parseCookie } from 'cookie'
import type { IncomingMessage } from 'node:http'
import type { Cookies } from './types.ts'

/** Gives `request` a property `cookies`, parsed when it is first read. Its object has no prototype. */
export function withCookies<Request extends IncomingMessage>(request: Request): Request & { cookies: Cookies } {
  let parsed: Cookies | undefined
  return Object.defineProperty(request, 'cookies', {
    configurable: true,
    enumerable: true,
    // Pages may return it as a prop, so it is nothing but an object.
    get: () => (parsed ??= Object.assign(Object.create(null), parseCookie(request.headers.cookie ?? '')) as Cookies),
    set: (cookies: Cookies) => {
      parsed = cookies
    },
  }) as Request & { cookies: Cookies }
}
