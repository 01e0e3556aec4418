/** Resolves `next` and `next/*` to our own modules, without `next` being installed. */
import type { Plugin } from 'vite'
import { compatModules, unsupportedImports } from '../compat/aliases.ts'
import { runtimeFile } from './runtime-files.ts'

export function nextImports(): Plugin {
  return {
    name: 'everfresh:next-imports',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source !== 'next' && !source.startsWith('next/')) return null
      const name = source.replace(/\.js$/, '')
      const module = compatModules[name]
      if (module !== undefined) return runtimeFile(`compat/${module}`)
      const advice = unsupportedImports[name] ?? 'It is not part of the Pages Router; remove the import.'
      return this.error(`"${source}" (imported by ${importer ?? 'the site'}) is not supported by Everfresh. ${advice}`)
    },
  }
}
