/** Reads the routes of a site, and where each page's data comes from, without running any of it. */
import { readFile } from 'node:fs/promises'
import { EverfreshError } from '../errors.ts'
import { problemOfApi } from './api-exports.ts'
import { findInstrumentation } from './find-instrumentation.ts'
import { readMiddleware } from '../middleware/read-middleware.ts'
import { readPageExports } from './page-exports.ts'
import type { DataKind } from './page-rules.ts'
import { dataKindOf, problemsOfPage } from './page-rules.ts'
import { parsePattern } from './pattern.ts'
import type { Route } from './scan.ts'
import { scanPages } from './scan.ts'
import type { PageData, PageRoute, SiteRoutes } from './site-routes.ts'

const pageData: Readonly<Record<DataKind, PageData>> = {
  static: 'static-props',
  server: 'server-props',
  none: 'automatic',
}

/**
 * Returns the routes of the site in `root` (absolute), most specific first.
 *
 * @throws EverfreshError `INVALID_PAGES` when the files do not make a route table.
 * @throws EverfreshError `INVALID_PAGE_EXPORTS` with the problems of all pages (B75, B165), in `dev` only those of error pages.
 */
export async function readSiteRoutes(
  root: string,
  pageExtensions?: readonly string[],
  mode: 'build' | 'dev' = 'build',
): Promise<SiteRoutes> {
  const { routes, special } = await scanPages(root, pageExtensions)
  const problems: string[] = []
  const pages: PageRoute[] = []
  for (const route of routes.filter(({ kind }) => kind === 'page')) {
    const page = await pageOf(route, mode)
    if (mode === 'build' && page.problem !== undefined) problems.push(page.problem.message)
    pages.push(page)
  }
  const errorPage = async (source: string, file: string | undefined): Promise<PageData> => {
    if (file === undefined) return 'automatic'
    const { data, problem } = await pageOf({ pattern: parsePattern(source), file, kind: 'page' }, mode)
    if (problem !== undefined) problems.push(problem.message)
    return data
  }
  const notFoundData = await errorPage('/404', special.notFound)
  await errorPage('/500', special.internalError)
  const apis = routes
    .filter(({ kind }) => kind === 'api')
    .map(({ pattern, file }) => ({ pattern: pattern.source, file }))
  // In development the route itself answers with what is wrong with it.
  for (const { file } of mode === 'build' ? apis : []) {
    const problem = problemOfApi(await readFile(file, 'utf8'))
    if (problem !== undefined) problems.push(`${file}: ${problem}`)
  }
  if (problems.length > 0) throw new EverfreshError('INVALID_PAGE_EXPORTS', problems.join('\n'))
  const instrumentation = await findInstrumentation(root)
  const middleware = await readMiddleware(root, pageExtensions)
  return {
    ...{ pages, apis, special, notFoundData },
    ...(instrumentation === undefined ? {} : { instrumentation }),
    ...(middleware === undefined ? {} : { middleware }),
  }
}

async function pageOf({ pattern, file }: Route, mode: 'build' | 'dev'): Promise<PageRoute> {
  const route = { pattern: pattern.source, file }
  try {
    const exports = readPageExports(await readFile(file, 'utf8'), file)
    const problems = problemsOfPage(exports, pattern, mode).map((problem) => `${file}: ${problem}`)
    const page = { ...route, data: pageData[dataKindOf(exports)], hasStaticPaths: exports.getStaticPaths }
    if (problems.length === 0) return page
    return { ...page, problem: new EverfreshError('INVALID_PAGE_EXPORTS', problems.join('\n')) }
  } catch (error) {
    if (!(error instanceof EverfreshError)) throw error
    return { ...route, data: 'automatic', hasStaticPaths: false, problem: error }
  }
}
