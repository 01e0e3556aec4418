/** 1. Once a revalidation has resolved, nobody is shown data from before it, unless the answer says so. */
import type { RuleOf } from '../rule.ts'

export const readYourWrites: RuleOf = (truth) => ({
  number: 1,
  name: 'read your writes',
  onVisit({ path, run }) {
    const promised = truth.promised(path)
    return ({ degraded, marks }) => {
      if (!marks || degraded !== undefined || marks.version >= promised) return undefined
      return `${run} shows version ${marks.version} of ${path}, after version ${promised} was promised`
    }
  },
})
