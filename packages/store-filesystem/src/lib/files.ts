/** The few calls to a file system that the store makes, as a port: tests put themselves in between. */
import { link, mkdir, open, readdir, readFile, rename, rm, stat, unlink, utimes } from 'node:fs/promises'

export interface FileFacts {
  /** Epoch ms, by the clock of the machine that holds the files. */
  readonly modifiedAt: number
  readonly bytes: number
}

export interface Files {
  list(folder: string): Promise<string[]>
  read(file: string): Promise<Uint8Array>
  /** Creates `file`, which must not exist, whole and on the disk when it resolves. */
  create(file: string, bytes: Uint8Array): Promise<FileFacts>
  /** Gives a file a second name, which must not exist. */
  link(file: string, name: string): Promise<void>
  /** Moves a file or a folder. A folder never takes the place of one that holds something. */
  rename(from: string, to: string): Promise<void>
  remove(file: string): Promise<void>
  /** Removes a folder and all that is in it, if it is there. */
  removeFolder(folder: string): Promise<void>
  /** Creates a folder where it is missing. The one above must be there. */
  makeFolder(folder: string): Promise<void>
  /** Creates a folder and all above it where they are missing. */
  makeFolders(folder: string): Promise<void>
  facts(file: string): Promise<FileFacts>
  /** Marks a file as modified at `at`, epoch ms. */
  touch(file: string, at: number): Promise<void>
}

export const nodeFiles: Files = {
  list: (folder) => readdir(folder),
  read: (file) => readFile(file),
  create: createWhole,
  link,
  rename,
  remove: unlink,
  removeFolder: (folder) => rm(folder, { recursive: true, force: true }),
  async makeFolder(folder) {
    try {
      await mkdir(folder)
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
  },
  async makeFolders(folder) {
    await mkdir(folder, { recursive: true })
  },
  async facts(file) {
    const { mtimeMs, size } = await stat(file)
    return { modifiedAt: mtimeMs, bytes: size }
  },
  touch: (file, at) => utimes(file, at / 1000, at / 1000),
}

async function createWhole(file: string, bytes: Uint8Array): Promise<FileFacts> {
  const handle = await open(file, 'wx')
  try {
    await handle.writeFile(bytes)
    // Before it is closed: closing tells other clients of a network file system, and flushing tells us whether it worked.
    await handle.datasync()
    const { mtimeMs, size } = await handle.stat()
    return { modifiedAt: mtimeMs, bytes: size }
  } finally {
    await handle.close()
  }
}

/** The file is not there, or not any more: a network file system also says "stale" of one that was removed elsewhere. */
export const isGone = (error: unknown): boolean => hasCode(error, 'ENOENT', 'ESTALE', 'ENOTDIR')

/** Whether somebody else has the name already; a folder that is not empty is in the way of another under its name. */
export const isTaken = (error: unknown): boolean => hasCode(error, 'EEXIST', 'ENOTEMPTY')

export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  codes.includes((error as NodeJS.ErrnoException | undefined)?.code ?? '')

/** The bytes of a file, or `undefined` where there is none. */
export async function readIfThere(files: Files, file: string): Promise<Uint8Array | undefined> {
  try {
    return await files.read(file)
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

/** The names in a folder, or `undefined` where there is none. */
export async function listIfThere(files: Files, folder: string): Promise<string[] | undefined> {
  try {
    return await files.list(folder)
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

/** Removes what is in nobody's way if it stays: the next sweep takes it. */
export async function removeQuietly(files: Files, file: string): Promise<void> {
  try {
    await files.remove(file)
  } catch {
    // It is gone, or will be swept.
  }
}
