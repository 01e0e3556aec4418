/** Images of this site: files of the deployment are read from disk, anything else is asked for as a visitor would. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { readStaticFiles, type StaticFiles, type StaticFolder } from '@everfresh/server'

export interface LocalFile {
  /** Absolute path. */
  readonly path: string
  /** Of the content: a file that a later deployment replaced is another one. */
  readonly hash: string
}

export interface LocalImages {
  /** What was found before, without any waiting. */
  known(pathname: string): LocalFile | undefined
  /** @param pathname Canonical, still percent-encoded. Undefined where there is no such file, or a larger one than may be. */
  find(pathname: string): Promise<LocalFile | undefined>
}

export interface LocalImageOptions {
  /** Larger files are not read. */
  readonly maximumBytes: number
  /** Looks at the folders and files anew each time. */
  readonly mayChange: boolean
}

/** Reads the folders when the first image is asked for. */
export function createLocalImages(folders: readonly StaticFolder[], options: LocalImageOptions): LocalImages {
  const { maximumBytes, mayChange } = options
  const found = new Map<string, LocalFile>()
  let files: StaticFiles | undefined
  return {
    known: (pathname) => found.get(pathname),
    async find(pathname) {
      const known = found.get(pathname)
      if (known !== undefined) return known
      if (files === undefined || mayChange) files = readStaticFiles(folders)
      const file = files.find(pathname)
      if (file === undefined || file === 'missing' || (await stat(file.path)).size > maximumBytes) return undefined
      const hash = createHash('sha256')
        .update(await readFile(file.path))
        .digest('base64url')
      const local = { path: file.path, hash: hash.slice(0, 22) }
      // Only files that are there get in, so there are never more than that.
      if (!mayChange) found.set(pathname, local)
      return local
    },
  }
}
