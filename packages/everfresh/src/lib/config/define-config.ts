/** What a site may configure: `export default defineConfig({ … })` in `everfresh.config.ts`. */
import type { PluginOption } from 'vite'
import type { ImageSettings, RemotePattern } from '../images/image-settings.ts'
import type { DomainLocale } from '../routes/locale-path.ts'
import type { Conditions } from '../routing/conditions.ts'
import type { HeaderRule, RedirectRule } from '../routing/rule-types.ts'
import type { RewritePhase } from '../routing/stages.ts'
import type { ByteSize, Optional } from './config-words.ts'
import type { DataVersionsByTag } from './site-settings.ts'
import type { StoreConfig, StoreText } from './store-config.ts'

export type EverfreshConfig = Optional<{
  /** Prefix of every URL, e.g. `/docs`. Default: none. */
  basePath: string
  /** Whether URLs end in a slash. Default: false. */
  trailingSlash: boolean
  /** Answers both forms of a URL, with a slash at its end and without. Default: false. */
  skipTrailingSlashRedirect: boolean
  /** Where requests are sent instead. Evaluated by the build. */
  redirects: Given<readonly RedirectConfig[]>
  /** What other paths, or other servers, answer. A list means `afterFiles`. Evaluated by the build. */
  rewrites: Given<readonly RewriteConfig[] | Optional<Record<RewritePhase, readonly RewriteConfig[]>>>
  /** Headers that answers get. Evaluated by the build. */
  headers: Given<readonly HeaderConfig[]>
  /** Where browsers fetch scripts, styles and imported files: the URL of a CDN, or a path. Default: this site. */
  assetPrefix: string
  /** The `crossorigin` of scripts and stylesheets. */
  crossOrigin: 'anonymous' | 'use-credentials'
  /** Browsers with a page of another one load documents anew. Default: the environment's `NEXT_DEPLOYMENT_ID`. */
  deploymentId: string
  /** `'export'`: `everfresh build` also writes files for a static host. */
  output: 'export' | 'standalone'
  /** Whether browsers may fetch source maps. Default: false. */
  productionBrowserSourceMaps: boolean
  /** Whether pages carry `X-Powered-By`. Default: true. */
  poweredByHeader: boolean
  /** Default: true. */
  generateEtags: boolean
  /** Whether responses are compressed. Default: true. */
  compress: boolean
  /** How long after its generation a page may be served stale, seconds. Default: a year. */
  expireTime: number
  /** Memory for pages; 0 keeps none. Default: 50 MB. */
  cacheMaxMemorySize: ByteSize
  /** Default: tsx, ts, jsx, js. */
  pageExtensions: readonly string[]
  /** Default: false. */
  reactStrictMode: boolean | null
  /** Values inlined into browser and server code as `process.env.NAME`. */
  env: Readonly<Record<string, string | undefined>>
  /** Names the deployment. Default: by its content. */
  generateBuildId: () => string | null | Promise<string | null>
  /** Folder of everything that is written, relative to the site. Default: `.everfresh`. */
  distDir: string
  /** Accepted for Next.js's sake; it has no influence on which visitors get a fallback shell. */
  htmlLimitedBots: RegExp | string
  /** How long one page may take while building, seconds. Default: 60. */
  staticPageGenerationTimeout: number
  /** Page data larger than this is warned of, bytes. Default: 128,000. */
  largePageDataBytes: ByteSize
  /** Names that options had in earlier versions of Next.js. */
  experimental: Optional<{
    isrMemoryCacheSize: ByteSize
    largePageDataBytes: ByteSize
    /** False keeps pages in memory only. */
    isrFlushToDisk: boolean
    /** How long the server behind a rewrite may be silent, ms; 0 or null: as long as it likes. Default: 30,000. */
    proxyTimeout: number | null
    middlewareClientMaxBodySize: ByteSize
    proxyClientMaxBodySize: ByteSize
  }>
  /** What `next/image` may optimize, and how. */
  images: ImageConfig
  /** The languages of the site, and where each lives. Default: one language, of which URLs say nothing. */
  i18n: I18nConfig | null
  /** What the site's own sources go through while they are compiled. */
  compiler: CompilerConfig
  /** Packages that are compiled with the site. Those that import `next` are found without being named. */
  transpilePackages: readonly string[]
  /** Options of Sass, such as `loadPaths` and `additionalData`. */
  sassOptions: Readonly<Record<string, unknown>>
  /** What `getConfig()` of `next/config` returns on the server and in browsers. It becomes part of every document. */
  publicRuntimeConfig: Readonly<Record<string, unknown>>
  /** What `getConfig()` of `next/config` returns on the server only. */
  serverRuntimeConfig: Readonly<Record<string, unknown>>
  /**
   * Where pages are kept: `'lmdb'`, `'memory'`, `'filesystem:/mnt/pages'`, `'redis://cache:6379'`, or an object by its `type`.
   * Default: `'lmdb'`. The environment's `EVERFRESH_STORE` goes first.
   */
  store: StoreText | StoreConfig
  /**
   * Serving processes of `everfresh start`, on one port and over one store; `'max'`: one for each processor. Default: one, that
   * nobody looks after. `--instances` and the environment's `EVERFRESH_INSTANCES` go first.
   */
  instances: number | 'max'
  renderer: Optional<{
    /** Render threads; 0 renders in the serving process. Default: by the number of processors. */
    threads: number
    /** A thread whose heap grew past this is replaced. */
    memoryLimitBytes: ByteSize
  }>
  middleware: Optional<{
    /**
     * What pages say of their caching where middleware ran: `'private'` keeps them from browsers and shared caches, since it may
     * have let this visitor through alone; `'public'` says what the page says to everybody. Default: `'private'`.
     */
    cacheControl: 'private' | 'public'
  }>
  /**
   * Keep answers of getServerSideProps pages and API routes for others, as far as their own `Cache-Control` allows it
   * (`s-maxage`, `stale-while-revalidate` …). True: of all routes. Default: false.
   */
  httpCache:
    | boolean
    | Optional<{
        /** Memory for them, beside that for pages. Default: 32 MB. */
        memoryBytes: ByteSize
        /** Disk for them. Default: 1 GB. */
        maxBytes: ByteSize
        /** A longer answer is not kept. Default: 8 MB. */
        maxBodyBytes: ByteSize
        /** Answers of one URL that differ by `Vary`. Default: 32. */
        maxVariants: number
        /** Parameters of a query that make no difference; `*` at the end stands for any rest. Default: those that trace visitors. */
        ignoredParameters: readonly string[]
        /** Languages that there are answers in: handlers are told the one that a visitor likes best, and no more. */
        languages: readonly string[]
        /**
         * Single routes, such as `'/search'` or `'/api/stock'`: kept, not kept, or kept although their code looks at cookies. Naming
         * routes to keep leaves the others out.
         */
        routes: Readonly<Record<string, boolean | Optional<{ ignoreCookies: boolean }>>>
      }>
  /**
   * Whether plain requests for pages in memory are answered before node:http reads them, nearly twice as fast. Tools that observe
   * node:http do not see these requests. Default: true, and false where the site has an `instrumentation` file.
   */
  strictPath: boolean
  /** Pages that a build has under way at once. Default: 8, and up to 128 as long as pages take no longer for it. */
  buildConcurrency: number
  /**
   * Builds take over pages of the build before whose code is the same, and whose data are by what `dataVersions` answers: the present
   * version of each tag that pages return, read once before anything is generated. Default: every build generates all its pages.
   */
  reuseUnchanged: {
    dataVersions: () => DataVersionsByTag | Promise<DataVersionsByTag>
    /** Environment variables that no page is made from, such as `'GITHUB_*'`; otherwise, where one changed, nothing is reused. */
    ignoredEnvironment?: readonly string[] | undefined
  }
  /**
   * What visitors are shown while it cannot be known whether it is still right, because the store does not answer: the last version,
   * marked (`'available'`), or what is rendered for them, or 503 (`'strict'`). Default: `'available'`.
   */
  consistency: 'available' | 'strict'
  /**
   * What becomes of revalidations while the store does not answer: they are refused with 503, or kept on this machine until it
   * does, and answered with 202. Default: `'reject'`.
   */
  invalidationsWhileAway: 'reject' | 'queue'
  limits: Optional<{
    /** Renders under way at once. */
    maxConcurrentRenders: number
    /** Renders of one route under way at once. Default: three quarters of `maxConcurrentRenders`. */
    maxConcurrentRendersPerRoute: number
    /** Limits of single routes, by the file below `pages/`, such as `'/products/[id]'`. */
    routes: Readonly<Record<string, { readonly maxConcurrentRenders?: number | undefined }>>
    /** Renders that wait for their turn. */
    maxQueuedRenders: number
    /** How long a visitor waits for a page that does not exist yet, ms. */
    waitTimeoutMs: number
    /** Characters of a URL. */
    maxUrlLength: number
    /** Memory for brotli bodies of pages that are asked for often; 0 makes none. Default: 8 MB. */
    brotliBytes: ByteSize
    /** How long middleware may take to answer, ms. Default: 30,000. */
    middlewareTimeoutMs: number
    /** How much of a request's body middleware may read. Default: 10 MB. */
    middlewareBodyBytes: ByteSize
    /** An instance of several that does not answer for this long is replaced, ms. Default: 10,000. */
    unresponsiveMs: number
  }>
  vitePlugins: readonly PluginOption[]
}>

