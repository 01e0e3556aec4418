/**
 * The one step that decides between writers: whoever gets a name first has it.
 *
 * A record is written under a name of its own, flushed and closed, and then linked to the name that everybody competes for.
 * Linking is atomic on the server, also over NFS, and never replaces anything, so a name has one content for ever.
 */
import { join } from 'node:path'
import { isGone, isTaken, readIfThere, removeQuietly } from './files.ts'
import type { Files } from './files.ts'
import { temporaryName } from './names.ts'
import type { ServerClock } from './server-clock.ts'

/**
 * Makes `name` in `folder` hold `bytes`, which nobody else may write, too (they hold a nonce). Answers when they were written
 * (epoch ms by the files' clock), or `undefined` when somebody else has the name, or the folder is gone.
 *
 * A network file system may carry out a call and lose the reply, and its client then asks again and is told that the name
 * is taken. So what stands there decides, not what the call answered.
 */
export async function claim(
  files: Files,
  time: ServerClock,
  folder: string,
  name: string,
  bytes: Uint8Array,
): Promise<number | undefined> {
  const temporary = join(folder, temporaryName())
  let writtenAt: number | undefined
  try {
    writtenAt = (await time.learnFrom(() => files.create(temporary, bytes))).modifiedAt
    await files.link(temporary, join(folder, name))
    return writtenAt
  } catch (error) {
    if (writtenAt !== undefined && (await holds(files, join(folder, name), bytes))) return writtenAt
    if (isTaken(error) || isGone(error)) return undefined
    throw error
  } finally {
    await removeQuietly(files, temporary)
  }
}

export async function holds(files: Files, file: string, bytes: Uint8Array): Promise<boolean> {
  const found = await readIfThere(files, file)
  return found !== undefined && Buffer.compare(found, bytes) === 0
}
