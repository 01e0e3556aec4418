/** Coherence with a store that is a network away: a heartbeat keeps the right to trust memory, so that a hit costs no trip. */
import type { Clock } from './clock.ts'
import type { Coherence } from './coherence.ts'
import { CoherenceLease } from './coherence-lease.ts'
import type { Invalidation, LogPosition, LogTail, News } from './page-store.ts'
import { Presence } from './presence.ts'
import type { Replica } from './replica.ts'
import type { StoreAccess } from './store-access.ts'
import type { StoreTime } from './store-time.ts'

const heartbeatMs = 500

/**
 * After a store has lost what it had acknowledged, those who remember it need a heartbeat to notice and a call to remind it.
 * Whoever begins to trust it meanwhile could not know. ms
 */
const reminderMs = 3 * heartbeatMs

export interface Timing {
  readonly clock: Clock
  readonly time: StoreTime
  readonly random: () => number
  /** Called when memory may be trusted for the first time, or again. */
  onReturn?(): void
}

export class LeaseCoherence implements Coherence {
  readonly #access: StoreAccess
  readonly #replica: Replica
  readonly #member: string
  readonly #clock: Clock
  readonly #time: StoreTime
  readonly #random: () => number
  readonly #lease: CoherenceLease
  readonly #onReturn: () => void
  /** What the store has lost, and has not taken back yet. */
  #owed: readonly Invalidation[] = []
  #doubtsStore = false
  readonly #presence: Presence
  /** Whether the store may answer what others have overwritten. */
  readonly #isLate: boolean
  #beating: Promise<boolean> | undefined
  #cancelNext = (): void => {}
  /** There may be news that the heartbeat under way was too early for. */
  #hasHint = false
  readonly #unsubscribe: () => void
  #closed = false

  constructor(access: StoreAccess, replica: Replica, member: string, { clock, time, random, onReturn }: Timing) {
    this.#onReturn = () => onReturn?.()
    this.#access = access
    this.#replica = replica
    this.#member = member
    this.#clock = clock
    this.#time = time
    this.#random = random
    this.#lease = new CoherenceLease(clock)
    const { visibilityMs = 0 } = access.store
    this.#presence = new Presence(clock, visibilityMs)
    this.#isLate = visibilityMs > 0
    this.#unsubscribe = access.store.subscribe?.((news) => this.#hear(news)) ?? (() => {})
    void this.#beat()
  }

  get applied(): LogPosition {
    return this.#replica.applied
  }

  isCurrent(): boolean {
    return this.#lease.isValid()
  }

  /** The lease is looked at anew each time: that costs nothing. */
  together(run: () => void): void {
    run()
  }

  isStoreDoubtful(): boolean {
    // Where reads may be late, only the lease's heartbeats tell what must not be shown any more.
    return this.#doubtsStore || (this.#isLate && !this.#lease.isValid())
  }

  async sync(): Promise<boolean> {
    if (this.isCurrent()) return true
    // Heartbeats go on by themselves; nobody waits for one while the store is known to be away.
    if (this.#access.state !== 'unavailable') await this.#beat()
    return this.isCurrent()
  }

  async reach(position: LogPosition): Promise<boolean> {
    // The first heartbeat may have been on its way before the entry was written.
    for (let beats = 0; beats < 2 && this.applied < position; beats++) await this.#beat()
    return this.applied >= position && this.isCurrent()
  }

  /** The heartbeat that would bring it is spared, and the one that would acknowledge it: who has appended it knows it. */
  take(news: News): string | undefined {
    return !this.#closed && this.#replica.take(news) ? this.#member : undefined
  }

  close(): void {
    this.#closed = true
    this.#lease.end()
    this.#unsubscribe()
    this.#cancelNext()
  }

  #hear(news?: News): void {
    const { applied } = this
    if (this.#closed || !news || !this.#replica.take(news)) return this.#takeHint()
    // What is usable as it was is acknowledged with the next heartbeat, or when somebody asks for it.
    if (applied < this.applied && news.entries.some(({ kind }) => kind === 'hard')) this.#takeHint()
  }

  #takeHint(): void {
    this.#hasHint = this.#beating !== undefined
    if (!this.#hasHint && !this.#closed) void this.#beat()
  }

  /** One heartbeat at a time: whoever wants one while it is under way shares it. */
  #beat(): Promise<boolean> {
    // A heartbeat would make it a member again, for whom others wait.
    if (this.#closed) return Promise.resolve(false)
    this.#cancelNext()
    this.#beating ??= this.#ask().finally(() => (this.#beating = undefined))
    return this.#beating
  }

  async #ask(): Promise<boolean> {
    const sentAt = this.#lease.read()
    const { cursor } = this.#replica
    this.#hasHint = false
    try {
      const tail = await this.#access.readLog(cursor, this.#member)
      // What was taken in meanwhile may be newer than this answer, which then is taken in as well: floors only rise.
      if (this.#replica.cursor !== cursor) this.#hasHint = true
      if (tail.now !== undefined) this.#time.learn(tail.now, sentAt.monotonic)
      this.#owed = [...this.#owed, ...this.#replica.apply(tail)]
      // Who has held the lease all along knows by itself what the store has lost.
      this.#doubtsStore = (tail.keptForMs ?? Infinity) < reminderMs && !this.#lease.isValid()
      const wasValid = this.#lease.isValid()
      if (this.#presence.beat(sentAt) && !this.#doubtsStore) this.#lease.extend(sentAt)
      if (!wasValid && this.#lease.isValid()) this.#onReturn()
      if (this.#owed.length > 0) void this.#remind()
      this.#beatAgainAfter(hasNews(tail) || this.#hasHint ? 0 : this.#interval())
      return true
    } catch {
      this.#beatAgainAfter(this.#interval())
      return false
    }
  }

  /** Tells the store what it has lost, with every heartbeat until it has taken it in. Twice is harmless. */
  async #remind(): Promise<void> {
    const owed = this.#owed
    try {
      await this.#access.invalidate(owed)
      this.#owed = this.#owed.filter((each) => !owed.includes(each))
    } catch {
      // Reported where it failed.
    }
  }

  /** Entries that were applied are acknowledged by the next heartbeat's cursor; somebody may be waiting for that. */
  #beatAgainAfter(delayMs: number): void {
    this.#cancelNext()
    if (!this.#closed) this.#cancelNext = this.#clock.schedule(delayMs, () => void this.#beat())
  }

  /** 500 ms, a fifth more or less, so that instances that started together do not beat together. */
  #interval(): number {
    return heartbeatMs * (0.8 + 0.4 * this.#random())
  }
}

const hasNews = (tail: LogTail): boolean => tail.kind !== 'entries' || tail.entries.length > 0
