/** Decides whether an image's address is one that the configuration allows. Pure: browsers use it too, to warn in development. */
import type { LocalPattern, RemotePattern } from './image-settings.ts'

/** Whether `path` (with its query) may be optimized. */
export function matchesLocalPattern({ pathname, search }: LocalPattern, path: string): boolean {
  const [wanted = '', query] = split(path)
  return (search === undefined || search === query) && matchesPath(pathname, wanted)
}

/** Whether images may be fetched from `url`. Names and passwords in it are never allowed. */
export function matchesRemotePattern(pattern: RemotePattern, url: URL): boolean {
  const { protocol, hostname, port, pathname, search } = pattern
  if (url.username !== '' || url.password !== '') return false
  if (protocol !== undefined && `${protocol}:` !== url.protocol) return false
  if (port !== undefined && port !== url.port) return false
  if (search !== undefined && search !== url.search) return false
  return expressionOf(hostname.toLowerCase(), '[^.]').test(url.hostname) && matchesPath(pathname, url.pathname)
}

/** `/a/**` allows `/a` itself, too. */
function matchesPath(pattern: string | undefined, path: string): boolean {
  if (pattern === undefined || pattern === '**' || pattern === '/**') return true
  if (expressionOf(pattern, '[^/]').test(path)) return true
  return pattern.endsWith('/**') && expressionOf(pattern.slice(0, -3), '[^/]').test(path)
}

function split(path: string): [string, string] {
  const at = path.indexOf('?')
  return at === -1 ? [path, ''] : [path.slice(0, at), path.slice(at)]
}

/** `*` becomes one or more of `part`, `**` one or more of anything. */
function expressionOf(pattern: string, part: string): RegExp {
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, (stars) => (stars.length === 1 ? `${part}+` : '.+'))
  return new RegExp(`^${source}$`)
}
