/** What a site may say about where its pages are kept. */
import type { ByteSize, Optional } from './config-words.ts'

export type StoreText =
  | 'lmdb'
  | 'memory'
  | `lmdb:${string}`
  | `filesystem:${string}`
  | `redis${'' | 's'}${'' | '+sentinel' | '+cluster'}://${string}`
  | `unix://${string}`

export type StoreConfig =
  | (Optional<{
      /** Where its files are; relative to the site. Default: inside `distDir`. */
      directory: string
      /** Disk for pages; the least recently used go first. */
      maxBytes: ByteSize
      /** Whether a page survives a power failure from the moment it was published. */
      durable: boolean
    }> & { type: 'lmdb' })
  | { type: 'memory' }
  | (Optional<
      {
        /** Disk for pages; the least recently used go first. */
        maxBytes: ByteSize
        /** For how long a machine may see what another one has overwritten, ms. Default: what the mount says. */
        visibilityMs: number
      } & RemoteStoreConfig
    > & {
      type: 'filesystem'
      /** A folder that all machines mount. */
      directory: string
    })
  | (Optional<RedisConfig & RemoteStoreConfig> & { type: 'redis' })

interface RemoteStoreConfig {
  /** What this machine shows while the store is away: where it is kept (default: inside `distDir`) and how much (1 GiB). */
  fallback: false | Optional<{ directory: string; maxBytes: ByteSize }>
}

interface NodeConfig {
  readonly host: string
  readonly port?: number | undefined
}

/** One of `url`, `sentinels` with `name`, and `cluster` tells where it is. Default: this machine. */
interface RedisConfig {
  /** Such as `rediss://user:password@host:6379/0`. */
  url: string
  sentinels: readonly NodeConfig[]
  /** What the sentinels call the primary. */
  name: string
  /** Some of the cluster's nodes; the others are found. */
  cluster: readonly NodeConfig[]
  username: string
  password: string
  /** For the sentinels themselves. */
  sentinelUsername: string
  sentinelPassword: string
  database: number
  /** True, or options of Node's `tls.connect`, such as `ca`. */
  tls: boolean | Readonly<Record<string, unknown>>
  /** Begins every key, so that sites can share a server. Default: `everfresh`. */
  keyPrefix: string
  /** How long a page is kept after it was published last, ms. Default: 31 days. */
  pageTtlMs: number
  /** The largest page, compressed. Default: 8 MiB. */
  maxPageBytes: ByteSize
  /** Replicas that must have an invalidation within 100 ms; else it fails. */
  replicas: number
  connectTimeoutMs: number
  /** For heartbeats, leases and invalidations. Default: 250. */
  commandTimeoutMs: number
  /** For reading and writing pages. Default: 1,000. */
  bodyTimeoutMs: number
}
