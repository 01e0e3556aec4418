/** Where this server answers for the assets of `assetPrefix`: CDNs ask for them under the path that browsers ask the CDN for. */

/** The path of a prefix, `''` where it has none. */
export const assetPathOf = (prefix: string): string => prefix.replace(/^https?:\/\/[^/]*/, '')

/** Below the base path: the prefix of their URLs there; undefined where they are outside of it, or need no other one. */
export function assetPathBelow(prefix: string, basePath: string): string | undefined {
  const path = assetPathOf(prefix)
  const isBelow = path === basePath || path.startsWith(`${basePath}/`)
  const rest = isBelow ? path.slice(basePath.length) : ''
  return rest === '' ? undefined : rest
}

/** Outside of the base path: the path of an asset below it. */
export function assetOutside(pathname: string, prefix: string): string | undefined {
  const path = assetPathOf(prefix)
  return pathname.startsWith(`${path}/_next/static/`) ? pathname.slice(path.length) : undefined
}
