/** The URLs of the client runtime's page data: `/_next/data/<buildId>/<path>.json`. Runs in browsers too. */

const prefix = '/_next/data/'

/**
 * Returns the data URL (without base path) of a page's percent-encoded `pathname`. `/` is `index.json`, and a path that
 * itself begins with `/index` keeps it behind another one, so that no two pages share a URL (B47).
 */
export function dataPathOf(pathname: string, buildId: string): string {
  return `${prefix}${encodeURIComponent(buildId)}${nameOf(pathname)}.json`
}

function nameOf(pathname: string): string {
  const path = pathname.length > 1 && pathname.endsWith('/') ? pathname.slice(0, -1) : pathname
  if (path === '/') return '/index'
  return /^\/index(\/|$)/.test(path) ? `/index${path}` : path
}

/** The page that a data URL stands for. */
export interface DataRequest {
  /** The build that the client came from; whoever asks decides whether it is a known one (B52). */
  readonly buildId: string
  /** The page's path, percent-encoded, without base path. */
  readonly pathname: string
}

/** Reads a data URL (without base path and query). Undefined for whatever `dataPathOf` would not have made (B52). */
export function pageOfDataPath(urlPathname: string): DataRequest | undefined {
  const [, rawBuildId, name] = /^\/_next\/data\/([^/]+)(\/.+)\.json$/s.exec(urlPathname) ?? []
  const buildId = rawBuildId && decodedOrUndefined(rawBuildId)
  if (!buildId || name === undefined) return undefined
  const pathname = name === '/index' ? '/' : name.startsWith('/index/') ? name.slice('/index'.length) : name
  // One URL per page: `/index/about.json` would be a second one of `/about`, which a purge of caches would not reach.
  return nameOf(pathname) === name ? { buildId, pathname } : undefined
}

function decodedOrUndefined(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
