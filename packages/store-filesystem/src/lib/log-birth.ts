/** How a log begins and ends: its folder gets its name with the first snapshot in it, and loses it in one step, too. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { encodeRecord } from '@everfresh/engine'
import type { Cursor, LogPosition } from '@everfresh/engine'
import { isGone, isTaken } from './files.ts'
import type { Files } from './files.ts'
import type { LogDocument } from './log-state.ts'
import { logFolder, newFolderName, nonce, numbered, trashFolder } from './names.ts'

/** A file that tells one log from another that takes its place. */
export const birthName = ({ nonce }: Cursor): string => `born.${nonce}`

/** Whether the folder holds the log that was born then, and no other that was begun since. */
export async function isLogOf(birth: Cursor, files: Files, directory: string): Promise<boolean> {
  try {
    await files.facts(join(logFolder(directory), birthName(birth)))
    return true
  } catch (error) {
    if (isGone(error)) return false
    throw error
  }
}

/** Begins a log at `position`, unless somebody else does. Everything that was made before is stale then. */
export async function beginLog(
  files: Files,
  directory: string,
  position: LogPosition,
  isAfterLoss: boolean,
): Promise<void> {
  const birth = { position, nonce: randomUUID() }
  // Numbered far above the batches of a log that was there before.
  const born = { number: position, birth, isAfterLoss, base: birth, head: birth }
  const document: LogDocument = { ...born, entries: [], floors: [] }
  const made = join(directory, newFolderName())
  await files.makeFolder(made)
  try {
    await files.create(join(made, numbered('s', position)), encodeRecord(document))
    await files.create(join(made, birthName(birth)), Uint8Array.of(1))
    await files.rename(made, logFolder(directory))
  } catch (error) {
    await files.removeFolder(made).catch(() => {})
    if (!isTaken(error) && !isGone(error)) throw error
  }
}

/** Takes a log away of which nothing can be read. */
export async function endLog(files: Files, directory: string): Promise<void> {
  const trash = join(trashFolder(directory), nonce())
  try {
    await files.rename(logFolder(directory), trash)
  } catch (error) {
    if (isGone(error)) return
    throw error
  }
  await files.removeFolder(trash)
}
