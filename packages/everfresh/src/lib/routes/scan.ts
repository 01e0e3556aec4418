/** Walks `pages/` and turns its files into the route table. */
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { EverfreshError } from '../errors.ts'
import { conflictsOf } from './conflicts.ts'
import type { Pattern } from './pattern.ts'
import { compareSpecificity, parsePattern } from './pattern.ts'
import type { SpecialFiles } from './site-routes.ts'

/** What a file is called to be a page unless the configuration says otherwise. */
export const defaultPageExtensions: readonly string[] = ['tsx', 'ts', 'jsx', 'js']

export interface Route {
  readonly pattern: Pattern
  /** Absolute path of the module. */
  readonly file: string
  /** `api`: everything under `pages/api`. */
  readonly kind: 'page' | 'api'
}

export interface RouteTable {
  /** Absolute path of the folder that was walked. */
  readonly pagesDirectory: string
  /** Most specific first: the first one that matches a path is the one to use. */
  readonly routes: readonly Route[]
  readonly special: SpecialFiles
}

const roles: Readonly<Record<string, keyof SpecialFiles>> = {
  '/_app': 'app',
  '/_document': 'document',
  '/_error': 'error',
  '/404': 'notFound',
  '/500': 'internalError',
}

/**
 * Reads the routes of the project in `directory` (absolute).
 *
 * @throws EverfreshError `INVALID_PAGES`, naming every problem at once: no `pages/` folder, a file name that is no route,
 * two files for one route, routes that cannot be told apart.
 */
export async function scanPages(
  directory: string,
  pageExtensions: readonly string[] = defaultPageExtensions,
): Promise<RouteTable> {
  const pagesDirectory = await findPagesDirectory(directory)
  const files = await filesUnder(pagesDirectory)
  const problems: string[] = []
  const routes: Route[] = []
  const special: Record<keyof SpecialFiles, string | undefined> = {
    app: undefined,
    document: undefined,
    error: undefined,
    notFound: undefined,
    internalError: undefined,
  }
  for (const name of files.toSorted()) {
    const source = routeOf(name, pageExtensions)
    if (source === undefined) continue
    const role = Object.hasOwn(roles, source) ? roles[source] : undefined
    if (role && special[role]) problems.push(duplicate(source, special[role], join(pagesDirectory, name)))
    if (role) special[role] = join(pagesDirectory, name)
    else addRoute(source, join(pagesDirectory, name))
  }
  problems.push(...conflictsOf(routes))
  if (problems.length > 0) throw new EverfreshError('INVALID_PAGES', listed(pagesDirectory, problems))
  return { pagesDirectory, routes: routes.sort((a, b) => compareSpecificity(a.pattern, b.pattern)), special }

  function addRoute(source: string, file: string): void {
    try {
      const kind = source === '/api' || source.startsWith('/api/') ? 'api' : 'page'
      routes.push({ pattern: parsePattern(source), file, kind })
    } catch (error) {
      problems.push(`${file}: ${(error as Error).message}`)
    }
  }
}

const duplicate = (source: string, first: string, second: string) =>
  `Two files are the page "${source}": ${first} and ${second}. Remove one of them.`

const listed = (directory: string, problems: readonly string[]) =>
  `The routes in ${directory} have ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n` +
  problems.map((problem) => `- ${problem}`).join('\n')

/**
 * Returns the folder that holds the pages: `pages/`, or `src/pages/` when there is no `pages/`.
 *
 * @throws EverfreshError `INVALID_PAGES` when there is neither.
 */
export async function findPagesDirectory(directory: string): Promise<string> {
  for (const candidate of [join(directory, 'pages'), join(directory, 'src', 'pages')]) {
    if (await isDirectory(candidate)) return candidate
  }
  throw new EverfreshError(
    'INVALID_PAGES',
    `There is no folder "pages" or "src/pages" in ${directory}. Create one, with a file index.tsx in it.`,
  )
}

/** Returns the route of a file, given its path below `pages/`; undefined when it is no page. */
export function routeOf(name: string, pageExtensions: readonly string[]): string | undefined {
  if (name.endsWith('.d.ts')) return undefined
  const matching = pageExtensions.filter((extension) => name.endsWith(`.${extension}`))
  if (matching.length === 0) return undefined
  const longest = Math.max(...matching.map((extension) => extension.length))
  const path = `/${name.slice(0, -longest - 1)}`
  // One `index` only: pages/index/index.tsx is the page /index.
  return path.replace(/\/index$/, '') || '/'
}

/** All files below `root`, as paths relative to it with forward slashes. Links are followed, but not in circles. */
async function filesUnder(root: string, below = '', ancestors: readonly string[] = []): Promise<string[]> {
  const directory = join(root, below)
  const self = await realpath(directory)
  if (ancestors.includes(self)) return []
  const files: string[] = []
  for (const item of await readdir(directory, { withFileTypes: true })) {
    // Hidden files are the editor's, such as its locks `.#index.tsx`.
    if (item.name.startsWith('.')) continue
    const name = below === '' ? item.name : `${below}/${item.name}`
    const isFolder = item.isSymbolicLink() ? await isDirectory(join(root, name)) : item.isDirectory()
    if (isFolder) files.push(...(await filesUnder(root, name, [...ancestors, self])))
    else files.push(name)
  }
  return files
}

async function isDirectory(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() ?? false
}
