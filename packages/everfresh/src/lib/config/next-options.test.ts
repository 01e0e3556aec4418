/** Every option of Next.js 16 is read, is granted anyway, or is answered with what works in its place. */
import { describe, expect, it } from 'vitest'
import { configSchema, knownInside } from './config-schema.ts'
import { adviceOn, isAccepted, isMissed, remarksOn } from './next-options.ts'

const names = `adapterPath agentRules allowedDevOrigins assetPrefix basePath bundlePagesRouterDependencies cacheComponents
  cacheHandler cacheHandlers cacheLife cacheMaxMemorySize cleanDistDir compiler compress configOrigin crossOrigin deprecated
  deploymentId supportsImmutableAssets outputHashSalt devIndicators distDir env enablePrerenderSourceMaps
  excludeDefaultMomentLocales experimental exportPathMap generateBuildId generateEtags headers htmlLimitedBots
  httpAgentOptions i18n images logging modularizeImports onDemandEntries output outputFileTracingRoot
  outputFileTracingExcludes outputFileTracingIncludes pageExtensions instrumentationClientInject partialPrefetching
  poweredByHeader productionBrowserSourceMaps reactCompiler reactProductionProfiling reactStrictMode reactMaxHeadersLength
  redirects rewrites sassOptions serverExternalPackages skipMiddlewareUrlNormalize skipProxyUrlNormalize
  skipTrailingSlashRedirect staticPageGenerationTimeout expireTime target trailingSlash transpilePackages turbopack
  typescript typedRoutes useFileSystemPublicRoutes webpack watchOptions`

const experimental = `outputHashSalt useSkewCookie after appNavFailHandling parallelRouteMetadata coldCacheBadge
  collapseAdapterRoutes preloadEntriesOnStart allowedRevalidateHeaderKeys staleTimes cacheLife cacheHandlers
  clientRouterFilter clientRouterFilterRedirects clientRouterFilterAllowedRate cpus memoryBasedWorkersCount craCompat
  caseSensitiveRoutes clientParamParsingOrigins cachedNavigations dynamicOnHover reactBrowserBailout useOffline
  optimisticRouting concurrentRouterQueue instrumentationClientRouterTransitionEvents varyParams prefetchInlining
  devMemoryThresholdRestart disableOptimizedLoading disablePostcssPresetEnv cacheComponents inlineCss esmExternals
  serverActions maxPostponedStateSize disableResumeDataCacheCompression extensionAlias externalDir
  externalMiddlewareRewritesResolve externalProxyRewritesResolve fallbackNodePolyfills fetchCacheKeyPrefix
  forceSwcTransforms fullySpecified gzipSize imgOptConcurrency imgOptOperationCache imgOptTimeoutInSeconds
  imgOptMaxInputPixels imgOptSequentialRead imgOptMozjpeg isrFlushToDisk largePageDataBytes linkNoTouchStart
  manualClientBasePath middlewarePrefetch proxyPrefetch middlewareClientMaxBodySize proxyClientMaxBodySize
  multiZoneDraftMode cssChunking nextScriptWorkers optimizeCss optimisticClientCache parallelServerCompiles
  parallelServerBuildTraces ppr taint blockingSSR prerenderEarlyExit proxyTimeout rootParams
  removeUncaughtErrorAndRejectionListeners validateRSCRequestHeaders scrollRestoration sri swcPlugins swcEnvOptions
  swcTraceProfiling urlImports workerThreads webVitalsAttribution mdxRs transitionIndicator gestureTransition typedRoutes
  webpackBuildWorker webpackMemoryOptimizations turbopackMinify turbopackFileSystemCacheForDev turbopackSourceMaps
  optimizePackageImports optimizeServerReact strictRouteTypes useTypeScriptCli clientTraceMetadata serverMinification
  serverSourceMaps useWasmBinary useLightningcss lightningCssFeatures staticGenerationRetryCount
  staticGenerationMaxConcurrency staticGenerationMinPagesPerWorker typedEnv serverComponentsHmrCache
  serverComponentsHmrCancellation authInterrupts useCache durableUseCacheEntries useCacheTimeout slowModuleDetection
  globalNotFound explicitParallelRouteChildren strictRouteMatching lockDistDir runtimeServerDeploymentId
  supportsImmutableAssets deferredEntries onBeforeDeferredEntries`

/** What these do is seen by who works on Next.js only. */
const internal = `preloadEntriesOnStart devMemoryThresholdRestart manualClientBasePath optimizeServerReact
  removeUncaughtErrorAndRejectionListeners externalMiddlewareRewritesResolve externalProxyRewritesResolve
  fetchCacheKeyPrefix imgOptOperationCache imgOptSequentialRead imgOptMozjpeg supportsImmutableAssets typedRoutes`.split(
  /\s+/,
)

const isRead = (name: string): boolean => {
  const [outer, inner] = name.split('.') as [string, string | undefined]
  if (inner === undefined) return Object.hasOwn(configSchema.shape, outer)
  return (knownInside.experimental as readonly string[]).includes(inner)
}
const isAnswered = (name: string) => adviceOn(name).includes('has no effect in Everfresh. ')

describe('the options of Next.js', () => {
  it.each(names.split(/\s+/))('%s', (name) => {
    expect(isRead(name) || isAccepted(name) || isAnswered(name)).toBe(true)
  })

  it.each(experimental.split(/\s+/).filter((name) => !internal.includes(name)))('experimental.%s', (inner) => {
    const name = `experimental.${inner}`
    expect(isRead(name) || isAccepted(name) || isAnswered(name)).toBe(true)
  })

  it('that are read are not said to have no effect', () => {
    const read = [...Object.keys(configSchema.shape), ...knownInside.experimental.map((name) => `experimental.${name}`)]
    expect(read.filter((name) => isAccepted(name) || isAnswered(name))).toEqual([])
  })

  it('that visitors would miss are told from those that nobody would', () => {
    expect([isMissed('webpack'), isMissed('reactCompiler'), isMissed('toString')]).toEqual([true, false, false])
    expect(adviceOn('toString')).toBe('"toString" is no option of Everfresh, so it has no effect.')
  })

  it('that do something else here get a remark', () => {
    expect(remarksOn({ output: 'export', turbopack: { root: '.' } })).toEqual([])
    expect(remarksOn({ output: 'standalone', turbopack: { rules: {} } })).toHaveLength(2)
  })
})
