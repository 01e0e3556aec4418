/** A store on two machines: one for the pages, and one for the log, the floors and the members. Each fails by itself. */
import type { Loaded, LogEntry, PageId } from '@everfresh/engine'
import type { MachineClock } from '../../instances/sim-clock.ts'
import type { Part } from '../../plan/plan.ts'
import type { Subject } from '../../subject.ts'
import type { Backend, StoreObserver } from '../backend.ts'
import type { RemoteStore, StoreEnds } from '../remote-store.ts'
import { StoreServer } from '../single/store-server.ts'
import { ClusterStore } from './cluster-store.ts'
import { PageSlot } from './page-slot.ts'

export interface ClusterOptions {
  readonly subject: Subject
  readonly clocks: Readonly<Record<Part, MachineClock>>
  readonly logLimit: number
  readonly observer: StoreObserver
}

export class Cluster implements Backend {
  readonly pages: PageSlot
  readonly coordination: StoreServer

  constructor({ subject, clocks, logLimit, observer }: ClusterOptions) {
    const coordination = new StoreServer(subject, clocks.log, logLimit, observer)
    this.coordination = coordination
    this.pages = new PageSlot(subject, clocks.pages, observer, (entry) => coordination.floorsOf(entry))
  }

  get clock(): MachineClock {
    return this.pages.clock
  }

  get log(): readonly LogEntry[] {
    return this.coordination.log
  }

  load(page: PageId): Loaded | undefined {
    return this.pages.load(page)
  }

  purge(page: PageId): void {
    this.pages.purge(page)
  }

  clocksOf(part: Part | undefined): readonly MachineClock[] {
    return this.#machines(part).map(({ clock }) => clock)
  }

  fallBehind(part: Part | undefined): () => void {
    const replicas = this.#machines(part).map((machine) => machine.fallBehind())
    return () => replicas.forEach((goOn) => goOn())
  }

  lose(part: Part | undefined): void {
    for (const machine of this.#machines(part)) machine.lose()
  }

  open(ends: StoreEnds): RemoteStore {
    return new ClusterStore(ends, this)
  }

  #machines(part: Part | undefined): readonly (PageSlot | StoreServer)[] {
    if (part === undefined) return [this.pages, this.coordination]
    return [part === 'pages' ? this.pages : this.coordination]
  }
}
