/** A store on one machine that executes one command after the other, as Redis does, with a clock of its own. */
import type { Acquired, AcquireRequest, Begun, Cursor, Entry, Invalidation, Loaded, LogTail } from '@everfresh/engine'
import type { LogEntry, Member, News, PageId, PageStore, Published, Roll } from '@everfresh/engine'
import type { MemoryPageStoreState } from '@everfresh/store-memory'
import type { MachineClock } from '../../instances/sim-clock.ts'
import type { Subject } from '../../subject.ts'
import type { Backend, StoreObserver } from '../backend.ts'
import type { RemoteStore, StoreEnds } from '../remote-store.ts'
import { SingleStore } from './single-store.ts'
import { snapshotOf } from './snapshot.ts'

export class StoreServer implements Backend {
  readonly clock: MachineClock
  readonly #subject: Subject
  readonly #observer: StoreObserver
  readonly #logLimit: number
  #members = new Map<string, Member>()
  #state: MemoryPageStoreState
  #store: PageStore
  /** Monotonic; nothing was there before the beginning. */
  #restoredAt: number | undefined = -Infinity

  constructor(subject: Subject, clock: MachineClock, logLimit: number, observer: StoreObserver) {
    this.clock = clock
    this.#subject = subject
    this.#observer = observer
    this.#logLimit = logLimit
    this.#state = subject.createMemoryPageStoreState()
    this.#store = this.#openOver(this.#state)
  }

  get state(): MemoryPageStoreState {
    return this.#state
  }

  get log(): readonly LogEntry[] {
    return this.#state.log
  }

  open(ends: StoreEnds): RemoteStore {
    return new SingleStore(ends, this)
  }

  clocksOf(): readonly MachineClock[] {
    return [this.clock]
  }

  fallBehind(): () => void {
    const replica = snapshotOf({ state: this.#state, members: this.#members })
    return () => this.#goOnFrom(replica.state, replica.members)
  }

  lose(): void {
    this.#goOnFrom(this.#subject.createMemoryPageStoreState(), new Map())
  }

  /** Everything as it is now, for those who will not see what follows at once. */
  frozen(): PageStore {
    return this.#openOver(snapshotOf({ state: this.#state, members: new Map() }).state)
  }

  /** What the log says of a page. */
  floorsOf(entry: Entry): Loaded['floors'] {
    const { highest, invalidationTagsOf, noFloors } = this.#subject
    const floors = invalidationTagsOf(entry).map((tag) => this.#state.floors.get(tag) ?? noFloors)
    return highest(floors, this.#state.birth!.position)
  }

  load(page: PageId): Loaded | undefined {
    return this.#store.load(page) as Loaded | undefined
  }

  acquire(page: PageId, request: AcquireRequest): Acquired {
    const before = this.#state.paths.get(page.path)?.pages.get(page.namespace)?.coordination
    const acquired = this.#store.acquire(page, request) as Acquired
    if (acquired.kind === 'granted') this.#observer.onGranted({ page, request, granted: acquired, before })
    return acquired
  }

  /** `invalidations` are appended in the same step. */
  begin(
    page: PageId,
    request: Omit<AcquireRequest, 'need'>,
    invalidations: readonly Invalidation[],
  ): { readonly begun: Begun; readonly news: News } | undefined {
    const before = this.#state.paths.get(page.path)?.pages.get(page.namespace)?.coordination
    const { head } = this.#state
    const begun = this.#store.begin!(page, request, { invalidations }) as Begun | undefined
    if (!begun) return undefined
    const { position: need } = begun.declared
    this.#observer.onGranted({ page, request: { ...request, need }, granted: begun, before })
    return { begun, news: this.#told(head!, begun.declared, invalidations.length) }
  }

  renew(page: PageId, token: number, ttlMs: number): boolean {
    return this.#store.renew(page, token, ttlMs) as boolean
  }

  /** `invalidations` are appended in the same step. */
  publish(
    page: PageId,
    token: number,
    entry: Entry,
    invalidations?: readonly Invalidation[],
  ): { readonly published: Published; readonly news?: News } {
    const before = this.load(page)
    const { head } = this.#state
    const declaration = invalidations && { invalidations }
    const published = this.#store.publish(page, token, entry, declaration) as Published
    const after = this.load(page)
    if (after && after.entry.version !== before?.entry.version) {
      this.#observer.onPublished({ page, entry: after.entry, before, token })
    }
    if (published.kind === 'rejected' || !published.declared) return { published }
    return { published, news: this.#told(head!, published.declared, invalidations!.length) }
  }

  fail(page: PageId, token: number, retryAt: number): void {
    const before = this.load(page)
    this.#store.fail(page, token, retryAt) as void
    this.#observer.onFailed(before, this.load(page))
  }

  seed(entries: readonly Entry[], replaces?: number): number {
    let seeded = 0
    for (const entry of entries) {
      const before = this.load(entry)
      const taken = this.#store.seed([entry], replaces) as number
      if (taken > 0) this.#observer.onSeeded(this.load(entry)!.entry, before)
      seeded += taken
    }
    return seeded
  }

  invalidate(invalidations: readonly Invalidation[]): News {
    const after = this.#state.head!
    const head = this.#store.invalidate(invalidations) as Cursor
    return this.#told(after, head, invalidations.length)
  }

  purge(page: PageId): void {
    this.#store.purge(page) as void
  }

  /** A member's heartbeat: what it has applied, and what it has missed. */
  readLog(cursor: Cursor | undefined, name: string): LogTail {
    const tail = this.#store.readLog(cursor, name) as LogTail
    const known = this.#members.get(name)
    // A heartbeat may arrive after a later one. Of what belonged to a log that is lost, nothing was acknowledged.
    const acknowledged = tail.kind === 'entries' ? Math.max(known?.acknowledged ?? 0, cursor?.position ?? 0) : 0
    this.#members.set(name, { name, acknowledged, beats: (known?.beats ?? 0) + 1 })
    return { ...tail, now: this.clock.now(), keptForMs: this.#keptForMs() }
  }

  /** `isUrgent`: those who are behind are told that somebody waits for them. */
  members(cursor: Cursor, isUrgent: boolean): Roll | undefined {
    const tail = this.#store.readLog(cursor, '') as LogTail
    if (tail.kind === 'diverged') return undefined
    const members = [...this.#members.values()]
    if (isUrgent && members.some(({ acknowledged }) => acknowledged < cursor.position)) this.#observer.onAwaited()
    return { members, keptForMs: this.#keptForMs() }
  }

  expel({ name, beats }: Member): void {
    if (this.#members.get(name)?.beats === beats) this.#members.delete(name)
  }

  #told(after: Cursor, head: Cursor, count: number): News {
    const news = { after, head, entries: this.#state.log.slice(-count) }
    this.#observer.onInvalidated(news)
    return news
  }

  #goOnFrom(state: MemoryPageStoreState, members: Map<string, Member>): void {
    this.#state = state
    this.#members = members
    this.#store = this.#openOver(state)
    this.#restoredAt = undefined
  }

  /** It counts from its first answer. */
  #keptForMs(): number {
    this.#restoredAt ??= this.clock.monotonic()
    return this.clock.monotonic() - this.#restoredAt
  }

  #openOver(state: MemoryPageStoreState): PageStore {
    const { now } = this.clock
    const clock = {
      now: () => now.call(this.clock),
      monotonic: () => 0,
      schedule: () => () => {},
      keepAlive: () => () => {},
    }
    return this.#subject.openMemoryPageStore({ clock, logLimit: this.#logLimit, state })
  }
}
