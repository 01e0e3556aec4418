/** The store that a site asks for, checked and in its final form. */

export type StoreSettings = LmdbStoreSettings | MemoryStoreSettings | FilesystemStoreSettings | RedisStoreSettings

export interface MemoryStoreSettings {
  readonly type: 'memory'
}

export interface LmdbStoreSettings {
  readonly type: 'lmdb'
  readonly directory?: string
  readonly maxBytes?: number
  readonly durable?: boolean
}

/** What a machine keeps for itself of a store that it may be cut off from. */
export interface FallbackSettings {
  /** Relative to the site. Default: inside `distDir`. */
  readonly directory?: string
  readonly maxBytes?: number
}

interface Remote {
  /** False keeps none. */
  readonly fallback?: false | FallbackSettings
}

export interface FilesystemStoreSettings extends Remote {
  readonly type: 'filesystem'
  readonly directory: string
  readonly maxBytes?: number
  readonly visibilityMs?: number
}

export interface RedisNode {
  readonly host: string
  readonly port: number
}

/** One server (`url`), the primary that `sentinels` know by `name`, or a `cluster`. */
export interface RedisStoreSettings extends Remote {
  readonly type: 'redis'
  /** Without credentials, database and query: those are options of their own. */
  readonly url?: string
  readonly sentinels?: readonly RedisNode[]
  readonly name?: string
  readonly cluster?: readonly RedisNode[]
  readonly username?: string
  readonly password?: string
  readonly sentinelUsername?: string
  readonly sentinelPassword?: string
  readonly database?: number
  readonly tls?: boolean | Readonly<Record<string, unknown>>
  readonly keyPrefix?: string
  readonly pageTtlMs?: number
  readonly maxPageBytes?: number
  readonly replicas?: number
  readonly connectTimeoutMs?: number
  readonly commandTimeoutMs?: number
  readonly bodyTimeoutMs?: number
}
