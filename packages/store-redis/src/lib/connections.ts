/** The connections of one store, each for one kind of traffic, so that none holds up another. */
import { clientFor } from './connection/connect.ts'
import type { RedisLike } from './connection/redis-like.ts'
import { isLasting, translated } from './errors.ts'
import type { CompletedOptions } from './options.ts'

export interface Connections {
  /** Heartbeats and leases: short, and urgent. */
  readonly coordination: RedisLike
  /** Whole pages. */
  readonly pages: RedisLike
  /** Invalidations, which may wait for replicas. */
  readonly log: RedisLike
  /** Messages that the log has grown; made when it is first asked for. */
  news(): RedisLike
  /** Calls `listener` now if the server is there, and each time that it is back. */
  whenReady(listener: () => void): void
  close(): void
}

/**
 * Connects. A server that is away is no reason to fail: the site can be served without it for a while.
 *
 * @throws RedisStoreError REDIS_ACCESS_DENIED
 */
export async function openConnections(options: CompletedOptions): Promise<Connections> {
  const [coordination, pages, log] = (['coordination', 'pages', 'log'] as const).map((purpose) =>
    clientFor(options, purpose),
  ) as [RedisLike, RedisLike, RedisLike]
  let news: RedisLike | undefined
  let isThere = true
  const close = (): void => [coordination, pages, log, news].forEach((client) => client?.close())
  try {
    await Promise.all([coordination, pages, log].map((client) => client.connect()))
  } catch (error) {
    const reason = translated(error)
    if (isLasting(reason)) {
      close()
      throw reason
    }
    isThere = false
  }
  return {
    coordination,
    pages,
    log,
    news: () => (news ??= clientFor(options, 'news')),
    whenReady(listener) {
      coordination.onReady(listener)
      if (isThere) listener()
    },
    close,
  }
}
