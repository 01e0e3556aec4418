/** Brings the pages that a build generated into the store that serves, once per deployment and store. */
import { open } from 'node:fs/promises'
import { decodeEntry, type Entry, type PageStore } from '@everfresh/engine'
import { brokenDeployment } from '../deployments/errors.ts'

/** Entries offered to the store at a time: a transaction each, so that a large build never blocks writers for long. */
const batchSize = 200

/**
 * Offers every page of the pack at `file`. The store keeps what it has where that is newer (DESIGN §4.4).
 *
 * @returns how many were taken.
 * @throws EverfreshError BROKEN_DEPLOYMENT when the pack is damaged.
 */
export async function seedStore(store: PageStore, file: string, deployment: string): Promise<number> {
  let taken = 0
  let batch: Entry[] = []
  const flush = async () => {
    if (batch.length > 0) taken += await store.seed(batch)
    batch = []
  }
  for await (const entry of readPack(file, deployment)) {
    batch.push(entry)
    if (batch.length >= batchSize) await flush()
  }
  await flush()
  return taken
}

/** The entries of a pack, one after the other. @throws EverfreshError BROKEN_DEPLOYMENT when it is damaged. */
export async function* readPack(file: string, deployment: string): AsyncGenerator<Entry> {
  const pack = await open(file, 'r').catch((error: unknown) => {
    throw brokenDeployment(deployment, 'its generated pages cannot be read', error)
  })
  try {
    const { size } = await pack.stat()
    const length = Buffer.alloc(4)
    for (let position = 0; position < size;) {
      const { bytesRead } = await pack.read(length, 0, 4, position)
      const bytes = length.readUInt32LE()
      position += 4 + bytes
      const isWhole = bytesRead === 4 && position <= size
      const record = Buffer.alloc(isWhole ? bytes : 0)
      await pack.read(record, 0, record.byteLength, position - bytes)
      const entry = isWhole ? decodeEntry(record) : undefined
      if (entry === undefined) throw brokenDeployment(deployment, 'its generated pages are damaged')
      yield entry
    }
  } finally {
    await pack.close()
  }
}
