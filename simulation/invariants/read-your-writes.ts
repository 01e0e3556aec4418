/** 1. After `revalidate` or `invalidate` resolves, nobody is shown data from before it, unless the answer says so. */
import type { Path } from '../plan/plan.ts'
import { stampOf } from '../world/stamp.ts'
import type { Commit, Promised } from '../world/truth.ts'
import { isAbout } from '../world/truth.ts'
import type { World } from '../world/world.ts'
import type { Answer, InvariantOf } from './invariant.ts'

export const readYourWrites: InvariantOf = (world) => ({
  number: 1,
  name: 'read your writes',
  onAnswer(answer) {
    const { lookup, hard, soft, path, run } = answer
    // Whoever wants to be strict is rather shown nothing than something old that says so.
    if (!lookup || (lookup.degraded && world.circumstances.consistency !== 'strict')) return undefined
    const { seen } = stampOf(lookup.entry)
    // What is stale may be shown until there is something newer.
    const promised = lookup.state === 'hit' ? soft : hard
    if (!promised || seen >= promised.data) return undefined
    if (isResidual(world, answer, promised)) return void world.residual++
    return `${run.name} shows ${path} as of data ${seen} as a ${lookup.state}, after ${promised.data} was promised at ${promised.resolvedAt.toFixed(0)}`
  },
})

/**
 * Whether the store has lost the promise together with everybody who could have reminded it: a failover that loses
 * acknowledged writes is survived by what a reachable instance remembers.
 */
function isResidual(world: World, { run, path }: Answer, promised: Promised): boolean {
  const commits = commitsOf(world, path, promised)
  if (commits.some(({ lostAt }) => lostAt === Infinity)) return false
  if (commits.some((commit) => world.knows(run, commit))) return false
  return !commits.some((commit) => isRemembered(world, commit))
}

const commitsOf = (world: World, path: Path, { kind, data, resolvedAt }: Promised): Commit[] =>
  world.truth.commits.filter(
    (each) =>
      isAbout(each.tag, path) &&
      each.data >= data &&
      each.at <= resolvedAt &&
      (kind === 'soft' || each.kind === 'hard'),
  )

/** Whether some instance that knows of it was alive, awake and connected from before the loss until it had time to say so. */
function isRemembered(world: World, commit: Commit): boolean {
  const { circumstances, events } = world.plan
  const loss = events.find((event) => event.kind === 'rollback' && event.part !== 'pages' && event.at >= commit.at)
  if (!loss || loss.kind !== 'rollback' || circumstances.stragglers > 0) return false
  const from = loss.at - 1_000
  const until = loss.at + loss.ms + 3_000
  const isTroubled = (on: number): boolean =>
    events.some((event) => {
      if (!('ms' in event) || event === loss || event.at > until || event.at + event.ms < from) return false
      return !('on' in event) || event.on === on || event.on === 'store'
    })
  return [...world.runs()].some((run) => world.knows(run, commit) && !isTroubled(run.on))
}
