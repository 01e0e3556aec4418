/** 7 and 9. Every visit and every revalidation ends in time, whatever is broken. */
import type { RuleOf } from '../rule.ts'

export const bounded: RuleOf = (truth, { visitMs, revalidationMs }) => ({
  number: 7,
  name: 'bounded',
  onVisit(visit) {
    const { run, path, startedAt } = visit
    return ({ endedAt }) => {
      const tookMs = endedAt - startedAt
      if (tookMs <= visitMs || truth.wasAway(visit, endedAt)) return undefined
      return `${run} took ${tookMs.toFixed(0)} ms to answer ${path}`
    }
  },
  onRevalidation(call) {
    return ({ endedAt, outcome }) => {
      const tookMs = endedAt - call.startedAt
      const isAway = truth.wasAway(call, endedAt)
      if (outcome === 'unknown' && !isAway) return `${call.run} never answered the revalidation of ${call.path}`
      if (tookMs <= revalidationMs || isAway) return undefined
      return `${call.run} took ${tookMs.toFixed(0)} ms to revalidate ${call.path}`
    }
  },
})
