/** What a revalidation costs over its render, and whether anybody sees the older content after it. */
import type { ServerProcess } from '../server-process.ts'
import { spreadOf } from '../statistics.ts'
import type { Source } from './source.ts'
import { versionAt, versionOf, visit } from './visitors.ts'

export interface OnDemandFigures {
  readonly medianMs: number
  readonly p99Ms: number
  /** Answers older than a revalidation that had resolved, of `tries` on every instance; and those that said that they may be. */
  readonly old: number
  readonly marked: number
  readonly tries: number
}

/** Asked at every instance after each revalidation. */
const triesEach = 50

export async function measureOnDemand(
  instances: readonly ServerProcess[],
  source: Source,
  rounds: number,
): Promise<OnDemandFigures> {
  const path = '/quick/page'
  const urls = instances.map(({ url }) => url + path)
  source.set(path, 0)
  for (const url of urls) await versionAt(url)
  const times: number[] = []
  let old = 0
  let marked = 0
  for (let version = 1; version <= rounds; version++) {
    source.set(path, version)
    const { url } = instances[version % instances.length]!
    const { ms } = JSON.parse((await visit(`${url}/api/revalidate?path=${path}`)).text) as { ms: number }
    times.push(ms)
    for (const each of urls) {
      const seen = await Promise.all(Array.from({ length: triesEach }, () => visit(each)))
      old += seen.filter(({ text, isMarked }) => !isMarked && versionOf(text) < version).length
      marked += seen.filter(({ isMarked }) => isMarked).length
    }
  }
  const sorted = [...times].sort((a, b) => a - b)
  return {
    medianMs: spreadOf(times).median,
    p99Ms: sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.99) - 1)]!,
    old,
    marked,
    tries: rounds * triesEach,
  }
}
