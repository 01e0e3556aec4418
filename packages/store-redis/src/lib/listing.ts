/** Walks through the pages of all servers, without their bodies. */
import { decodeSummary } from '@everfresh/engine'
import type { EntrySummary, StoreStatistics } from '@everfresh/engine'
import type { RedisLike } from './connection/redis-like.ts'
import type { Keys } from './keys.ts'
import { numberIn, textIn } from './replies.ts'
import { summarize } from './scripts/summarize.ts'

/** Keys that one command looks at. */
const keysAtOnce = 500

type Row = readonly [namespace: Buffer, version: Buffer, asOf: Buffer, bytes: Buffer, summary: Buffer]

/** Every published page. One that is published meanwhile may be missing; none comes twice. */
export async function* summariesIn(client: RedisLike, keys: Keys): AsyncGenerator<EntrySummary> {
  for await (const [, version, asOf, , summary] of rowsIn(client, keys)) {
    const decoded = decodeSummary(summary)
    if (decoded) yield { ...decoded, version: numberIn(version), asOf: numberIn(asOf) }
  }
}

export async function countedIn(client: RedisLike, keys: Keys): Promise<StoreStatistics> {
  let entries = 0
  let bytes = 0
  for await (const row of rowsIn(client, keys)) {
    entries++
    bytes += numberIn(row[3])
  }
  return { entries, bytes }
}

async function* rowsIn(client: RedisLike, keys: Keys): AsyncGenerator<Row> {
  // A key comes again when the server's table grows meanwhile, or its slot moves to another server.
  const seen = new Set<string>()
  for (const server of client.primaries()) {
    let cursor = '0'
    do {
      const answer = await server.call('scan', [cursor, 'MATCH', keys.anyPage, 'COUNT', keysAtOnce])
      const [next, found] = answer as [Buffer, Buffer[]]
      cursor = textIn(next)
      const fresh = found.filter((key) => !seen.has(textIn(key)))
      for (const key of fresh) seen.add(textIn(key))
      const pages = await Promise.all(fresh.map((key) => client.run(summarize, [key], [])))
      for (const rows of pages) yield* rows as Row[]
    } while (cursor !== '0')
  }
}
