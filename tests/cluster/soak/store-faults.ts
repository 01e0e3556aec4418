/** What a store can suffer, as faults of a soak. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { StoreUnderTest } from '../stores/store-under-test.ts'
import type { SoakFault } from './process-faults.ts'

export const storeFaults = (store: StoreUnderTest): readonly SoakFault[] =>
  store.faults.map(({ name, on, begin, loses }): SoakFault => ({
    name,
    async play(cluster, random) {
      const target = on(
        random,
        cluster.instances.map((instance) => instance.name),
      )
      const victim = cluster.instances.find((instance) => instance.name === target) ?? 'store'
      await cluster.during(name, victim, async () => {
        const mend = await begin(target, random)
        await sleep(500 + random() * 4_000)
        await mend()
        if (loses) cluster.checker.loss()
      })
    },
  }))
