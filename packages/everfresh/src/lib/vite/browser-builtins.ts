/** Node's own modules and globals in browsers, as far as libraries were written against them: sites need not care which ones do. */
import { builtinModules, createRequire } from 'node:module'
import injectPlugin from '@rollup/plugin-inject'
import type { Environment, InlineConfig, Plugin, Rolldown } from 'vite'

/** The package that stands in for a module of Node's, by the file that does. They come with `node-stdlib-browser`. */
const substitutes: Readonly<Record<string, string>> = {
  assert: 'assert/build/assert.js',
  buffer: 'buffer/index.js',
  constants: 'constants-browserify',
  crypto: 'crypto-browserify',
  domain: 'domain-browser',
  events: 'events/events.js',
  http: 'stream-http',
  https: 'https-browserify',
  os: 'os-browserify/browser.js',
  path: 'path-browserify',
  process: 'process/browser.js',
  punycode: 'punycode/punycode.js',
  querystring: 'querystring-es3',
  stream: 'stream-browserify',
  string_decoder: 'string_decoder/lib/string_decoder.js',
  timers: 'timers-browserify',
  tty: 'tty-browserify',
  url: 'url/url.js',
  util: 'util/util.js',
  vm: 'vm-browserify',
  zlib: 'browserify-zlib',
}

const home = createRequire(import.meta.url).resolve('node-stdlib-browser')

const injected: Record<string, string | [string, string]> = { Buffer: ['buffer', 'Buffer'], process: 'process' }
const name = 'everfresh:browser-builtins'

/** Resolves `buffer`, `events`, `stream` … for browser code only: the server has the real ones. */
export function browserBuiltins(): Plugin {
  return {
    name,
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'client',
    config: (): InlineConfig => ({
      environments: {
        client: {
          // What is not meant for browsers is not there, rather than an error.
          define: { 'process.env': '{}' },
          build: { rolldownOptions: { transform: { inject: injected } } },
          optimizeDeps: { rolldownOptions: { plugins: [{ name, resolveId }], transform: { inject: injected } } },
        },
      },
    }),
    resolveId,
  }
}

// Its types are written for CommonJS, where the function is `default`.
const inject = injectPlugin as unknown as (options: object) => Plugin

/** What the build's injected globals are in development, where modules are compiled one by one. */
export function developmentGlobals(): Plugin {
  return {
    ...inject({ Buffer: ['buffer', 'Buffer'], include: /\.[cm]?[jt]sx?$/, exclude: /node_modules/ }),
    name: 'everfresh:development-globals',
    enforce: 'post',
    apply: 'serve',
    applyToEnvironment: (environment) => environment.name === 'client',
  }
}

/** Run before any module of the site. Vite has made a `process` already, which knows nothing but its environment. */
export const developmentProcess = `
globalThis.process = {
  browser: true, title: 'browser', version: '', versions: {}, argv: [], platform: 'browser',
  cwd: () => '/', nextTick: (task, ...args) => queueMicrotask(() => task(...args)),
  env: {}, ...globalThis.process,
}
`

async function resolveId(this: Rolldown.PluginContext, source: string) {
  const module = source.replace(/^node:/, '').replace(/\/$/, '')
  if (!builtinModules.includes(module) || !Object.hasOwn(substitutes, module)) return null
  const resolved = await this.resolve(substitutes[module]!, home, { skipSelf: true })
  // They are CommonJS, which browsers cannot read before it is bundled.
  const optimizer = resolved && optimizerOf(this)
  if (!optimizer) return resolved
  return optimizer.getOptimizedDepId(optimizer.registerMissingImport(module, resolved.id.replace(/\?.*/, '')))
}

/** The development server's bundler of dependencies. A build has none. */
const optimizerOf = ({ environment }: { environment?: Environment }) =>
  environment?.mode === 'dev' ? environment.depsOptimizer : undefined
