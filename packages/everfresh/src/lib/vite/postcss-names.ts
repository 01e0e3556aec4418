/** Reads PostCSS configurations that name their plugins in a list, as Next.js has them. Those of other forms Vite reads. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'jsonc-parser'
import type { Plugin } from 'vite'
import { EverfreshError } from '../errors.ts'

type Named = string | readonly [name: string, options?: object | false]

/** Resolves the names from the site in `root` (absolute). */
export function postcssNames(root: string): Plugin {
  return {
    name: 'everfresh:postcss-names',
    async config() {
      const found = await listedIn(root)
      if (found === undefined) return undefined
      const plugins = await Promise.all(found.plugins.map((plugin) => loaded(plugin, root, found.file)))
      return { css: { postcss: { plugins: plugins.filter((plugin) => plugin !== undefined) } } }
    },
  }
}

const names = [
  ...['json', 'js', 'cjs', 'mjs'].flatMap((extension) => [`postcss.config.${extension}`, `.postcssrc.${extension}`]),
  '.postcssrc',
]

interface Listed {
  /** Name of the file. */
  readonly file: string
  readonly plugins: readonly unknown[]
}

/** Returns the list of the site's configuration if it holds names. */
async function listedIn(root: string): Promise<Listed | undefined> {
  const file = names.find((name) => existsSync(join(root, name)))
  const config = file === undefined ? await packageField(root) : await configOf(join(root, file))
  const { plugins } = (typeof config === 'object' && config !== null ? config : {}) as { plugins?: unknown }
  return Array.isArray(plugins) && plugins.some(isNamed) ? { file: file ?? 'package.json', plugins } : undefined
}

const isNamed = (plugin: unknown): plugin is Named =>
  typeof plugin === 'string' || (Array.isArray(plugin) && typeof plugin[0] === 'string')

async function packageField(root: string): Promise<unknown> {
  const file = join(root, 'package.json')
  return existsSync(file)
    ? (parse(await readFile(file, 'utf8')) as { postcss?: unknown } | undefined)?.postcss
    : undefined
}

async function configOf(file: string): Promise<unknown> {
  if (!file.endsWith('js')) return parse(await readFile(file, 'utf8')) as unknown
  const { default: exported } = (await import(pathToFileURL(file).href)) as { default?: unknown }
  // Functions are Vite's to call: they cannot hold names only.
  return exported
}

type PostcssPlugin = (options?: object) => never

/** @throws EverfreshError INVALID_CONFIG when there is no such plugin. */
async function loaded(plugin: unknown, root: string, file: string): Promise<never | undefined> {
  if (!isNamed(plugin)) return plugin as never
  const [name, options] = typeof plugin === 'string' ? [plugin] : plugin
  if (options === false) return undefined
  try {
    const path = createRequire(join(root, 'package.json')).resolve(name)
    const { default: create } = (await import(pathToFileURL(path).href)) as { default: PostcssPlugin }
    return create(options)
  } catch (cause) {
    const message = `The PostCSS plugin "${name}" of ${basename(file)} could not be loaded: ${(cause as Error).message}`
    throw new EverfreshError('INVALID_CONFIG', message, { cause })
  }
}
