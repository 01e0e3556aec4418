/** The machine of a cluster that keeps the pages. It cannot see the log: whoever asks tells what that says. */
import type { Acquired, AcquireRequest, Coordination, Entry, Floors, LatestContent, Loaded } from '@everfresh/engine'
import type { LogPosition, PageId } from '@everfresh/engine'
import type { MachineClock } from '../../instances/sim-clock.ts'
import type { Subject } from '../../subject.ts'
import type { StoreObserver } from '../backend.ts'

/** A page's record. */
export interface Stored {
  readonly entry: Entry
  readonly supersededElsewhere: boolean
}

/** What the log said when it was asked, after the page was read. */
export interface Context {
  /** The version that was read; 0 for none. `floors` are about that one. */
  readonly version: number
  readonly floors: Floors
  readonly head: LogPosition
}

interface Page {
  readonly entry: Entry | undefined
  readonly coordination: Coordination
}

interface Pages {
  readonly byNamespace: Map<string, Page>
  latest: LatestContent | undefined
}

export class PageSlot {
  readonly clock: MachineClock
  readonly #subject: Subject
  readonly #observer: StoreObserver
  readonly #floorsOf: (entry: Entry) => Floors
  /** By path. */
  #paths = new Map<string, Pages>()

  /** `floorsOf`: what the log says now, for those that judge. */
  constructor(subject: Subject, clock: MachineClock, observer: StoreObserver, floorsOf: (entry: Entry) => Floors) {
    this.#subject = subject
    this.clock = clock
    this.#observer = observer
    this.#floorsOf = floorsOf
  }

  read({ namespace, path }: PageId): Stored | undefined {
    const pages = this.#paths.get(path)
    const entry = pages?.byNamespace.get(namespace)?.entry
    return entry && { entry, supersededElsewhere: this.#subject.isSupersededElsewhere(entry, pages.latest) }
  }

  load(page: PageId): Loaded | undefined {
    const stored = this.read(page)
    return stored && { ...stored, floors: this.#floorsOf(stored.entry) }
  }

  /** `changed` when the page is not the one any more that the floors are about. */
  acquire(page: PageId, request: AcquireRequest, { version, floors, head }: Context): Acquired | 'changed' {
    const stored = this.read(page)
    if ((stored?.entry.version ?? 0) !== version) return 'changed'
    const before = this.#coordinationOf(page)
    const moment = { now: this.clock.now(), head }
    const { answer, after } = this.#subject.decideAcquire(before, stored && { ...stored, floors }, request, moment)
    if (after) this.#write(page, { entry: stored?.entry, coordination: after })
    if (answer.kind === 'granted') this.#observer.onGranted({ page, request, granted: answer, before })
    return answer
  }

  renew(page: PageId, token: number, ttlMs: number): boolean {
    const after = this.#subject.renewed(this.#coordinationOf(page), token, ttlMs, this.clock.now())
    if (after) this.#write(page, { entry: this.read(page)?.entry, coordination: after })
    return after !== undefined
  }

  /** What stands there now, or `undefined` when a later lease exists. */
  publish(page: PageId, token: number, entry: Entry): Entry | undefined {
    const { mayPublish, settled } = this.#subject
    const coordination = this.#coordinationOf(page)
    if (!mayPublish(coordination, token)) return undefined
    const before = this.load(page)
    if (before?.entry.version === token) return before.entry
    const { namespace, path } = page
    const published: Entry = { ...entry, namespace, path, version: token, asOf: coordination.asOf }
    this.#place(published, settled(coordination))
    this.#observer.onPublished({ page, entry: published, before, token })
    return published
  }

  fail(page: PageId, token: number, retryAt: number): void {
    const before = this.load(page)
    const after = this.#subject.failed(this.#coordinationOf(page), token, retryAt)
    if (after) this.#write(page, { entry: before?.entry, coordination: after })
    this.#observer.onFailed(before, this.load(page))
  }

  /** `birth`: where the log began when it was asked. `replaces`: as of the port. */
  seed(entry: Entry, birth: LogPosition, replaces: number | undefined): boolean {
    const { maySeed, nextToken, settled } = this.#subject
    const coordination = this.#coordinationOf(entry)
    const now = this.clock.now()
    const before = this.load(entry)
    if (!maySeed(entry, before?.entry, coordination, now, replaces)) return false
    const token = nextToken(coordination.token, now)
    const asOf = Math.max(entry.asOf, birth)
    const seeded = { ...entry, asOf, version: token }
    this.#place(seeded, { ...settled(coordination), token, asOf })
    this.#observer.onSeeded(seeded, before)
    return true
  }

  purge({ namespace, path }: PageId): void {
    const pages = this.#paths.get(path)
    pages?.byNamespace.delete(namespace)
    if (pages?.byNamespace.size === 0) this.#paths.delete(path)
  }

  /** Copies everything. Returns what makes the copy current. */
  fallBehind(): () => void {
    const copy = new Map(
      [...this.#paths].map(([path, { byNamespace, latest }]) => [path, { byNamespace: new Map(byNamespace), latest }]),
    )
    return () => void (this.#paths = copy)
  }

  lose(): void {
    this.#paths = new Map()
  }

  #coordinationOf({ namespace, path }: PageId): Coordination {
    return this.#paths.get(path)?.byNamespace.get(namespace)?.coordination ?? this.#subject.uncoordinated
  }

  #place(entry: Entry, coordination: Coordination): void {
    const pages = this.#write(entry, { entry, coordination })
    pages.latest = this.#subject.latestContent(pages.latest, entry, this.clock.now())
  }

  #write({ namespace, path }: PageId, page: Page): Pages {
    const pages = this.#paths.get(path) ?? { byNamespace: new Map<string, Page>(), latest: undefined }
    this.#paths.set(path, pages)
    pages.byNamespace.set(namespace, page)
    return pages
  }
}
