/** Coherence with a store whose log head costs a microsecond: it is compared on every request, so every request is exact. */
import type { Coherence } from './coherence.ts'
import type { LogPosition, LogTail } from './page-store.ts'
import type { Replica } from './replica.ts'
import type { StoreAccess } from './store-access.ts'
import { isPromise } from './waiting.ts'

/** Readings that one request waits for while others keep invalidating. The second began after the request did. */
const maxReadings = 3

export class ImmediateCoherence implements Coherence {
  readonly #access: StoreAccess
  readonly #replica: Replica
  readonly #member: string
  #reading: Promise<boolean> | undefined
  #isTogether = false
  /** Only while `#isTogether`: it was so since that began. */
  #wasCurrent = false

  constructor(access: StoreAccess, replica: Replica, member: string) {
    this.#access = access
    this.#replica = replica
    this.#member = member
  }

  get applied(): LogPosition {
    return this.#replica.applied
  }

  isCurrent(): boolean {
    if (this.#wasCurrent) return true
    const head = this.#access.headNow()
    if (head === undefined) return false
    const isCurrent = head === this.#replica.applied || this.#catchUp()
    this.#wasCurrent = isCurrent && this.#isTogether
    return isCurrent
  }

  together(run: () => void): void {
    this.#isTogether = true
    try {
      run()
    } finally {
      this.#isTogether = this.#wasCurrent = false
    }
  }

  async sync(): Promise<boolean> {
    for (let readings = 0; readings < maxReadings; readings++) {
      if (this.isCurrent()) return true
      if (!(await this.#reading)) return false
    }
    return true
  }

  isStoreDoubtful(): boolean {
    return false
  }

  reach(_position: LogPosition): Promise<boolean> {
    return this.sync()
  }

  take(): undefined {}

  close(): void {}

  /** Reads what is missing. True when that could be done at once. */
  #catchUp(): boolean {
    if (this.#reading) return false
    try {
      const tail = this.#access.readLog(this.#replica.cursor, this.#member)
      if (isPromise(tail)) this.#reading = this.#take(tail)
      else this.#apply(tail)
      return !isPromise(tail)
    } catch {
      return false
    }
  }

  async #take(tail: Promise<LogTail>): Promise<boolean> {
    try {
      this.#apply(await tail)
      return true
    } catch {
      return false
    } finally {
      this.#reading = undefined
    }
  }

  #apply(tail: LogTail): void {
    const lost = this.#replica.apply(tail)
    if (lost.length > 0) void this.#access.attempt(() => this.#access.invalidate(lost))
  }
}
