/** What happens to processes and to the data behind them, whatever the store. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from '../cluster.ts'
import { pick } from '../drive/random.ts'
import type { Instance } from '../instance.ts'

export interface SoakFault {
  readonly name: string
  /** Breaks something and mends it again. */
  play(cluster: Cluster, random: () => number): Promise<void>
}

export interface SoakPages {
  readonly paths: readonly string[]
  /** Of them, those that are fresh for a second only. */
  readonly windows: readonly string[]
}

/** The last instance is never ended: its memory is watched from beginning to end. */
const mortal = (cluster: Cluster, random: () => number): Instance => pick(random, cluster.instances.slice(0, -1))

export const processFaults = ({ paths, windows }: SoakPages): readonly SoakFault[] => [
  {
    name: 'killed',
    async play(cluster, random) {
      const instance = mortal(cluster, random)
      await instance.kill()
      await sleep(random() * 1_000)
      await instance.start()
    },
  },
  {
    name: 'killed in the midst of publishes',
    async play(cluster, random) {
      const instance = mortal(cluster, random)
      const publishing = Promise.all(paths.slice(0, 5).map((path) => cluster.publish(instance, path)))
      await sleep(random() * 100)
      await instance.kill()
      await publishing
      await instance.start()
    },
  },
  {
    name: 'restarted',
    async play(cluster, random) {
      const instance = mortal(cluster, random)
      await instance.stop()
      await instance.start()
    },
  },
  {
    name: 'frozen',
    async play(cluster, random) {
      const instance = pick(random, cluster.instances)
      instance.freeze()
      await sleep(500 + random() * 5_000)
      instance.thaw()
    },
  },
  {
    name: 'data source fails',
    async play({ source }, random) {
      const failing = [...windows, pick(random, paths)]
      for (const path of failing) source.fail(path, true)
      await sleep(500 + random() * 2_000)
      for (const path of failing) source.fail(path, false)
    },
  },
  {
    name: 'data source is slow',
    async play({ source }, random) {
      for (const path of paths) source.delay(path, random() * 1_000)
      await sleep(1_000 + random() * 3_000)
      for (const path of paths) source.delay(path, 0)
    },
  },
]
