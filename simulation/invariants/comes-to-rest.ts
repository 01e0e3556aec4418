/** 1 and 3, seen from the end: once the faults are over, everybody shows everything that was ever committed, unmarked. */
import { stampOf } from '../world/stamp.ts'
import { isAbout } from '../world/truth.ts'
import type { InvariantOf } from './invariant.ts'

export const comesToRest: InvariantOf = (world) => ({
  number: 3,
  name: 'comes to rest',
  onAnswer({ run, path, lookup, error, startedAt }) {
    if (!world.isCalm || startedAt < world.restedAt) return undefined
    if (!lookup) return `${run.name} refuses ${path} at rest: ${String(error)}`
    if (lookup.degraded) return `${run.name} marks ${path} ${lookup.degraded} at rest`
    const { seen } = stampOf(lookup.entry)
    const kinds = lookup.state === 'stale' ? ['hard'] : ['soft', 'hard']
    const missed = world.truth.commits.find(
      ({ lostAt, tag, kind, data, at }) =>
        lostAt === Infinity && at < startedAt && kinds.includes(kind) && isAbout(tag, path) && data > seen,
    )
    if (!missed) return undefined
    return `${run.name} shows ${path} as of data ${seen} at rest as a ${lookup.state}, though ${missed.data} was declared at ${missed.at.toFixed(0)}`
  },
})
