/** The rules that a configuration is checked by. */
import type { PluginOption } from 'vite'
import { z } from 'zod'
import { defaultImageSettings } from '../images/image-settings.ts'
import { defaultPageExtensions } from '../routes/scan.ts'
import { byteSize } from './byte-size-schema.ts'
import type { EverfreshConfig } from './define-config.ts'
import { httpCacheOptions, httpCacheSchema } from './http-cache-schema.ts'
import { i18nSchema } from './i18n-schema.ts'
import { compilerSchema } from './compiler-schema.ts'
import type { ReuseSettings } from './site-settings.ts'
import { imageSchema } from './image-schema.ts'
import { headersSchema, redirectsSchema, rewritesSchema } from './rule-schema.ts'
import { storeOptions, storeSchema } from './store-schema.ts'

const positive = z.int().min(1)
const functionOf = <Type>() => z.custom<Type>((value) => typeof value === 'function', 'must be a function')

const basePath = z
  .string()
  .regex(/^(\/[^/?#\\%\s]+)*$/, `must be '' or begin with a slash and not end with one, such as '/docs'`)
  .refine((path) => !path.split('/').some((part) => part === '.' || part === '..'), `must not hold '.' or '..'`)

const assetPrefix = z
  .string()
  .regex(
    /^(?:https?:\/\/[^/?#\s]+|(?=\/)|$)(?:\/[^/?#\\\s]+)*\/?$/,
    `must be the URL of a CDN or a path, such as '/cdn'`,
  )
  .transform((prefix) => prefix.replace(/\/$/, ''))

const distDir = z
  .string()
  .regex(
    /^(?!\/|[a-z]:|\.\/*$|public\/*$).*\S/i,
    'must be a path relative to the site, other than the site itself and public',
  )

const env = z
  .record(z.string().regex(/^(?!__|NODE_)/, 'must not begin with "__" or "NODE_"'), z.string('must be text').optional())
  .transform((values) =>
    Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined)),
  )

const instances = z.union([z.int().min(1), z.literal('max')], { error: `must be a whole number from 1, or 'max'` })

export const configSchema = z.object({
  basePath: basePath.optional(),
  trailingSlash: z.boolean().optional(),
  skipTrailingSlashRedirect: z.boolean().optional(),
  redirects: redirectsSchema.optional(),
  rewrites: rewritesSchema.optional(),
  headers: headersSchema.optional(),
  assetPrefix: assetPrefix.optional(),
  crossOrigin: z.enum(['anonymous', 'use-credentials']).optional(),
  deploymentId: z
    .string()
    .regex(/^[\w-]+$/, 'must be letters, digits, dashes and underscores')
    .optional(),
  output: z.enum(['export', 'standalone']).optional(),
  productionBrowserSourceMaps: z.boolean().optional(),
  poweredByHeader: z.boolean().optional(),
  generateEtags: z.boolean().optional(),
  compress: z.boolean().optional(),
  expireTime: positive.optional(),
  cacheMaxMemorySize: byteSize.optional(),
  pageExtensions: z
    .array(z.string().regex(/^[^./\\][^/\\]*$/, `must be written without a dot in front, such as 'tsx'`))
    .min(1)
    .optional(),
  reactStrictMode: z.boolean().nullish(),
  env: env.optional(),
  generateBuildId: functionOf<NonNullable<EverfreshConfig['generateBuildId']>>().optional(),
  distDir: distDir.optional(),
  htmlLimitedBots: z.union([z.instanceof(RegExp), z.string()], { error: 'must be a regular expression' }).optional(),
  staticPageGenerationTimeout: z.number().positive().optional(),
  largePageDataBytes: byteSize.optional(),
  experimental: z
    .object({
      isrMemoryCacheSize: byteSize.optional(),
      largePageDataBytes: byteSize.optional(),
      isrFlushToDisk: z.boolean().optional(),
      proxyTimeout: z.number().min(0).nullish(),
      middlewareClientMaxBodySize: byteSize.optional(),
      proxyClientMaxBodySize: byteSize.optional(),
    })
    .optional(),
  images: imageSchema.optional(),
  compiler: compilerSchema.optional(),
  transpilePackages: z.array(z.string().min(1)).optional(),
  sassOptions: z.record(z.string(), z.unknown()).optional(),
  publicRuntimeConfig: z.record(z.string(), z.unknown()).optional(),
  serverRuntimeConfig: z.record(z.string(), z.unknown()).optional(),
  // A configuration may spread another one that has none.
  i18n: i18nSchema.nullish(),
  consistency: z.enum(['available', 'strict']).optional(),
  invalidationsWhileAway: z.enum(['reject', 'queue']).optional(),
  store: storeSchema.optional(),
  instances: instances.optional(),
  renderer: z.object({ threads: z.int().min(0).optional(), memoryLimitBytes: byteSize.optional() }).optional(),
  middleware: z.object({ cacheControl: z.enum(['private', 'public']).optional() }).optional(),
  buildConcurrency: positive.optional(),
  reuseUnchanged: z
    .object({
      dataVersions: functionOf<ReuseSettings['dataVersions']>(),
      ignoredEnvironment: z
        .array(z.string().regex(/^(?:[^*]+\*?)$/, `must be the name of a variable, or begin one and end with '*'`))
        .optional(),
    })
    .optional(),
  limits: z
    .object({
      maxConcurrentRenders: positive.optional(),
      maxConcurrentRendersPerRoute: positive.optional(),
      routes: z.record(z.string(), z.object({ maxConcurrentRenders: positive.optional() })).optional(),
      maxQueuedRenders: z.int().min(0).optional(),
      waitTimeoutMs: positive.optional(),
      maxUrlLength: positive.optional(),
      brotliBytes: byteSize.optional(),
      middlewareTimeoutMs: positive.optional(),
      middlewareBodyBytes: byteSize.optional(),
      unresponsiveMs: z
        .int()
        .min(1000)
        .max(2 ** 31 - 1)
        .optional(),
    })
    .optional(),
  httpCache: httpCacheSchema.optional(),
  strictPath: z.boolean().optional(),
  vitePlugins: z
    .custom<readonly PluginOption[]>((value) => Array.isArray(value), 'must be an array of plugins')
    .optional(),
})

/** Options that are objects, with the names that they know. */
export const knownInside = {
  experimental: [
    'isrMemoryCacheSize',
    'isrFlushToDisk',
    'largePageDataBytes',
    'proxyTimeout',
    'middlewareClientMaxBodySize',
    'proxyClientMaxBodySize',
  ],
  middleware: ['cacheControl'],
  renderer: ['threads', 'memoryLimitBytes'],
  reuseUnchanged: ['dataVersions', 'ignoredEnvironment'],
  limits: [
    'maxConcurrentRenders',
    'maxConcurrentRendersPerRoute',
    'routes',
    'maxQueuedRenders',
    'waitTimeoutMs',
    'maxUrlLength',
    'brotliBytes',
    'middlewareTimeoutMs',
    'middlewareBodyBytes',
    'unresponsiveMs',
  ],
  store: storeOptions,
  httpCache: httpCacheOptions,
  images: Object.keys(imageSchema.shape),
  compiler: Object.keys(compilerSchema.shape),
} as const

/** What a configuration function is given as `defaultConfig`. */
export const defaultConfig = {
  basePath: '',
  trailingSlash: false,
  skipTrailingSlashRedirect: false,
  assetPrefix: '',
  productionBrowserSourceMaps: false,
  poweredByHeader: true,
  generateEtags: true,
  compress: true,
  expireTime: 31_536_000,
  cacheMaxMemorySize: 50 * 2 ** 20,
  pageExtensions: defaultPageExtensions,
  reactStrictMode: false,
  env: {},
  distDir: '.everfresh',
  staticPageGenerationTimeout: 60,
  largePageDataBytes: 128_000,
  experimental: {},
  images: defaultImageSettings,
  compiler: {},
  transpilePackages: [],
  sassOptions: {},
  publicRuntimeConfig: {},
  serverRuntimeConfig: {},
  store: 'lmdb',
  renderer: {},
  middleware: { cacheControl: 'private' },
  httpCache: false,
  strictPath: true,
  consistency: 'available',
  invalidationsWhileAway: 'reject',
  limits: {},
  vitePlugins: [],
} as const satisfies EverfreshConfig
