/** One run of one instance: an engine of our own code in a process of its own. */
import type { Engine, PageRef, RenderRequest } from '@everfresh/engine'
import type { SimProcess } from '../instances/process.ts'
import type { ProcessClock } from '../instances/sim-clock.ts'
import type { Path } from '../plan/plan.ts'
import type { Backend } from '../store/backend.ts'

export interface Run {
  /** The instance's number. */
  readonly on: number
  /** E.g. `2.1` for the second run of instance 2. */
  readonly name: string
  readonly code: number
  readonly startedAt: number
  readonly process: SimProcess
  readonly clock: ProcessClock
  readonly store: ReturnType<Backend['open']>
  readonly engine: Engine
  /** Its heartbeats: each says how far it had applied the log. */
  readonly heartbeats: { readonly at: number; readonly position: number }[]
  /** When the way to the store last did something unusual. */
  readonly trouble: { at: number }
}

export const namespaceOf = (code: number): string => `code-${code}`

export const refOf = (code: number, path: Path): PageRef => ({
  namespace: namespaceOf(code),
  path,
  context: `route of ${path}`,
})

/** A call of the renderer. */
export interface RenderCall {
  readonly id: number
  readonly run: Run
  readonly request: RenderRequest
  readonly path: Path
  isOver: boolean
}
