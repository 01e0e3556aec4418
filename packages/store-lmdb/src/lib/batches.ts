/** Cuts a seed into transactions. */
import type { Entry } from '@everfresh/engine'

const seedPages = 250
const seedBytes = 4 * 1024 * 1024

/** Pieces of a few milliseconds each: a transaction holds the lock of all processes. */
export function* batchesOf(entries: readonly Entry[]): Iterable<Entry[]> {
  let batch: Entry[] = []
  let bytes = 0
  for (const entry of entries) {
    batch.push(entry)
    for (const name in entry.bodies) bytes += entry.bodies[name]!.byteLength
    if (batch.length < seedPages && bytes < seedBytes) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}
