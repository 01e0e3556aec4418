/** Tells a person what the checker has found. */
import type { Checker, Violation } from './checker.ts'

const shownViolations = 10

export function reportOf(violations: readonly Violation[], { counts, truth }: Checker): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
  const shown = violations.slice(0, shownViolations).map(({ rule, what, at }) => `  ${seconds(at)} (${rule}) ${what}`)
  const faults = truth.faults.map(
    ({ name, on, startedAt, endedAt }) => `  ${seconds(startedAt)} to ${seconds(endedAt)} ${name} (${on})`,
  )
  return [
    `${violations.length} violations, of which the first are:`,
    ...shown,
    'What was broken meanwhile:',
    ...faults,
    `The machine was too busy for ${seconds(truth.busyMs)}.`,
    JSON.stringify(counts),
  ].join('\n')
}
