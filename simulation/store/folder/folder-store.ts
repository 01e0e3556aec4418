/** A shared folder as one process sees it: what it reads may be late, what it writes is decided by the folder. */
import type { Acquired, AcquireRequest, Cursor, Entry, Invalidation, Loaded, LogTail } from '@everfresh/engine'
import type { PageId, Published, Roll } from '@everfresh/engine'
import type { Subject } from '../../subject.ts'
import type { StoreEnds } from '../remote-store.ts'
import { SingleStore } from '../single/single-store.ts'
import type { StoreServer } from '../single/store-server.ts'
import type { LateReads } from './late-reads.ts'

export class FolderStore extends SingleStore {
  readonly visibilityMs: number
  readonly #reads: LateReads

  constructor(ends: StoreEnds, server: StoreServer, reads: LateReads, visibilityMs: number) {
    super(ends, server)
    this.#reads = reads
    this.visibilityMs = visibilityMs
  }

  override load(page: PageId): Promise<Loaded | undefined> {
    return this.call('pages', `load ${page.path}`, () => this.#loadLate(page))
  }

  override acquire(page: PageId, request: AcquireRequest): Promise<Acquired> {
    return this.call('pages', `acquire ${page.path}`, () => {
      const late = this.#loadLate(page)
      const moment = { now: this.log.clock.now(), head: 0 }
      const { decideAcquire, uncoordinated } = this.ends.subject
      const { answer } = decideAcquire(uncoordinated, late, request, moment)
      if (answer.kind === 'fresh') return answer
      const acquired = this.log.acquire(page, request)
      this.#loadNow(page)
      return acquired
    })
  }

  override publish(page: PageId, token: number, entry: Entry): Promise<Published> {
    return this.call('pages', `publish ${page.path}`, () => {
      const { published } = this.log.publish(page, token, entry)
      this.#loadNow(page)
      return published
    })
  }

  /** A hint says that there may be news, and not which. */
  override subscribe(onNews: () => void): () => void {
    return super.subscribe(() => onNews())
  }

  override invalidate(invalidations: readonly Invalidation[]): Promise<Cursor> {
    this.#reads.forget('log')
    return super.invalidate(invalidations).finally(() => this.#reads.forget('log'))
  }

  protected override readTail(cursor: Cursor | undefined, member: string): LogTail {
    const exact = super.readTail(cursor, member)
    const late = this.#reads.of('log', () => this.log.frozen()).readLog(cursor, member) as LogTail
    return { ...exact, ...late, now: exact.now! }
  }

  protected override readMembers(cursor: Cursor): Roll | undefined {
    const roll = super.readMembers(cursor, false)
    return roll && this.#reads.of('members', () => roll)
  }

  protected override waitForMembers(
    cursor: Cursor,
    membership: Parameters<Subject['waitForMembers']>[1],
    applied: string | undefined,
  ): Promise<'reached' | 'diverged'> {
    const { clock, subject } = this.ends
    return subject.waitForMembers(cursor, membership, clock, { visibilityMs: this.visibilityMs, applied })
  }

  #loadLate(page: PageId): Loaded | undefined {
    return this.#reads.of(nameOf(page), () => this.log.load(page))
  }

  #loadNow(page: PageId): void {
    this.#reads.now(nameOf(page), () => this.log.load(page))
  }
}

const nameOf = ({ namespace, path }: PageId): string => `${namespace} ${path}`
