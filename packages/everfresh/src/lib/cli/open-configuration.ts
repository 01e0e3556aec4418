/** What every command begins with: the site's folder, its environment and its configuration. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import pc from 'picocolors'
import { loadEnvironment } from '../config/env.ts'
import { loadSettings } from '../config/load-settings.ts'
import type { SiteSettings } from '../config/site-settings.ts'
import { noSuchSite } from './errors.ts'

export interface OpenedConfiguration {
  /** Absolute path of the site. */
  readonly root: string
  readonly settings: SiteSettings
  /** NEXT_PUBLIC_* and the configuration's `env`, for inlining. */
  readonly publicEnv: Readonly<Record<string, string>>
}

export type Phase = 'development' | 'build' | 'production'

/**
 * Reads the environment and the configuration. The site's code sees its own folder as the working directory (B154).
 *
 * @param warns False where somebody else has given its warnings.
 */
export async function openConfiguration(
  directory: string | undefined,
  phase: Phase,
  warns = true,
): Promise<OpenedConfiguration> {
  const root = resolve(directory ?? '.')
  if (!existsSync(root)) throw noSuchSite(root, 'does not exist')
  // React and many libraries choose their build by it when they are first loaded.
  const mode = phase === 'development' ? 'development' : 'production'
  Object.assign(process.env, { NODE_ENV: mode, NEXT_RUNTIME: 'nodejs' })
  process.chdir(root)
  const publicEnv = await loadEnvironment(root, mode)
  const { settings, warnings } = await loadSettings(root, phase)
  for (const warning of warns ? warnings : []) process.stderr.write(`${pc.yellow('⚠')} ${warning}\n`)
  return { root, settings, publicEnv: { ...publicEnv, ...settings.env } }
}
