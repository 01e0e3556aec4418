/** Vitest reporter that writes the counts of a run to the file named by `TEST_COUNTS`, for the line that ends `npm test`. */
import { writeFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

export default class CountReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.TEST_COUNTS
    if (file) writeFileSync(file, JSON.stringify(countTests(modules, unhandledErrors.length)))
  }
}

/**
 * Counts a file or an error outside any test as a failure of its own, or a run with a file that does not load would look green.
 *
 * @param {readonly import('vitest/node').TestModule[]} modules
 * @param {number} unhandledErrors
 * @returns {Counts}
 */
export function countTests(modules, unhandledErrors) {
  const counts = { passed: 0, failed: unhandledErrors, skipped: 0 }
  for (const module of modules) {
    let failedBelow = false
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      // A test still pending at the end was cut off by the end of its worker.
      const outcome = state === 'pending' ? 'failed' : state
      counts[outcome] += 1
      failedBelow ||= outcome === 'failed'
    }
    if (module.state() === 'failed' && !failedBelow) counts.failed += 1
  }
  return counts
}
