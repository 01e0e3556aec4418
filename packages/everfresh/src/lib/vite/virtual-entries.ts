/** The modules that nobody wrote: the browser's entry and the server's, made from the route table, and what React needs first. */
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { expressionsOf } from '../middleware/matchers.ts'
import type { I18nSettings } from '../routes/locale-path.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { clientRewritesOf } from '../routing/client-rewrites.ts'
import type { RoutingRules } from '../routing/rule-types.ts'
import { changeEvent } from './announce-changes.ts'
import { developmentProcess } from './browser-builtins.ts'
import { runtimeFile } from './runtime-files.ts'

export const clientEntry = 'virtual:everfresh/client-entry'
export const serverEntry = 'virtual:everfresh/server-entry'
/** Loaded before any component in development: it lets React replace them in place, and has the globals that libraries expect. */
export const refreshPreamble = 'virtual:everfresh/refresh-preamble'
const entries = [clientEntry, serverEntry, refreshPreamble]

export interface EntrySettings {
  readonly reactStrictMode: boolean
  readonly basePath: string
  readonly i18n?: I18nSettings | undefined
  readonly rules?: RoutingRules | undefined
}

/** `currentRoutes` is asked each time an entry is loaded, so that `dev` sees pages that were added meanwhile. */
export function virtualEntries(currentRoutes: () => SiteRoutes, settings: EntrySettings): Plugin {
  return {
    name: 'everfresh:virtual-entries',
    // Prepared before a browser asks: one that is found later makes the page load anew.
    config: () => (clientRewritesOf(settings.rules) ? { optimizeDeps: { include: rewriterPackages } } : null),
    resolveId: (source) => (entries.includes(source) ? `\0${source}` : null),
    load(id) {
      if (id === `\0${clientEntry}`) return clientEntrySource(currentRoutes(), settings)
      if (id === `\0${refreshPreamble}`) return developmentProcess + react.preambleCode.replace('__BASE__', '/')
      if (id === `\0${serverEntry}`) return serverEntrySource(currentRoutes())
      return null
    },
  }
}

const text = (value: unknown) => JSON.stringify(value)
const loader = (file: string | undefined) => (file === undefined ? 'undefined' : `() => import(${text(file)})`)

function clientEntrySource({ pages, special, notFoundData, middleware }: SiteRoutes, settings: EntrySettings): string {
  const rewriter = rewriterSource(settings)
  const dataOf = { 'static-props': 'static', 'server-props': 'server', automatic: 'none' } as const
  const routes = pages.map(
    ({ pattern, file, data }) => `  { pattern: ${text(pattern)}, data: ${text(dataOf[data])}, load: ${loader(file)} },`,
  )
  return `
import { start } from ${text(runtimeFile('client/start'))}
import { refreshData } from ${text(runtimeFile('client/refresh-data'))}
${rewriter.imports}
if (import.meta.hot) import.meta.hot.on(${text(changeEvent)}, refreshData)
start([
${routes.join('\n')}
], {
  app: ${loader(special.app)},
  error: ${loader(special.error)},
  notFound: ${loader(special.notFound)},
  notFoundData: ${notFoundData === 'static-props'},
  internalError: ${loader(special.internalError)},
  strictMode: ${settings.reactStrictMode},
  rewriter: ${rewriter.value},
  middleware: ${middleware === undefined ? 'undefined' : text(expressionsOf(middleware))},
})
`
}

const rewriterPackages = ['everfresh > cookie', 'everfresh > path-to-regexp']

/** Nobody downloads it where there are no rewrites. */
function rewriterSource({ rules, basePath, i18n }: EntrySettings): { imports: string; value: string } {
  const rewrites = clientRewritesOf(rules)
  if (rewrites === undefined) return { imports: '', value: 'undefined' }
  const settings = { basePath, ...(i18n && { i18n: { locales: i18n.locales, defaultLocale: i18n.defaultLocale } }) }
  return {
    imports: `import { createRewriter } from ${text(runtimeFile('client/rewriter'))}`,
    value: `createRewriter(${text(rewrites)}, ${text(settings)})`,
  }
}

/** Loaded only where requests are answered, and never by what renders pages. */
function middlewareLoader(middleware: SiteRoutes['middleware']): string {
  if (middleware === undefined) return 'undefined'
  const modules = [text(middleware.file), text(runtimeFile('middleware/run-middleware'))].map(
    (file) => `import(${file})`,
  )
  return `async () => {
    const [module, { createMiddleware }] = await Promise.all([${modules.join(', ')}])
    return createMiddleware(module, ${text(middleware.kind)})
  }`
}

function serverEntrySource({ pages, apis, special, instrumentation, middleware }: SiteRoutes): string {
  const table = (routes: readonly { pattern: string; file: string }[]) =>
    routes.map(({ pattern, file }) => `  ${text(pattern)}: ${loader(file)},`).join('\n')
  return `
import { createRenderRuntime } from ${text(runtimeFile('render/runtime'))}
export default createRenderRuntime({
  pages: {
${table(pages)}
  },
  apis: {
${table(apis)}
  },
  app: ${loader(special.app)},
  document: ${loader(special.document)},
  instrumentation: ${loader(instrumentation)},
  middleware: ${middlewareLoader(middleware)},
  error: ${loader(special.error)},
  notFound: ${loader(special.notFound)},
  internalError: ${loader(special.internalError)},
})
`
}
