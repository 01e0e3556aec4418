/** Knows for which paths the server's middleware may have something to say: there the client asks before it shows anything. */

export type IsBehindMiddleware = (pathname: string) => boolean

/**
 * @param sources Regular expressions of percent-encoded or decoded paths without locale; undefined where there is no middleware.
 * What else middleware asks of a request, only the server knows.
 */
export function createMiddlewarePaths(sources: readonly string[] | undefined): IsBehindMiddleware {
  if (sources === undefined) return () => false
  const patterns = sources.flatMap((source) => [new RegExp(source), new RegExp(source, 'i')])
  return (pathname) => {
    const spellings = [pathname, decoded(pathname)]
    return patterns.some((pattern) => spellings.some((spelling) => pattern.test(spelling)))
  }
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
