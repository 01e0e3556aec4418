/** One thing that goes wrong, and what everybody saw of it: our own code in virtual time, with every invariant checked as ever. */
import type { Lookup } from '@everfresh/engine'
import type { Answer, Invariant } from '../invariants/invariant.ts'
import { calm } from '../plan/calm.ts'
import type { Circumstances, Path, PlannedEvent } from '../plan/plan.ts'
import type { Report } from '../world/play.ts'
import { play } from '../world/play.ts'
import type { RenderCall } from '../world/run.ts'
import { stampOf } from '../world/stamp.ts'

/** What a visitor was shown. Times are virtual ms. */
export interface Seen {
  readonly at: number
  readonly tookMs: number
  readonly on: number
  readonly path: Path
  readonly state: Lookup['state'] | undefined
  readonly degraded: Lookup['degraded']
  /** The changes of the data that the page has; `-1` where there was an error. */
  readonly data: number
}

export interface Scene {
  readonly report: Report
  readonly answers: readonly Seen[]
  readonly renders: readonly {
    readonly at: number
    readonly path: Path
    readonly reason: string
    readonly on: number
  }[]
  /** Revalidations that succeeded. */
  readonly revalidations: readonly { readonly at: number; readonly path: Path; readonly data: number }[]
}

/** Until when `events` are played; what follows in a run is the same for all, and not listed. */
const endMs = 10_000

export async function sceneOf(events: readonly PlannedEvent[], changes: Partial<Circumstances> = {}): Promise<Scene> {
  const answers: Seen[] = []
  const renders: { at: number; path: Path; reason: string; on: number }[] = []
  const revalidations: { at: number; path: Path; data: number }[] = []
  const circumstances = { ...calm, durationMs: endMs, ...changes }
  const plan = { seed: 1, circumstances, events: [...events].sort((a, b) => a.at - b.at) }
  const report = await play(plan, {
    watch: (world): Invariant => ({
      number: 0,
      name: 'watch',
      onAnswer: (answer) => void (world.isCalm || answers.push(seenOf(answer))),
      onRender: ({ path, request, run }: RenderCall) =>
        void (world.isCalm || renders.push({ at: world.kernel.now, path, reason: request.reason, on: run.on })),
      onRevalidated: ({ path, data }) =>
        void (world.isCalm || revalidations.push({ at: world.kernel.now, path, data })),
    }),
  })
  return { report, answers, renders, revalidations }
}

const seenOf = ({ lookup, path, run, startedAt, endedAt }: Answer): Seen => ({
  at: startedAt,
  tookMs: endedAt - startedAt,
  on: run.on,
  path,
  state: lookup?.state,
  degraded: lookup?.degraded,
  data: lookup ? stampOf(lookup.entry).seen : -1,
})

export const visit = (at: number, on: number, path: Path = '/a'): PlannedEvent => ({
  kind: 'visit',
  at,
  on,
  path,
  isPrefetch: false,
})

/** Visits of instance `on` every `everyMs`. */
export const visits = (from: number, until: number, everyMs: number, on: number, path: Path = '/a'): PlannedEvent[] =>
  Array.from({ length: Math.ceil((until - from) / everyMs) }, (_, each) => visit(from + each * everyMs, on, path))

export const revalidate = (at: number, on: number, path: Path = '/a'): PlannedEvent => ({
  kind: 'revalidate',
  at,
  on,
  path,
})
