/**
 * Lets packages import `next/*`: on the server they are compiled with the site, and what Vite prepares of CommonJS packages in
 * development leaves these imports to us.
 */
import { builtinModules, createRequire } from 'node:module'
import { join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'
import { compatModules, compiledImports, isFrameworkImport, unsupportedImports } from '../compat/aliases.ts'
import { readSources } from '../doctor/source-files.ts'
import { asInBrowsers, scannedPages } from './scanned-pages.ts'
import { compiledPackages, type CompiledPackage } from './compiled-packages.ts'

export interface FrameworkPackagesOptions {
  /** Absolute path of the site. */
  readonly root: string
  /** Packages that the configuration names. */
  readonly transpilePackages: readonly string[]
  /** Whether a module (absolute path) is a page. */
  isPage(file: string): boolean
}

/** Every import that may not be prepared ahead, since it must lead to the one copy of ours. */
const ours = [compatModules, compiledImports, unsupportedImports]
  .flatMap((names) => Object.keys(names))
  .filter((name) => name.startsWith('next'))
  .flatMap((name) => [name, `${name}.js`])

export function frameworkPackages({ root, transpilePackages, isPage }: FrameworkPackagesOptions): Plugin {
  return {
    name: 'everfresh:framework-packages',
    async config(_config, { command }) {
      const packages = compiledPackages(root, transpilePackages)
      const names = packages.map(({ name }) => name)
      const client = {
        entries: scannedPages,
        include: ['everfresh > styled-jsx/style'],
        exclude: [...ours, 'web-vitals'],
        rolldownOptions: { plugins: [keepImports(), asInBrowsers(isPage)] },
      }
      // In a build, what comes with us may be out of reach for Node from where the server's code lies.
      const noExternal = [/^next($|\/)/, ...stylesheets, ...names, ...(command === 'build' ? ['styled-jsx'] : [])]
      if (command === 'build') return { ssr: { noExternal } }
      const prepared = packages.filter(isCommonJs)
      const imported = prepared.length === 0 ? new Set<string>() : await importsOf(root)
      const include = prepared.flatMap((each) => entriesOf(each, imported))
      return {
        optimizeDeps: client,
        ssr: {
          noExternal,
          optimizeDeps: {
            include,
            exclude: ours,
            rolldownOptions: { plugins: [keepImports((source) => !names.includes(packageName(source)))] },
          },
        },
      }
    },
  }
}

/** Their main file is a program, which Node could load, but sites import them from CSS by name alone. */
const stylesheets = ['tailwindcss']

const prefix = '\0everfresh:require:'

/**
 * Leaves imports of ours where they are, and gives `require()` of them what a compiled ESM module gives.
 *
 * @param isLeft Which other packages are left to Node as well.
 */
function keepImports(isLeft: (source: string) => boolean = () => false): Rolldown.Plugin {
  return {
    name: 'everfresh:keep-imports',
    resolveId: {
      order: 'pre',
      handler(source, importer, { kind }) {
        if (importer === undefined) return null
        if (importer.startsWith(prefix)) return { id: source, external: 'absolute' }
        if (isFrameworkImport(source))
          return kind === 'require-call' ? `${prefix}${source}` : { id: source, external: 'absolute' }
        const isPackage = /^[\w@]/.test(source) && !builtinModules.includes(source) && !source.startsWith('node:')
        return isPackage && isLeft(source) ? { id: source, external: 'absolute' } : null
      },
    },
    load(id) {
      if (!id.startsWith(prefix)) return null
      const source = JSON.stringify(id.slice(prefix.length))
      return `import * as all from ${source}\nmodule.exports = Object.assign(Object.create({ __esModule: true }), all)`
    },
  }
}

/** `a` of `a/b`, `@a/b` of `@a/b/c`. */
const packageName = (source: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? source

const isCommonJs = ({ manifest }: CompiledPackage): boolean => manifest.type !== 'module'

/** What can be imported of a package, in Vite's form for what is reached through others: `a > b/c`. */
function entriesOf({ path, name, manifest, directory }: CompiledPackage, imported: ReadonlySet<string>): string[] {
  const require = createRequire(join(directory, 'package.json'))
  const subpaths =
    typeof manifest.exports === 'object' && manifest.exports !== null ? Object.keys(manifest.exports) : []
  const listed = subpaths.filter((subpath) => subpath.startsWith('./') && !subpath.includes('*'))
  const named = [...imported].filter((source) => source.startsWith(`${name}/`))
  const entries = new Set([name, ...listed.map((subpath) => name + subpath.slice(1)), ...named])
  const parents = path.slice(0, -1)
  return [...entries].filter((entry) => isScript(require, entry)).map((entry) => [...parents, entry].join(' > '))
}

function isScript(require: NodeJS.Require, entry: string): boolean {
  try {
    return /\.c?js$/.test(require.resolve(entry))
  } catch {
    return false
  }
}

/** Everything that the site's sources may import, read without parsing them. */
async function importsOf(root: string): Promise<Set<string>> {
  const sources = await readSources(root)
  const imports = sources.flatMap(({ code }) => [
    ...code.matchAll(/(?:from|import|require)\s*\(?\s*['"]([^'"\n]+)['"]/g),
  ])
  return new Set(imports.map(([, source = '']) => source))
}
