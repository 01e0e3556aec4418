/** Makes clients for the place that the options name. */
import { fileURLToPath } from 'node:url'
import { Cluster, Redis } from 'ioredis'
import type { RedisOptions } from 'ioredis'
import type { CompletedOptions } from '../options.ts'
import { clusterOptionsFor, redisOptionsFor, retryDelay, tlsOf } from './client-options.ts'
import type { Purpose } from './client-options.ts'
import { IoredisClient } from './ioredis-client.ts'
import type { RedisLike } from './redis-like.ts'

/** It connects when it is told to. */
export function clientFor(options: CompletedOptions, purpose: Purpose): RedisLike {
  const { cluster, connectTimeoutMs } = options
  if (cluster) {
    return new IoredisClient(new Cluster([...cluster], clusterOptionsFor(options, purpose)), connectTimeoutMs)
  }
  return new IoredisClient(new Redis({ ...placeOf(options), ...redisOptionsFor(options, purpose) }), connectTimeoutMs)
}

function placeOf(options: CompletedOptions): RedisOptions {
  const { sentinels, name, sentinelUsername, sentinelPassword, connectTimeoutMs } = options
  if (!sentinels) return placeIn(options.url!)
  return {
    sentinels: [...sentinels],
    name: name!,
    sentinelRetryStrategy: retryDelay,
    sentinelCommandTimeout: connectTimeoutMs,
    // Told by the sentinels, it leaves the old primary though that still answers.
    failoverDetector: true,
    ...(sentinelUsername === undefined ? {} : { sentinelUsername }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    ...(options.tls ? { enableTLSForSentinelMode: true, sentinelTLS: tlsOf(options).tls! } : {}),
  }
}

function placeIn(text: string): RedisOptions {
  const { protocol, hostname, port, username, password, pathname } = new URL(text)
  if (protocol === 'unix:') return { path: fileURLToPath(text.replace(/^unix:/, 'file:')) }
  const database = pathname.slice(1)
  return {
    // An IPv6 address stands in brackets.
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 6_379),
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(database ? { db: Number(database) } : {}),
  }
}
