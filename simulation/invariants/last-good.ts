/** 5. An error, a time-out or an outage leaves the version that is served as it was. */
import type { InvariantOf } from './invariant.ts'

/** Longer than a circuit breaker stays open. Virtual ms. */
const troubleMs = 4_000

export const lastGood: InvariantOf = (world) => ({
  number: 5,
  name: 'last good',
  onAnswer({ run, path, error, stored, startedAt }) {
    if (error === undefined) return undefined
    const { code } = error as { code?: string }
    if (code === undefined) return `${run.name} failed to answer ${path} with ${String(error)}`
    const isReachable = run.trouble.at < startedAt - troubleMs && startedAt - run.startedAt > troubleMs
    if (world.circumstances.consistency === 'strict' || !stored || !isReachable || world.lostAt > startedAt - troubleMs)
      return undefined
    return `${run.name} refused ${path} with ${code}, though there is a version`
  },
  onFailed(before, after) {
    if (before?.entry.version === after?.entry.version) return undefined
    return `a failure changed ${before?.entry.path} from ${before?.entry.version} to ${after?.entry.version}`
  },
})
