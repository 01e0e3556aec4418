/** 3, seen from the end: once nothing is broken any more, everybody shows everything, unmarked. */
import type { RuleOf } from '../rule.ts'

export const comesToRest: RuleOf = (truth) => ({
  number: 3,
  name: 'comes to rest',
  onVisit({ run, path, startedAt }) {
    return ({ degraded, marks, status, endedAt }) => {
      if (startedAt < truth.restedAt || truth.isTroubled(startedAt, endedAt)) return undefined
      if (!marks) return `${run} answers ${path} with ${status} at rest`
      return degraded === undefined ? undefined : `${run} marks ${path} ${degraded} at rest`
    }
  },
  onRevalidation({ run, path, startedAt }) {
    return ({ outcome, message, endedAt }) => {
      if (outcome === 'resolved' || startedAt < truth.restedAt || truth.isTroubled(startedAt, endedAt)) return undefined
      return `${run} does not revalidate ${path} at rest: ${message ?? outcome}`
    }
  },
})
