/** Every error that the Redis store throws, each with a permanent code and a heading in docs/reference/errors.md. */

export type RedisStoreErrorCode =
  | 'STORE_CLOSED'
  | 'INVALID_OPTION'
  | 'PAGE_TOO_LARGE'
  | 'REDIS_UNREACHABLE'
  | 'REDIS_TIMED_OUT'
  | 'REDIS_ACCESS_DENIED'
  | 'REDIS_LOADING'
  | 'REDIS_NOT_PRIMARY'
  | 'REDIS_CLUSTER_UNSETTLED'
  | 'REDIS_BUSY'
  | 'REDIS_CANNOT_PERSIST'
  | 'REDIS_OUT_OF_MEMORY'
  | 'REDIS_NOT_REPLICATED'
  | 'REDIS_FAILED'

export class RedisStoreError extends Error {
  override readonly name = 'RedisStoreError'
  readonly code: RedisStoreErrorCode

  constructor(code: RedisStoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export const storeClosed = () =>
  new RedisStoreError('STORE_CLOSED', 'This Redis page store is closed. Open another one, or close it later.')

/** `problems`: a sentence each. */
export const invalidOptions = (problems: readonly string[]) =>
  new RedisStoreError('INVALID_OPTION', `The Redis page store cannot be opened like this: ${problems.join(' ')}`)

export const pageTooLarge = (path: string, bytes: number, maxPageBytes: number) =>
  new RedisStoreError(
    'PAGE_TOO_LARGE',
    `"${path}" takes ${bytes} bytes compressed, and a page may take ${maxPageBytes} (maxPageBytes). Nothing was changed. ` +
      'Send less with the page, or raise the limit: one page of this size delays every other command of its server.',
  )

export const notReplicated = (wanted: number, had: number) =>
  new RedisStoreError(
    'REDIS_NOT_REPLICATED',
    `${had} of ${wanted} replicas had the invalidation in time, so a failover could lose it. It is made all the same; ` +
      'repeat it when the replicas are back, or lower `replicas`.',
  )

interface Symptom {
  readonly pattern: RegExp
  readonly code: RedisStoreErrorCode
  /** What happened, and what to do. */
  readonly says: string
}

/** In this order: the first that fits. */
const symptoms: readonly Symptom[] = [
  {
    pattern: /\b(NOAUTH|WRONGPASS|NOPERM)\b|without any password configured/,
    code: 'REDIS_ACCESS_DENIED',
    says: 'Redis refuses this user. Check username and password, and the rights that the package’s README lists.',
  },
  {
    pattern: /^LOADING\b|ready check failed.*loading/i,
    code: 'REDIS_LOADING',
    says: 'Redis is reading its data from disk. It answers when it has finished.',
  },
  {
    pattern: /^(READONLY|MASTERDOWN)\b|^NOREPLICAS\b/,
    code: 'REDIS_NOT_PRIMARY',
    says:
      'This Redis server takes no writes: it is a replica, or has lost its replicas. It goes on by itself after a failover; ' +
      'if it does not, check where the addresses lead.',
  },
  {
    pattern: /^(CLUSTERDOWN|TRYAGAIN|MOVED|ASK|CROSSSLOT)\b|Too many Cluster redirections/i,
    code: 'REDIS_CLUSTER_UNSETTLED',
    says: 'The Redis cluster does not serve this slot at the moment. Check `CLUSTER INFO` if it lasts.',
  },
  {
    pattern: /^(BUSY|UNKILLABLE)\b/,
    code: 'REDIS_BUSY',
    says: 'A script has kept Redis busy for seconds. Find out whose it is (`SLOWLOG GET`), and end it with `SCRIPT KILL`.',
  },
  {
    pattern: /^MISCONF\b/,
    code: 'REDIS_CANNOT_PERSIST',
    says: 'Redis takes no writes because it cannot save its data. Free some disk, or see the log of the server.',
  },
  {
    pattern: /^OOM\b/,
    code: 'REDIS_OUT_OF_MEMORY',
    says:
      'Redis has used up `maxmemory`. Stored pages go on being served, and invalidations work. ' +
      'Raise it, shorten pageTtlMs, or choose `maxmemory-policy volatile-lru`.',
  },
  {
    pattern: /timed out|ETIMEDOUT|Socket timeout/i,
    code: 'REDIS_TIMED_OUT',
    says: 'Redis did not answer in time. Check the network and the load of the server.',
  },
  {
    pattern:
      /ECONN|ENOTFOUND|EAI_|EPIPE|EHOST|ENET|ENOENT|EACCES|Connection is closed|isn't writeable|isn't ready|aborted due to connection|sentinels are unreachable|Cluster is ended|CERT|certificate|self.signed|socket|Failed to refresh/i,
    code: 'REDIS_UNREACHABLE',
    says: 'Redis cannot be reached. Check the address and whether the server runs.',
  },
]

/** What the client or the server said, as an error of ours. */
export function translated(error: unknown): RedisStoreError {
  if (error instanceof RedisStoreError) return error
  const reason = reasonOf(error)
  const symptom = symptoms.find(({ pattern }) => pattern.test(reason))
  const { code, says } = symptom ?? { code: 'REDIS_FAILED', says: 'Redis refused a command of the page store.' }
  return new RedisStoreError(code, `${says} It said: ${reason}`, { cause: error })
}

/** Only what no waiting cures makes opening fail. */
export const isLasting = ({ code }: RedisStoreError): boolean => code === 'REDIS_ACCESS_DENIED'

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { message, code, lastNodeError } = error as Error & {
    readonly code?: unknown
    readonly lastNodeError?: unknown
  }
  // Several attempts at once fail with an empty message and a code.
  const reason = message || String(code ?? error.name)
  return lastNodeError instanceof Error ? `${reason} ${lastNodeError.message}` : reason
}
