/** A short soak, as `npm run soak` runs it for longer: everything breaks at random, and nothing is left over. */
import { expect, it } from 'vitest'
import { instanceNames } from './cluster.ts'
import { faultsOf } from './soak/judgement.ts'
import { soak } from './soak/soak.ts'
import { openStoreUnderTest } from './stores/open-store.ts'

it.each(['redis'])(
  'endures some seconds of faults over %s without a violation, and holds nothing afterwards',
  { timeout: 180_000 },
  async (name) => {
    const store = await openStoreUnderTest(name, instanceNames(3))
    try {
      const report = await soak({ store, instances: 3, durationMs: 15_000, seed: 4, visitors: 2, paceMs: 20 })
      expect(faultsOf(report), report.explanation).toEqual([])
    } finally {
      await store.close()
    }
  },
)
