/** The rules that the configuration's `images` is checked by, and its final form. */
import { z } from 'zod'
import {
  defaultImageSettings,
  type ImageSettings,
  importedImages,
  type LocalPattern,
  type RemotePattern,
} from '../images/image-settings.ts'
import { byteSize } from './byte-size-schema.ts'

const sizes = z.array(z.int().min(1).max(10_000)).max(25)
const seconds = z.int().min(0)
const search = z.string().regex(/^(\?.*)?$/, `must be '' or begin with "?"`)

const localPattern = z.strictObject({
  pathname: z
    .string()
    .regex(/^(\/|\*\*$)/, 'must begin with a slash')
    .optional(),
  search: search.optional(),
})

const remotePattern = z.strictObject({
  protocol: z.enum(['http', 'https']).optional(),
  hostname: z.string().regex(/^[^/:@?#\s]+$/, 'must be a host name, such as "images.example.com"'),
  port: z.string().regex(/^\d*$/, `must be text of digits, or ''`).optional(),
  pathname: z
    .string()
    .regex(/^(\/|\*\*$)/, 'must begin with a slash')
    .optional(),
  search: search.optional(),
})

/** `new URL('https://images.example.com/**')` is a pattern that leaves nothing open but its stars. */
const patternOfUrl = z.instanceof(URL).transform((url, context): RemotePattern => {
  const protocol = url.protocol.slice(0, -1)
  if (protocol !== 'http' && protocol !== 'https') {
    context.addIssue({ code: 'custom', message: 'must be a URL with http: or https:' })
    return z.NEVER
  }
  const { hostname, port, pathname, search } = url
  return { protocol, hostname: decodeURIComponent(hostname), port, pathname: decodeURIComponent(pathname), search }
})

export const imageSchema = z.object({
  deviceSizes: sizes.min(1).optional(),
  imageSizes: sizes.optional(),
  qualities: z.array(z.int().min(1).max(100)).min(1).max(20).optional(),
  formats: z
    .array(z.enum(['image/avif', 'image/webp'], `must be 'image/avif' or 'image/webp'`))
    .max(4)
    .optional(),
  path: z.string().min(1).optional(),
  loader: z.enum(['default', 'custom'], `must be 'default', or 'custom' with a loaderFile`).optional(),
  loaderFile: z.string().optional(),
  localPatterns: z.array(localPattern).max(25).optional(),
  remotePatterns: z
    .array(z.union([patternOfUrl, remotePattern]))
    .max(50)
    .optional(),
  domains: z.array(z.string().min(1)).max(50).optional(),
  minimumCacheTTL: seconds.optional(),
  maximumRedirects: z.int().min(0).max(20).optional(),
  maximumResponseBody: byteSize.optional(),
  maximumDiskCacheSize: byteSize
    .refine((bytes) => bytes === 0 || bytes >= smallestDiskCache, 'must be 0, or at least 1 MB')
    .optional(),
  dangerouslyAllowLocalIP: z.boolean().optional(),
  dangerouslyAllowSVG: z.boolean().optional(),
  contentSecurityPolicy: z
    .string()
    .regex(/^[\t\x20-\x7e]*$/, 'must be one line of plain characters')
    .optional(),
  contentDispositionType: z.enum(['inline', 'attachment']).optional(),
  disableStaticImages: z.boolean().optional(),
  unoptimized: z.boolean().optional(),
})

/** Below it a store would have no room for images beside its own records. Bytes. */
const smallestDiskCache = 2 ** 20

type GivenImages = z.output<typeof imageSchema>

/** Fills in the defaults, and puts what has two names under one. */
export function imageSettingsOf(given: GivenImages = {}): ImageSettings {
  const { domains = [], localPatterns, remotePatterns = [], ...rest } = given
  const present = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const settings: ImageSettings = { ...defaultImageSettings, ...present }
  return {
    ...settings,
    loader: settings.loaderFile === '' ? settings.loader : 'custom',
    localPatterns: localPatterns === undefined ? settings.localPatterns : withImports(localPatterns as LocalPattern[]),
    remotePatterns: [...(remotePatterns as RemotePattern[]), ...domains.map((hostname) => ({ hostname }))],
  }
}

/** Whoever imports an image need not allow it as well. */
const withImports = (patterns: readonly LocalPattern[]): LocalPattern[] => {
  const imported = { pathname: `/${importedImages}/**`, search: '' }
  const isKnown = patterns.some(({ pathname }) => pathname === imported.pathname || pathname === '**')
  return isKnown ? [...patterns] : [...patterns, imported]
}
