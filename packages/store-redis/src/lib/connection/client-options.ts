/** How the client library is set up, and why. */
import type { ClusterOptions, RedisOptions } from 'ioredis'
import type { CompletedOptions } from '../options.ts'

/** Answers look alike under both versions of Redis’s protocol. */
interface LegacyReplies {
  readonly replyMapping: 'legacy'
}

export type Purpose = 'coordination' | 'pages' | 'log' | 'news'

/**
 * For every connection.
 *
 * Nothing waits in the client for a server that is away, and nothing is sent twice: what to do about a failure is decided by
 * the engine, which knows how old the question is.
 */
export function redisOptionsFor(options: CompletedOptions, purpose: Purpose): RedisOptions & LegacyReplies {
  const { username, password, database, connectTimeoutMs, commandTimeoutMs, bodyTimeoutMs } = options
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { db: database }),
    ...tlsOf(options),
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // We subscribe again ourselves. The library would await that of nobody, and its failure would be everybody's.
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    connectTimeout: connectTimeoutMs,
    commandTimeout: purpose === 'pages' ? bodyTimeoutMs : commandTimeoutMs,
    // A server that takes connections and says nothing.
    socketTimeout: 5_000,
    keepAlive: 10_000,
    retryStrategy: retryDelay,
    // An old primary, after a failover: the next connection finds the new one.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    // Redis 7.0 does not know that command, nor rights to it.
    disableClientInfo: true,
    replyMapping: 'legacy',
    connectionName: `everfresh-${purpose}`,
  }
}

export function clusterOptionsFor(
  options: CompletedOptions,
  purpose: Purpose,
): ClusterOptions & { readonly redisOptions: LegacyReplies } {
  return {
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: retryDelay,
    maxRedirections: 8,
    retryDelayOnFailover: 100,
    retryDelayOnTryAgain: 25,
    // A failing slot is the engine's to wait for.
    retryDelayOnClusterDown: 0,
    slotsRefreshTimeout: options.connectTimeoutMs,
    slotsRefreshInterval: 5_000,
    ...(purpose === 'news' ? { shardedSubscribers: true } : {}),
    redisOptions: redisOptionsFor(options, purpose),
  }
}

/** Doubles from 50 ms to a second, with a fifth more or less, so that instances do not come back together. */
export const retryDelay = (attempt: number): number =>
  Math.min(50 * 2 ** Math.min(attempt, 10), 1_000) * (0.8 + 0.4 * Math.random())

export function tlsOf({ tls, url }: CompletedOptions): Pick<RedisOptions, 'tls'> {
  if (!tls && !url?.startsWith('rediss:')) return {}
  return { tls: typeof tls === 'object' ? tls : {} }
}