type Given<Value> = Value | (() => Value | Promise<Value>)

type RuleConfig = Conditions & {
  /** A pattern of paths, such as `/blog/:slug`. */
  readonly source: string
  /** False: outside of the base path, too. */
  readonly basePath?: false | undefined
  /** False: `source` and `destination` say their locale themselves. */
  readonly locale?: false | undefined
}

export type RedirectConfig = RuleConfig & {
  readonly destination: string
} & (
    | { readonly permanent: boolean; readonly statusCode?: undefined }
    | { readonly statusCode: RedirectRule['status']; readonly permanent?: undefined }
  )

export type RewriteConfig = RuleConfig & { readonly destination: string }

export type HeaderConfig = RuleConfig & Pick<HeaderRule, 'headers'>

type Switch<Options> = boolean | Optional<Options>
type Constants = Readonly<Record<string, string | number | boolean>>

export type CompilerConfig = Optional<{
  /** Gives styled components names and stable class names. */
  styledComponents: Switch<Record<string, unknown>>
  /** Runs @emotion/babel-plugin, and makes the `css` property work. */
  emotion: Switch<Record<string, unknown>>
  /** Removes calls of `console` from builds, but for the methods in `exclude`. */
  removeConsole: Switch<{ exclude: readonly string[] }>
  /** Removes properties of elements from builds, by regular expressions. Default: those that begin with `data-test`. */
  reactRemoveProperties: Switch<{ properties: readonly string[] }>
  /** Expressions that are replaced by values, in all code. */
  define: Constants
  /** Expressions that are replaced by values, in the server's code. */
  defineServer: Constants
  /** Accepted for Next.js's sake: `<style jsx>` always works. */
  styledJsx: Switch<Record<string, unknown>>
}>

