/** Cuts a failing plan down: fewer events, fewer instances, calmer circumstances, as long as the same rule breaks. */
import type { Circumstances, Plan } from './plan/plan.ts'
import type { Subject } from './subject.ts'
import type { Violation } from './world/world.ts'
import { play } from './world/play.ts'

export interface Shrunk {
  readonly plan: Plan
  readonly violation: Violation
  /** Plans that were tried. */
  readonly tried: number
}

/** Plans to try before what was found is small enough. */
const maxTries = 600

export async function shrink(plan: Plan, violation: Violation, subject?: Subject): Promise<Shrunk> {
  let best = { plan, violation }
  let tried = 0
  const attempt = async (candidate: Plan): Promise<boolean> => {
    if (tried++ >= maxTries) return false
    const report = await play(candidate, subject ? { subject } : {})
    if (report.violation?.invariant !== violation.invariant || report.violation.name !== violation.name) return false
    best = { plan: candidate, violation: report.violation }
    return true
  }
  await attempt({ ...plan, events: plan.events.filter(({ at }) => at <= violation.at) })
  for (const calmer of calmerOnes)
    await attempt({ ...best.plan, circumstances: { ...best.plan.circumstances, ...calmer } })
  for (let before = Infinity; before > best.plan.events.length && tried < maxTries;) {
    before = best.plan.events.length
    await dropEvents(() => best.plan, attempt)
    await dropInstances(() => best.plan, attempt)
    for (const calmer of calmerOnes)
      await attempt({ ...best.plan, circumstances: { ...best.plan.circumstances, ...calmer } })
  }
  return { ...best, tried }
}

/** Halves, quarters, … single events: whatever can go, goes. */
async function dropEvents(current: () => Plan, attempt: (plan: Plan) => Promise<boolean>): Promise<void> {
  for (let size = Math.ceil(current().events.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < current().events.length;) {
      const { events } = current()
      const dropped = await attempt({ ...current(), events: events.toSpliced(from, size) })
      if (!dropped) from += size
    }
  }
}

async function dropInstances(current: () => Plan, attempt: (plan: Plan) => Promise<boolean>): Promise<void> {
  for (let on = current().circumstances.instances - 1; on > 0; on--) {
    const { circumstances, events } = current()
    if (circumstances.instances !== on + 1) return
    const left = events.filter((event) => !('on' in event) || event.on !== on)
    await attempt({ ...current(), circumstances: { ...circumstances, instances: on }, events: left })
  }
}

const calmerOnes: readonly Partial<Circumstances>[] = [
  { store: 'single' },
  { consistency: 'available' },
  { fallback: false },
  { queue: false },
  { skewMs: 0 },
  { drift: 0 },
  { stragglers: 0 },
  { failingRenders: 0 },
  { codes: 1 },
  { memoryBytes: 1_000_000 },
  { logLimit: 10_000 },
  { hints: false },
  { expireMs: false },
  { revalidateMs: false },
  { maxConcurrentRenders: 16 },
  { latencyMs: 0.3 },
  { renderMs: 10 },
]
