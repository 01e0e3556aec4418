/** The page store as one process sees it. What differs from store to store is how pages are read and granted. */
import type { Acquired, AcquireRequest, Clock, Cursor, Declaration, Entry, EntrySummary } from '@everfresh/engine'
import type {
  Invalidation,
  Loaded,
  LogPosition,
  LogTail,
  Member,
  News,
  PageId,
  PageStore,
  Published,
  Roll,
} from '@everfresh/engine'
import type { StoreStatistics } from '@everfresh/engine'
import type { Part } from '../plan/plan.ts'
import type { Subject } from '../subject.ts'
import type { MessageEnds } from './messages.ts'
import { Messages } from './messages.ts'
import type { StoreServer } from './single/store-server.ts'

/** What a store needs to know of the process that opens it, and of the way to itself. */
export interface StoreEnds extends MessageEnds {
  readonly clock: Clock
  readonly subject: Subject
  /** Told of every heartbeat that is sent: its cursor is what the process has applied. */
  onHeartbeat(cursor: Cursor | undefined): void
  /** Given what passes news or a mere hint on, until that answers that nobody listens any more. */
  onSubscribed(tell: (news?: News) => boolean): void
}

export abstract class RemoteStore implements PageStore {
  readonly name = 'simulated'
  readonly coherence = 'lease'
  protected readonly ends: StoreEnds
  protected readonly log: StoreServer
  readonly #messages: Messages

  /** `log`: the machine that keeps the invalidations and the members. */
  constructor(ends: StoreEnds, log: StoreServer) {
    this.ends = ends
    this.log = log
    this.#messages = new Messages(ends)
  }

  /** Messages sent so far. */
  get calls(): number {
    return this.#messages.sent
  }

  abstract load(page: PageId): Promise<Loaded | undefined>
  abstract acquire(page: PageId, request: AcquireRequest): Promise<Acquired>
  abstract renew(page: PageId, token: number, ttlMs: number): Promise<boolean>
  abstract publish(page: PageId, token: number, entry: Entry, declaration?: Declaration): Promise<Published>
  abstract fail(page: PageId, token: number, retryAt: number): Promise<void>
  abstract seed(entries: readonly Entry[], replaces?: number): Promise<number>
  abstract purge(page: PageId): Promise<void>

  head(): Promise<LogPosition> {
    return this.call('log', 'head', () => this.log.state.head!.position)
  }

  async invalidate(invalidations: readonly Invalidation[], onNews?: (news: News) => void): Promise<Cursor> {
    const name = invalidations.map(({ tag, kind }) => `${kind} ${tag}`).join(', ')
    const news = await this.call('log', `invalidate ${name}`, () => this.log.invalidate(invalidations))
    onNews?.(news)
    return news.head
  }

  readLog(cursor: Cursor | undefined, member: string): Promise<LogTail> {
    this.ends.onHeartbeat(cursor)
    return this.call('log', 'heartbeat', () => this.readTail(cursor, member))
  }

  barrier(cursor: Cursor, applied?: string): Promise<'reached' | 'diverged'> {
    const membership = {
      members: (each: Cursor, isUrgent: boolean) => this.call('log', 'members', () => this.readMembers(each, isUrgent)),
      expel: (member: Member) => this.call('log', 'expel', () => this.log.expel(member)),
    }
    return this.waitForMembers(cursor, membership, applied)
  }

  subscribe(onNews: (news?: News) => void): () => void {
    const { network, on, process, trouble } = this.ends
    let isSubscribed = true
    const tell = (news?: News): boolean => {
      if (!isSubscribed || !process.isAlive) return false
      const fate = trouble('log') ? undefined : network.fateOf(on, 'back', 'log')
      const hear = (): void => process.enter(() => void (isSubscribed && onNews(news)))
      if (fate?.kind === 'arrives') process.kernel.after(fate.afterMs, hear)
      return true
    }
    this.ends.onSubscribed(tell)
    return () => void (isSubscribed = false)
  }

  list(): AsyncIterable<EntrySummary> {
    throw new Error('the simulation lists nothing')
  }

  statistics(): Promise<StoreStatistics> {
    throw new Error('the simulation counts nothing')
  }

  close(): void {}

  protected call<T>(part: Part, name: string, body: () => T): Promise<T> {
    return this.#messages.call(part, name, body)
  }

  /** What a heartbeat brings, where the log is. */
  protected readTail(cursor: Cursor | undefined, member: string): LogTail {
    return this.log.readLog(cursor, member)
  }

  protected readMembers(cursor: Cursor, isUrgent: boolean): Roll | undefined {
    return this.log.members(cursor, isUrgent)
  }

  protected waitForMembers(
    cursor: Cursor,
    membership: Parameters<Subject['waitForMembers']>[1],
    applied: string | undefined,
  ): Promise<'reached' | 'diverged'> {
    return this.ends.subject.waitForMembers(cursor, membership, this.ends.clock, { applied })
  }
}
