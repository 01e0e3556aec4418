/** Brings a request target into the one form that routing, keys, authorisation and purge use alike. Pure. */
import type { CanonicalUrl } from './site.ts'

export interface CanonicalOptions {
  /** Prefix of every URL, `''` or `/docs`. */
  readonly basePath: string
  /** Whether canonical URLs end in a slash. */
  readonly trailingSlash: boolean
  /** Takes both forms. */
  readonly skipTrailingSlashRedirect?: boolean | undefined
  /** Characters; a longer target is refused with 414. Default 8,192. */
  readonly maxUrlLength?: number
}

export type Canonical =
  | { readonly kind: 'url'; readonly url: CanonicalUrl }
  /** The same page has another URL: send the visitor there. `location` always stays on this host. */
  | { readonly kind: 'redirect'; readonly status: 308; readonly location: string }
  | { readonly kind: 'bad-request'; readonly status: 400 | 414 }
  /** A good URL that is not below the base path: its whole path, without a slash at its end. */
  | { readonly kind: 'outside'; readonly url: CanonicalUrl }

const defaultMaxUrlLength = 8192

/** What most targets look like: nothing to decode, to repair or to refuse. */
const plain = /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)+$/
const badRequest = { kind: 'bad-request', status: 400 } as const

/**
 * Reads a request target: origin form or absolute form.
 *
 * Strips base path, query and trailing slash. Repeated slashes and backslashes, and a missing or superfluous trailing
 * slash (B95), lead to a redirect. Refuses malformed percent-encoding (B89), control characters and dot segments,
 * encoded ones included, and whatever is not ASCII. An encoded slash stays inside its segment (B91).
 */
export function canonicalise(target: string, options: CanonicalOptions): Canonical {
  if (target.length > (options.maxUrlLength ?? defaultMaxUrlLength)) return { kind: 'bad-request', status: 414 }
  const originForm = withoutAuthority(target)
  // A fragment is no part of a target, and whoever reads it differently than we do would see another page.
  if (!/^\/[!"$-~]*$/.test(originForm)) return badRequest
  const queryAt = originForm.indexOf('?')
  const path = queryAt === -1 ? originForm : originForm.slice(0, queryAt)
  const search = queryAt === -1 ? '' : originForm.slice(queryAt)
  if (plain.test(path)) return placed(path, false, search, options)
  const clean = path.replace(/[\\/]+/g, '/')
  if (!clean.split('/').every(isAcceptable)) return badRequest
  return placed(clean, clean !== path, search, options)
}

/** Cuts scheme and host of an absolute-form target (RFC 9112 §3.2.2): they say nothing about the page. */
function withoutAuthority(target: string): string {
  if (target.startsWith('/')) return target
  const rest = target.replace(/^https?:\/\/[^/?#\\]*/i, '')
  return rest.length < target.length && (rest === '' || rest.startsWith('?')) ? `/${rest}` : rest
}

function isAcceptable(segment: string): boolean {
  let decoded = segment
  if (segment.includes('%')) {
    try {
      decoded = decodeURIComponent(segment)
    } catch {
      return false
    }
  }
  if (/\p{Cc}/u.test(decoded)) return false
  // Browsers resolve dot segments before they ask: what arrives here hopes that somebody joins it to a folder.
  return decoded !== '.' && !/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(decoded)
}

function placed(path: string, repaired: boolean, search: string, options: CanonicalOptions): Canonical {
  const { basePath } = options
  const slashed = path.length > 1 && path.endsWith('/')
  const bare = slashed ? path.slice(0, -1) : path
  if (path !== basePath && !path.startsWith(`${basePath}/`)) return { kind: 'outside', url: { pathname: bare, search } }
  const wanted = wantsSlash(bare, options)
  const isBare = bare === '/' || bare === ''
  const redirects = repaired || (!isBare && wanted !== undefined && wanted !== slashed)
  if (redirects) {
    const slash = !isBare && (wanted ?? slashed) ? '/' : ''
    return { kind: 'redirect', status: 308, location: `${bare}${slash}${search}` }
  }
  const pathname = bare.slice(basePath.length)
  return { kind: 'url', url: { pathname: pathname === '' ? '/' : pathname, search } }
}

/** Whether this path's canonical URL ends in a slash; undefined where both forms are good. Files never do (B95). */
function wantsSlash(path: string, { trailingSlash, skipTrailingSlashRedirect }: CanonicalOptions): boolean | undefined {
  if (skipTrailingSlashRedirect) return undefined
  if (!trailingSlash) return false
  if (path.startsWith('/.well-known/')) return undefined
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (/\.\w+$/.test(name)) return false
  return name.includes('.') ? undefined : true
}
