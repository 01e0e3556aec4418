/** Reads what the optimizer is asked for. Whatever the configuration does not name is refused, in Next.js's words. Pure. */
import { canonicalise } from '@everfresh/server'
import { type ImageFormat, type ImageSettings, importedImages } from './image-settings.ts'
import { keyOf, pathnameOfKey } from '../routes/key.ts'
import { matchesLocalPattern, matchesRemotePattern } from './patterns.ts'

export type ImageSource =
  /** `path` with its query and base path, `pathname` without both. */
  | { readonly kind: 'local'; readonly path: string; readonly pathname: string | undefined; readonly isImport: boolean }
  | { readonly kind: 'remote'; readonly url: string }

export interface ImageRequest {
  readonly source: ImageSource
  readonly width: number
  readonly quality: number
  /** What the visitor prefers, or undefined for the original's own format. */
  readonly format: ImageFormat | undefined
}

export interface Refusal {
  /** For the visitor. */
  readonly refused: string
}

export interface ParameterRules {
  readonly settings: ImageSettings
  readonly basePath: string
}

const longestUrl = 3072

/** @param search The query with its `?`. */
export function parametersOf(
  search: string,
  accept: string | undefined,
  rules: ParameterRules,
): ImageRequest | Refusal {
  const query = new URLSearchParams(search)
  const url = single(query, 'url', '"url" parameter')
  if (typeof url !== 'string') return url
  const source = sourceOf(url, rules)
  if ('refused' in source) return source
  const { deviceSizes, imageSizes, qualities, formats } = rules.settings
  const width = numberOf(query, 'w', '"w" parameter (width)', 'must be an integer greater than 0', Infinity)
  if (typeof width !== 'number') return width
  if (!deviceSizes.includes(width) && !imageSizes.includes(width)) {
    return { refused: `"w" parameter (width) of ${width} is not allowed` }
  }
  const quality = numberOf(query, 'q', '"q" parameter (quality)', 'must be an integer between 1 and 100', 100)
  if (typeof quality !== 'number') return quality
  if (!qualities.includes(quality)) return { refused: `"q" parameter (quality) of ${quality} is not allowed` }
  return { source, width, quality, format: formats.find((format) => accepts(accept, format)) }
}

function single(query: URLSearchParams, name: string, label: string): string | Refusal {
  const values = query.getAll(name)
  if (values.length > 1) return { refused: `${label} cannot be an array` }
  return values[0] || { refused: `${label} is required` }
}

function numberOf(query: URLSearchParams, name: string, label: string, rule: string, most: number): number | Refusal {
  const text = single(query, name, label)
  if (typeof text !== 'string') return text
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
  return value >= 1 && value <= most ? value : { refused: `${label} ${rule}` }
}

function sourceOf(url: string, { settings, basePath }: ParameterRules): ImageSource | Refusal {
  if (url.length > longestUrl) return { refused: '"url" parameter is too long' }
  if (/^[\\/]{2}/.test(url)) return { refused: '"url" parameter cannot be a protocol-relative URL (//)' }
  return url.startsWith('/') ? localSource(url, settings, basePath) : remoteSource(url, settings)
}

function localSource(text: string, { localPatterns }: ImageSettings, basePath: string): ImageSource | Refusal {
  // Pages may write their addresses in any script.
  const path = text.replace(/[^!-~]+/g, encodeURIComponent)
  // A path without its slash at the end is what files have, whatever pages do.
  const canonical = canonicalise(path, { basePath, trailingSlash: false, maxUrlLength: longestUrl })
  if (canonical.kind === 'bad-request') return { refused: '"url" parameter is invalid' }
  const bare = path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path
  if (/\/_next\/image(?:[/?]|$)/.test(decodeURIComponent(repaired(bare.split('?', 1)[0]!))))
    return { refused: '"url" parameter cannot be recursive' }
  if (!localPatterns.some((pattern) => matchesLocalPattern(pattern, bare) || matchesLocalPattern(pattern, path)))
    return { refused: '"url" parameter is not allowed' }
  const pathname = canonical.kind === 'url' && canonical.url.search === '' ? spelled(canonical.url.pathname) : undefined
  return {
    kind: 'local',
    path: oneSpelling(path),
    pathname,
    isImport: pathname?.startsWith(`/${importedImages}/`) === true,
  }
}

/** Each spelling of a path would be made and kept as an image of its own. */
function oneSpelling(path: string): string {
  const { length } = path.split('?', 1)[0]!
  return spelled(repaired(path.slice(0, length))) + path.slice(length)
}

const repaired = (pathname: string): string => pathname.replace(/[\\/]+/g, '/')

const spelled = (pathname: string): string => pathnameOfKey(keyOf(pathname))

function remoteSource(text: string, { remotePatterns }: ImageSettings): ImageSource | Refusal {
  if (!URL.canParse(text)) return { refused: '"url" parameter is invalid' }
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { refused: '"url" parameter is invalid' }
  if (!remotePatterns.some((pattern) => matchesRemotePattern(pattern, url)))
    return { refused: '"url" parameter is not allowed' }
  url.hash = ''
  return { kind: 'remote', url: url.href }
}

/** Only who names a format can show it: browsers that cannot say that they take anything, too. */
function accepts(accept: string | undefined, format: string): boolean {
  return (accept ?? '').split(',').some((range) => {
    const [type, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    return type === format && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))
  })
}
