import { describe, expect, it } from 'vitest'
import { defaultConfig } from './config-schema.ts'
import { defineConfig } from './define-config.ts'
import { settingsOf } from './settings-of.ts'
import { defaultImageSettings } from '../images/image-settings.ts'

const settings = (config: unknown, store?: string) => settingsOf(config, 'everfresh.config.ts', { store }).settings
const problemsOf = (config: unknown, store?: string): string => {
  try {
    settingsOf(config, 'everfresh.config.ts', { store })
  } catch (error) {
    expect(error).toMatchObject({ code: 'INVALID_CONFIG' })
    return (error as Error).message
  }
  return ''
}

const noTransforms = {
  styledComponents: false,
  emotion: false,
  removeConsole: false,
  reactRemoveProperties: false,
  define: {},
  defineServer: {},
}
const compileDefaults = { compiler: noTransforms, transpilePackages: [], sassOptions: {} }

describe('settingsOf', () => {
  it('has a default for everything', () => {
    expect(settings({})).toEqual({
      basePath: '',
      trailingSlash: false,
      skipTrailingSlashRedirect: false,
      assetPrefix: '',
      productionBrowserSourceMaps: false,
      proxyTimeoutMs: 30_000,
      poweredByHeader: true,
      generateEtags: true,
      compress: true,
      reactStrictMode: false,
      pageExtensions: ['tsx', 'ts', 'jsx', 'js'],
      distDir: '.everfresh',
      expireTime: 31_536_000,
      staticPageGenerationTimeout: 60,
      largePageDataBytes: 128_000,
      memoryBytes: 52_428_800,
      generateBuildId: undefined,
      env: {},
      images: defaultImageSettings,
      ...compileDefaults,
      runtimeConfig: { publicRuntimeConfig: {}, serverRuntimeConfig: {} },
      store: { type: 'lmdb' },
      renderer: {},
      consistency: 'available',
      invalidationsWhileAway: 'reject',
      limits: {},
      middleware: { cacheControl: 'private' },
      strictPath: true,
      vitePlugins: [],
    })
  })

  it('takes undefined and the defaults themselves for the defaults', () => {
    const undefinedOptions = Object.fromEntries(Object.keys(defaultConfig).map((name) => [name, undefined]))
    expect(settings(undefinedOptions)).toEqual(settings({}))
    expect(settings(defaultConfig)).toEqual(settings({}))
    expect(settings({ renderer: { threads: undefined } }).renderer).toStrictEqual({})
  })

  it('takes every option', () => {
    const generateBuildId = () => 'v1'
    const plugin = { name: 'mine' }
    const config = defineConfig({
      basePath: '/docs/v2',
      trailingSlash: true,
      skipTrailingSlashRedirect: true,
      assetPrefix: 'https://cdn.test/site/',
      crossOrigin: 'anonymous',
      deploymentId: 'v-1',
      output: 'export',
      productionBrowserSourceMaps: true,
      experimental: { proxyTimeout: null },
      poweredByHeader: false,
      generateEtags: false,
      compress: false,
      expireTime: 300,
      cacheMaxMemorySize: 0,
      pageExtensions: ['page.tsx'],
      reactStrictMode: true,
      env: { A: '1', B: undefined },
      generateBuildId,
      distDir: 'build/out',
      htmlLimitedBots: /x/,
      staticPageGenerationTimeout: 1.5,
      largePageDataBytes: '1kb',
      store: { type: 'lmdb', directory: '/data', maxBytes: '2gb', durable: true },
      renderer: { threads: 0, memoryLimitBytes: '512mb' },
      consistency: 'strict',
      invalidationsWhileAway: 'queue',
      buildConcurrency: 2,
      limits: {
        maxConcurrentRenders: 1,
        maxConcurrentRendersPerRoute: 1,
        routes: { '/products/[id]': { maxConcurrentRenders: 1 } },
        maxQueuedRenders: 0,
        waitTimeoutMs: 5,
        maxUrlLength: 6,
        middlewareTimeoutMs: 7,
        middlewareBodyBytes: '8kb',
      },
      middleware: { cacheControl: 'public' },
      strictPath: false,
      vitePlugins: [plugin],
      compiler: { styledComponents: true, emotion: { sourceMap: false }, removeConsole: { exclude: ['error'] } },
      transpilePackages: ['a'],
      sassOptions: { loadPaths: ['styles'] },
      publicRuntimeConfig: { a: 1 },
      serverRuntimeConfig: { b: 2 },
    })
    expect(settingsOf(config, 'everfresh.config.ts').warnings).toEqual([])
    expect(settings(config)).toEqual({
      basePath: '/docs/v2',
      trailingSlash: true,
      skipTrailingSlashRedirect: true,
      assetPrefix: 'https://cdn.test/site',
      crossOrigin: 'anonymous',
      deploymentId: 'v-1',
      output: 'export',
      productionBrowserSourceMaps: true,
      proxyTimeoutMs: 0,
      poweredByHeader: false,
      generateEtags: false,
      compress: false,
      expireTime: 300,
      memoryBytes: 0,
      pageExtensions: ['page.tsx'],
      reactStrictMode: true,
      env: { A: '1' },
      generateBuildId,
      distDir: 'build/out',
      staticPageGenerationTimeout: 1.5,
      largePageDataBytes: 1024,
      store: { type: 'lmdb', directory: '/data', maxBytes: 2 ** 31, durable: true },
      renderer: { threads: 0, memoryLimitBytes: 2 ** 29 },
      consistency: 'strict',
      invalidationsWhileAway: 'queue',
      buildConcurrency: 2,
      limits: {
        maxConcurrentRenders: 1,
        maxConcurrentRendersPerRoute: 1,
        routes: { '/products/[id]': { maxConcurrentRenders: 1 } },
        maxQueuedRenders: 0,
        waitTimeoutMs: 5,
        maxUrlLength: 6,
        middlewareTimeoutMs: 7,
        middlewareBodyBytes: 8192,
      },
      middleware: { cacheControl: 'public' },
      strictPath: false,
      images: defaultImageSettings,
      compiler: { ...noTransforms, styledComponents: {}, emotion: { sourceMap: false }, removeConsole: ['error'] },
      transpilePackages: ['a'],
      sassOptions: { loadPaths: ['styles'] },
      runtimeConfig: { publicRuntimeConfig: { a: 1 }, serverRuntimeConfig: { b: 2 } },
      vitePlugins: [plugin],
    })
  })

  it('brings the forms of compiler options into one', () => {
    const removals = (compiler: object) => settings({ compiler }).compiler
    expect(removals({ removeConsole: true, reactRemoveProperties: true })).toMatchObject({
      removeConsole: [],
      reactRemoveProperties: ['^data-test'],
    })
    expect(removals({ reactRemoveProperties: { properties: ['^x-'] } }).reactRemoveProperties).toEqual(['^x-'])
    expect(problemsOf({ compiler: { reactRemoveProperties: { properties: ['('] } } })).toContain(
      'compiler.reactRemoveProperties',
    )
    expect(settingsOf({ compiler: { relay: {} } }, 'next.config.js').warnings[0]).toContain('"compiler.relay"')
  })

  it('knows the earlier name of cacheMaxMemorySize, which goes last (B132)', () => {
    expect(settings({ experimental: { isrMemoryCacheSize: 0 } }).memoryBytes).toBe(0)
    expect(settings({ cacheMaxMemorySize: 7, experimental: { isrMemoryCacheSize: 0 } }).memoryBytes).toBe(7)
    expect(settings({ experimental: { largePageDataBytes: 9 } }).largePageDataBytes).toBe(9)
  })

  it('keeps pages in memory where nothing may be written to disk (B138)', () => {
    const experimental = { isrFlushToDisk: false }
    expect(settings({ experimental }).store).toEqual({ type: 'memory' })
    expect(settings({ experimental, store: 'lmdb' }).store).toEqual({ type: 'lmdb' })
  })

  it.each([
    ['lmdb', { type: 'lmdb' }],
    ['memory', { type: 'memory' }],
    [{ type: 'memory' }, { type: 'memory' }],
    [
      { type: 'lmdb', maxBytes: 5 },
      { type: 'lmdb', maxBytes: 5 },
    ],
  ])('takes the store %j', (store, result) => {
    expect(settings({ store }).store).toStrictEqual(result)
  })

  it('lets the environment choose the store', () => {
    expect(settings({ store: 'lmdb' }, 'memory').store).toEqual({ type: 'memory' })
    expect(settings({ store: 'memory' }, '').store).toEqual({ type: 'memory' })
    expect(problemsOf({}, 'mongodb://x')).toContain(`EVERFRESH_STORE is "mongodb://x"; it must be 'lmdb', 'lmdb:/path'`)
  })

  it('takes the place of the store from the environment, and the rest of its options from the configuration', () => {
    const store = { type: 'redis', url: 'redis://me:old@laptop', keyPrefix: 'shop', fallback: { maxBytes: '1kb' } }
    const rest = { keyPrefix: 'shop', fallback: { maxBytes: 1024 } }
    const local = { type: 'redis', url: 'redis://laptop:6379', username: 'me', password: 'old', ...rest }
    expect(settings({ store }).store).toEqual(local)
    const cluster = { type: 'redis', cluster: [{ host: 'one', port: 1 }], ...rest }
    expect(settings({ store }, 'redis+cluster://one:1').store).toEqual(cluster)
    const lmdb = { type: 'lmdb', directory: '/data', durable: true }
    expect(settings({ store: lmdb }, 'lmdb').store).toEqual(lmdb)
    expect(settings({ store: lmdb }, 'lmdb:/other').store).toEqual({ ...lmdb, directory: '/other' })
    expect(settings({ store: lmdb }, 'redis://cache').store).toEqual({ type: 'redis', url: 'redis://cache:6379' })
  })

  it('lets the environment choose the number of instances', () => {
    const count = (instances: string) => settingsOf({ instances: 2 }, 'x', { instances }).settings.instances
    expect([count(''), count('3'), count('max')]).toEqual([2, 3, 'max'])
    expect(() => count('0')).toThrow('EVERFRESH_INSTANCES is "0"; it must be a whole number from 1, or "max".')
  })

  it('shows no password of a store that it refuses', () => {
    const message = problemsOf({ store: { type: 'redis', url: 'redis://me:hunter2@a,b' } }, 'redis://me:hunter2@c/x')
    expect(message).toContain('everfresh.config.ts has 2 problems:')
    expect(message).not.toContain('hunter2')
  })

  it.each<[string, object]>([
    ['basePath', { basePath: 'docs' }],
    ['basePath', { basePath: '/' }],
    ['basePath', { basePath: '/docs/' }],
    ['basePath', { basePath: '/a//b' }],
    ['basePath', { basePath: '/a/../b' }],
    ['basePath', { basePath: '/a?b' }],
    ['basePath', { basePath: '/a b' }],
    ['trailingSlash', { trailingSlash: 'yes' }],
    ['assetPrefix', { assetPrefix: 'cdn.test' }],
    ['assetPrefix', { assetPrefix: 'https://cdn.test/?x' }],
    ['crossOrigin', { crossOrigin: 'no' }],
    ['deploymentId', { deploymentId: 'a b' }],
    ['output', { output: 'files' }],
    ['expireTime', { expireTime: 0 }],
    ['expireTime', { expireTime: 1.5 }],
    ['expireTime', { expireTime: Infinity }],
    ['cacheMaxMemorySize', { cacheMaxMemorySize: -1 }],
    ['cacheMaxMemorySize', { cacheMaxMemorySize: 'lots' }],
    ['pageExtensions', { pageExtensions: [] }],
    ['pageExtensions.0', { pageExtensions: ['.tsx'] }],
    ['env.A', { env: { A: 1 } }],
    ['env.NODE_ENV', { env: { NODE_ENV: 'x' } }],
    ['env.__A', { env: { __A: 'x' } }],
    ['generateBuildId', { generateBuildId: 'v1' }],
    ['distDir', { distDir: '' }],
    ['distDir', { distDir: '.' }],
    ['distDir', { distDir: '/tmp' }],
    ['distDir', { distDir: 'public' }],
    ['store', { store: 'redis' }],
    ['store.maxBytes', { store: { type: 'lmdb', maxBytes: 'much' } }],
    ['store', { store: { directory: '/data' } }],
    ['store', { store: { type: 'toString' } }],
    ['store', { store: null }],
    ['store', { store: 'redis://a/b' }],
    ['store', { store: { type: 'redis', url: 'redis://a', cluster: [{ host: 'b' }] } }],
    ['store.url', { store: { type: 'redis', url: 'lmdb' } }],
    ['store.name', { store: { type: 'redis', sentinels: [{ host: 'a' }] } }],
    ['store.cluster.0.port', { store: { type: 'redis', cluster: [{ host: 'a', port: 0 }] } }],
    ['store.keyPrefix', { store: { type: 'redis', keyPrefix: '{shop}' } }],
    ['store.tls', { store: { type: 'redis', tls: 'yes' } }],
    ['store.fallback', { store: { type: 'redis', fallback: true } }],
    ['store.directory', { store: { type: 'filesystem' } }],
    ['instances', { instances: 0 }],
    ['instances', { instances: 'some' }],
    ['limits.unresponsiveMs', { limits: { unresponsiveMs: 5 } }],
    ['renderer.threads', { renderer: { threads: -1 } }],
    ['limits.waitTimeoutMs', { limits: { waitTimeoutMs: '5' } }],
    ['vitePlugins', { vitePlugins: {} }],
    ['staticPageGenerationTimeout', { staticPageGenerationTimeout: 0 }],
  ])('rejects %s of %j', (name, config) => {
    const message = problemsOf(config)
    expect(message).toMatch(/^everfresh\.config\.ts has a problem:\n- /)
    expect(message).toContain(`\n- ${name}: `)
    expect(message.split('\n')).toHaveLength(2)
    // What zod says of a pattern is for programmers of patterns.
    expect(message).not.toContain('pattern')
  })

  it('names all problems at once', () => {
    const message = problemsOf({ basePath: 'docs', compress: 1, limits: { maxUrlLength: 0 }, store: 'x' }, 'y')
    expect(message).toContain('everfresh.config.ts has 5 problems:')
    expect(message.split('\n- ')).toHaveLength(6)
  })

  it('warns of options that nothing reads, once each', () => {
    const { warnings } = settingsOf(
      {
        fonts: {},
        basepath: '/x',
        experimental: { pprr: true },
        renderer: { treads: 2 },
        limits: { constructor: 1 },
        store: { type: 'memory', max: 1 },
      },
      'next.config.js',
    )
    expect(warnings).toEqual(
      ['fonts', 'basepath', 'experimental.pprr', 'renderer.treads', 'limits.constructor', 'store.max'].map(
        (name) => `next.config.js: "${name}" is no option of Everfresh, so it has no effect.`,
      ),
    )
  })
})
