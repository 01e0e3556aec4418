/** What the world knows of any store, whatever it is made of: all of what it has, whoever can reach it. */
import type { Entry, Loaded, LogEntry, News, PageId, PageStore } from '@everfresh/engine'
import type { MachineClock } from '../instances/sim-clock.ts'
import type { Grant, Publication } from '../invariants/invariant.ts'
import type { Part } from '../plan/plan.ts'
import type { StoreEnds } from './remote-store.ts'

export interface Backend {
  /** By which pages are fresh or stale. */
  readonly clock: MachineClock
  /** The retained invalidations. */
  readonly log: readonly LogEntry[]
  load(page: PageId): Loaded | undefined
  purge(page: PageId): void
  /** The clocks of the machines that hold `part`, or all of them. */
  clocksOf(part: Part | undefined): readonly MachineClock[]
  /** Copies `part`, or everything, as a replica that falls behind from now on. Returns what makes that one the store. */
  fallBehind(part: Part | undefined): () => void
  /** Loses `part`, or everything. */
  lose(part: Part | undefined): void
  /** The store as one process sees it. */
  open(ends: StoreEnds): PageStore & { readonly calls: number }
}

/** Told of what changes, for those that judge it. */
export interface StoreObserver {
  onInvalidated(news: News): void
  /** Somebody waits for heartbeats. */
  onAwaited(): void
  onGranted(grant: Grant): void
  onPublished(publication: Publication): void
  onSeeded(entry: Entry, before: Loaded | undefined): void
  onFailed(before: Loaded | undefined, after: Loaded | undefined): void
}
