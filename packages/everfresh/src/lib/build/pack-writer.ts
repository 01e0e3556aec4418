/** Writes the pages of a build into one file: length and encoded entry, one after the other (see `serve/page-pack.ts`). */
import { type FileHandle, open } from 'node:fs/promises'
import { encodeEntry, type Entry } from '@everfresh/engine'

export interface PackWriter {
  /** Resolves when it is written, so that whoever waits for it makes no more than the disk takes. */
  write(entry: Entry): Promise<void>
  close(): Promise<void>
}

export async function openPackWriter(file: string): Promise<PackWriter> {
  const pack = await open(file, 'w')
  const disk = flushBehind(pack)
  let waiting: Uint8Array[] = []
  let writing: Promise<void> | undefined

  /** One writer at a time keeps records whole; what comes meanwhile is written with one call. */
  async function flush(): Promise<void> {
    // In the next turn, so that pages that are done in this one go together.
    await new Promise(setImmediate)
    const records = waiting
    waiting = []
    disk.wrote((await pack.writev(records)).bytesWritten)
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
    async close() {
      try {
        await disk.settled()
      } finally {
        await pack.close()
      }
    },
  }
}

/** Bytes after which the disk is asked to begin. */
const flushBytes = 32 * 2 ** 20

/**
 * Has the disk write while pages are still being generated: in the end all of it has to be there, and would be waited for then. A failure is kept for
 * the end, since the system tells of it only once.
 */
function flushBehind(file: FileHandle) {
  let bytes = 0
  let flushing: Promise<void> | undefined
  let failure: { readonly error: unknown } | undefined
  return {
    wrote(more: number): void {
      bytes += more
      if (bytes < flushBytes || flushing !== undefined) return
      bytes = 0
      flushing = file
        .datasync()
        .catch((error: unknown) => void (failure ??= { error }))
        .finally(() => (flushing = undefined))
    },
    async settled(): Promise<void> {
      await flushing
      if (failure !== undefined) throw failure.error
    },
  }
}
