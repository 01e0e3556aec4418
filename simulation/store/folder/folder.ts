/** A folder on a mount whose clients go on reading what they have read before: writes are exact, reads may be late. */
import type { LogEntry, Loaded, PageId } from '@everfresh/engine'
import type { MachineClock } from '../../instances/sim-clock.ts'
import type { Random } from '../../kernel/random.ts'
import type { Backend } from '../backend.ts'
import type { RemoteStore, StoreEnds } from '../remote-store.ts'
import type { StoreServer } from '../single/store-server.ts'
import { FolderStore } from './folder-store.ts'
import { LateReads } from './late-reads.ts'

export interface FolderOptions {
  readonly server: StoreServer
  readonly visibilityMs: number
  readonly random: Random
}

export class Folder implements Backend {
  readonly #options: FolderOptions
  /** By machine: its cache outlives the processes on it. */
  readonly #reads = new Map<number, LateReads>()

  constructor(options: FolderOptions) {
    this.#options = options
  }

  get clock(): MachineClock {
    return this.#options.server.clock
  }

  get log(): readonly LogEntry[] {
    return this.#options.server.log
  }

  load(page: PageId): Loaded | undefined {
    return this.#options.server.load(page)
  }

  purge(page: PageId): void {
    this.#options.server.purge(page)
  }

  clocksOf(): readonly MachineClock[] {
    return [this.clock]
  }

  fallBehind(): () => void {
    return this.#options.server.fallBehind()
  }

  lose(): void {
    this.#options.server.lose()
  }

  open(ends: StoreEnds): RemoteStore {
    const { random, server, visibilityMs } = this.#options
    const reads = this.#reads.get(ends.on) ?? new LateReads(ends.process.kernel, random, visibilityMs)
    this.#reads.set(ends.on, reads)
    return new FolderStore(ends, server, reads, visibilityMs)
  }
}
