/** Adds pages to a build's pack, from the thread that made them: of several at once, each record stays whole. */
import { closeSync, openSync, writevSync } from 'node:fs'
import { encodeEntry, type Entry } from '@everfresh/engine'
import { recordParts } from './pack-record.ts'

export interface PackAppender {
  /** Returns the bytes that it wrote. @throws when there is no room for all of them. */
  append(entry: Entry): number
  close(): void
}

/**
 * Opens `file` when the first page is there. A write to the end of a file is one step to the system: nothing that another thread writes comes in
 * between.
 */
export function openPackAppender(file: string): PackAppender {
  let descriptor: number | undefined
  return {
    append(entry) {
      descriptor ??= openSync(file, 'a')
      const parts = recordParts(encodeEntry(entry))
      const written = writevSync(descriptor, parts)
      const whole = parts.reduce((sum, { byteLength }) => sum + byteLength, 0)
      if (written < whole)
        throw new Error(`Only ${written} of ${whole} bytes could be written to ${file}: the disk is full.`)
      return written
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor)
      descriptor = undefined
    },
  }
}
