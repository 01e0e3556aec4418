/** What becomes of Next.js's options that Everfresh does not read: what works in their place. */

/** Options whose wish is granted anyway, or that nobody misses: no word is lost about them. */
const accepted: ReadonlySet<string> = new Set([
  'agentRules',
  'allowedDevOrigins',
  'bundlePagesRouterDependencies',
  'cleanDistDir',
  'configOrigin',
  'deprecated',
  'devIndicators',
  'eslint',
  'excludeDefaultMomentLocales',
  'logging',
  'onDemandEntries',
  'optimizeFonts',
  'outputFileTracingExcludes',
  'outputFileTracingIncludes',
  'outputFileTracingRoot',
  'reactMaxHeadersLength',
  'serverExternalPackages',
  'supportsImmutableAssets',
  'swcMinify',
  'target',
  'turbopack',
  'typedRoutes',
  'typescript',
  'watchOptions',
  'experimental.craCompat',
  'experimental.esmExternals',
  'experimental.externalDir',
  'experimental.forceSwcTransforms',
  'experimental.gzipSize',
  'experimental.instrumentationHook',
  'experimental.optimizePackageImports',
  'experimental.scrollRestoration',
  'experimental.serverMinification',
  'experimental.serverSourceMaps',
  'experimental.typedEnv',
  'experimental.workerThreads',
])

/** Options whose absence visitors would notice. */
const missed: Readonly<Record<string, string>> = {
  adapterPath: 'A deployment is a folder that "everfresh start" serves; put it where the adapter would have.',
  exportPathMap: 'Give pages getStaticPaths, and run "everfresh export".',
  generateStaticParams: 'Give pages getStaticPaths.',
  useFileSystemPublicRoutes: 'Pages always have the path of their file; redirect or rewrite the ones that must not.',
  webpack: 'Pages are compiled by Vite: give it plugins with vitePlugins.',
  'experimental.allowedRevalidateHeaderKeys':
    'Revalidation sends no request, so there are no headers; let getStaticProps read what it needs itself.',
  'experimental.caseSensitiveRoutes':
    'Sources of redirects, rewrites and headers match either case; name the difference with a group.',
  'experimental.clientTraceMetadata': 'Write the meta elements in pages/_document.',
  'experimental.mdxRs': 'Compile MDX with a plugin in vitePlugins, such as @mdx-js/rollup.',
  'experimental.multiZoneDraftMode': 'Give the zones the same file of secrets instead: see the guide on preview mode.',
  'experimental.nextScriptWorkers': 'Load the script with another strategy, such as lazyOnload.',
  'experimental.sri': 'Scripts come from your own server, or from the CDN of assetPrefix; add the attribute there.',
  'experimental.swcPlugins': 'Name the plugin of Babel that does the same in .babelrc.',
  'experimental.urlImports': 'Install the package, or load it with next/script.',
  'experimental.webVitalsAttribution': 'Import web-vitals/attribution in pages/_app.',
}

/** Options that only tune how Next.js works, or that something else does here. */
const replaced: Readonly<Record<string, string>> = {
  cacheHandler: 'A page store takes its place: see the option "store".',
  enablePrerenderSourceMaps: 'Errors of the build name the line of the source anyway.',
  httpAgentOptions: 'fetch keeps its connections; set another dispatcher in instrumentation.ts.',
  instrumentationClientInject: 'Import the module in pages/_app.',
  modularizeImports:
    'Vite leaves out what is not used of a package of ES modules; import the parts of others by their own path.',
  reactCompiler: 'Name babel-plugin-react-compiler in .babelrc.',
  reactProductionProfiling: 'Alias react-dom to react-dom/profiling with a plugin in vitePlugins.',
  skipMiddlewareUrlNormalize: 'Middleware sees one form of a URL, so that no other goes around it.',
  skipProxyUrlNormalize: 'The proxy sees one form of a URL, so that no other goes around it.',
  'experimental.cpus': 'Set renderer.threads and buildConcurrency.',
  'experimental.cssChunking': 'Styles are split as the pages are.',
  'experimental.disableOptimizedLoading': 'Scripts are modules, which never hold up the document.',
  'experimental.imgOptConcurrency': 'The optimizer uses what the machine has, and lets nobody wait in vain.',
  'experimental.imgOptMaxInputPixels': 'Set images.maximumResponseBody.',
  'experimental.imgOptTimeoutInSeconds': 'The optimizer has limits of its own: see the guide on images.',
  'experimental.inlineCss': 'Put critical styles into pages/_document.',
  'experimental.linkNoTouchStart': 'Give <Link> prefetch={false}.',
  'experimental.middlewarePrefetch': 'Prefetched data are those of the page itself.',
  'experimental.proxyPrefetch': 'Prefetched data are those of the page itself.',
  'experimental.optimisticClientCache':
    'A page that is hovered over is asked for anew; unstable_skipClientCache does the same for one navigation.',
  'experimental.optimizeCss': 'Put critical styles into pages/_document.',
  'experimental.runtimeServerDeploymentId': 'A deployment keeps the id that it was built with.',
  'experimental.staticGenerationMaxConcurrency': 'Set buildConcurrency.',
  'experimental.staticGenerationMinPagesPerWorker': 'Set buildConcurrency.',
  'experimental.staticGenerationRetryCount': 'A page that fails stops the build: let getStaticProps try again itself.',
  'experimental.useSkewCookie': 'Files of earlier deployments stay, so nobody has to be sent back to one.',
}

