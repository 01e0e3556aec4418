/** Everything that happens, for logs, metrics, traces and tests. One union, so that a listener's switch is checked. */
import type { PageId, RenderReason, Entry } from './entry.ts'
import type { Invalidation, LogPosition } from './page-store.ts'

export type EngineEvent =
  /** The entry has no bodies where the page was only shown in passing. */
  | { readonly type: 'hit'; readonly page: PageId; readonly entry: Entry }
  | { readonly type: 'stale'; readonly page: PageId; readonly entry: Entry; readonly because: 'age' | 'invalidation' }
  | { readonly type: 'miss'; readonly page: PageId; readonly because: 'absent' | 'expired' }
  | { readonly type: 'render-started'; readonly page: PageId; readonly reason: RenderReason }
  | { readonly type: 'published'; readonly page: PageId; readonly entry: Entry }
  | { readonly type: 'publish-rejected'; readonly page: PageId; readonly token: number }
  | {
      readonly type: 'render-failed'
      readonly page: PageId
      readonly reason: RenderReason
      readonly error: unknown
      readonly retryAt: number
    }
  | { readonly type: 'invalidated'; readonly invalidations: readonly Invalidation[]; readonly position: LogPosition }
  | { readonly type: 'evicted'; readonly page: PageId; readonly bytes: number }
  | { readonly type: 'store-failed'; readonly operation: string; readonly error: unknown }
  /** It failed so often that it is left alone, but for a call now and then. */
  | { readonly type: 'store-unavailable'; readonly operation: string; readonly error: unknown }
  | { readonly type: 'store-available'; readonly afterMs: number }
  /** It answers, and takes nothing in: it has no room, or was made read-only. What is rendered stays in memory. */
  | { readonly type: 'store-refuses-writes'; readonly operation: string; readonly error: unknown }
  | { readonly type: 'store-accepts-writes'; readonly afterMs: number }
  /** The store is away: they wait on this machine. */
  | { readonly type: 'invalidations-queued'; readonly invalidations: readonly Invalidation[] }
  /** The store has taken in what waited. */
  | { readonly type: 'invalidations-sent'; readonly count: number }
  /** The store has taken versions back that it had lost, or that were made while it was away. */
  | { readonly type: 'restored'; readonly offered: number; readonly taken: number }
  /** The fallback could not be read or written. Told once until it can be again; nothing else depends on it. */
  | { readonly type: 'fallback-failed'; readonly operation: string; readonly error: unknown }
  | { readonly type: 'queue-full'; readonly page: PageId }
  /** Its pages keep failing: stale ones are regenerated one at a time and less and less often, until one succeeds. */
  | { readonly type: 'route-broken'; readonly route: string; readonly failures: number; readonly error: unknown }
  | { readonly type: 'route-recovered'; readonly route: string; readonly brokenForMs: number }

export type EngineListener = (event: EngineEvent) => void

/** Passes an event to the listener, if there is one. `listening` spares the hit path an object nobody reads. */
export interface Emit {
  (event: EngineEvent): void
  readonly listening: boolean
}

/** Shields requests from what the listener throws. */
export function emitTo(listener: EngineListener | undefined): Emit {
  const emit = (event: EngineEvent): void => {
    try {
      const answer: unknown = listener?.(event)
      // An async function passes for a listener; its rejection would end the process.
      if (answer instanceof Promise) answer.catch(() => {})
    } catch {
      // A request must not fail because a log line could not be written.
    }
  }
  return Object.assign(emit, { listening: listener !== undefined })
}
