/** 4. What one instance has shown of a page, it shows again, or something newer. */
import type { Answer, Visit } from '../events.ts'
import type { RuleOf } from '../rule.ts'

export const versionsOnlyGrow: RuleOf = (truth) => {
  const shown = new Map<string, { readonly read: number; readonly at: number }>()
  return {
    number: 4,
    name: 'versions only grow',
    onVisit(visit) {
      const key = `${visit.run} ${visit.path}`
      const before = shown.get(key)
      return ({ degraded, marks, endedAt }: Answer) => {
        if (!marks || degraded !== undefined) return undefined
        const last = shown.get(key)
        if (!last || marks.read > last.read || truth.mayBeLost(last.at))
          shown.set(key, { read: marks.read, at: endedAt })
        // What nobody was promised may be gone with what the store has lost.
        if (!before || marks.read >= before.read || truth.mayBeLost(before.at)) return undefined
        return wentBack(visit, marks.read, before.read)
      }
    },
  }
}

const wentBack = ({ run, path }: Visit, read: number, before: number): string =>
  `${run} shows read ${read} of ${path}, after it has shown ${before}`
