/** The engine's key of a page: its decoded path, one key per page and one page per key. Runs in browsers too. */

/** A character that would change how the key splits, or a `%` that would read as one that this file wrote. */
const reserved = /[/#?\\]|%(?=2f|23|3f|5c|25)/gi
const written = /%(?:2F|23|3F|5C|25)/g

/**
 * Returns the key of a percent-encoded path: its segments decoded, but for `/ # ? \` inside one (B10, B92, B93). Two
 * paths have the same key only if all their decoded segments are equal.
 *
 * @throws URIError when a segment is no valid percent-encoding (B89).
 */
export function keyOf(pathname: string): string {
  if (!/[%?#\\]/.test(pathname)) return pathname
  return pathname
    .split('/')
    .map((segment) => decodeURIComponent(segment).replace(reserved, encodeURIComponent))
    .join('/')
}

/** Returns the percent-encoded path of a key: the other way round. */
export function pathnameOfKey(key: string): string {
  return key
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(written, decodeURIComponent)))
    .join('/')
}
