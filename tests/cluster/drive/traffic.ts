/** Visitors who reload pages on all instances, and editors who publish: the load under which things break. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from '../cluster.ts'
import { pick, randomOf } from './random.ts'

export interface TrafficOptions {
  readonly paths: readonly string[]
  /** Visitors on each instance. Default 3. */
  readonly visitors?: number
  /** How long a visitor looks at a page, ms. Default 15. */
  readonly paceMs?: number
  /** How long an editor pauses between two changes, ms; 0: nobody edits. Default 250. */
  readonly editEveryMs?: number
  /** What editors change. Default: all. */
  readonly edited?: readonly string[]
  /** How many of a hundred changes are told by the tag of all pages instead. Default 0. */
  readonly editsByTag?: number
  readonly seed?: number
}

export interface Traffic {
  /** Resolves when the last visit and the last revalidation have ended. */
  stop(): Promise<void>
}

export function startTraffic(cluster: Cluster, options: TrafficOptions): Traffic {
  const { paths, visitors = 3, paceMs = 15, editEveryMs = 250, edited = paths, editsByTag = 0, seed = 1 } = options
  const random = randomOf(seed)
  let isOver = false

  const visitor = async (index: number): Promise<void> => {
    while (!isOver) {
      const instance = cluster.instances[index]!
      if (!instance.isUp) {
        await sleep(20)
        continue
      }
      await cluster.visit(instance, pick(random, paths), random() < 0.3 ? 'data' : 'html')
      if (paceMs > 0) await sleep(paceMs * (0.5 + random()))
    }
  }
  // A change that nobody was told of is told again, as webhooks do.
  const editor = async (): Promise<void> => {
    while (!isOver) {
      const up = cluster.up()
      if (up.length > 0) {
        const path = pick(random, edited)
        const byTag = random() * 100 < editsByTag
        if (byTag) cluster.source.write(path)
        const { outcome } = await (byTag
          ? cluster.invalidateAll(pick(random, up), paths)
          : cluster.publish(pick(random, up), path))
        if (outcome !== 'resolved' && !isOver && cluster.up().length > 0) {
          await cluster.revalidate(pick(random, cluster.up()), path)
        }
      }
      await sleep(editEveryMs * (0.5 + random()))
    }
  }
  const under = cluster.instances.flatMap((_, index) => Array.from({ length: visitors }, () => visitor(index)))
  const work = Promise.all([...under, ...(editEveryMs > 0 ? [editor()] : [])])
  return {
    async stop() {
      isOver = true
      await work
    },
  }
}

/** Keeps the load up while `work` goes on. */
export async function underTraffic<T>(cluster: Cluster, options: TrafficOptions, work: () => Promise<T>): Promise<T> {
  const traffic = startTraffic(cluster, options)
  try {
    return await work()
  } finally {
    await traffic.stop()
  }
}
