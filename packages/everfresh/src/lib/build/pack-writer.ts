/** The pack of a build that goes on: pages that are there already are written to it, and what render threads add reaches the disk. */
import { type FileHandle, open, writeFile } from 'node:fs/promises'
import { encodeEntry, type Entry } from '@everfresh/engine'
import { recordParts } from './pack-record.ts'

export interface PackWriter {
  /** Resolves when it is written, so that whoever waits for it makes no more than the disk takes. */
  write(entry: Entry): Promise<void>
  /** A render thread has added so many bytes (see `pack-appender.ts`). */
  added(bytes: number): void
  close(): Promise<void>
}

export async function openPackWriter(file: string): Promise<PackWriter> {
  await writeFile(file, '')
  // Render threads write to its end as well.
  const pack = await open(file, 'a')
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
      waiting.push(...recordParts(record))
      while (waiting.includes(record)) {
        writing ??= flush().finally(() => (writing = undefined))
        await writing
      }
    },
    added: (bytes) => disk.wrote(bytes),
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
