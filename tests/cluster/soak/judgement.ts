/** Says what of a soak's report is not as it should be. */
import type { SoakReport } from './soak.ts'

/** Heaps breathe. Below a few minutes of soak they still fill. */
const mostGrowth = 0.25
const shortestForGrowth = 240
/** A connection may be about to be closed. */
const mostLeftOpen = 8

export function faultsOf(report: SoakReport): string[] {
  const { violations, memoryGrowth, filesLeftOpen, socketsLeftOpen, seconds, resolved, visits } = report
  return [
    ...(violations.length > 0 ? [`${violations.length} violations`] : []),
    ...(seconds >= shortestForGrowth && memoryGrowth > mostGrowth
      ? [`memory has grown by ${Math.round(memoryGrowth * 100)} %`]
      : []),
    ...(filesLeftOpen > mostLeftOpen ? [`${filesLeftOpen} files are left open`] : []),
    ...(socketsLeftOpen > mostLeftOpen ? [`${socketsLeftOpen} sockets are left open`] : []),
    ...(visits === 0 || resolved === 0 ? ['nothing happened'] : []),
  ]
}
