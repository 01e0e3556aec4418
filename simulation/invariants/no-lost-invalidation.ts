/** 3. What began before an invalidation neither satisfies it nor passes for newer than it. */
import type { Entry } from '@everfresh/engine'
import { stampOf } from '../world/stamp.ts'
import type { InvariantOf } from './invariant.ts'

export const noLostInvalidation: InvariantOf = (world) => ({
  number: 3,
  name: 'no lost invalidation',
  onPublished: ({ entry }) => claimsTooMuch(entry, world.truth.dataAsOf(entry.asOf)),
  // A build cannot know what a store has forgotten. Those who remember remind it.
  onSeeded: (entry) => claimsTooMuch(entry, world.truth.knownDataAsOf(entry.asOf)),
  onRevalidated({ run, path, data, lookup }) {
    const { seen } = stampOf(lookup.entry)
    if (seen >= data) return undefined
    return `${run.name} revalidated ${path} for data ${data}, and answered ${seen}`
  },
})

/** A page as of a position was rendered after everything in the log up to there, from data that was written before that. */
function claimsTooMuch(entry: Entry, claimed: number): string | undefined {
  const { seen, render } = stampOf(entry)
  if (seen >= claimed) return undefined
  return `render ${render} of ${entry.path} saw data ${seen}, and is published as of ${entry.asOf}, when it was ${claimed}`
}
