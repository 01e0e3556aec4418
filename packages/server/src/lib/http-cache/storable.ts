/** Whether an answer may be kept and shown to others (RFC 9111 §3). Pure. */
import { cachingRulesOf, type Directives } from './directives.ts'
import { combined, listed, type Fields } from './fields.ts'
import { hasExplicitFreshness } from './freshness.ts'

/** What of a request matters for keeping its answer. */
export interface AskedBy {
  readonly hasAuthorization: boolean
  /** Whether the code that answered looked at the visitor's cookies or credentials. */
  readonly readPersonal: boolean
}

export interface StorableOptions {
  /** Whether a page may be kept although its code read cookies: it says that what they hold does not show. */
  readonly ignoreCookies?: boolean
}

/** Statuses whose meaning this cache knows, so that `must-understand` keeps nothing from being kept (RFC 9111 §5.2.2.3). */
const understood: ReadonlySet<number> = new Set([
  200, 203, 204, 300, 301, 302, 303, 307, 308, 400, 404, 405, 410, 414, 421, 451, 500, 501, 502, 503, 504,
])

/** Why an answer is not kept, in a word for `Cache-Status` and logs; undefined where it may be. */
export type Refusal =
  'status' | 'no-store' | 'private' | 'authorization' | 'set-cookie' | 'cookie' | 'vary' | 'no-freshness' | 'too-large'

/**
 * Tells why an answer to GET must not be kept by a cache that many share.
 *
 * An answer without any word about its freshness is not kept: nothing is guessed. One that must be asked for anew each time
 * (`no-cache`, an age of 0) is kept if it can be asked for conditionally.
 */
export function refusalOf(
  { hasAuthorization, readPersonal }: AskedBy,
  status: number,
  fields: Fields,
  { ignoreCookies = false }: StorableOptions = {},
): Refusal | undefined {
  const rules = cachingRulesOf(fields)
  const { directives } = rules
  if (status < 200 || status === 206 || status === 304) return 'status'
  if (directives.has('must-understand') && !understood.has(status)) return 'status'
  if (directives.has('no-store') && !(directives.has('must-understand') && understood.has(status))) return 'no-store'
  if (isPrivate(directives)) return 'private'
  if (hasAuthorization && !allowsCredentials(directives)) return 'authorization'
  if (combined(fields, 'set-cookie') !== undefined) return 'set-cookie'
  if (readPersonal && !ignoreCookies) return 'cookie'
  if (listed(combined(fields, 'vary') ?? '').includes('*')) return 'vary'
  const canBeAsked = combined(fields, 'etag') !== undefined || combined(fields, 'last-modified') !== undefined
  if (hasExplicitFreshness(fields, rules) || (directives.has('no-cache') && canBeAsked)) return undefined
  return 'no-freshness'
}

/** With names it is only those fields that are private (RFC 9111 §5.2.2.7); a cache that shows none of it shows nothing wrong. */
const isPrivate = (directives: Directives): boolean => directives.has('private')

/** RFC 9111 §3.5. */
const allowsCredentials = (directives: Directives): boolean =>
  directives.has('public') || directives.has('must-revalidate') || directives.has('s-maxage')
