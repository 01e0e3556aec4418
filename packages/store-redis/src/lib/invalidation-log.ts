/** The log of invalidations, the floors that it has set, and the instances that read it. */
import { randomUUID } from 'node:crypto'
import { everything } from '@everfresh/engine'
import type {
  Cursor,
  Floors,
  Invalidation,
  InvalidationKind,
  LogEntry,
  LogPosition,
  LogTail,
  Member,
  News,
  Roll,
} from '@everfresh/engine'
import type { RedisArgument, RedisLike } from './connection/redis-like.ts'
import { notReplicated, translated } from './errors.ts'
import { tagKeyOf } from './keys.ts'
import type { Keys } from './keys.ts'
import type { CompletedOptions } from './options.ts'
import { numberIn, pairsIn, textIn } from './replies.ts'
import type { Reply } from './replies.ts'
import * as scripts from './scripts/log-scripts.ts'
import type { Script } from './scripts/script.ts'

/** Where the log begins and ends, and the highest floors of some tags. */
export interface LogState {
  readonly birth: LogPosition
  readonly head: LogPosition
  readonly floors: Floors
}

const replicationTimeoutMs = 100

export class InvalidationLog {
  readonly #small: RedisLike
  readonly #writer: RedisLike
  readonly #keys: Keys
  readonly #options: CompletedOptions
  /** Whether the server has replicas worth waiting for. */
  hasReplicas = false

  /** `writer` may be held up by replicas that are slow; `small` is not. */
  constructor(small: RedisLike, writer: RedisLike, keys: Keys, options: CompletedOptions) {
    this.#small = small
    this.#writer = writer
    this.#keys = keys
    this.#options = options
  }

  /** The state of the log, begun if there is none. */
  async stateFor(tags: readonly string[]): Promise<LogState> {
    const names = tags.filter((tag) => tag !== everything).map(tagKeyOf)
    for (;;) {
      const answer = (await this.#run(scripts.floors, names)) as readonly Reply[] | null
      if (answer) {
        const [birth = 0, head = 0, soft = 0, hard = 0] = answer.map(numberIn)
        return { birth, head, floors: { soft, hard } }
      }
      await this.#run(scripts.begin, [this.#time(), randomUUID()])
    }
  }

  async append(invalidations: readonly Invalidation[], onNews?: (news: News) => void): Promise<Cursor> {
    const appended = this.#run(scripts.invalidate, this.argumentsOf(invalidations), this.#writer)
    const mustLast = invalidations.some(({ kind }) => kind === 'hard')
    // Sent behind it at once: a connection waits for what was written through it.
    const [answer] = await Promise.all([appended, mustLast ? this.#untilReplicated() : undefined])
    return appendedIn(answer as Reply[], onNews)
  }

  /** Of the scripts' `append`. */
  argumentsOf(invalidations: readonly Invalidation[]): RedisArgument[] {
    const { logLimit, tagLimit } = this.#options
    const args = [this.#time(), randomUUID(), logLimit, tagLimit, this.#tell, this.#keys.news]
    for (const { tag, kind, floor } of invalidations) {
      // As JSON a text survives that is no proper Unicode.
      args.push(JSON.stringify(tag), tag === everything ? everything : tagKeyOf(tag), kind, floor ?? '')
    }
    return args
  }

  /** Whether replicas are waited for, by a connection that nothing else needs meanwhile. */
  get waitsForReplicas(): boolean {
    const { replicas, cluster } = this.#options
    return !cluster && (replicas ?? (this.hasReplicas ? 1 : 0)) > 0
  }

  async tail(cursor: Cursor | undefined, member: string): Promise<LogTail> {
    const args = [this.#time(), randomUUID(), member, cursor?.position ?? '', cursor?.nonce ?? '']
    const answer = (await this.#run(scripts.heartbeat, args)) as unknown[]
    const [kind, position, nonce, now, keptForMs, entries] = answer
    return {
      kind: textIn(kind) as LogTail['kind'],
      entries: (JSON.parse(textIn(entries)) as LogRow[]).map(entryIn),
      head: { position: numberIn(position), nonce: textIn(nonce) },
      now: numberIn(now),
      keptForMs: numberIn(keptForMs),
    }
  }

  async members({ position, nonce }: Cursor, isUrgent: boolean): Promise<Roll | undefined> {
    const call = isUrgent ? this.#tell : ''
    const args = [this.#time(), randomUUID(), position, nonce, call, this.#keys.news]
    const answer = await this.#run(scripts.members, args)
    if (answer === null) return undefined
    const [keptForMs, rows] = answer as unknown[]
    return { keptForMs: numberIn(keptForMs), members: [...pairsIn(rows)].map(memberIn) }
  }

  async expel({ name, beats }: Member): Promise<void> {
    await this.#run(scripts.expel, [name, beats])
  }

  /** Forgets a member that leaves: nobody waits for it from now on. */
  async leave(name: string): Promise<void> {
    await this.#run(scripts.expel, [name, ''])
  }

  async #untilReplicated(): Promise<void> {
    if (!this.waitsForReplicas) return
    const { replicas } = this.#options
    const wanted = replicas ?? 1
    try {
      const had = numberIn(await this.#writer.call('wait', [wanted, replicationTimeoutMs]))
      if (had < wanted && replicas !== undefined) throw notReplicated(wanted, had)
    } catch (error) {
      // Whether the invalidation itself arrived, its own answer tells.
      if (replicas !== undefined) throw translated(error)
    }
  }

  #run(script: Script, args: readonly RedisArgument[], through = this.#small): Promise<unknown> {
    return through.run(script, this.#keys.log, args)
  }

  /** The command by which members are told of something. */
  get #tell(): string {
    return this.#options.cluster ? 'SPUBLISH' : 'PUBLISH'
  }

  #time(): RedisArgument {
    return this.#options.clock?.now() ?? ''
  }
}

/** What the scripts' `append` answers. */
export function appendedIn([position, nonce, message]: readonly Reply[], onNews?: (news: News) => void): Cursor {
  const news = onNews && message !== undefined && newsIn(textIn(message))
  if (news) onNews(news)
  return { position: numberIn(position), nonce: textIn(nonce) }
}

/** What a message says, or nothing where it only says that there is something. */
export function newsIn(message: string): News | undefined {
  // Earlier versions told the position only.
  if (message[0] !== '[') return undefined
  const [after, afterNonce, head, headNonce, rows] = JSON.parse(message) as [number, string, number, string, LogRow[]]
  return {
    after: { position: after, nonce: afterNonce },
    head: { position: head, nonce: headNonce },
    entries: rows.map(entryIn),
  }
}

type LogRow = readonly [position: LogPosition, nonce: string, kind: InvalidationKind, floor: LogPosition, tag: string]

const entryIn = ([position, nonce, kind, floor, tag]: LogRow): LogEntry => ({ position, nonce, tag, kind, floor })

function memberIn([name, row]: readonly [string, string]): Member {
  const [acknowledged = 0, beats = 0] = row.split(' ').map(Number)
  return { name, acknowledged, beats }
}
