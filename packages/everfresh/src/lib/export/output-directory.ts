/** The folder that an export writes: made beside its place and moved there when it is complete. */
import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { unsafeOutput } from './errors.ts'

export interface OutputDirectory {
  /** Where files are put until `finish`. */
  readonly directory: string
  /** @throws Error for a name that leads out of the folder. */
  write(name: string, content: Uint8Array): Promise<void>
  /** Puts it in the place of an earlier export. */
  finish(): Promise<void>
  /** Removes what was not finished. */
  abandon(): Promise<void>
}

/**
 * @param target Absolute path.
 * @param kept Absolute paths that an export must not replace: the site and what belongs to it.
 * @throws EverfreshError NOT_EXPORTABLE
 */
export async function openOutputDirectory(target: string, kept: readonly string[]): Promise<OutputDirectory> {
  const lost = kept.find((path) => isWithin(path, target))
  if (lost !== undefined) throw unsafeOutput(target, lost === target ? 'holds the site itself' : `holds ${lost}`)
  const directory = `${target}-${randomBytes(4).toString('hex')}`
  await mkdir(directory, { recursive: true })
  return {
    directory,
    async write(name, content) {
      const file = resolve(directory, name)
      if (!isWithin(file, directory)) throw new Error(`Invalid file path: ${name} leads out of the export.`)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
    },
    async finish() {
      await rm(target, { recursive: true, force: true })
      await rename(directory, target)
    },
    abandon: () => rm(directory, { recursive: true, force: true }),
  }
}

function isWithin(path: string, directory: string): boolean {
  const below = relative(directory, path)
  return below === '' || (below !== '..' && !below.startsWith(`..${sep}`) && join(directory, below) === resolve(path))
}
