/** Whether memory may be trusted: does it reflect every invalidation that was acknowledged before now? */
import type { LogPosition, News } from './page-store.ts'

export interface Coherence {
  /** The log position up to which memory is known to be exact. */
  readonly applied: LogPosition

  /**
   * Whether memory is exact at this moment. Answers at once, and never throws.
   * A `false` may change by itself: `sync` waits for that.
   */
  isCurrent(): boolean

  /** Calls `run`. What memory was found to reflect at one moment of it counts as reflected until its end. */
  together(run: () => void): void

  /** Brings memory up to date. Resolves to whether that worked; never rejects, never waits for longer than a store call. */
  sync(): Promise<boolean>

  /**
   * Whether the store may lack invalidations that it had acknowledged, and that others have yet to remind it of: what it
   * answers may be older than was promised. So it may where a store that shows things late is read without a valid lease.
   */
  isStoreDoubtful(): boolean

  /** Like `sync`, but in any case up to `position`, e.g. that of this instance's own invalidation. */
  reach(position: LogPosition): Promise<boolean>

  /**
   * Takes in what this instance has appended. Answers who it is among the store's members if it has taken it in at once; it
   * may need `reach` for that otherwise.
   */
  take(news: News): string | undefined

  close(): void
}
