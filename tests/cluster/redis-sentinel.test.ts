/** Sentinels replace a primary that died: every instance finds the new one by itself. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRedisSentinels, type RedisSentinels } from '../../packages/store-redis/src/lib/testing/redis-sentinels.ts'
import { openCluster, type Cluster } from './cluster.ts'
import { underTraffic } from './drive/traffic.ts'

let sentinels: RedisSentinels
let cluster: Cluster
beforeAll(async () => {
  sentinels = await startRedisSentinels({ downAfterMs: 1_000 })
  cluster = await openCluster({ instances: 3, folders: 'own', env: () => ({ EVERFRESH_STORE: sentinels.url }) })
  for (const path of windows) cluster.source.keepFresh(path, 1)
  await cluster.settle(all)
}, 120_000)
afterAll(async () => {
  await cluster?.close()
  await sentinels?.stop()
})

const products = ['/products/1', '/products/2', '/products/3']
const windows = ['/products/window-1']
const all = [...products, ...windows]

describe('three instances over Redis with sentinels', { timeout: 150_000 }, () => {
  it('go on by themselves with the replica that the sentinels promote, and keep what was promised', async () => {
    const { degraded } = cluster.checker.counts
    await underTraffic(cluster, { paths: all, edited: products, editEveryMs: 100 }, async () => {
      await sleep(500)
      const primary = await sentinels.primary()
      await cluster.during('the primary is dead', 'store', async () => {
        // Replicas are told of writes after they were acknowledged: the last ones may be lost.
        cluster.checker.loss()
        await primary.kill()
        await sentinels.failedOver(primary.port)
        await cluster.announce(cluster.instances[0]!, products[0]!)
      })
      await sleep(2_000)
    })
    expect(cluster.checker.counts.degraded).toBeGreaterThan(degraded)
    await cluster.settle(all)
    cluster.verdict()
  })
})
