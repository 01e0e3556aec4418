/** Makes sure that files are on the disk, and not only on their way to it. */
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Files that are waited for at once. */
const concurrency = 16

/** Waits until all files below `directory` are on the disk, with their names. */
export async function syncTree(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
  let next = 0
  const worker = async () => {
    while (next < files.length) await sync(files[next++]!)
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, files.length) }, worker))
  // Deepest first: a folder is worth its name once that is written above it.
  for (const folder of [...folders.reverse(), directory]) await syncFolder(folder)
}

/** Waits until the names in `directory` are on the disk. Where folders cannot be opened (Windows) there is nothing to wait for. */
export const syncFolder = (directory: string): Promise<void> => sync(directory).catch(() => {})

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
