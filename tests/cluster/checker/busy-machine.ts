/**
 * Notices when this machine has too much to do: then processes miss deadlines for want of a processor, which is a fault like
 * others, but none that a test has made.
 */
import type { Checker } from './checker.ts'

const tickMs = 20
/** A process that waits so long for its turn may miss the store's deadlines, which are some times longer, ms. */
const lateMs = 40
/** Others may wait for their turn a little before and after, ms. */
const aroundMs = 1_000

/** Tells `checker` until the function returned is called. */
export function watchMachine(checker: Checker): () => void {
  let expectedAt = performance.now() + tickMs
  const timer = setInterval(() => {
    const now = performance.now()
    const late = now - expectedAt
    expectedAt = now + tickMs
    if (late > lateMs) checker.busy(now - late - aroundMs, now + aroundMs)
  }, tickMs)
  return () => clearInterval(timer)
}
