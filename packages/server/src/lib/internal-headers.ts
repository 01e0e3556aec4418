/** Request headers that mean something inside the server only: from outside they are lies (reliability row 53). */
import type { IncomingMessage } from 'node:http'

const names = new Set([
  'next-resume',
  'x-matched-path',
  'x-nextjs-data',
  'x-nextjs-rewrite',
  'x-now-route-matches',
  'x-prerender-revalidate',
  'x-prerender-revalidate-if-generated',
])
const prefixes = ['x-middleware-', 'x-invoke-', 'x-everfresh-internal-']

const isInternal = (name: string): boolean => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix))

/** Removes them, so that code of the site cannot mistake them for ours. */
export function stripInternalHeaders(request: IncomingMessage): void {
  const { rawHeaders } = request
  const kept: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase()
    if (isInternal(name)) {
      // Both are made from the raw headers when they are first read: so they are read before those change.
      delete request.headers[name]
      delete request.headersDistinct[name]
    } else kept.push(rawHeaders[index]!, rawHeaders[index + 1]!)
  }
  if (kept.length < rawHeaders.length) request.rawHeaders = kept
}
