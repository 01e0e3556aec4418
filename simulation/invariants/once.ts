/** 2. One valid lease per page at a time; one render per page and window, whatever the number of visitors and instances. */
import { freshnessOf, isLeased } from '@everfresh/engine'
import type { InvariantOf } from './invariant.ts'

export const once: InvariantOf = (world) => ({
  number: 2,
  name: 'once',
  onGranted({ page, request, granted: { previous }, before }) {
    const now = world.store.clock.now()
    if (before && isLeased(before, now))
      return `${page.path} is leased to ${request.owner} while ${before.owner} has it`
    if (!previous || previous.supersededElsewhere || previous.entry.asOf < request.need) return undefined
    const isFresh = freshnessOf(previous.entry, previous.floors, now) === 'fresh'
    return isFresh ? `${page.path} is fresh, and leased to ${request.owner} all the same` : undefined
  },
  onRender(render, underWay) {
    const { run, path, request } = render
    const same = underWay.filter((each) => each.path === path && each.run.code === run.code)
    const here = same.find((each) => each.run === run)
    if (here) return `${run.name} renders ${path} twice at once, for ${here.request.reason} and ${request.reason}`
    const isFaultless = !world.plan.events.some((event) => 'ms' in event || event.kind === 'eviction')
    // Strict instances render for their visitors as long as they cannot trust what they read, which is how they begin over a folder.
    const isStrict = world.circumstances.consistency === 'strict'
    if (!isFaultless || isStrict || world.circumstances.stragglers > 0 || same.length === 0) return undefined
    return `${run.name} and ${same[0]!.run.name} render ${path} at once, and nothing went wrong`
  },
})
