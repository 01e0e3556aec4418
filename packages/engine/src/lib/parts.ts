/** What the engine is wired from. One object, made by `createEngine`. */
import type { Backoff } from './backoff.ts'
import type { Coherence } from './coherence.ts'
import type { Emit } from './events.ts'
import type { FallbackCopy } from './fallback-copy.ts'
import type { FloorMap } from './floors.ts'
import type { Loads } from './loads.ts'
import type { Memory } from './memory.ts'
import type { Settings } from './options.ts'
import type { RouteBreakers } from './route-breakers.ts'
import type { Pending } from './pending.ts'
import type { Scheduler } from './scheduler.ts'
import type { StoreAccess } from './store-access.ts'
import type { StoreTime } from './store-time.ts'
import type { WorkUnderWay } from './work-under-way.ts'

export interface Parts<Context> {
  readonly settings: Settings<Context>
  readonly time: StoreTime
  readonly emit: Emit
  readonly access: StoreAccess
  readonly fallback: FallbackCopy | undefined
  readonly pending: Pending | undefined
  readonly floors: FloorMap
  readonly memory: Memory
  readonly loads: Loads
  readonly coherence: Coherence
  readonly scheduler: Scheduler
  readonly breakers: RouteBreakers
  readonly backoff: Backoff
  readonly work: WorkUnderWay
}
