/** The page store as one process sees it: every call is a message there and a message back, and each may be late or lost. */
import type { Acquired, AcquireRequest, Clock, Cursor, Entry, EntrySummary, Invalidation } from '@everfresh/engine'
import type { Loaded, LogPosition, LogTail, PageId, PageStore, Published, StoreStatistics } from '@everfresh/engine'
import type { SimProcess } from '../instances/process.ts'
import type { Subject } from '../subject.ts'
import type { Network, Way } from './network.ts'
import type { StoreServer } from './store-server.ts'

/** What the link needs to know of the world. */
export interface LinkEnds {
  /** For the trace. */
  readonly name: string
  readonly on: number
  readonly process: SimProcess
  readonly clock: Clock
  readonly network: Network
  readonly subject: Subject
  /** The store's machine, or why it does not answer. */
  server(): StoreServer | 'refuses' | 'silent'
  /** Told of every heartbeat that is sent: its cursor is what the process has applied. */
  onHeartbeat(cursor: Cursor | undefined): void
  /** Given what passes a hint on, until that answers that nobody listens any more. */
  onSubscribed(tell: () => boolean): void
  /** Told when a message is lost, refused, or slower than `slowMs`. */
  onTrouble(): void
}

export class Link implements PageStore {
  readonly name = 'simulated'
  readonly coherence = 'lease'
  readonly #ends: LinkEnds
  #calls = 0

  constructor(ends: LinkEnds) {
    this.#ends = ends
  }

  /** Messages sent so far. */
  get calls(): number {
    return this.#calls
  }

  head(): Promise<LogPosition> {
    return this.#call('head', (server) => server.state.head!.position)
  }

  load(page: PageId): Promise<Loaded | undefined> {
    return this.#call(`load ${page.path}`, (server) => server.load(page))
  }

  acquire(page: PageId, request: AcquireRequest): Promise<Acquired> {
    return this.#call(`acquire ${page.path}`, (server) => server.acquire(page, request))
  }

  renew(page: PageId, token: number, ttlMs: number): Promise<boolean> {
    return this.#call(`renew ${page.path}`, (server) => server.renew(page, token, ttlMs))
  }

  publish(page: PageId, token: number, entry: Entry): Promise<Published> {
    return this.#call(`publish ${page.path}`, (server) => server.publish(page, token, entry))
  }

  fail(page: PageId, token: number, retryAt: number): Promise<void> {
    return this.#call(`fail ${page.path}`, (server) => server.fail(page, token, retryAt))
  }

  seed(entries: readonly Entry[]): Promise<number> {
    return this.#call('seed', (server) => server.seed(entries))
  }

  invalidate(invalidations: readonly Invalidation[]): Promise<Cursor> {
    const name = invalidations.map(({ tag, kind }) => `${kind} ${tag}`).join(', ')
    return this.#call(`invalidate ${name}`, (server) => server.invalidate(invalidations))
  }

  purge(page: PageId): Promise<void> {
    return this.#call(`purge ${page.path}`, (server) => server.purge(page))
  }

  readLog(cursor: Cursor | undefined, member: string): Promise<LogTail> {
    this.#ends.onHeartbeat(cursor)
    return this.#call('heartbeat', (server) => server.readLog(cursor, member))
  }

  barrier(cursor: Cursor): Promise<'reached' | 'diverged'> {
    const membership = {
      members: (each: Cursor) => this.#call('members', (server) => server.members(each)),
      expel: (member: Parameters<StoreServer['expel']>[0]) => this.#call('expel', (server) => server.expel(member)),
    }
    return this.#ends.subject.waitForMembers(cursor, membership, this.#ends.clock)
  }

  subscribe(onNews: () => void): () => void {
    const { network, on, process, server } = this.#ends
    let isSubscribed = true
    const tell = (): boolean => {
      if (!isSubscribed || !process.isAlive) return false
      const fate = typeof server() === 'string' ? undefined : network.fateOf(on, 'back')
      const hear = (): void => process.enter(() => void (isSubscribed && onNews()))
      if (fate?.kind === 'arrives') process.kernel.after(fate.afterMs, hear)
      return true
    }
    this.#ends.onSubscribed(tell)
    return () => void (isSubscribed = false)
  }

  list(): AsyncIterable<EntrySummary> {
    throw new Error('the simulation lists nothing')
  }

  statistics(): Promise<StoreStatistics> {
    return this.#call('statistics', ({ state: { entries, bytes } }) => ({ entries, bytes }))
  }

  close(): void {}

  #call<T>(name: string, body: (server: StoreServer) => T): Promise<T> {
    const { kernel } = this.#ends.process
    this.#calls++
    return new Promise((resolve, reject) => {
      this.#send(name, 'there', reject, () => {
        const server = this.#ends.server()
        if (typeof server === 'string') return this.#fail(name, server === 'refuses', reject)
        const value = body(server)
        kernel.trace.note(kernel.now, () => `${this.#ends.name} → ${name}: ${described(value)}`)
        this.#send(name, 'back', reject, () => this.#ends.process.enter(() => resolve(value)))
      })
    })
  }

  #send(name: string, way: Way, reject: (error: Error) => void, arrive: () => void): void {
    const { network, on, process, onTrouble } = this.#ends
    const fate = network.fateOf(on, way)
    if (fate.kind !== 'arrives') return this.#fail(name, fate.kind === 'refused', reject)
    if (fate.afterMs > slowMs) onTrouble()
    process.kernel.after(fate.afterMs, arrive)
  }

  /** The caller is told, or left waiting. */
  #fail(name: string, isTold: boolean, reject: (error: Error) => void): void {
    const { process, onTrouble } = this.#ends
    const { kernel } = process
    onTrouble()
    kernel.trace.note(kernel.now, () => `${this.#ends.name} – ${name}: ${isTold ? 'refused' : 'lost'}`)
    if (isTold) kernel.after(0.2, () => process.enter(() => reject(new Error('connection refused'))))
  }
}

/** Below the shortest deadline, both ways together. */
const slowMs = 40

/** Without nonces, which differ from run to run. */
function described(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return value.map(described).join(', ')
  const { kind, position, name, acknowledged, entries, lease, entry, head, members } = value as Record<string, unknown>
  if (Array.isArray(members)) return members.map(described).join(', ')
  // Behind the slash there is a random id.
  const words = [kind, position, typeof name === 'string' ? name.split('/')[0] : name, acknowledged]
  if (Array.isArray(entries)) words.push(`${entries.length} entries`)
  if (lease) words.push((lease as { token: number }).token, `as of ${(lease as { asOf: number }).asOf}`)
  if (entry) words.push(`version ${(entry as Entry).version} as of ${(entry as Entry).asOf}`)
  if (head) words.push(`head ${(head as Cursor).position}`)
  return words.filter((word) => word !== undefined).join(' ')
}
