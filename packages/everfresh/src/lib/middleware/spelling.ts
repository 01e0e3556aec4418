/** The one spelling of a path that middleware sees, and every spelling that its matchers are tried on. */
import { keyOf } from '../routes/key.ts'

/** Percent-encodes a path as RFC 3986 §3.3 asks for and no further: whoever compares paths meets each in one form only. */
export const canonicalPathname = (pathname: string): string =>
  pathname.includes('%') ? keyOf(pathname).split('/').map(encoded).join('/') : pathname

/** What a key has encoded already stays so. */
const encoded = (segment: string): string =>
  segment
    .split(/(%(?:2F|23|3F|5C|25))/)
    .map((part, index) =>
      index % 2 === 1 ? part : encodeURIComponent(part).replace(/%(?:3A|40|24|26|2B|2C|3B|3D)/g, decodeURIComponent),
    )
    .join('')

/**
 * A matcher may be written in any of them: encoded, decoded, and decoded with the slashes that are part of a name. One that
 * excludes paths excludes what none of them lets in.
 *
 * @throws URIError when a segment is no valid percent-encoding.
 */
export function spellingsOf(pathname: string): ReadonlySet<string> {
  if (!pathname.includes('%')) return new Set([pathname])
  return new Set([canonicalPathname(pathname), keyOf(pathname), decodeURIComponent(pathname), pathname])
}
