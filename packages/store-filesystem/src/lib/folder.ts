/** Makes sure at opening that a folder can hold a store: before anybody relies on what its file system cannot do. */
import { join } from 'node:path'
import { accessFailed, formatUnknown, unsuitable } from './errors.ts'
import { hasCode, isTaken, readIfThere, removeQuietly } from './files.ts'
import type { Files } from './files.ts'
import type { Mount } from './mount.ts'
import { pagesFolder, temporaryName, trashFolder } from './names.ts'
import { holds } from './numbered-file.ts'
import { longestVisibilityMs } from './options.ts'

/** Grows when a version writes what earlier ones cannot read. */
const format = 1
const markerName = 'everfresh-store.json'

/**
 * Creates `directory` when missing and tries what the store needs. Answers whether it held a store before.
 *
 * @throws FilesystemStoreError STORE_NOT_WRITABLE, STORE_FULL, STORE_UNSUITABLE, STORE_FORMAT_UNKNOWN, STORE_ACCESS_FAILED
 */
export async function prepareFolder(files: Files, directory: string): Promise<boolean> {
  try {
    const isKnown = await checkMarker(files, directory)
    for (const folder of [pagesFolder(directory), trashFolder(directory)]) await files.makeFolders(folder)
    await tryExclusiveNames(files, directory)
    return isKnown
  } catch (error) {
    throw accessFailed(directory, error)
  }
}

/** Leaves a note that a store was begun here, and of which format. */
export async function markFolder(files: Files, directory: string): Promise<void> {
  const marker = join(directory, markerName)
  const temporary = join(directory, temporaryName())
  try {
    await files.create(temporary, Buffer.from(`${JSON.stringify({ format })}\n`))
    await files.link(temporary, marker)
  } catch (error) {
    if (!isTaken(error)) throw accessFailed(directory, error)
  } finally {
    await removeQuietly(files, temporary)
  }
}

/** Whether the folder is still the one that was opened: an unmounted one is empty. */
export async function isMarked(files: Files, directory: string): Promise<boolean> {
  return (await readIfThere(files, join(directory, markerName))) !== undefined
}

async function checkMarker(files: Files, directory: string): Promise<boolean> {
  const bytes = await readIfThere(files, join(directory, markerName))
  if (!bytes) return false
  const found = formatIn(Buffer.from(bytes).toString())
  if (found !== format) throw formatUnknown(directory, found)
  return true
}

function formatIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { format?: unknown } | null)?.format
  } catch {
    return text.slice(0, 40)
  }
}

/** Everything rests on this: a second name can be given to a file, and a name that is taken to nobody. */
async function tryExclusiveNames(files: Files, directory: string): Promise<void> {
  const [first, second, name] = [1, 2, 3].map(() => join(directory, temporaryName())) as [string, string, string]
  try {
    await files.create(first, Buffer.from('first'))
    await files.create(second, Buffer.from('second'))
    const isCreatedTwice = await succeeds(() => files.create(first, Buffer.from('again')))
    if (isCreatedTwice) throw unsuitable(directory, noExclusiveNames)
    await linkOrExplain(files, directory, first, name)
    const isLinkedTwice = await succeeds(() => files.link(second, name))
    if (isLinkedTwice || !(await holds(files, name, Buffer.from('first'))))
      throw unsuitable(directory, noExclusiveNames)
  } finally {
    for (const file of [first, second, name]) await removeQuietly(files, file)
  }
}

const noExclusiveNames =
  'its file system gives one name to two files, so that two instances could believe to be the only one. ' +
  'Use NFS version 4, a local disk, or the Redis store.'

async function linkOrExplain(files: Files, directory: string, file: string, name: string): Promise<void> {
  try {
    await files.link(file, name)
  } catch (cause) {
    if (await holds(files, name, Buffer.from('first'))) return
    if (!hasCode(cause, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EXDEV')) throw cause
    throw unsuitable(
      directory,
      `its file system cannot give a file a second name (${cause instanceof Error ? cause.message : String(cause)}), which ` +
        'publishing rests on. Use NFS version 4, a local disk, or the Redis store; object storage mounted as a folder will not do.',
      cause,
    )
  }
}

async function succeeds(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call()
    return true
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

/**
 * How late this mount shows what others have written.
 *
 * @throws FilesystemStoreError STORE_UNSUITABLE
 */
export function visibilityOf(directory: string, { type, visibilityMs }: Mount): number {
  if (visibilityMs <= longestVisibilityMs) return visibilityMs
  throw unsuitable(
    directory,
    `its mount (${type}) shows what other machines have written up to ${visibilityMs / 1000} s late. ` +
      'Mount it with the option actimeo=1; or set visibilityMs, if you know better.',
  )
}
