/** Decides whether a visitor already has what would be sent. */
import type { IncomingHttpHeaders } from 'node:http'
import fresh from 'fresh'

/** Whether `If-None-Match` names `etag`: weak comparison, lists and `*` included (B42). */
export const isNamed = (ifNoneMatch: string, etag: string | undefined): boolean =>
  // Browsers send the one tag that they were given: no need to take the header apart.
  ifNoneMatch === etag || fresh({ 'if-none-match': ifNoneMatch }, { etag })

/**
 * Whether `If-None-Match` names `etag`; never when the request says `no-cache` (B42). Files pass `lastModified` (an HTTP date)
 * too, for `If-Modified-Since`.
 */
export function isNotModified(headers: IncomingHttpHeaders, etag: string | undefined, lastModified?: string): boolean {
  const ifNoneMatch = headers['if-none-match']
  if (ifNoneMatch === undefined && headers['if-modified-since'] === undefined) return false
  if (ifNoneMatch && headers['cache-control'] === undefined) return isNamed(ifNoneMatch, etag)
  return fresh(headers, { etag, 'last-modified': lastModified })
}
