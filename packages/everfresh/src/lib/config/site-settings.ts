/** The configuration as the framework uses it: every option present, checked, in its final form. */
import type { PluginOption } from 'vite'
import type { RuntimeConfig } from '../client/runtime-config.ts'
import type { ImageSettings } from '../images/image-settings.ts'
import type { HttpCacheSettings } from './http-cache-schema.ts'
import type { CompilerSettings } from './compiler-schema.ts'
import type { I18nSettings } from '../routes/locale-path.ts'
import type { RoutingRules } from '../routing/rule-types.ts'
import type { StoreSettings } from './store-settings.ts'

export interface SiteSettings {
  readonly basePath: string
  readonly trailingSlash: boolean
  readonly skipTrailingSlashRedirect: boolean
  /** Missing where the site has none, and where the manifest tells them. */
  readonly rules?: RoutingRules
  /** `''`, a path, or the URL of a CDN; without a slash at its end. */
  readonly assetPrefix: string
  readonly crossOrigin?: 'anonymous' | 'use-credentials'
  readonly deploymentId?: string
  readonly output?: 'export' | 'standalone'
  readonly productionBrowserSourceMaps: boolean
  /** How long the server behind a rewrite may be silent, ms; 0: as long as it likes. */
  readonly proxyTimeoutMs: number
  readonly poweredByHeader: boolean
  readonly generateEtags: boolean
  readonly compress: boolean
  readonly reactStrictMode: boolean
  readonly pageExtensions: readonly string[]
  /** Relative to the site. */
  readonly distDir: string
  /** Seconds. */
  readonly expireTime: number
  /** Seconds. */
  readonly staticPageGenerationTimeout: number
  readonly largePageDataBytes: number
  /** Bytes of memory for entries; 0 switches L1 off. */
  readonly memoryBytes: number
  readonly generateBuildId: (() => string | null | Promise<string | null>) | undefined
  /** Values inlined into browser and server code. */
  readonly env: Readonly<Record<string, string>>
  readonly images: ImageSettings
  readonly compiler: CompilerSettings
  /** Packages that are compiled with the site. */
  readonly transpilePackages: readonly string[]
  readonly sassOptions: Readonly<Record<string, unknown>>
  /** What `next/config` tells the site's code. */
  readonly runtimeConfig: RuntimeConfig
  /** Missing where the site has one language. */
  readonly i18n?: I18nSettings
  readonly store: StoreSettings
  /** Serving processes of `start`; missing: one, that nobody looks after. */
  readonly instances?: number | 'max'
  readonly renderer: RendererSettings
  /** Pages that a build has under way at once; missing: as many as it pays to have. */
  readonly buildConcurrency?: number
  /** Missing where every build generates all its pages. */
  readonly reuseUnchanged?: ReuseSettings
  readonly limits: LimitSettings
  /** What visitors are shown while it cannot be known whether it is still right. */
  readonly consistency: 'available' | 'strict'
  /** What becomes of revalidations while the store cannot be reached. */
  readonly invalidationsWhileAway: 'reject' | 'queue'
  readonly middleware: MiddlewareSettings
  /** Missing where answers that are made per request are kept for nobody. */
  readonly httpCache?: HttpCacheSettings
  /** Whether plain requests for pages in memory may be answered before node:http reads them. */
  readonly strictPath: boolean
  readonly vitePlugins: readonly PluginOption[]
}

export interface RendererSettings {
  /** Render threads; 0 renders in the serving process. */
  readonly threads?: number
  /** A thread whose heap grew past this is replaced once it is idle, bytes. */
  readonly memoryLimitBytes?: number
}

/** A version of data: equal versions stand for equal data. */
export type DataVersion = string | number

export type DataVersionsByTag = Readonly<Record<string, DataVersion>> | ReadonlyMap<string, DataVersion>

export interface ReuseSettings {
  /** The present version of the data of each tag. */
  readonly dataVersions: () => DataVersionsByTag | Promise<DataVersionsByTag>
  /** Environment variables that no page is made from; `*` at the end stands for any rest. */
  readonly ignoredEnvironment: readonly string[]
}

export interface MiddlewareSettings {
  /** What a page says of its caching that middleware has let through, unless middleware says it: `public`, what it says to all. */
  readonly cacheControl: 'private' | 'public'
}

export interface LimitSettings {
  /** Renders under way at once. */
  readonly maxConcurrentRenders?: number
  /** Renders of one route under way at once. */
  readonly maxConcurrentRendersPerRoute?: number
  /** By route pattern. */
  readonly routes?: Readonly<Record<string, { readonly maxConcurrentRenders?: number }>>
  readonly maxQueuedRenders?: number
  /** How long a visitor waits for a page that does not exist yet, ms. */
  readonly waitTimeoutMs?: number
  /** Characters of a URL; longer ones are answered with 414. */
  readonly maxUrlLength?: number
  /** Memory for brotli bodies of pages that are asked for often; 0 makes none. Bytes. */
  readonly brotliBytes?: number
  /** How long middleware may take to answer, ms. */
  readonly middlewareTimeoutMs?: number
  /** Bytes of a request's body that middleware may read. */
  readonly middlewareBodyBytes?: number
  /** An instance that does not answer for this long is replaced, ms. */
  readonly unresponsiveMs?: number
}