/** Families of options, by what their names begin with or are. */
const families: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:cacheComponents|cacheHandlers|cacheLife|partialPrefetching|experimental\.(?:after|appDir|appNav\w*|authInterrupts|blockingSSR|cache\w*|client(?:Param|Router)\w*|coldCacheBadge|concurrentRouterQueue|dynamicOnHover|dynamicIO|durable\w*|explicitParallel\w*|gestureTransition|globalNotFound|instant\w*|instrumentationClientRouter\w*|maxPostponedStateSize|optimisticRouting|parallelRoute\w*|ppr|prefetchInlining|reactBrowserBailout|rootParams|server(?:Actions|Components)\w*|staleTimes|strictRoute(?:Matching|Types)|taint|transitionIndicator|use(?:Cache|Offline)\w*|validateRSC\w*|varyParams|viewTransition|disableResume\w*))$/,
    'It belongs to the App Router, which Everfresh does not have.',
  ],
  [
    /^experimental\.(?:turbo\w*|webpack\w*|swc\w*|parallelServer\w*|memoryBased\w*|deferredEntries|onBeforeDeferredEntries|collapseAdapter\w*|extensionAlias|fullySpecified|fallbackNodePolyfills|prerenderEarlyExit|outputHashSalt|useWasmBinary|useTypeScriptCli|slowModuleDetection|lockDistDir)$|^outputHashSalt$/,
    'It tunes how Next.js compiles; here Vite does: see vitePlugins.',
  ],
  [
    /^experimental\.(?:disablePostcssPresetEnv|useLightningcss|lightningCssFeatures)$/,
    'Styles are compiled by Vite and PostCSS: write postcss.config.mjs.',
  ],
]

/** Whether an option may stand there without a word. */
export const isAccepted = (name: string): boolean => accepted.has(name)

/** Whether visitors would notice that an option has no effect. */
export const isMissed = (name: string): boolean => Object.hasOwn(missed, name)

/** One sentence on an option that nothing reads, and one on what works in its place, where something does. */
export function adviceOn(name: string): string {
  const own = Object.hasOwn(missed, name) ? missed[name] : Object.hasOwn(replaced, name) ? replaced[name] : undefined
  const advice = own ?? families.find(([pattern]) => pattern.test(name))?.[1]
  if (advice !== undefined) return `"${name}" has no effect in Everfresh. ${advice}`
  return `"${name}" is no option of Everfresh, so it has no effect.`
}

/** What there is to say about options that are read, but do not do what they did. */
export function remarksOn(config: unknown): string[] {
  const { output, turbopack } = config as { readonly output?: unknown; readonly turbopack?: object | null }
  const remarks: string[] = []
  if (output === 'standalone') {
    remarks.push(
      '"output" need not be "standalone": copy the site with its distDir and node_modules, and start it there.',
    )
  }
  for (const name of ['rules', 'resolveAlias'].filter((key) => Object.hasOwn(turbopack ?? {}, key))) {
    remarks.push(
      `"turbopack.${name}" has no effect in Everfresh. Pages are compiled by Vite: give it plugins with vitePlugins.`,
    )
  }
  return remarks
}
