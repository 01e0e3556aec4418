/** 6. All parts of an answer come from one render. */
import { tagsOf } from '../plan/plan.ts'
import { rendersIn } from '../world/stamp.ts'
import type { InvariantOf } from './invariant.ts'

export const atomic: InvariantOf = () => ({
  number: 6,
  name: 'atomic',
  onAnswer({ lookup, run, path }) {
    if (!lookup) return undefined
    const { entry } = lookup
    const renders = new Set(rendersIn(entry))
    if (renders.size > 1) return `${run.name} answers ${path} with parts of the renders ${[...renders].join(', ')}`
    if (entry.path !== path) return `${run.name} answers ${path} with ${entry.path}`
    return entry.tags.join() === tagsOf[path].join() ? undefined : `${path} has the tags ${entry.tags.join(', ')}`
  },
})
