/** 6. All parts of an answer come from one render, and of the page that was asked for. */
import type { Marks } from '../events.ts'
import type { RuleOf } from '../rule.ts'

export const atomic: RuleOf = () => {
  const made = new Map<number, Marks>()
  return {
    number: 6,
    name: 'atomic',
    onRead(read) {
      made.set(read.read, read)
      return undefined
    },
    onVisit({ run, path }) {
      return ({ torn, marks }) => {
        if (torn !== undefined) return `${run} answers ${path} with parts that contradict each other: ${torn}`
        if (!marks) return undefined
        if (marks.path !== path) return `${run} answers ${path} with ${marks.path}`
        const read = made.get(marks.read)
        if (!read || (read.path === path && read.version === marks.version)) return undefined
        return `${run} shows version ${marks.version} of ${path}, but read ${read.read} was ${read.version} of ${read.path}`
      }
    },
  }
}
