/** 7. Who can be answered from memory costs no call of the store, and who can be answered at all does not wait for a render. */
import { freshnessOf, recordKeyOf } from '@everfresh/engine'
import type { Answer, InvariantOf } from './invariant.ts'
import { namespaceOf } from '../world/run.ts'
import type { Run } from '../world/run.ts'
import type { World } from '../world/world.ts'

/** A heartbeat, a load and an attempt to acquire, each with its deadline. Virtual ms. */
const quickMs = 250 + 100 + 150 + 50
/** All that the engine's options allow in a row: a wait, a render, and the calls around them. */
const longestMs = 4_000 + 2_000 + 2_500

export const noWaitForTheLiving: InvariantOf = (world) => {
  /** By page: when it was last published, true time. */
  const published = new Map<string, number>()
  const { store, visibilityMs } = world.circumstances
  const isSeen = ({ run, path, startedAt }: Answer): boolean => {
    const at = published.get(recordKeyOf({ namespace: namespaceOf(run.code), path })) ?? -Infinity
    return store !== 'folder' || at < startedAt - visibilityMs
  }
  return {
    number: 7,
    name: 'no wait for the living',
    onPublished({ page }) {
      published.set(recordKeyOf(page), world.kernel.now)
      return undefined
    },
    onAnswer(answer) {
      const { callsOfPeek, run, path, startedAt, endedAt, lookup } = answer
      if (callsOfPeek) return `${run.name} asked the store ${callsOfPeek} times before it answered ${path} from memory`
      const tookMs = endedAt - startedAt
      if (tookMs <= quickMs || wasFrozen(world, answer)) return undefined
      if (tookMs > longestMs) return `${run.name} took ${tookMs.toFixed(0)} ms to answer ${path}`
      if (!isSeen(answer) || !isUsableThroughout(world, answer)) return undefined
      return `${run.name} took ${tookMs.toFixed(0)} ms to answer ${path} with a ${lookup?.state}, though there was a version to show`
    },
  }
}

function isUsableThroughout(world: World, { path, run, stored, startedAt }: Answer): boolean {
  const { store } = world
  const after = store.load({ namespace: namespaceOf(run.code), path })
  // With two versions of the code, the one may outdate the other's page for a while.
  if (!stored || !after || world.circumstances.codes > 1) return false
  // It cannot trust what it reads until others must have seen it.
  const { consistency, store: kind, visibilityMs } = world.circumstances
  const isBeginning = kind === 'folder' && startedAt - beganAt(world, run, startedAt) < 3 * visibilityMs + 1_000
  if (consistency === 'strict' && isBeginning) return false
  const isHealthy = run.trouble.at < startedAt - 4_000 && world.lostAt < startedAt && !world.isStoreClockSet
  return isHealthy && freshnessOf(stored.entry, after.floors, store.clock.now()) !== 'expired'
}

/** Whose clock jumps may have been silent for long, for all it knows: it begins again. */
function beganAt({ plan }: World, run: Run, now: number): number {
  const jumps = plan.events.flatMap((event) =>
    event.kind === 'clock-jump' && event.on === run.on ? [event.at, event.at + event.ms] : [],
  )
  return Math.max(run.startedAt, ...jumps.filter((at) => at <= now))
}

function wasFrozen({ plan }: World, { run, startedAt, endedAt }: Answer): boolean {
  return plan.events.some(
    (event) =>
      (event.kind === 'freeze' || event.kind === 'replace') &&
      event.on === run.on &&
      event.at <= endedAt &&
      event.at + event.ms >= startedAt,
  )
}
