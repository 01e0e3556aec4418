/** 5. A page that was ever shown is shown again, whatever fails. */
import type { RuleOf } from '../rule.ts'

export const lastGood: RuleOf = (truth) => {
  const shown = new Set<string>()
  return {
    number: 5,
    name: 'last good',
    onVisit(visit) {
      const { run, path } = visit
      const wasShown = shown.has(path)
      return ({ status, error, marks, endedAt }) => {
        if (marks) shown.add(path)
        if (marks || !wasShown || truth.wasAway(visit, endedAt)) return undefined
        return `${run} answers ${path} with ${status === 0 ? error : status}, though there is a version`
      }
    },
  }
}
