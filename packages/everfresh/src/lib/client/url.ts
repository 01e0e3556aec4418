/** Takes URLs apart and puts them together, below a site's base path. Knows no routes. */
import type { Url, UrlObject } from './router-types.ts'

/** How this site spells its URLs. */
export interface UrlStyle {
  /** `''` or e.g. `/docs`. */
  readonly basePath: string
  readonly trailingSlash: boolean
}

/** A URL below the base path, in parts. */
export interface LocalUrl {
  /** Percent-encoded. */
  readonly pathname: string
  /** With its `?`, or the empty string. */
  readonly search: string
  /** With its `#`, or the empty string. */
  readonly hash: string
}

/** Stands in for the site's origin, which is unknown while rendering on the server. Reserved by RFC 2606. */
const nowhere = 'http://site.invalid'

export function splitUrl(path: string): LocalUrl {
  const { pathname, search, hash } = new URL(path, nowhere)
  return { pathname, search, hash }
}

export const joinUrl = ({ pathname, search, hash }: LocalUrl): string => pathname + search + hash

/** Adds the base path to a path (with or without query and hash) that begins with a slash. */
export function withBasePath(path: string, { basePath, trailingSlash }: UrlStyle): string {
  if (basePath === '') return path
  const beginsAtRoot = /^\/([?#]|$)/.test(path)
  return basePath + (beginsAtRoot && !trailingSlash ? path.slice(1) : path)
}

/** Removes the base path. Undefined when `path` is not below it. */
export function withoutBasePath(path: string, basePath: string): string | undefined {
  if (basePath === '') return path
  const rest = path.slice(basePath.length)
  if (!path.startsWith(basePath) || !/^([/?#]|$)/.test(rest)) return undefined
  return rest.startsWith('/') ? rest : `/${rest}`
}

/** Adds or removes the slash at the end of a pathname. One whose last segment has an extension never gets one. */
export function canonicalPathname(pathname: string, trailingSlash: boolean): string {
  const bare = withoutTrailingSlash(pathname)
  return trailingSlash && bare !== '/' && !/\.[^/]+$/.test(bare) ? `${bare}/` : bare
}

/** A path, with or without query and hash, as this site spells it. */
export function spelled(path: string, { trailingSlash }: Pick<UrlStyle, 'trailingSlash'>): string {
  if (!/[?#]/.test(path)) return canonicalPathname(path, trailingSlash)
  const [pathname = '', ...rest] = path.split(/(?=[?#])/)
  return [canonicalPathname(pathname, trailingSlash), ...rest].join('')
}

export const withoutTrailingSlash = (pathname: string): string => pathname.replace(/\/+$/, '') || '/'

/** Returns the query string, with its `?` unless it is empty. Lists become repeated names. */
export function searchOf(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, textOf(item))
  }
  const text = search.toString()
  return text && `?${text}`
}

function textOf(value: unknown): string {
  const isText = typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint'
  return isText || (typeof value === 'number' && !Number.isNaN(value)) ? String(value) : ''
}

/** Writes a URL object as a string. */
export function formatUrl(url: Url): string {
  if (typeof url === 'string') return url
  const query = typeof url.query === 'object' && url.query !== null ? searchOf(url.query) : (url.query ?? '')
  const pathname = (url.pathname ?? '').replace(/[?#]/g, encodeURIComponent)
  return originOf(url) + pathname + prefixed('?', url.search || query) + prefixed('#', url.hash ?? '')
}

const prefixed = (mark: string, text: string): string => (text === '' || text.startsWith(mark) ? text : mark + text)

function originOf({ protocol, auth, host, hostname, port, slashes }: UrlObject): string {
  const authority = host || (hostname ? hostname + (port ? `:${port}` : '') : '')
  const scheme = protocol ? (protocol.endsWith(':') ? protocol : `${protocol}:`) : ''
  if (authority === '') return scheme
  return `${scheme}${slashes === false ? '' : '//'}${auth ? `${auth}@` : ''}${authority}`
}

/** What `URL` leaves as it is: segments of ordinary characters that are not all dots. Parsing took a third of rendering a link. */
const plainPath = /^(?:\/[\w~-][\w.~-]*)+$/

/**
 * Returns the path (below the base path) that `url` means, seen from the page at `asPath`; undefined when it leads out of
 * the site. A path never has the base path yet; an absolute URL must be below it. `origin` is undefined on the server.
 */
export function localPathOf(url: Url, asPath: string, origin: string | undefined, style: UrlStyle): string | undefined {
  const text = formatUrl(url).trim()
  if (plainPath.test(text)) return canonicalPathname(text, style.trailingSlash)
  const target = parsed(text, new URL(asPath, nowhere))
  if (target === undefined) return undefined
  if (target.origin === nowhere) return canonical(target, style)
  if (origin === undefined || target.origin !== origin) return undefined
  const pathname = withoutBasePath(target.pathname, style.basePath)
  return pathname === undefined ? undefined : canonical({ pathname, search: target.search, hash: target.hash }, style)
}

const canonical = ({ pathname, search, hash }: LocalUrl, { trailingSlash }: UrlStyle): string =>
  joinUrl({ pathname: canonicalPathname(pathname, trailingSlash), search, hash })

function parsed(text: string, base: URL): URL | undefined {
  try {
    return new URL(text, base)
  } catch {
    return undefined
  }
}

/** Whether going from one path to the other only moves within the page, to a hash or from one to another. */
export function isHashChange(from: string, to: string): boolean {
  const [before, oldHash] = splitAtHash(from)
  const [after, newHash] = splitAtHash(to)
  return before === after && (Boolean(newHash) || oldHash !== newHash)
}

function splitAtHash(path: string): [string, string | undefined] {
  const at = path.indexOf('#')
  return at === -1 ? [path, undefined] : [path.slice(0, at), path.slice(at + 1)]
}
