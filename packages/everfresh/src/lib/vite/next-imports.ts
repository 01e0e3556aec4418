/** Resolves `next` and `next/*` to our own modules, without `next` being installed. */
import type { Plugin } from 'vite'
import {
  compatModules,
  compiledImports,
  importName,
  isFrameworkImport,
  namesInLibraries,
  otherwiseUnsupported,
  unsupportedImports,
} from '../compat/aliases.ts'
import { isRuntimeFile, runtimeFile } from './runtime-files.ts'

/** Where libraries are, as they come and as the development server prepares them. */
const inLibrary = /[\\/](?:node_modules|vite[\\/]deps\w*)[\\/]/

const absent = '\0everfresh:absent:'

const unsupported = (source: string, importer: string): string =>
  `"${source}" (imported by ${importer}) is not supported by Everfresh. ` +
  (compiledImports[importName(source)] ?? unsupportedImports[importName(source)] ?? otherwiseUnsupported)

function absentModule(name: string): string {
  const message = JSON.stringify(unsupported(name, 'a library'))
  const functions = namesInLibraries[name]!.map((each) => `export function ${each}() { absent() }`)
  return `function absent() { throw new Error(${message}) }\n${functions.join('\n')}`
}

export function nextImports(): Plugin {
  return {
    name: 'everfresh:next-imports',
    enforce: 'pre',
    resolveId(source, importer, options) {
      // What our own modules import by these names is the package itself.
      if (!isFrameworkImport(source) || (importer !== undefined && isRuntimeFile(importer))) return null
      const name = importName(source)
      const module = compatModules[name]
      if (module !== undefined) return runtimeFile(`compat/${module}`)
      // A library may serve both routers: whether what we lack is ever called is not known before.
      if (importer !== undefined && inLibrary.test(importer) && namesInLibraries[name] !== undefined)
        return absent + name
      // Told when the page that imports it is visited.
      if ((options as { readonly scan?: boolean }).scan === true) return { id: source, external: true }
      return this.error(unsupported(source, importer ?? 'the site'))
    },
    load: (id) => (id.startsWith(absent) ? absentModule(id.slice(absent.length)) : null),
  }
}
