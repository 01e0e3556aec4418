/** Redis and the network to it fail in every way while visitors come: pages are shown, marked where they have to be, and all agree afterwards. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { underTraffic } from './drive/traffic.ts'
import { changeAllByTag } from './drive/webhook-for-all.ts'
import type { Instance } from './instance.ts'
import { openRedisCluster, type RedisCluster } from './redis-cluster.ts'
import { isSubscription } from './stores/redis-under-test.ts'
import { visit } from '../support/visitor.ts'

let cluster: RedisCluster
beforeAll(async () => {
  cluster = await openRedisCluster()
  for (const path of windows) cluster.source.keepFresh(path, 1)
})
beforeEach(async () => {
  for (const network of cluster.store.networks) network.pass()
  await cluster.startMissing()
  await cluster.settle(all)
})
afterAll(() => cluster?.close())

const products = ['/products/1', '/products/2', '/products/3', '/products/built-1']
const windows = ['/products/window-1', '/products/window-2']
const all = [...products, ...windows]

const endured = async (): Promise<void> => {
  await cluster.settle(all)
  cluster.verdict()
}

const readiness = async ({ url }: Instance): Promise<unknown> => {
  const { text } = await visit(`${url}/_everfresh/health?ready`)
  return (JSON.parse(text) as { status: unknown }).status
}

async function outlast(fault: string, begin: () => void, end: () => void): Promise<void> {
  const { degraded } = cluster.checker.counts
  await underTraffic(cluster, { paths: all }, () =>
    cluster.during(fault, 'store', async () => {
      begin()
      await sleep(4_500)
      end()
    }),
  )
  expect(cluster.checker.counts.degraded).toBeGreaterThan(degraded)
  await endured()
}

describe('three instances over Redis', { timeout: 150_000 }, () => {
  it('show what was published on any of them, and render each page once per window', async () => {
    await underTraffic(cluster, { paths: all, edited: products }, () => sleep(3_000))
    expect(cluster.checker.counts.visits).toBeGreaterThan(20)
    cluster.verdict()
  })

  it('show nothing older of any page once a tag of all is invalidated, and render each once', async () => {
    await changeAllByTag(cluster, products)
    cluster.verdict()
  })

  it('bring back what they know to a Redis that comes back empty, and render each page at most once (fault 10)', async () => {
    const { source, store } = cluster
    const begunAt = performance.now()
    const before = products.map((path) => source.reads(path))
    await underTraffic(cluster, { paths: products, editEveryMs: 0 }, async () => {
      await cluster.during('redis comes back empty', 'store', async () => {
        await store.server.kill()
        await store.server.restart({ empty: true })
        cluster.checker.loss()
      })
      await sleep(2_500)
    })
    const rendered = products.map((path, index) => source.reads(path) - before[index]!)
    expect(Math.max(...rendered)).toBeLessThanOrEqual(cluster.rendersAllowed(begunAt))
    await endured()
  })

  it('answer while Redis is frozen, marked, and are as before soon after (fault 12)', () =>
    outlast(
      'redis is frozen',
      () => cluster.store.server.pause(),
      () => cluster.store.server.resume(),
    ))

  it('answer while Redis swallows everything, marked, and are as before soon after (fault 13)', () =>
    outlast(
      'redis is silent',
      () => cluster.store.networks.forEach((each) => each.swallow()),
      () => cluster.store.networks.forEach((each) => each.pass()),
    ))

  it('answer from memory as fast as ever while the network is slow (fault 14)', async () => {
    const [a] = cluster.instances
    // There and back takes less than a heartbeat waits: nothing is broken, as far as the checker is told.
    for (const network of cluster.store.networks) network.delay(60)
    const times: number[] = []
    for (let i = 0; i < 200; i++) {
      const begunAt = performance.now()
      await cluster.visit(a!, products[i % products.length]!)
      times.push(performance.now() - begunAt)
      await sleep(10)
    }
    const median = times.sort((x, y) => x - y)[100]
    expect(median).toBeLessThan(120)
    for (const network of cluster.store.networks) network.pass()
    await endured()
  })

  it('answer while connections break all the time (fault 14)', async () => {
    await underTraffic(cluster, { paths: all }, () =>
      cluster.during('connections break', 'store', async () => {
        for (const network of cluster.store.networks) network.lose(0.03, Math.random)
        await sleep(3_000)
        for (const network of cluster.store.networks) network.pass()
      }),
    )
    await endured()
  })

  it('see what was published though nobody is notified (fault 19)', async () => {
    for (const network of cluster.store.networks) network.silence(isSubscription)
    const [a, b] = cluster.instances
    for (const path of products) {
      await cluster.announce(a!, path)
      // The checker knows what it has to be.
      await cluster.visit(b!, path)
    }
    for (const network of cluster.store.networks) network.pass()
    await endured()
  })

  it('no longer trust their memory once they are cut off, so that others can publish (fault 20)', async () => {
    const [a, , c] = cluster.instances
    await underTraffic(cluster, { paths: all, editEveryMs: 0 }, () =>
      cluster.during('cut off', c!, async () => {
        cluster.store.network('c').swallow()
        for (const path of products) await cluster.announce(a!, path)
        expect((await cluster.visit(c!, products[0]!)).degraded).toBe('store-unavailable')
        expect(await cluster.revalidate(c!, products[0]!)).toMatchObject({ outcome: 'rejected' })
        cluster.store.network('c').pass()
      }),
    )
    await endured()
  })

  it.each([
    ['takes no writes', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
    [
      'misses its replicas',
      ['CONFIG', 'SET', 'min-replicas-to-write', '1'],
      ['CONFIG', 'SET', 'min-replicas-to-write', '0'],
    ],
    ['is out of memory', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
  ])('answer while Redis %s', async (what, begin, end) => {
    const { server } = cluster.store
    await underTraffic(cluster, { paths: all }, () =>
      cluster.during(`redis ${what}`, 'store', async () => {
        await server.cli(...begin)
        await sleep(2_500)
        await server.cli(...end)
      }),
    )
    await endured()
  })

  it('start while the store is away with the pages of the build, and say so (fault 21)', async () => {
    const [a, , c] = cluster.instances
    await c!.kill()
    cluster.store.network('c').refuse()
    await c!.start()
    await cluster.during('cut off', c!, async () => {
      const shown = await cluster.visit(c!, '/products/built-2')
      expect(shown).toMatchObject({ status: 200, degraded: 'store-unavailable' })
      expect(await readiness(c!)).toBe('degraded')
      await cluster.announce(a!, products[0]!)
      cluster.store.network('c').pass()
    })
    await endured()
    await expect.poll(() => readiness(c!), { timeout: 20_000 }).toBe('ok')
  })
})
