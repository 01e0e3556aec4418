/** Knows the files that a site has on disk, by the URL they answer. Looked up once, so that a request costs no disk access. */
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { lookup as mediaTypeOf } from 'mrmime'
import type { Site, StaticFolder } from './site.ts'

export interface StaticFile {
  /** Absolute path on disk, symbolic links resolved. */
  readonly path: string
  readonly contentType: string
  /** Its name contains a hash of its content. */
  readonly immutable: boolean
  /** Absolute paths of the same bytes, compressed. */
  readonly gzip?: string
  readonly br?: string
}

export interface StaticFiles {
  /** `missing`: whatever is not a file there is nothing at all, since the folder holds hashed names only. */
  find(pathname: string): StaticFile | 'missing' | undefined
}

/**
 * Reads the folders, first one first where two have the same file. A folder that does not exist is empty.
 *
 * Left out: names that begin with a dot (but for `.well-known`), and symbolic links to folders or out of their own folder.
 */
export function readStaticFiles(folders: readonly StaticFolder[]): StaticFiles {
  const files = new Map<string, StaticFile>()
  for (const folder of folders) {
    for (const [url, file] of readFolder(folder)) if (!files.has(url)) files.set(url, file)
  }
  const hashed = folders
    .filter(({ immutable, prefix }) => immutable && prefix !== '/')
    .map(({ prefix }) => `${prefix}/`)
  return {
    find(pathname) {
      const file = files.get(decoded(pathname))
      return file ?? (hashed.some((prefix) => pathname.startsWith(prefix)) ? 'missing' : undefined)
    },
  }
}

/** Remembers the files of every site, as long as the site is used. */
export function createStaticFilesOf(): (site: Site) => StaticFiles {
  const known = new WeakMap<Site, StaticFiles>()
  return (site) => {
    let files = known.get(site)
    if (files === undefined) known.set(site, (files = readStaticFiles(site.files)))
    return files
  }
}

/** No file name holds a slash: an encoded one must not become one (B92). */
function decoded(pathname: string): string {
  if (!pathname.includes('%')) return pathname
  return /%2f|%5c/i.test(pathname) ? '' : decodeURIComponent(pathname)
}

function readFolder({ directory, prefix, immutable }: StaticFolder): Map<string, StaticFile> {
  const paths = new Map<string, string>()
  const root = realPathOrUndefined(directory)
  if (root !== undefined) collect(root, root, prefix === '/' ? '' : prefix, paths)
  const files = new Map<string, StaticFile>()
  for (const [url, path] of paths) {
    const gzip = paths.get(`${url}.gz`)
    const br = paths.get(`${url}.br`)
    const contentType = contentTypeOf(url)
    files.set(url, { path, contentType, immutable, ...(gzip && { gzip }), ...(br && { br }) })
  }
  return files
}

function collect(root: string, directory: string, url: string, paths: Map<string, string>): void {
  for (const item of readdirSync(directory, { withFileTypes: true })) {
    if (item.name.startsWith('.') && item.name !== '.well-known') continue
    const path = join(directory, item.name)
    const itsUrl = `${url}/${item.name}`
    if (item.isDirectory()) collect(root, path, itsUrl, paths)
    else if (item.isFile()) paths.set(itsUrl, path)
    else if (item.isSymbolicLink()) {
      const target = realPathOrUndefined(path)
      if (target?.startsWith(root + sep) === true && statSync(target).isFile()) paths.set(itsUrl, target)
    }
  }
}

function realPathOrUndefined(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

function contentTypeOf(name: string): string {
  const type = mediaTypeOf(name) ?? 'application/octet-stream'
  return /^text\/|[/+](?:json|xml|javascript)$/.test(type) ? `${type}; charset=utf-8` : type
}
