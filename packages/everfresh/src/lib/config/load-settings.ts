/** Finds, runs and checks the configuration file of a site. */
import { existsSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EverfreshError } from '../errors.ts'
import { defaultConfig } from './config-schema.ts'
import type { ConfigPhase } from './define-config.ts'
import type { CheckedSettings } from './settings-of.ts'
import { settingsOf } from './settings-of.ts'

const names = ['everfresh', 'next'].flatMap((name) =>
  ['ts', 'mts', 'mjs', 'js', 'cjs'].map((extension) => `${name}.config.${extension}`),
)

const phases: Readonly<Record<'development' | 'build' | 'production', ConfigPhase>> = {
  development: 'phase-development-server',
  build: 'phase-production-build',
  production: 'phase-production-server',
}

/**
 * Returns the settings of the site in `root` (absolute): from `everfresh.config.*`, else from `next.config.*`, else the
 * defaults. TypeScript is compiled on the way.
 *
 * @throws EverfreshError `INVALID_CONFIG` when the file fails, exports no configuration, or has problems: all of them at once.
 */
export async function loadSettings(
  root: string,
  phase: 'development' | 'build' | 'production',
): Promise<CheckedSettings> {
  const [name, ...others] = names.filter((candidate) => existsSync(join(root, candidate)))
  const environment = { store: process.env['EVERFRESH_STORE'], instances: process.env['EVERFRESH_INSTANCES'] }
  if (name === undefined) return settingsOf(withDeploymentId({}), 'The configuration', environment)
  const config = withDeploymentId(await configOf(join(root, name), phases[phase]))
  const { settings, warnings } = settingsOf(config, name, environment)
  const unread = others.map((other) => `${other} is not read, since there is ${name}.`)
  return { settings, warnings: [...unread, ...warnings] }
}

/** Whatever starts a build or a server may say which deployment it is, in place of the configuration. */
function withDeploymentId(config: object): object {
  const { deploymentId = process.env['NEXT_DEPLOYMENT_ID'] } = config as { readonly deploymentId?: unknown }
  return deploymentId === undefined || deploymentId === '' ? config : { ...config, deploymentId }
}

async function configOf(file: string, phase: ConfigPhase): Promise<object> {
  const { default: exported } = await run(file, () => moduleOf(file))
  const config: unknown =
    typeof exported === 'function' ? await run(file, () => exported(phase, { defaultConfig })) : exported
  if (typeof config === 'object' && config !== null) return withRules(config, file, phase)
  throw new EverfreshError(
    'INVALID_CONFIG',
    `${basename(file)} must export an object, or a function that returns one, as its default: export default { … }`,
  )
}

/**
 * Rules may be functions, which may ask somebody. A server has those of its deployment, so that all that serve it do the
 * same, and none has to wait.
 */
async function withRules(config: object, file: string, phase: ConfigPhase): Promise<object> {
  const rules = Object.entries(config).filter(([name]) => ['redirects', 'rewrites', 'headers'].includes(name))
  const evaluated = rules.map(async ([name, rule]: [string, unknown]) => {
    if (phase === 'phase-production-server') return [name, undefined]
    return [name, typeof rule === 'function' ? await run(file, () => rule.call(config)) : rule]
  })
  return { ...config, ...Object.fromEntries(await Promise.all(evaluated)) }
}

async function run<Result>(file: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new EverfreshError('INVALID_CONFIG', `${basename(file)} could not be run: ${message}`, { cause })
  }
}

interface ConfigModule {
  readonly default?: unknown
}

async function moduleOf(file: string): Promise<{ readonly default: unknown }> {
  // Node itself runs JavaScript, CommonJS included; TypeScript it would not on all versions.
  const module = ['.ts', '.mts'].includes(extname(file))
    ? (await (await import('vite')).runnerImport<ConfigModule>(file, { configFile: false, logLevel: 'error' })).module
    : ((await import(pathToFileURL(file).href)) as ConfigModule)
  return { default: module.default }
}