export type ImageConfig = Optional<
  Omit<ImageSettings, 'remotePatterns' | 'maximumResponseBody' | 'maximumDiskCacheSize'> & {
    /** Where images may come from. A URL leaves nothing open but its stars. */
    remotePatterns: readonly (RemotePattern | URL)[]
    /** Hosts that images may come from, whatever their path: `remotePatterns` says it more precisely. */
    domains: readonly string[]
    /** A larger original is refused. Default: 50,000,000. */
    maximumResponseBody: ByteSize
    /** Disk for results; the least recently used go first; 0 keeps them in memory only. Default: 512 MB. */
    maximumDiskCacheSize: ByteSize
  }
>

export type I18nConfig = {
  /** Each begins the paths of its pages, but for the default one. */
  readonly locales: readonly string[]
  readonly defaultLocale: string
} & Optional<{
  /** Hosts that have a default locale of their own. */
  domains: readonly (Omit<DomainLocale, 'http'> & { readonly http?: boolean })[]
  /** Whether visitors of `/` are sent to their own language. Default: true. */
  localeDetection: boolean
}>

/** What the site is being opened for, in Next.js's words. */
export type ConfigPhase = 'phase-development-server' | 'phase-production-build' | 'phase-production-server'

export type ConfigFunction = (
  phase: ConfigPhase,
  context: { readonly defaultConfig: EverfreshConfig },
) => EverfreshConfig | Promise<EverfreshConfig>

/** Returns `config`: it is there for its types. */
export const defineConfig = <Config extends EverfreshConfig | ConfigFunction>(config: Config): Config => config
