/** A rule that must hold whatever happens, and the moments at which it can be seen to be broken. */
import type { AcquireRequest, Coordination, Entry, Granted, Loaded, Lookup, PageId } from '@everfresh/engine'
import type { Path } from '../plan/plan.ts'
import type { Promised } from '../world/truth.ts'
import type { RenderCall, Run } from '../world/run.ts'
import type { World } from '../world/world.ts'

/** How a visit ended. */
export interface Answer {
  readonly run: Run
  readonly path: Path
  readonly isPrefetch: boolean
  readonly startedAt: number
  readonly endedAt: number
  readonly lookup: Lookup | undefined
  readonly error: unknown
  /** Calls of the store before the visitor was answered from memory; `undefined` when it was not. */
  readonly callsOfPeek: number | undefined
  /** What had been promised when the visit began. */
  readonly hard: Promised | undefined
  readonly soft: Promised | undefined
  /** What the store had of the page when the visit began. */
  readonly stored: Loaded | undefined
}

export interface Revalidated {
  readonly run: Run
  readonly path: Path
  readonly data: number
  readonly lookup: Lookup
}

export interface Grant {
  readonly page: PageId
  readonly request: AcquireRequest
  readonly granted: Granted
  readonly before: Coordination | undefined
}

export interface Publication {
  readonly page: PageId
  readonly entry: Entry
  readonly before: Loaded | undefined
  readonly token: number
}

/** Each method answers what is wrong, or nothing. */
export interface Invariant {
  /** As in DESIGN §4 and docs/concepts/invariants.md. */
  readonly number: number
  readonly name: string
  onAnswer?(answer: Answer): string | undefined
  onRevalidated?(revalidated: Revalidated): string | undefined
  onRender?(render: RenderCall, underWay: readonly RenderCall[]): string | undefined
  onGranted?(grant: Grant): string | undefined
  onPublished?(publication: Publication): string | undefined
  onSeeded?(entry: Entry, before: Loaded | undefined): string | undefined
  onFailed?(before: Loaded | undefined, after: Loaded | undefined): string | undefined
  onStep?(): string | undefined
  /** After the faults have ended, and everything had time to come to rest. */
  atRest?(): string | undefined
}

/** Made anew for each run of the world, so that it may remember. */
export type InvariantOf = (world: World) => Invariant
