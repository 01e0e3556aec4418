/** Every published page, without its bodies. */
import { decodeSummary } from '@everfresh/engine'
import type { EntrySummary } from '@everfresh/engine'
import type { Environment } from './environment.ts'

/**
 * Walks through all pages in no particular order. Pages that come or go meanwhile may be missed or not.
 *
 * @throws LmdbStoreError STORE_CLOSED, also in the midst
 */
export async function* summariesIn(environment: Environment): AsyncIterable<EntrySummary> {
  let after: Buffer | undefined
  do {
    environment.refresh()
    // In pieces: a snapshot that is held for long keeps LMDB from using freed space.
    const start = after && Buffer.concat([after, Buffer.of(0)])
    const rows = [...environment.summaries.getRange({ limit: 100, ...(start && { start }) })]
    after = rows.length === 0 ? undefined : Buffer.from(rows.at(-1)!.key)
    for (const { value } of rows) {
      const summary = decodeSummary(value)
      if (summary) yield summary
    }
    // Whoever lists a million pages does not keep a visitor waiting.
    await new Promise((resolve) => setImmediate(resolve))
  } while (after)
}
