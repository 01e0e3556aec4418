/**
 * Makes imports of CommonJS packages mean on the server what they mean in browsers and in Next.js: `import x` of a module that
 * was compiled from ESM is its `default`, and every property of `module.exports` can be imported by name. Node by itself gives
 * all of `module.exports` as the default, and only the names that it guesses.
 */
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { resolve as resolveImport } from 'import-meta-resolve'
import type { Plugin } from 'vite'
import { isCommonJs, manifestAbove } from './module-format.ts'
import { isRuntimeFile } from './runtime-files.ts'

const facade = '\0everfresh:commonjs:'

/** What the facade hands on. Between the two, no `"type": "module"` of the site makes the bundler do as Node does. */
const required = '\0everfresh:required:'

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
      if (source.startsWith(required)) return source
      if (importer === undefined || !isPackage(source) || importer.startsWith(required) || isRuntimeFile(importer))
        return null
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
      if (!resolved?.external || asNodeHasThem.test(resolved.id)) return resolved
      const file = fileOf(resolved.id, root)
      if (file === undefined || !isCommonJs(file)) return resolved
      // A package that is compiled with the site requires others as CommonJS does: it wants all of `module.exports`.
      return (kindOf(options) === 'require-call' ? required : facade) + resolved.id
    },
    load(id) {
      if (id.startsWith(facade)) {
        const inner = JSON.stringify(required + id.slice(facade.length))
        return `export * from ${inner}\nexport { default } from ${inner}`
      }
      if (!id.startsWith(required)) return null
      const name = id.slice(required.length)
      // The version makes it part of the fingerprint of the pages that import it.
      return `// ${versionOf(fileOf(name, root)!)}\nmodule.exports = require(${JSON.stringify(name)})`
    },
  }
}

/** Rolldown says how something is imported; Vite's types do not. */
const kindOf = (options: object): unknown => Reflect.get(options, 'kind')

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

const versionOf = (file: string): string => {
  let manifest = manifestAbove(file)
  // Folders within a package have package.json files of their own, to say what their modules are.
  for (
    let folder = dirname(file);
    manifest.version === undefined && folder !== dirname(folder);
    folder = dirname(folder)
  )
    manifest = manifestAbove(folder)
  return `${manifest.name}@${manifest.version}`
}
