/** Puts the stylesheets of a page into its first HTML in development, so that it is never shown without them. */
import { isCSSRequest, type EnvironmentModuleNode, type ViteDevServer } from 'vite'
import type { ServerModules } from './server-modules.ts'

export interface DevStyle {
  /** The stylesheet's module id: Vite's client finds the element by it and takes it over. */
  readonly id: string
  readonly css: string
}

/**
 * Returns the stylesheets that `files` (absolute paths) import, in the order in which they apply. Only what has been
 * rendered before is known: call it after the page was rendered.
 */
export async function stylesOf(
  vite: ViteDevServer,
  modules: ServerModules,
  files: readonly (string | undefined)[],
): Promise<DevStyle[]> {
  const { ssr } = vite.environments
  const seen = new Set<EnvironmentModuleNode>()
  const sheets: EnvironmentModuleNode[] = []
  const visit = (module: EnvironmentModuleNode) => {
    if (seen.has(module)) return
    seen.add(module)
    // What a module imports comes before, so that it can override it.
    for (const imported of module.importedModules) visit(imported)
    if (isSheet(module)) sheets.push(module)
  }
  for (const file of files) {
    for (const module of (file !== undefined && ssr?.moduleGraph.getModulesByFile(file)) || []) visit(module)
  }
  return Promise.all(
    sheets.map(async ({ id, url }) => {
      const { default: css } = (await modules.load(`${url}?inline`)) as { readonly default: string }
      return { id: id ?? url, css }
    }),
  )
}

const isSheet = ({ id }: EnvironmentModuleNode): boolean => id !== null && !id.includes('?') && isCSSRequest(id)

/** Adds `styles` to the end of the head of `html`. */
export function withStyles(html: string, styles: readonly DevStyle[]): string {
  const elements = styles.map(
    ({ id, css }) =>
      `<style type="text/css" data-vite-dev-id="${escapeAttribute(id)}">${css.replaceAll('</style', '<\\/style')}</style>`,
  )
  return html.replace('</head>', () => `${elements.join('')}</head>`)
}

const escapeAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
