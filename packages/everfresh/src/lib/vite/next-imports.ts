/** Resolves `next` and `next/*` to our own modules, without `next` being installed. */
import type { Plugin } from 'vite'
import {
  compatModules,
  importName,
  isFrameworkImport,
  otherwiseUnsupported,
  unsupportedImports,
} from '../compat/aliases.ts'
import { isRuntimeFile, runtimeFile } from './runtime-files.ts'

export function nextImports(): Plugin {
  return {
    name: 'everfresh:next-imports',
    enforce: 'pre',
    resolveId(source, importer) {
      // What our own modules import by these names is the package itself.
      if (!isFrameworkImport(source) || (importer !== undefined && isRuntimeFile(importer))) return null
      const name = importName(source)
      const module = compatModules[name]
      if (module !== undefined) return runtimeFile(`compat/${module}`)
      const advice = unsupportedImports[name] ?? otherwiseUnsupported
      return this.error(`"${source}" (imported by ${importer ?? 'the site'}) is not supported by Everfresh. ${advice}`)
    },
  }
}
