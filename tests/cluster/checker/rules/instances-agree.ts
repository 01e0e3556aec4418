/** 4, across instances: once one has shown a version, the others stop showing older ones within a moment. */
import type { RuleOf } from '../rule.ts'

/** A stale page is looked up again after 100 ms, and the answer may take a while on a machine with much to do. ms */
const staleMs = 1_000
/** An instance may not have heard yet that its fresh page was invalidated. Longer than a coherence lease, ms. */
const freshMs = 3_200

interface Shown {
  readonly read: number
  readonly at: number
  readonly run: string
}

export const instancesAgree: RuleOf = (truth) => {
  const shown = new Map<string, Shown[]>()
  return {
    number: 4,
    name: 'instances agree',
    onVisit({ run, path, startedAt }) {
      const before = shown.get(path) ?? []
      const [stale, fresh] = [staleMs, freshMs].map((ms) => before.findLast(({ at }) => at < startedAt - ms))
      return ({ degraded, marks, isStale, endedAt }) => {
        if (!marks || degraded !== undefined) return undefined
        remember(path, { read: marks.read, at: endedAt, run })
        const newer = isStale ? stale : fresh
        if (!newer || marks.read >= newer.read || truth.mayBeLost(newer.at)) return undefined
        if (truth.isTroubled(startedAt, endedAt, run)) return undefined
        const ago = (startedAt - newer.at).toFixed(0)
        return `${run} shows read ${marks.read} of ${path} ${ago} ms after ${newer.run} has shown ${newer.read}`
      }
    },
  }

  /** Keeps the ones that somebody may still be compared with. */
  function remember(path: string, { read, at, run }: Shown): void {
    const all = shown.get(path) ?? []
    const last = all.at(-1)
    if (last && read <= last.read && !truth.mayBeLost(last.at)) return
    const old = all.findLastIndex((each) => each.at < at - 60_000)
    shown.set(path, [...all.slice(Math.max(0, old)), { read, at, run }])
  }
}
