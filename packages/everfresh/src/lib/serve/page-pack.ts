/** The pages that a build generated, in one file: length and encoded entry, one after the other. */
import { open, type FileHandle } from 'node:fs/promises'
import { decodeEntry, recordKeyOf, type Entry, type PageId } from '@everfresh/engine'
import { brokenDeployment } from '../deployments/errors.ts'
import { EverfreshError } from '../errors.ts'

/** Where a page lies in the pack. */
export interface PackedPage extends PageId {
  readonly generatedAt: number
  readonly position: number
  readonly bytes: number
}

/** A pack that is open for reading pages in any order. */
export interface PagePack {
  /** In the order of the build. */
  readonly pages: readonly PackedPage[]
  /** Whether it could be read to its end. */
  readonly isWhole: boolean
  find(page: PageId): PackedPage | undefined
  /** @throws EverfreshError BROKEN_DEPLOYMENT when it is damaged. */
  read(page: PackedPage): Promise<Entry>
  close(): Promise<void>
}

/** The entries of a pack, one after the other. @throws EverfreshError BROKEN_DEPLOYMENT when it is damaged. */
export async function* readPack(file: string, deployment: string): AsyncGenerator<Entry> {
  const handle = await openFile(file, deployment)
  try {
    for await (const { entry } of recordsIn(handle, deployment)) {
      if (entry === undefined) throw damaged(deployment)
      yield entry
    }
  } finally {
    await handle.close()
  }
}

/**
 * Reads all of a pack once, to know what is where. Of one that is `doubtful`, since its build was killed or a disk may have failed, it has what
 * proves to be whole.
 *
 * @throws EverfreshError BROKEN_DEPLOYMENT when it is damaged.
 */
export async function openPack(
  file: string,
  deployment: string,
  state: 'finished' | 'doubtful' = 'finished',
): Promise<PagePack> {
  const handle = await openFile(file, deployment)
  const pages = new Map<string, PackedPage>()
  let isWhole = true
  try {
    for await (const { entry, position, bytes } of recordsIn(handle, deployment)) {
      if (entry === undefined) {
        isWhole = false
        if (state === 'finished') throw damaged(deployment)
        continue
      }
      const { namespace, path, generatedAt } = entry
      pages.set(recordKeyOf(entry), { namespace, path, generatedAt, position, bytes })
    }
  } catch (error) {
    if (state === 'finished' || !(error instanceof EverfreshError)) {
      await handle.close()
      throw error
    }
    isWhole = false
  }
  return {
    pages: [...pages.values()],
    isWhole,
    find: (page) => pages.get(recordKeyOf(page)),
    async read({ position, bytes }) {
      const entry = await readRecord(handle, position, bytes)
      if (entry === undefined) throw damaged(deployment)
      return entry
    },
    close: () => handle.close(),
  }
}

const openFile = (file: string, deployment: string): Promise<FileHandle> =>
  open(file, 'r').catch((error: unknown) => {
    throw brokenDeployment(deployment, 'its generated pages cannot be read', error)
  })

interface PackRecord {
  /** Undefined when it is damaged. */
  readonly entry: Entry | undefined
  readonly position: number
  readonly bytes: number
}

/** Shorter than this is no record. Bytes. */
const leastBytes = 32

/** Read at a time: with two calls for each page a pass over a pack took half as long again. */
const chunkBytes = 2 ** 20

/** @throws EverfreshError BROKEN_DEPLOYMENT when no next record can be found. */
async function* recordsIn(handle: FileHandle, deployment: string): AsyncGenerator<PackRecord> {
  const { size } = await handle.stat()
  const bytesAt = readAhead(handle, size)
  for (let position = 0; position < size;) {
    const length = await bytesAt(position, 4)
    const bytes = length.byteLength < 4 ? 0 : length.readUInt32LE()
    position += 4
    if (bytes < leastBytes || position + bytes > size) throw damaged(deployment)
    // A copy, so that whoever keeps the entry keeps no more than that.
    yield { entry: decodeEntry(Uint8Array.from(await bytesAt(position, bytes))), position, bytes }
    position += bytes
  }
}

/** Reads a file from its beginning on. What is returned is shorter where the file ends, and holds until the next call. */
function readAhead(handle: FileHandle, size: number) {
  let [chunk, start] = [Buffer.alloc(0), 0]
  return async (position: number, bytes: number): Promise<Buffer> => {
    if (position + bytes > start + chunk.byteLength) {
      const room = Buffer.allocUnsafeSlow(Math.min(Math.max(bytes, chunkBytes), size - position))
      const { bytesRead } = await handle.read(room, 0, room.byteLength, position)
      ;[chunk, start] = [room.subarray(0, bytesRead), position]
    }
    return chunk.subarray(position - start, position - start + bytes)
  }
}

async function readRecord(handle: FileHandle, position: number, bytes: number): Promise<Entry | undefined> {
  const record = Buffer.alloc(bytes)
  await handle.read(record, 0, bytes, position)
  return decodeEntry(record)
}

const damaged = (deployment: string) => brokenDeployment(deployment, 'its generated pages are damaged')
