/** A replica that lacks the last writes takes over: what had been promised holds. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRedis, type RedisServer } from '../../packages/store-redis/src/lib/testing/redis-servers.ts'
import { underTraffic } from './drive/traffic.ts'
import { openRedisCluster, type RedisCluster } from './redis-cluster.ts'

let cluster: RedisCluster
const replicas: RedisServer[] = []
beforeAll(async () => {
  cluster = await openRedisCluster()
  for (const path of windows) cluster.source.keepFresh(path, 1)
  await cluster.settle(all)
})
afterAll(async () => {
  await cluster?.close()
  for (const replica of replicas) await replica.stop()
})

const products = ['/products/1', '/products/2', '/products/3']
const windows = ['/products/window-1']
const all = [...products, ...windows]

async function replicaOf({ port }: RedisServer): Promise<RedisServer> {
  const replica = await startRedis({ config: [`replicaof 127.0.0.1 ${port}`, 'repl-diskless-sync-delay 0'] })
  replicas.push(replica)
  await expect
    .poll(async () => String(await replica.cli('INFO', 'replication')), { timeout: 30_000 })
    .toContain('master_link_status:up')
  return replica
}

describe('three instances over Redis', { timeout: 150_000 }, () => {
  it('keep what was promised over a failover that has lost it (fault 11)', async () => {
    const { store } = cluster
    const replica = await replicaOf(store.server)
    await underTraffic(cluster, { paths: all, edited: products, editEveryMs: 100 }, async () => {
      await sleep(500)
      // From here on it misses everything, and nobody waits for it any more.
      await replica.cli('REPLICAOF', 'NO', 'ONE')
      const [a, b] = cluster.instances
      for (const path of products) {
        await cluster.announce(a!, path)
        await cluster.announce(b!, path)
      }
      await sleep(1_000)
      await cluster.during('failover to a replica that was behind', 'store', async () => {
        await store.server.kill()
        await sleep(500)
        cluster.checker.loss()
        for (const network of store.networks) network.leadTo(replica.port)
      })
      await sleep(3_000)
    })
    await cluster.settle(all)
    cluster.verdict()
  })
})
