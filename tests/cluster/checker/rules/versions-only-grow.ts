/** 4. What one instance has shown of a page, it shows again, or something newer. */
import type { Answer, Visit } from '../events.ts'
import type { RuleOf } from '../rule.ts'

export const versionsOnlyGrow: RuleOf = () => {
  const shown = new Map<string, number>()
  return {
    number: 4,
    name: 'versions only grow',
    onVisit(visit) {
      const key = `${visit.run} ${visit.path}`
      const before = shown.get(key) ?? 0
      return ({ degraded, marks }: Answer) => {
        if (!marks || degraded !== undefined) return undefined
        shown.set(key, Math.max(marks.read, shown.get(key) ?? 0))
        return marks.read >= before ? undefined : wentBack(visit, marks.read, before)
      }
    },
  }
}

const wentBack = ({ run, path }: Visit, read: number, before: number): string =>
  `${run} shows read ${read} of ${path}, after it has shown ${before}`
