/** Finds what a path means that code of the site names. */
import { canonicalise } from './canonical-url.ts'
import type { Served } from './settings.ts'
import type { Target } from './site.ts'

/**
 * Both forms of a path are accepted, with the base path and without it (B100), and with or without a slash at its end. Undefined
 * where it is malformed.
 */
export function pathTargetOf(site: Served['site'], path: string): Target | undefined {
  const { basePath } = site
  const isBelow = basePath !== '' && (path === basePath || path.startsWith(`${basePath}/`))
  const target = isBelow ? resolve(site, path.slice(basePath.length) || '/') : undefined
  return target === undefined || target.kind === 'not-found' ? (resolve(site, path) ?? target) : target
}

function resolve(site: Served['site'], path: string): Target | undefined {
  try {
    const encoded = path.replace(/[^\x21-\x7e]+/g, encodeURIComponent)
    const first = canonicalise(encoded, { basePath: '', trailingSlash: false })
    const canonical =
      first.kind === 'redirect' ? canonicalise(first.location, { basePath: '', trailingSlash: false }) : first
    return canonical.kind === 'url' ? site.resolve(canonical.url, false) : undefined
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}
