/**
 * The clock of an instance jumps by an hour: no page is fresh for ever, none is due all the time. That of Redis cannot be set here, since
 * faketime and its allocator wait for each other; what follows from that is simulated.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { underTraffic } from './drive/traffic.ts'
import { openSettableClock, type SettableClock } from './faults/settable-clock.ts'
import { visit } from '../support/visitor.ts'
import { openRedisCluster, type RedisCluster } from './redis-cluster.ts'

let cluster: RedisCluster
let clock: SettableClock
beforeAll(async () => {
  clock = await openSettableClock()
  cluster = await openRedisCluster({
    env: (name) => (name === 'a' ? clock.env : {}),
  })
  for (const path of windows) cluster.source.keepFresh(path, 1)
  await cluster.settle(all)
})
afterAll(async () => {
  await cluster?.close()
  await clock?.close()
})

const products = ['/products/1', '/products/2']
const windows = ['/products/window-1', '/products/window-2']
const all = [...products, ...windows]
const hour = 3_600

/** Under traffic, after a moment for the jump to be noticed; then without an excuse. */
async function jump(seconds: number): Promise<void> {
  const before = windows.map((path) => cluster.source.reads(path))
  await underTraffic(cluster, { paths: all, edited: products }, async () => {
    await cluster.during(`its clock is set to ${seconds} s`, cluster.instances[0]!, async () => {
      await clock.set(seconds)
      await sleep(1_500)
    })
    await sleep(1_500)
    const { headers } = await visit(`${cluster.instances[0]!.url}/products/window-1`)
    // Caches in front go by it.
    expect(Number(headers.age)).toBeLessThan(600)
  })
  await cluster.settle(all)
  await underTraffic(cluster, { paths: all, edited: products }, async () => {
    await sleep(1_000)
    const rendered = () => windows.map((path, index) => cluster.source.reads(path) - before[index]!)
    await expect.poll(() => Math.min(...rendered()), { timeout: 60_000 }).toBeGreaterThan(1)
  })
  cluster.verdict()
}

describe('a clock that jumps', { timeout: 150_000 }, () => {
  it.each([hour, -hour, 0])('of an instance, to %s s beside the time, harms nothing (fault 23)', (seconds) =>
    jump(seconds),
  )
})
