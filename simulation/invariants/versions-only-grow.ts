/** 4. Versions and what they have seen only grow, in the store and for every instance; a late leader cannot publish. */
import { freshnessOf, recordKeyOf } from '@everfresh/engine'
import type { Entry, Loaded } from '@everfresh/engine'
import { stampOf } from '../world/stamp.ts'
import type { InvariantOf } from './invariant.ts'

export const versionsOnlyGrow: InvariantOf = (world) => {
  const granted = new Map<string, number>()
  /** By run and page: what it showed last. */
  const shown = new Map<string, { readonly seen: number; readonly version: number; readonly at: number }>()
  return {
    number: 4,
    name: 'versions only grow',
    onGranted({ page, granted: { lease } }) {
      granted.set(recordKeyOf(page), lease.token)
      return undefined
    },
    onPublished({ page, entry, before, token }) {
      const latest = granted.get(recordKeyOf(page))
      if (latest !== token && world.lostAt === -Infinity)
        return `${page.path} was published with ${token} after ${latest}`
      return goesBack(entry, before)
    },
    onSeeded(entry, before) {
      if (entry.reason !== 'build' && before && world.lostAt === -Infinity && !world.isStoreClockSet) {
        const replaced = freshnessOf(before.entry, before.floors, entry.version / 1_000 + clockDoubtMs)
        if (replaced === 'fresh')
          return `${entry.path}: version ${before.entry.version} was replaced while it was fresh`
      }
      // How long a render took is told by the store's clock.
      const isUnordered = entry.reason !== 'build' && before && world.isStoreClockSet
      return isUnordered ? undefined : goesBack(entry, before)
    },
    onAnswer({ lookup, run, path, startedAt, endedAt }) {
      // What was dropped from memory may be replaced by an answer of the store that was on its way already.
      const forgets = world.circumstances.memoryBytes < 1_000_000
      if (!lookup || lookup.degraded || lookup.state === 'miss' || forgets) return undefined
      const key = `${run.name} ${path}`
      const { seen } = stampOf(lookup.entry)
      const last = shown.get(key)
      const { version } = lookup.entry
      if (!last || last.version <= version) shown.set(key, { seen, version, at: endedAt })
      // A visit that began before is no later than the other one.
      if (!last || last.version <= version || startedAt < last.at || world.lostAt > -Infinity) return undefined
      return `${run.name} shows version ${version} of ${path} after ${last.version}`
    },
  }
}

/** What an instance takes for the store's time is that much ahead of it at most, ms. */
const clockDoubtMs = 1_000

function goesBack(entry: Entry, before: Loaded | undefined): string | undefined {
  if (!before) return undefined
  const now = stampOf(entry)
  const then = stampOf(before.entry)
  if (entry.version <= before.entry.version)
    return `version ${entry.version} of ${entry.path} follows ${before.entry.version}`
  if (now.seen >= then.seen) return undefined
  return `${entry.path} goes back from data ${then.seen} (render ${then.render}) to ${now.seen} (render ${now.render})`
}
