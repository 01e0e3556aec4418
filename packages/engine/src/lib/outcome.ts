/** How a regeneration ended. Failures are values too: whoever waits decides what they mean for its request. */
import type { EngineError } from './errors.ts'
import type { Declared } from './declared.ts'
import type { LogPosition } from './page-store.ts'
import type { Slot } from './slot.ts'

export type Outcome =
  /** This instance rendered and published it. `declared`: and declared older copies unusable with it. */
  | { readonly kind: 'published'; readonly slot: Slot; readonly declared?: Declared & { readonly floor: LogPosition } }
  /** Somebody else was faster. */
  | { readonly kind: 'adopted'; readonly slot: Slot }
  /** Rendered, but the store could not be reached. */
  | { readonly kind: 'unpublished'; readonly slot: Slot }
  /** The last attempts failed: not tried again before `retryAt`, epoch ms. */
  | { readonly kind: 'backoff'; readonly slot: Slot; readonly retryAt: number }
  /** Somebody else renders it, and nobody here wanted to wait for that any longer. */
  | { readonly kind: 'busy' }
  /** Nothing was rendered, since a revalidation could not be declared. That is its caller's error: whoever has joined asks anew. */
  | { readonly kind: 'undeclared'; readonly error: EngineError }
  /** `retryAt` (epoch ms) is set when the page is at fault; without it the way to it was: a full queue, an unreachable store. */
  | { readonly kind: 'failed'; readonly error: EngineError; readonly retryAt?: number }
