/**
 * Runs Babel over the site's sources where somebody asks for it: `<style jsx>`, a Babel configuration of the site, an option
 * of `compiler`. Types and JSX stay as they are; Vite compiles them afterwards.
 */
import { createRequire } from 'node:module'
import type { PluginItem, TransformOptions } from '@babel/core'
import type { Plugin } from 'vite'
import type { CompilerSettings } from '../config/compiler-schema.ts'
import { readBabelConfig, type BabelConfig } from './babel-config.ts'
import { removeConsole, removeProperties } from './babel-removals.ts'
import { emotionPlugin } from './emotion.ts'
import { isRuntimeFile } from './runtime-files.ts'

export interface SiteBabelOptions {
  /** Absolute path of the site. */
  readonly root: string
  readonly mode: 'development' | 'production'
  readonly compiler: CompilerSettings
}

export function siteBabel(options: SiteBabelOptions): Plugin {
  const { root } = options
  let site: BabelConfig | undefined
  let always: readonly PluginItem[] = []
  return {
    name: 'everfresh:site-babel',
    enforce: 'pre',
    async buildStart() {
      site ??= await readBabelConfig(root)
      always = [...emotionPlugin(options), ...removals(options)]
    },
    async transform(code, id) {
      const [file = ''] = id.split('?', 1)
      if (!isOfSite(file)) return null
      const plugins = [...(mentionsScopedStyles(code) ? [scopedStyles(site)] : []), ...always]
      const isConfigured = site !== undefined && (site.options.plugins?.length || site.options.presets?.length)
      if (plugins.length === 0 && !isConfigured) return null
      const { transformAsync } = await import('@babel/core')
      const result = await transformAsync(code, {
        ...site?.options,
        ...fixed(file, root),
        plugins: [...plugins, ...(site?.options.plugins ?? [])],
      })
      if (typeof result?.code !== 'string') return null
      return { code: result.code, map: JSON.stringify(result.map) }
    },
  }
}

const isOfSite = (file: string) =>
  /\.[cm]?[jt]sx?$/.test(file) && !file.includes('/node_modules/') && !file.startsWith('\0') && !isRuntimeFile(file)

const fixed = (file: string, root: string): TransformOptions => ({
  filename: file,
  cwd: root,
  configFile: false,
  babelrc: false,
  sourceMaps: true,
  compact: false,
  parserOpts: { plugins: syntaxOf(file) },
})

function syntaxOf(file: string): ('typescript' | 'jsx')[] {
  // In .ts files `<T>x` is a cast.
  if (/\.[cm]?ts$/.test(file)) return ['typescript']
  return file.endsWith('.tsx') ? ['typescript', 'jsx'] : ['jsx']
}

/** A look at the text is enough: where it errs, the transform finds nothing to do. */
const mentionsScopedStyles = (code: string) => /<style[^>]*\sjsx\b/.test(code) || code.includes('styled-jsx/css')

const scopedStyles = (site: BabelConfig | undefined): PluginItem => [
  createRequire(import.meta.url).resolve('styled-jsx/babel'),
  // Without its own source maps, which would be part of every document.
  { sourceMaps: false, ...site?.styledJsx },
]

/** Only builds lose what helps while developing. */
const removals = ({ mode, compiler }: SiteBabelOptions): PluginItem[] => [
  ...(mode === 'production' && compiler.removeConsole ? [removeConsole(compiler.removeConsole)] : []),
  ...(mode === 'production' && compiler.reactRemoveProperties
    ? [removeProperties(compiler.reactRemoveProperties)]
    : []),
]
