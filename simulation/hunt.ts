/** Plays many seeds, one after the other, until one breaks a rule. */
import type { Focus } from './plan/plan-of-seed.ts'
import { planOfSeed } from './plan/plan-of-seed.ts'
import type { Subject } from './subject.ts'
import type { Report } from './world/play.ts'
import { play } from './world/play.ts'

export interface HuntOptions {
  readonly firstSeed?: number
  readonly seeds: number
  readonly focus?: Focus
  readonly subject?: Subject
  /** Goes on after a violation. */
  readonly goOn?: boolean
  readonly onReport?: (report: Report) => void
}

export interface HuntResult {
  readonly seeds: number
  readonly steps: number
  readonly answers: number
  readonly renders: number
  readonly residual: number
  readonly violated: readonly Report[]
}

export async function hunt(options: HuntOptions): Promise<HuntResult> {
  const { firstSeed = 1, focus, goOn = false, onReport, seeds, subject } = options
  const sum = { seeds: 0, steps: 0, answers: 0, renders: 0, residual: 0 }
  const violated: Report[] = []
  // Our own code makes errors by the thousand here, and nobody reads where each was made.
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const report = await play(planOfSeed(seed, focus), subject ? { subject } : {})
    sum.seeds++
    for (const count of ['steps', 'answers', 'renders', 'residual'] as const) sum[count] += report[count]
    onReport?.(report)
    if (!report.violation) continue
    violated.push(report)
    if (!goOn) break
  }
  Error.stackTraceLimit = stackTraceLimit
  return { ...sum, violated }
}
