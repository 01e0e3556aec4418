/**
 * Who reads the log, and how far: one empty file per instance in the log's folder, whose name says it.
 *
 * A heartbeat renames that file. One call, nothing to tear; and since it changes the log's folder, the server's answer
 * tells an NFS client whether others have changed it, so that what the client had cached of the folder is asked for anew.
 */
import { join } from 'node:path'
import type { LogPosition, Member } from '@everfresh/engine'
import { hasCode, isGone, isTaken, listIfThere, removeQuietly } from './files.ts'
import type { Files } from './files.ts'
import { logFolder, memberHash } from './names.ts'

export class Members {
  readonly #files: Files
  readonly #folder: string
  readonly #own = new Map<string, Member>()

  constructor(files: Files, directory: string) {
    this.#files = files
    this.#folder = logFolder(directory)
  }

  /**
   * Notes that `member` has applied the log up to `acknowledged`. It `joined` when it was not there: it is new, was taken for
   * dead, or this is another log's folder; `gone` is the folder itself.
   */
  async beat(member: string, acknowledged: LogPosition): Promise<'renamed' | 'joined' | 'gone'> {
    const name = memberHash(member)
    const before = this.#own.get(name)
    const after: Member = { name, acknowledged, beats: (before?.beats ?? 0) + 1 }
    const isRenamed = before !== undefined && (await this.#rename(before, after))
    if (!isRenamed && !(await this.#create(after))) return 'gone'
    this.#own.set(name, after)
    return isRenamed ? 'renamed' : 'joined'
  }

  async list(): Promise<Member[]> {
    const members = new Map<string, Member>()
    for (const fileName of (await listIfThere(this.#files, this.#folder)) ?? []) {
      const member = memberIn(fileName)
      if (member && member.beats > (members.get(member.name)?.beats ?? -1)) members.set(member.name, member)
    }
    return [...members.values()]
  }

  /** Unless it has beaten since: its file has another name then. */
  async expel(member: Member): Promise<void> {
    await removeQuietly(this.#files, this.#fileOf(member))
  }

  /** The instances of this process leave: nobody waits for them any more. */
  async leave(): Promise<void> {
    for (const member of this.#own.values()) await this.expel(member)
    this.#own.clear()
  }

  async #rename(before: Member, after: Member): Promise<boolean> {
    try {
      await this.#files.rename(this.#fileOf(before), this.#fileOf(after))
      return true
    } catch (error) {
      // Somebody took it for dead; or it was renamed, and only the reply was lost.
      if (isGone(error)) return false
      throw error
    }
  }

  async #create(member: Member): Promise<boolean> {
    try {
      await this.#files.create(this.#fileOf(member), new Uint8Array())
      return true
    } catch (error) {
      if (isTaken(error)) return true
      if (hasCode(error, 'ENOENT')) return false
      throw error
    }
  }

  #fileOf({ name, acknowledged, beats }: Member): string {
    return join(this.#folder, `m.${name}.${acknowledged}.${beats}`)
  }
}

function memberIn(fileName: string): Member | undefined {
  const [kind, name, acknowledged, beats] = fileName.split('.')
  if (kind !== 'm' || !name) return undefined
  const member = { name, acknowledged: Number(acknowledged), beats: Number(beats) }
  return Number.isSafeInteger(member.acknowledged) && Number.isSafeInteger(member.beats) ? member : undefined
}
