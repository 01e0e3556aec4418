/** Writes the pages of a build into one file: length and encoded entry, one after the other (see `serve/page-pack.ts`). */
import { open } from 'node:fs/promises'
import { encodeEntry, type Entry } from '@everfresh/engine'

export interface PackWriter {
  /** Resolves when it is written, so that whoever waits for it makes no more than the disk takes. */
  write(entry: Entry): Promise<void>
  close(): Promise<void>
}

export async function openPackWriter(file: string): Promise<PackWriter> {
  const pack = await open(file, 'w')
  let waiting: Uint8Array[] = []
  let writing: Promise<void> | undefined

  /** One writer at a time keeps records whole; what comes meanwhile is written with one call. */
  async function flush(): Promise<void> {
    // In the next turn, so that pages that are done in this one go together.
    await new Promise(setImmediate)
    const records = waiting
    waiting = []
    await pack.writev(records)
  }

  return {
    async write(entry) {
      const record = encodeEntry(entry)
      const length = Buffer.alloc(4)
      length.writeUInt32LE(record.byteLength)
      waiting.push(length, record)
      while (waiting.includes(record)) {
        writing ??= flush().finally(() => (writing = undefined))
        await writing
      }
    },
    close: () => pack.close(),
  }
}
