/**
 * Notices when this machine has too much to do: then processes miss deadlines for want of a processor, which is a fault like
 * others, but none that a test has made.
 */
import { readFileSync } from 'node:fs'
import type { Checker } from './checker.ts'

const tickMs = 20
/** A process that waits so long for its turn may miss the store's deadlines, which are some times longer, ms. */
const lateMs = 40
/** Of a tick, for which some process had to wait for a processor: instances are slow then, though this process may not be. */
const mostWaiting = 0.5
/** Others may wait for their turn a little before and after, ms. */
const aroundMs = 1_000

/** The system's figures are read this often, in ticks. */
const ticksOfPressure = 5

/** For how long processes have had to wait for a processor since the machine was started, ms; 0 where it does not tell. */
function waitedMs(): number {
  try {
    return Number(/some .*total=(\d+)/.exec(readFileSync('/proc/pressure/cpu', 'utf8'))?.[1] ?? 0) / 1000
  } catch {
    return 0
  }
}

/** Tells `checker` until the function returned is called. */
export function watchMachine(checker: Checker): () => void {
  let expectedAt = performance.now() + tickMs
  let waited = waitedMs()
  let ticks = 0
  const timer = setInterval(() => {
    const now = performance.now()
    const late = now - expectedAt
    expectedAt = now + tickMs
    if (late > lateMs) checker.busy(now - late - aroundMs, now + aroundMs)
    if (++ticks % ticksOfPressure !== 0) return
    const total = waitedMs()
    if (total - waited > mostWaiting * tickMs * ticksOfPressure) checker.busy(now - aroundMs, now + aroundMs)
    waited = total
  }, tickMs)
  return () => clearInterval(timer)
}
