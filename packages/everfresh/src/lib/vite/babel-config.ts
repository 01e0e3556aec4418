/** Reads a site's own Babel configuration, as far as it adds to what is compiled here anyway. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PluginItem, TransformOptions } from '@babel/core'
import { parse } from 'jsonc-parser'
import { EverfreshError } from '../errors.ts'

export interface BabelConfig {
  /** Without `next/babel`: what that preset does is done for every site. */
  readonly options: TransformOptions
  /** What `next/babel` was told about styled-jsx. */
  readonly styledJsx: Readonly<Record<string, unknown>>
}

const names = ['babel.config', '.babelrc'].flatMap((name) =>
  ['.json', '.js', '.cjs', '.mjs', ...(name === '.babelrc' ? [''] : [])].map((extension) => name + extension),
)

/**
 * Returns undefined when the site in `root` (absolute) has none.
 *
 * @throws EverfreshError INVALID_CONFIG when it cannot be read.
 */
export async function readBabelConfig(root: string): Promise<BabelConfig | undefined> {
  const name = names.find((candidate) => existsSync(join(root, candidate)))
  if (name === undefined) return undefined
  const { presets = [], ...options } = await configOf(join(root, name))
  const next = (presets ?? []).find(isNextPreset)
  const given = Array.isArray(next) ? (next[1] as NextPresetOptions | undefined) : undefined
  return {
    options: { ...options, presets: (presets ?? []).filter((preset) => !isNextPreset(preset)) },
    styledJsx: given?.['styled-jsx'] ?? {},
  }
}

interface NextPresetOptions {
  readonly 'styled-jsx'?: Record<string, unknown>
}

const isNextPreset = (preset: PluginItem): boolean => (Array.isArray(preset) ? preset[0] : preset) === 'next/babel'

async function configOf(file: string): Promise<TransformOptions> {
  try {
    if (!/\.[cm]?js$/.test(file)) return parse(await readFile(file, 'utf8')) as TransformOptions
    const { default: exported } = (await import(pathToFileURL(file).href)) as { default: unknown }
    const value: unknown = typeof exported === 'function' ? await exported(api) : exported
    return value as TransformOptions
  } catch (cause) {
    const { message } = cause as Error
    throw new EverfreshError('INVALID_CONFIG', `${basename(file)} could not be read: ${message}`, { cause })
  }
}

/** What a configuration that is a function is called with. It is asked once, so there is nothing to cache. */
const api = {
  cache: Object.assign(() => undefined, {
    forever: () => undefined,
    never: () => undefined,
    using: (value: () => unknown) => value(),
    invalidate: (value: () => unknown) => value(),
  }),
  env: (wanted?: string | readonly string[]) => {
    const current = process.env['BABEL_ENV'] ?? process.env['NODE_ENV'] ?? 'development'
    return wanted === undefined ? current : [wanted].flat().includes(current)
  },
  caller: (ask: (caller: object) => unknown) => ask({ name: 'everfresh', supportsStaticESM: true }),
  assertVersion: () => undefined,
}
