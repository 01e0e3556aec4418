/** 4, across instances: once one has shown a version, the others stop showing older ones as stale within a moment. */
import type { InvariantOf } from './invariant.ts'

/** They ask the store at most this often; the answer takes a while. Virtual ms. */
const recheckMs = 100 + 100
/** Longer than a circuit breaker stays open. Virtual ms. */
const troubleMs = 4_000

export const instancesAgree: InvariantOf = (world) => {
  const { store, visibilityMs } = world.circumstances
  const lateMs = recheckMs + (store === 'folder' ? visibilityMs : 0)
  /** By page: the highest version that was shown, and when first. */
  const shown = new Map<string, { version: number; at: number }[]>()
  return {
    number: 4,
    name: 'instances agree',
    onAnswer({ lookup, run, path, startedAt, endedAt }) {
      if (!lookup || lookup.degraded) return undefined
      const { version } = lookup.entry
      const key = `${lookup.entry.namespace}${path}`
      const before = shown.get(key)?.findLast(({ at }) => at < startedAt - lateMs)
      remember(key, version, endedAt)
      const isHealthy = run.trouble.at < startedAt - troubleMs && startedAt - run.startedAt > troubleMs
      if (lookup.state !== 'stale' || !before || before.version <= version) return undefined
      if (!isHealthy || world.lostAt > -Infinity || world.isStoreClockSet) return undefined
      return `${run.name} shows version ${version} of ${path} as stale, after ${before.version} was shown at ${before.at.toFixed(0)}`
    },
  }

  function remember(key: string, version: number, at: number): void {
    const versions = shown.get(key) ?? []
    if (version > (versions.at(-1)?.version ?? -1)) versions.push({ version, at })
    shown.set(key, versions)
  }
}
