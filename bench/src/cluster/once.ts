/** How often several instances render one page: within a window of its interval, and when it does not exist yet. */
import type { ServerProcess } from '../server-process.ts'
import type { Source } from './source.ts'
import { crowd, versionAt } from './visitors.ts'

export interface OnceFigures {
  /** Renders of a page that 64 visitors ask for at the same time, and that nobody has asked for before. */
  readonly coldRenders: number
  readonly coldBodies: number
  /** Renders of a page with `revalidate: 1` during the crowd's visit. */
  readonly renders: number
  /** Of those, how many began less than the interval after the one before: more than one in a window. */
  readonly tooMany: number
  readonly seconds: number
  readonly answers: number
}

const connections = 64
const intervalMs = 1_000
/** Timers and networks are late by some ms, the next render no more than that. */
const toleranceMs = 100

export async function measureOnce(
  instances: readonly ServerProcess[],
  source: Source,
  seconds: number,
): Promise<OnceFigures> {
  const path = `/slow/${crypto.randomUUID()}`
  const urls = instances.map(({ url }) => url + path)
  const cold = await Promise.all(
    Array.from({ length: connections }, (_, index) => versionAt(urls[index % urls.length]!)),
  )
  const coldRenders = source.asked(path).length
  const from = source.asked(path).length
  let answers = 0
  await crowd(urls, connections, performance.now() + seconds * 1_000, () => answers++)
  const times = source.asked(path).slice(from)
  const gaps = times.slice(1).map((time, index) => time - times[index]!)
  return {
    coldRenders,
    coldBodies: new Set(cold).size,
    renders: times.length,
    tooMany: gaps.filter((gap) => gap < intervalMs - toleranceMs).length,
    seconds,
    answers,
  }
}
