/** What can be chosen about a Redis store. */
import type { ConnectionOptions } from 'node:tls'
import type { Clock } from '@everfresh/engine'
import { invalidOptions } from './errors.ts'

export interface RedisAddress {
  readonly host: string
  readonly port: number
}

/** Where Redis is: exactly one of `url`, `sentinels` and `cluster`. */
export interface RedisPageStoreOptions {
  /** `redis://[[user]:password@]host[:port][/database]`, `rediss://…` with TLS, or `unix:///path/to/socket`. */
  readonly url?: string
  /** Sentinels that know which server is the primary. Needs `name`. */
  readonly sentinels?: readonly RedisAddress[]
  /** Under which the sentinels know the primary. */
  readonly name?: string
  /** Some nodes of a cluster; the others are found. */
  readonly cluster?: readonly RedisAddress[]
  /** Of an ACL. Both take the place of what the `url` says. */
  readonly username?: string
  readonly password?: string
  /** Of the sentinels, where they ask for one. */
  readonly sentinelUsername?: string
  readonly sentinelPassword?: string
  /** Number of the database; not with `cluster`. Default 0. */
  readonly database?: number
  /** Speak TLS: true, or what Node's `tls.connect` takes, e.g. `ca`, `cert` and `key`. `rediss://` means true. */
  readonly tls?: boolean | ConnectionOptions
  /** Begins every key. Stores with different prefixes know nothing of each other. Default `everfresh`. */
  readonly keyPrefix?: string
  /** How long a page is kept after its last publish, ms. Default 31 days. */
  readonly pageTtlMs?: number
  /** The largest page, as it is stored, bytes. Default 8 MiB. */
  readonly maxPageBytes?: number
  /** Bodies of this size or more are stored compressed, bytes. Default 1,024. */
  readonly compressFromBytes?: number
  /** Invalidations that are kept for readers who were away. Default 10,000. */
  readonly logLimit?: number
  /**
   * Tags and paths whose invalidations are remembered one by one. Beyond it the oldest are forgotten, and what was made
   * before them counts as invalidated. Default 1,000,000.
   */
  readonly tagLimit?: number
  /**
   * How many replicas have to have a hard invalidation within 100 ms; it rejects with REDIS_NOT_REPLICATED otherwise.
   * Default: one is waited for where there are any, and nothing is made of it when that takes longer. Not with `cluster`.
   */
  readonly replicas?: number
  /** How long a connection may take to be made, ms. Default 2,000. */
  readonly connectTimeoutMs?: number
  /** How long a heartbeat, a lease or an invalidation may take, ms. Default 250. */
  readonly commandTimeoutMs?: number
  /** How long reading or writing a page may take, ms. Default 1,000. */
  readonly bodyTimeoutMs?: number
  /** Told of what about the server endangers what the store promises, a sentence each. */
  readonly onWarning?: (warning: string) => void
  /** For tests: takes the place of the server's clock. */
  readonly clock?: Pick<Clock, 'now'>
}

/** The options that have a default. */
export interface Limits {
  readonly keyPrefix: string
  readonly pageTtlMs: number
  readonly maxPageBytes: number
  readonly compressFromBytes: number
  readonly logLimit: number
  readonly tagLimit: number
  readonly connectTimeoutMs: number
  readonly commandTimeoutMs: number
  readonly bodyTimeoutMs: number
}

export type CompletedOptions = RedisPageStoreOptions & Limits

const defaults: Limits = {
  keyPrefix: 'everfresh',
  pageTtlMs: 31 * 24 * 3_600_000,
  maxPageBytes: 8 * 1024 * 1024,
  compressFromBytes: 1024,
  logLimit: 10_000,
  tagLimit: 1_000_000,
  connectTimeoutMs: 2_000,
  commandTimeoutMs: 250,
  bodyTimeoutMs: 1_000,
}

/** The smallest that make sense. A page that expires while it is being rendered would be rendered for nothing. */
const smallest: Partial<Record<keyof Limits, number>> = {
  pageTtlMs: 60_000,
  maxPageBytes: 1024,
  compressFromBytes: 0,
  logLimit: 1,
  tagLimit: 1,
  connectTimeoutMs: 1,
  commandTimeoutMs: 1,
  bodyTimeoutMs: 1,
}

/**
 * Fills in the defaults.
 *
 * @throws RedisStoreError INVALID_OPTION, which names everything that is wrong
 */
export function completed(options: RedisPageStoreOptions): CompletedOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const chosen: CompletedOptions = { ...defaults, ...given }
  const problems = [...problemsOfPlace(chosen), ...problemsOfLimits(chosen)]
  if (problems.length > 0) throw invalidOptions(problems)
  return chosen
}

function* problemsOfPlace(options: RedisPageStoreOptions): Generator<string> {
  const { url, sentinels, name, cluster, database, replicas } = options
  const places = [url, sentinels, cluster].filter((place) => place !== undefined).length
  if (places !== 1) yield 'Give exactly one of `url`, `sentinels` and `cluster`.'
  if (url !== undefined && !isServerUrl(url)) {
    yield `url must be redis://host:port, rediss://host:port or unix:///path, not ${JSON.stringify(withoutPassword(url))}.`
  }
  for (const [option, addresses] of Object.entries({ sentinels, cluster })) {
    if (addresses === undefined || (Array.isArray(addresses) && addresses.length > 0 && addresses.every(isAddress)))
      continue
    yield `${option} must be a list of { host, port }.`
  }
  if (sentinels && !name) yield '`sentinels` need the `name` of the primary.'
  if (database !== undefined && !isWhole(database, 0)) yield `database is ${String(database)}, but must be 0 or more.`
  if (cluster && database) yield 'A cluster has database 0 only.'
  if (replicas !== undefined && !isWhole(replicas, 0)) yield `replicas is ${String(replicas)}, but must be 0 or more.`
  if (cluster && replicas) yield '`replicas` cannot be waited for in a cluster.'
}

function* problemsOfLimits(options: CompletedOptions): Generator<string> {
  // Braces would say to a cluster where a key belongs, and brackets or stars would match other stores' keys in a listing.
  if (typeof options.keyPrefix !== 'string' || !/^[\w.:/-]+$/.test(options.keyPrefix)) {
    yield `keyPrefix is ${JSON.stringify(options.keyPrefix)}, but must be of letters, digits and _ . : / - only.`
  }
  for (const [option, least] of Object.entries(smallest) as [keyof Limits, number][]) {
    if (!isWhole(options[option], least))
      yield `${option} is ${String(options[option])}, but must be at least ${least}.`
  }
}

const isWhole = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && (value as number) >= least

const isAddress = (value: unknown): boolean => {
  const { host, port } = (value ?? {}) as Partial<RedisAddress>
  return typeof host === 'string' && host !== '' && isWhole(port, 1) && port! < 65_536
}

function isServerUrl(url: unknown): url is string {
  if (typeof url !== 'string' || !URL.canParse(url)) return false
  const { protocol, hostname, pathname } = new URL(url)
  if (protocol === 'unix:') return pathname.length > 1
  return (protocol === 'redis:' || protocol === 'rediss:') && hostname !== '' && /^(\/\d*)?$/.test(pathname)
}

/** A message may end up in a log. */
export const withoutPassword = (url: unknown): string => String(url).replace(/\/\/[^/@]*@/, '//…@')
