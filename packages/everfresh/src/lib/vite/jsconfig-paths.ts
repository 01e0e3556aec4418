/** Makes imports go by the `paths` and `baseUrl` of a site's jsconfig.json. Those of a tsconfig.json Vite reads itself. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createPathsMatcher, getTsconfig } from 'get-tsconfig'
import type { Plugin } from 'vite'

/** @param root Absolute path of the site. */
export function jsconfigPaths(root: string): Plugin {
  const config = existsSync(join(root, 'tsconfig.json')) ? null : getTsconfig(root, 'jsconfig.json')
  const candidatesFor = config === null || !config.path.startsWith(root) ? null : createPathsMatcher(config)
  return {
    name: 'everfresh:jsconfig-paths',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const isOwn = importer !== undefined && !importer.includes('/node_modules/') && !importer.startsWith('\0')
      if (candidatesFor === null || !isOwn || /^[./\\\0]/.test(source)) return null
      for (const candidate of candidatesFor(source)) {
        const resolved = await this.resolve(candidate, importer, { ...options, skipSelf: true })
        if (resolved !== null) return resolved
      }
      return null
    },
  }
}
