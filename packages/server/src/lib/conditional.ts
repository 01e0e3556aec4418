/** Decides whether a visitor already has what would be sent. */
import type { IncomingHttpHeaders } from 'node:http'
import fresh from 'fresh'

/**
 * Whether `If-None-Match` names `etag`: weak comparison, lists and `*` included; never when the request says `no-cache`
 * (B42). Files pass `lastModified` (an HTTP date) too, for `If-Modified-Since`.
 */
export function isNotModified(headers: IncomingHttpHeaders, etag: string | undefined, lastModified?: string): boolean {
  if (headers['if-none-match'] === undefined && headers['if-modified-since'] === undefined) return false
  return fresh(headers, { etag, 'last-modified': lastModified })
}
