/** Whether another version of the code has published newer content of a path (DESIGN §4.10). Pure: stores and engine share it. */
import type { Entry } from './entry.ts'
import type { Loaded } from './page-store.ts'

/** When the content of a path was last made, and under which code. */
export interface LatestContent {
  readonly namespace: string
  /** Epoch ms. */
  readonly generatedAt: number
}

type Made = Pick<Entry, 'namespace' | 'generatedAt'>

/** The latest content of a path after `made` was published at `now` (epoch ms of the store's clock). */
export function latestContent(
  latest: LatestContent | null | undefined,
  { namespace, generatedAt }: Made,
  now: number,
): LatestContent {
  // What was made in the future was made before the clock was set back: it would outrank every version to come.
  const isLatest = !latest || latest.generatedAt <= generatedAt || latest.generatedAt > now
  return isLatest ? { namespace, generatedAt } : latest
}

/** Whether the path's latest content is newer than `made`, and of other code. */
export const isSupersededElsewhere = (made: Made, latest: LatestContent | null | undefined): boolean =>
  !!latest && latest.namespace !== made.namespace && latest.generatedAt > made.generatedAt

/**
 * Whether that makes the entry unusable to an instance that has served this code since `since` (epoch ms).
 *
 * After a rollback, what was made before it may show older content than visitors have seen. What was made since then is as
 * good as the other code's: two deployments that serve side by side would otherwise replace each other's pages for ever.
 */
export const isOutrun = ({ entry, supersededElsewhere }: Omit<Loaded, 'floors'>, since: number): boolean =>
  supersededElsewhere && entry.generatedAt < since
