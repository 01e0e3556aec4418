/** 3, for what a machine kept while the store was away: once it is back, everybody shows what was accepted then. */
import { stampOf } from '../world/stamp.ts'
import type { InvariantOf } from './invariant.ts'

export const nothingQueuedIsLost: InvariantOf = (world) => ({
  number: 3,
  name: 'nothing queued is lost',
  onAnswer({ lookup, run, path, startedAt }) {
    if (!world.isCalm || startedAt < world.restedAt || !lookup) return undefined
    const { seen } = stampOf(lookup.entry)
    const missed = world.truth.queued.find(
      ({ data, kind, reaches }) => data > seen && reaches(path) && (kind === 'hard' || lookup.state !== 'stale'),
    )
    return missed && `${run.name} shows ${path} as of data ${seen} at rest, though ${missed.data} was queued`
  },
})
