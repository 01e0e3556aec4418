/** Several processes over one LMDB folder: the guarantees hold while they are killed, frozen and started again. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCluster, type Cluster } from './cluster.ts'
import { randomOf } from './drive/random.ts'
import { killDuringRender } from './drive/killed-render.ts'
import { underTraffic } from './drive/traffic.ts'
import { changeAllByTag } from './drive/webhook-for-all.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await openCluster({ instances: 3, folders: 'shared' })
})
beforeEach(() => cluster.startMissing())
afterAll(() => cluster?.close())

const patiently = { timeout: 60_000 }
const products = ['/products/1', '/products/2', '/products/3', '/products/built-1']
const windows = ['/products/window-1', '/products/window-2']
const all = [...products, ...windows]

describe('three processes over LMDB', { timeout: 150_000 }, () => {
  it('show what was published on any of them, and render each page once per window', async () => {
    for (const path of windows) cluster.source.keepFresh(path, 1)
    await underTraffic(cluster, { paths: all, edited: products }, () => sleep(3_000))
    const { visits, resolved, rejected, degraded } = cluster.checker.counts
    expect(visits).toBeGreaterThan(20)
    expect(resolved).toBeGreaterThan(0)
    expect({ rejected, degraded }).toEqual({ rejected: 0, degraded: 0 })
    cluster.verdict()
  })

  it('show nothing older of any page once a tag of all is invalidated, and render each once', async () => {
    await changeAllByTag(cluster, products)
    cluster.verdict()
  })

  it('render a page that nobody has once, whatever number of visitors asks which of them', async () => {
    const path = '/products/cold'
    cluster.source.delay(path, 300)
    const visitors = cluster.instances.flatMap((instance) => Array.from({ length: 200 }, () => instance))
    const answers = await Promise.all(visitors.map((instance) => cluster.visit(instance, path)))
    expect(new Set(answers.map(({ marks }) => marks?.read)).size).toBe(1)
    expect(cluster.source.reads(path)).toBe(1)
    cluster.verdict()
  })

  it('render again what changed and was announced while it was rendered elsewhere (fault 39)', async () => {
    const [a, b] = cluster.instances
    const path = '/products/changed'
    cluster.source.delay(path, 400)
    const first = cluster.publish(a!, path)
    await expect.poll(() => cluster.source.reads(path), patiently).toBe(1)
    expect(await cluster.publish(b!, path)).toMatchObject({ outcome: 'resolved' })
    expect(await first).toMatchObject({ outcome: 'resolved' })
    expect((await cluster.visit(a!, path)).marks?.version).toBe(3)
    expect(cluster.source.reads(path)).toBe(2)
    cluster.verdict()
  })

  it('go on where one was killed in the midst of a render, once its lease is over (fault 2)', async () => {
    await killDuringRender(cluster)
    await cluster.startMissing()
    await cluster.settle(all)
    cluster.verdict()
  })

  it('are killed at any moment of a publish, and every page stays whole (fault 1)', async () => {
    const random = randomOf(7)
    const [a, b, c] = cluster.instances
    await underTraffic(cluster, { paths: all, edited: products, editEveryMs: 40 }, async () => {
      for (let round = 0; round < 6; round++) {
        const victim = [a!, b!, c!][round % 3]!
        const publishing = Promise.all(products.map((path) => cluster.publish(victim, path)))
        await sleep(random() * 60)
        await victim.kill()
        await publishing
        await victim.start()
      }
    })
    await cluster.settle(all)
    cluster.verdict()
  })

  it('are frozen, and show nothing older when they go on (fault 22)', async () => {
    const [a, b] = cluster.instances
    await cluster.settle(all)
    // While nothing is written: whoever holds the lock of the database when it is frozen would hold up everybody.
    a!.freeze()
    await underTraffic(cluster, { paths: all, edited: windows }, async () => {
      for (const path of products) await cluster.announce(b!, path)
      await sleep(3_000)
      a!.thaw()
      for (const path of products) {
        expect((await cluster.visit(a!, path)).marks?.version).toBe(cluster.source.version(path))
      }
    })
    await cluster.settle(all)
    cluster.verdict()
  })
})
