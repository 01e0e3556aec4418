/** Sends visitors elsewhere. */
import type { ServerResponse } from 'node:http'
import { send, type HeaderList } from './exchange.ts'

/** Kept by nobody without asking: whether a URL is canonical is up to configuration, which changes. */
export const redirectCacheControl = 'public, max-age=0, must-revalidate'

/**
 * Answers with a redirect whose body is its destination (B76). Whatever a header cannot hold is percent-encoded.
 *
 * @throws URIError when `location` holds half a surrogate pair.
 */
export function sendRedirect(response: ServerResponse, status: number, location: string, headers: HeaderList): void {
  const safe = location.replace(/[^\x21-\x7e]+/g, encodeURIComponent)
  const own = ['Location', safe, 'Content-Type', 'text/plain; charset=utf-8', 'Content-Length', safe.length]
  // For clients from before 308 (RFC 7538) was known.
  if (status === 308) own.push('Refresh', `0;url=${safe}`)
  send(response, status, [...own, ...headers], safe)
}
