/** 10. Code and content have versions of their own: code that is brought back does not bring old content back. */
import { stampOf } from '../world/stamp.ts'
import type { InvariantOf } from './invariant.ts'

interface Made {
  readonly began: number
  readonly publishedAt: number
  readonly namespace: string
}

/** The clocks of two instances tell the order of two renders only as far as they agree. Virtual ms. */
const toleranceMs = 150

export const twoAxes: InvariantOf = (world) => {
  const latest = new Map<string, Made[]>()
  return {
    number: 10,
    name: 'two axes',
    onPublished({ page, entry }) {
      const made = { began: stampOf(entry).began, publishedAt: world.kernel.now, namespace: page.namespace }
      const all = latest.get(page.path)
      if (all) all.push(made)
      else latest.set(page.path, [made])
      return undefined
    },
    onAnswer({ lookup, run, path }) {
      if (!lookup || lookup.degraded || world.lostAt > -Infinity || world.isStoreClockSet) return undefined
      const { began } = stampOf(lookup.entry)
      const newer = latest
        .get(path)
        ?.find(
          (each) =>
            each.namespace !== lookup.entry.namespace &&
            each.publishedAt < run.startedAt &&
            began < run.startedAt &&
            each.began > began + toleranceMs,
        )
      if (!newer) return undefined
      return `${run.name}, started at ${run.startedAt.toFixed(0)}, shows ${path} of ${began.toFixed(0)} after ${newer.namespace} showed that of ${newer.began.toFixed(0)}`
    },
  }
}
