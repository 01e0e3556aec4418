/**
 * Lets Vite look through a site's pages for the packages that browsers will need, and prepare them before the first visit:
 * one that it meets later makes it load every open page anew.
 */
import { isBuiltin } from 'node:module'
import type { Rolldown } from 'vite'
import { withoutServerExports } from './strip-data-functions.ts'

/** What to look through: globs below the site. Neither runs in browsers. */
export const scannedPages = ['{,src/}pages/**/*.{js,jsx,ts,tsx}', '!{,src/}pages/api/**', '!{,src/}pages/_document.*']

/** Shows the scan what a browser would get of a page. */
export function asInBrowsers(isPage: (file: string) => boolean): Rolldown.Plugin {
  return {
    name: 'everfresh:as-in-browsers',
    resolveId: {
      order: 'pre',
      handler(source, importer) {
        // What stands in for Node's own modules is prepared when it is met: here it would be known by another name.
        const isOfSite = importer !== undefined && !importer.includes('/node_modules/')
        return isOfSite && isBuiltin(source) ? { id: source, external: true } : null
      },
    },
    transform(code, id) {
      if (id.includes('/node_modules/') || !/\.[jt]sx?$/.test(id)) return null
      const moduleType = /\.jsx?$/.test(id) ? 'jsx' : undefined
      // What cannot be parsed is told when it is visited.
      const stripped = isPage(id) ? attempt(() => withoutServerExports(code, id).code) : undefined
      return { code: stripped ?? code, ...(moduleType && { moduleType }) }
    },
  }
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
