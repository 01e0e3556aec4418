/** Gives visitors the headers that middleware set, whatever answers them. */
import type { ServerResponse } from 'node:http'

/** Of the message that carries the answer, not of what it says. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
/** About a body that is not sent. */
const ofBody = new Set(['content-length', 'content-encoding', 'content-type', 'content-range', 'etag', 'last-modified'])

/** @param isGoingOn Whether a page, file or API route answers. */
export function setVisitorHeaders(response: ServerResponse, headers: Headers, isGoingOn: boolean): void {
  headers.forEach((value, name) => {
    const isOurs = name.startsWith('x-middleware-') || name === 'location' || name === 'set-cookie'
    if (isOurs || hopByHop.has(name) || (isGoingOn && ofBody.has(name))) return
    if (name === 'vary') response.appendHeader(name, value)
    else response.setHeader(name, value)
  })
  const cookies = headers.getSetCookie()
  if (cookies.length > 0) keepCookies(response, cookies)
}

/** A page or API route that sets cookies of its own sets all of them, and would lose those of middleware. */
function keepCookies(response: ServerResponse, cookies: readonly string[]): void {
  const earlier = response.getHeader('Set-Cookie') ?? []
  response.setHeader('Set-Cookie', [...(Array.isArray(earlier) ? earlier : [String(earlier)]), ...cookies])
  const setHeader = response.setHeader.bind(response)
  const withCookies = (value: unknown): string[] => {
    const own = (Array.isArray(value) ? value : [value]).map(String)
    return [...cookies.filter((cookie) => !own.includes(cookie)), ...own]
  }
  response.setHeader = (name, value) =>
    setHeader(name, name.toLowerCase() === 'set-cookie' ? withCookies(value) : value)
}
