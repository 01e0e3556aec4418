/** What a request that changes something makes out of date (RFC 9111 §4.4). */
import type { ServerResponse } from 'node:http'

/** RFC 9110 §9.2.1. Whatever else there is may change something. */
const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

export const isUnsafe = (method: string | undefined): boolean => !safe.has(method ?? 'GET')

/** Headers and body of one answer wait this long for their effect on others, ms. */
const patienceMs = 2_000

/**
 * Calls `invalidate` with the paths that a successful answer makes out of date: its own, and those that it names on the same
 * host. The answer ends when that is done, so that whoever got it sees the change.
 */
export function invalidateAfter(
  response: ServerResponse,
  pathname: string,
  host: string,
  invalidate: (paths: readonly string[]) => Promise<unknown>,
): void {
  const end = response.end.bind(response) as (...parameters: unknown[]) => ServerResponse
  response.end = ((...parameters: unknown[]) => {
    response.end = end as ServerResponse['end']
    if (response.statusCode < 200 || response.statusCode >= 400) return end(...parameters)
    const paths = new Set([pathname])
    for (const name of ['location', 'content-location']) {
      const path = pathOn(host, pathname, response.getHeader(name))
      if (path !== undefined) paths.add(path)
    }
    const late = new Promise((resolve) => setTimeout(resolve, patienceMs).unref())
    void Promise.race([invalidate([...paths]).catch(() => {}), late]).then(() => end(...parameters))
    return response
  }) as ServerResponse['end']
}

function pathOn(host: string, base: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  try {
    const url = new URL(value, `http://${host}${base}`)
    return url.host === host.toLowerCase() ? url.pathname : undefined
  } catch {
    return undefined
  }
}
