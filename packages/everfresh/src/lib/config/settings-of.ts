/** Checks a configuration and brings it into its final form. */
import type { z } from 'zod'
import { EverfreshError } from '../errors.ts'
import { configSchema, defaultConfig, knownInside } from './config-schema.ts'
import { httpCacheSettingsOf } from './http-cache-schema.ts'
import { i18nSettingsOf } from './i18n-schema.ts'
import { compilerSettingsOf } from './compiler-schema.ts'
import { type EnvironmentOverrides, overridesOf } from './environment-overrides.ts'
import { imageSettingsOf } from './image-schema.ts'
import { adviceOn, isAccepted, remarksOn } from './next-options.ts'
import { rulesOf } from './rule-schema.ts'
import type { SiteSettings } from './site-settings.ts'
import { overriddenStore } from './store-schema.ts'

export interface CheckedSettings {
  readonly settings: SiteSettings
  /** One sentence per option that nothing reads. */
  readonly warnings: readonly string[]
}

type Checked = z.output<typeof configSchema>

/**
 * Returns the settings that `config` asks for.
 *
 * `source` is what the configuration is called in messages. `environment` goes before it.
 *
 * @throws EverfreshError `INVALID_CONFIG` with every problem at once.
 */
export function settingsOf(config: unknown, source: string, environment: EnvironmentOverrides = {}): CheckedSettings {
  const result = configSchema.safeParse(config)
  const { store, instances, problems: environmentProblems } = overridesOf(environment)
  const problems = [...(result.success ? [] : result.error.issues.map(problemOf)), ...environmentProblems]
  if (!result.success || problems.length > 0) throw invalidConfig(source, problems)
  const given = withoutUndefined(result.data)
  const chosen = store && { store: given.store ? overriddenStore(given.store, store) : store }
  return {
    settings: complete({ ...given, ...chosen, ...(instances && { instances }) }),
    warnings: unknownOptions(config, source),
  }
}

const invalidConfig = (source: string, problems: readonly string[]) =>
  new EverfreshError(
    'INVALID_CONFIG',
    `${source} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n` +
      problems.map((problem) => `- ${problem}`).join('\n'),
  )

function problemOf({ path, message }: z.core.$ZodIssue): string {
  const text = message.startsWith('Invalid input: ') ? message.slice('Invalid input: '.length) : message
  return path.length === 0 ? text : `${path.join('.')}: ${text}`
}

/** Options that are `undefined` mean the default, as do those that are missing. */
function withoutUndefined<Options extends object>(options: Options): Exact<Options> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Exact<Options>
}

type Exact<Options> = { [Name in keyof Options]: Exclude<Options[Name], undefined> }

/** How long the server behind a rewrite may be silent, ms. */
const defaultProxyTimeoutMs = 30_000

function complete(given: Exact<Checked>): SiteSettings {
  const {
    experimental = {},
    cacheMaxMemorySize,
    largePageDataBytes,
    reactStrictMode,
    htmlLimitedBots: _,
    httpCache,
    images,
    compiler,
    i18n,
    redirects,
    rewrites,
    headers,
    reuseUnchanged,
    ...rest
  } = given
  const {
    cacheMaxMemorySize: memoryBytes,
    experimental: _none,
    images: _images,
    compiler: _compiler,
    httpCache: _httpCache,
    ...defaults
  } = defaultConfig
  const { publicRuntimeConfig, serverRuntimeConfig, store, ...simple } = {
    ...defaults,
    generateBuildId: undefined,
    ...rest,
  }
  const answers = httpCacheSettingsOf(httpCache)
  const rules = rulesOf({ redirects, rewrites, headers })
  // What is never to be written to disk is kept in memory (B138).
  const kept = experimental.isrFlushToDisk === false && given.store === undefined ? { type: 'memory' as const } : store
  const bodyBytes = experimental.proxyClientMaxBodySize ?? experimental.middlewareClientMaxBodySize
  return {
    ...simple,
    memoryBytes: cacheMaxMemorySize ?? experimental.isrMemoryCacheSize ?? memoryBytes,
    largePageDataBytes: largePageDataBytes ?? experimental.largePageDataBytes ?? defaultConfig.largePageDataBytes,
    reactStrictMode: reactStrictMode ?? false,
    images: imageSettingsOf(images),
    compiler: compilerSettingsOf(compiler),
    runtimeConfig: { publicRuntimeConfig, serverRuntimeConfig },
    ...(answers && { httpCache: answers }),
    ...(i18n && { i18n: i18nSettingsOf(i18n) }),
    ...(rules && { rules }),
    proxyTimeoutMs: experimental.proxyTimeout === null ? 0 : (experimental.proxyTimeout ?? defaultProxyTimeoutMs),
    store: typeof kept === 'string' ? { type: kept } : withoutUndefined(kept),
    renderer: withoutUndefined(simple.renderer),
    ...(reuseUnchanged && { reuseUnchanged: { ignoredEnvironment: [], ...withoutUndefined(reuseUnchanged) } }),
    limits: withoutUndefined({ middlewareBodyBytes: bodyBytes, ...withoutUndefined(simple.limits) }),
    middleware: { ...defaultConfig.middleware, ...withoutUndefined(simple.middleware) },
  }
}

function unknownOptions(config: unknown, source: string): string[] {
  const warn = (name: string) => `${source}: ${adviceOn(name)}`
  const inside = Object.entries(knownInside).flatMap(([name, known]) =>
    objectKeys((config as Readonly<Record<string, unknown>>)[name])
      .filter((key) => !(known as readonly string[]).includes(key))
      .map((key) => `${name}.${key}`),
  )
  const unknown = objectKeys(config).filter((key) => !Object.hasOwn(configSchema.shape, key))
  const names = [...unknown, ...inside].filter((name) => !isAccepted(name))
  return [...names.map(warn), ...remarksOn(config).map((remark) => `${source}: ${remark}`)]
}

const objectKeys = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : [])
