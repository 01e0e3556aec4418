/** The browser's files of earlier builds, which the documents that are reused refer to. */
import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { clientDirectory } from '../../deployments/layout.ts'

/** Their names hold a hash of their content: files of different builds with one name are the same file. */
const folder = '_next/static'

/** All files that documents of the build in `directory` may refer to, relative to its client's folder, in order. */
export async function clientFilesOf(directory: string): Promise<string[]> {
  const client = clientDirectory(directory)
  const entries = await readdir(join(client, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(client, join(entry.parentPath, entry.name)))
    .sort()
}

/** Copies `files` from one deployment into another that lacks them. @throws when one cannot be copied. */
export async function copyClientFiles(from: string, to: string, files: Iterable<string>): Promise<void> {
  for (const file of files) {
    const target = join(clientDirectory(to), file)
    await mkdir(dirname(target), { recursive: true })
    await copyFile(
      join(clientDirectory(from), file),
      target,
      constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE,
    ).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

export async function removeClientFiles(directory: string, files: Iterable<string>): Promise<void> {
  for (const file of files) await rm(join(clientDirectory(directory), file), { force: true })
}
