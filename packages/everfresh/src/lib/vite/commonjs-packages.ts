/**
 * Makes imports of CommonJS packages mean on the server what they mean in browsers and in Next.js: `import x` of a module that
 * was compiled from ESM is its `default`, and every property of `module.exports` can be imported by name. Node by itself gives
 * all of `module.exports` as the default, and only the names that it guesses.
 */
import { existsSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { resolve as resolveImport } from 'import-meta-resolve'
import type { Plugin } from 'vite'
import { isRuntimeFile } from './runtime-files.ts'

const facade = '\0everfresh:commonjs:'

/** Node's guesses are right about React, and each element that is rendered would pay for more. */
const asNodeHasThem = /^(?:react|react-dom|scheduler)(?:\/|$)/

/** @param root Absolute path of the site, from where a running server finds its packages. */
export function commonjsPackages(root: string): Plugin {
  return {
    name: 'everfresh:commonjs-packages',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'ssr',
    async resolveId(source, importer, options) {
      if (importer === undefined || !isPackage(source) || importer.startsWith(facade) || isRuntimeFile(importer))
        return null
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
      if (!resolved?.external || asNodeHasThem.test(resolved.id)) return resolved
      const file = fileOf(resolved.id, root)
      return file !== undefined && isCommonJs(file) ? `${facade}${resolved.id}` : resolved
    },
    load(id) {
      if (!id.startsWith(facade)) return null
      const name = id.slice(facade.length)
      // The version makes it part of the fingerprint of the pages that import it.
      return `// ${versionOf(fileOf(name, root)!)}\nmodule.exports = require(${JSON.stringify(name)})`
    },
  }
}

const isPackage = (source: string) => /^[\w@]/.test(source) && !/^[a-z]+:/i.test(source) && !isBuiltin(source)

function fileOf(name: string, root: string): string | undefined {
  try {
    const url = resolveImport(name, pathToFileURL(join(root, 'package.json')).href)
    return url.startsWith('file:') ? fileURLToPath(url) : undefined
  } catch {
    // Node will say so, should the code ever run.
    return undefined
  }
}

/** By the rules of Node: the ending, else the nearest package.json. */
function isCommonJs(file: string): boolean {
  const extension = extname(file)
  if (extension === '.cjs' || extension === '.mjs') return extension === '.cjs'
  return extension !== '.wasm' && packageOf(file).type !== 'module'
}

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly type?: string
}

const versionOf = (file: string): string => {
  let manifest = packageOf(file)
  // Folders within a package have package.json files of their own, to say what their modules are.
  for (
    let folder = dirname(file);
    manifest.version === undefined && folder !== dirname(folder);
    folder = dirname(folder)
  )
    manifest = packageOf(folder)
  return `${manifest.name}@${manifest.version}`
}

/** The nearest package.json above `file`. */
function packageOf(file: string): Manifest {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')) as Manifest
  }
  return {}
}
