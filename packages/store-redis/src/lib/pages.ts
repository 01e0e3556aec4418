/** Pages as the server keeps them: reads them, and runs the scripts that change them. */
import type { AcquireRequest, Entry, Floors, LogPosition, PageId } from '@everfresh/engine'
import type { RedisArgument, RedisLike } from './connection/redis-like.ts'
import { pageTooLarge } from './errors.ts'
import type { Keys } from './keys.ts'
import type { CompletedOptions } from './options.ts'
import { numberFor, numberIn, textIn } from './replies.ts'
import type { Reply } from './replies.ts'
import * as scripts from './scripts/page-scripts.ts'
import type { Script } from './scripts/script.ts'
import { entryIn, stored } from './stored-entry.ts'

/** A page as it was read. */
export interface ReadPage {
  /** As the server writes it; `0` when nothing was published. */
  readonly version: string
  readonly entry: Entry | undefined
  readonly latest: { readonly namespace: string; readonly generatedAt: number } | undefined
}

/** What the caller knows of the log, read after the page. */
export interface KnownOfLog {
  readonly floors: Floors
  readonly head: LogPosition
}

export type AcquireReply =
  | { readonly kind: 'changed' }
  | { readonly kind: 'fresh' }
  | { readonly kind: 'busy'; readonly asOf: LogPosition; readonly remainingMs: number }
  | { readonly kind: 'backoff'; readonly retryAt: number }
  | { readonly kind: 'granted'; readonly token: number; readonly asOf: LogPosition; readonly expiresAt: number }

interface PublishReply {
  readonly asOf: LogPosition
  readonly isRepeated: boolean
  readonly appended: readonly Reply[]
}

export class Pages {
  readonly #small: RedisLike
  readonly #large: RedisLike
  readonly #keys: Keys
  readonly #options: CompletedOptions

  /** `small` carries short messages, `large` pages: those must not hold up leases. */
  constructor(small: RedisLike, large: RedisLike, keys: Keys, options: CompletedOptions) {
    this.#small = small
    this.#large = large
    this.#keys = keys
    this.#options = options
  }

  async read(page: PageId): Promise<ReadPage> {
    const fields = ['v', 's', 'e'].map((name) => `${page.namespace}/${name}`)
    const answer = await this.#large.call('hmget', [this.#keys.page(page.path), ...fields, '/ns', '/at'])
    const [version, asOf, bytes, latest, latestAt] = answer as Reply[]
    const decoded = bytes ? await entryIn(bytes, page) : undefined
    return {
      version: version ? textIn(version) : '0',
      entry: decoded && { ...decoded, version: numberIn(version), asOf: numberIn(asOf) },
      latest: latest ? { namespace: textIn(latest), generatedAt: numberIn(latestAt) } : undefined,
    }
  }

  async acquire(
    page: PageId,
    { version, entry }: ReadPage,
    { floors, head }: KnownOfLog,
    { need, known, since = Infinity, owner, ttlMs }: AcquireRequest,
    nonce: string,
  ): Promise<AcquireReply> {
    const { asOf = 0, staleAt = 0, expiresAt = 0, generatedAt = 0 } = entry ?? {}
    const times = [asOf, staleAt, expiresAt, generatedAt, floors.soft, floors.hard, head, need, known, since]
    const args = [version, entry ? 1 : 0, ...times.map(numberFor), owner, ttlMs, nonce, this.#time()]
    return acquireReplyIn((await this.#run(scripts.acquire, page, args)) as Reply[])
  }

  async renew(page: PageId, token: number, ttlMs: number): Promise<boolean> {
    return (await this.#run(scripts.renew, page, [token, ttlMs, this.#time()])) === 1
  }

  async fail(page: PageId, token: number, retryAt: number): Promise<void> {
    await this.#run(scripts.fail, page, [token, numberFor(retryAt)])
  }

  /**
   * Answers as of when the entry is, and whether it is this one or what an earlier publish of the token brought. `append`:
   * arguments of the log's script, for what is to be done in the same step; it answers then what that one does.
   */
  async publish(
    page: PageId,
    token: number,
    entry: Entry,
    append: readonly RedisArgument[] = [],
  ): Promise<PublishReply | undefined> {
    const { bytes, digest, summary, size } = await this.#stored(entry)
    const { namespace, path } = page
    const facts = [digest, summary, entry.generatedAt, size, this.#options.pageTtlMs, this.#time()]
    const args = [namespace, token, bytes, ...facts, ...append]
    const key = this.#keys.page(path)
    const answer = await (append.length > 0
      ? this.#large.run(scripts.publishAndInvalidate, [...this.#keys.log, key], args)
      : this.#large.run(scripts.publish, [key], args))
    const [kind, asOf, ...appended] = answer as Reply[]
    if (textIn(kind) === 'rejected') return undefined
    return { asOf: numberIn(asOf), isRepeated: textIn(kind) === 'repeated', appended }
  }

  /** Whether it was taken. What was made before the log began has missed nothing of it. */
  async seed(entry: Entry, birth: LogPosition, replaces: number | undefined): Promise<boolean> {
    const { pageTtlMs } = this.#options
    const { asOf, generatedAt } = entry
    const facts = (size: number) => [
      ...[generatedAt, size, asOf, Math.max(asOf, birth), pageTtlMs, this.#time()],
      replaces === undefined ? '' : numberFor(replaces),
    ]
    if ((await this.#run(scripts.seed, entry, ['', '', '', ...facts(0)])) !== 1) return false
    const { bytes, digest, summary, size } = await this.#stored(entry)
    return (await this.#run(scripts.seed, entry, [bytes, digest, summary, ...facts(size)], this.#large)) === 1
  }

  async purge(page: PageId): Promise<void> {
    await this.#run(scripts.purge, page, [])
  }

  async #stored(entry: Entry) {
    const { compressFromBytes, maxPageBytes } = this.#options
    const record = await stored(entry, compressFromBytes)
    if (record.bytes.byteLength > maxPageBytes) throw pageTooLarge(entry.path, record.bytes.byteLength, maxPageBytes)
    return record
  }

  #run(script: Script, page: PageId, args: readonly RedisArgument[], through = this.#small): Promise<unknown> {
    return through.run(script, [this.#keys.page(page.path)], [page.namespace, ...args])
  }

  #time(): RedisArgument {
    return this.#options.clock?.now() ?? ''
  }
}

function acquireReplyIn([kind, ...rest]: readonly Reply[]): AcquireReply {
  const [first = 0, second = 0, third = 0] = rest.map(numberIn)
  switch (textIn(kind)) {
    case 'fresh':
      return { kind: 'fresh' }
    case 'busy':
      return { kind: 'busy', asOf: first, remainingMs: second }
    case 'backoff':
      return { kind: 'backoff', retryAt: first }
    case 'granted':
      return { kind: 'granted', token: first, asOf: second, expiresAt: third }
    default:
      return { kind: 'changed' }
  }
}
