/** Takes the site's `public/` folder into a deployment, if none of its files has the path of something else. */
import { cp, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { EverfreshError } from '../errors.ts'
import type { SiteRoutes } from '../routes/site-routes.ts'

/**
 * Copies the folder, if there is one. What symbolic links lead to is copied too: a deployment stays as it was built.
 *
 * @throws EverfreshError CONFLICTING_PATHS, listing every file that would hide a page, an API route or what is ours.
 */
export async function copyPublicFiles(root: string, target: string, routes: SiteRoutes): Promise<void> {
  const source = join(root, 'public')
  await cp(source, target, { recursive: true, dereference: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || (error as NodeJS.ErrnoException).path !== source)
      throw error
  })
  const problems = conflictsOf(await urlsOf(target), root, routes)
  if (problems.length > 0) throw new EverfreshError('CONFLICTING_PATHS', problems.join('\n'))
}

function conflictsOf(urls: readonly string[], root: string, { pages, apis }: SiteRoutes): string[] {
  const files = new Map([...pages, ...apis].map(({ pattern, file }) => [pattern, relative(root, file)]))
  return urls.flatMap((url) => {
    if (url.startsWith('/_next/')) return [`public${url}: URLs that begin with "/_next/" are reserved. Move the file.`]
    const page = files.get(url)
    return page === undefined ? [] : [`public${url} and ${page} are both "${url}". Rename or remove one of them.`]
  })
}

async function urlsOf(folder: string): Promise<string[]> {
  const items = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  return items
    .filter((item) => item.isFile())
    .map((item) => `/${relative(folder, join(item.parentPath, item.name)).replaceAll(sep, '/')}`)
}
