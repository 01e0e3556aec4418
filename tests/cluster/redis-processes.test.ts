/** Instances over Redis are killed at each step of a publish, frozen, and have wrong clocks: none shows anything old or broken. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acquire } from '../../packages/store-redis/src/lib/scripts/acquire.ts'
import { invalidate } from '../../packages/store-redis/src/lib/scripts/invalidate.ts'
import { publishAndInvalidate } from '../../packages/store-redis/src/lib/scripts/publish.ts'
import type { RevalidationEnd } from './checker/events.ts'
import { killDuringRender } from './drive/killed-render.ts'
import { underTraffic } from './drive/traffic.ts'
import { openRedisCluster, type RedisCluster } from './redis-cluster.ts'

let cluster: RedisCluster
beforeAll(async () => {
  cluster = await openRedisCluster()
  for (const path of windows) cluster.source.keepFresh(path, 1)
})
beforeEach(async () => {
  await cluster.startMissing()
  await cluster.settle(all)
})
afterAll(() => cluster?.close())

const products = ['/products/1', '/products/2', '/products/3', '/products/built-1']
const windows = ['/products/window-1', '/products/window-2']
const all = [...products, ...windows]

const steps: [string, (sent: string) => boolean][] = [
  ['soft entry', (sent) => sent.includes(invalidate.sha) && sent.includes('\r\nsoft\r\n')],
  ['lease', (sent) => sent.includes(acquire.sha)],
  ['new version and hard entry', (sent) => sent.includes(publishAndInvalidate.sha)],
]

interface Publishing {
  readonly ended: Promise<RevalidationEnd>
}

/** Publishes until one does not end, since it is held; a busy machine may refuse some before. */
async function publishUntil(held: Promise<void>, publish: () => Promise<RevalidationEnd>): Promise<Publishing> {
  for (const deadline = Date.now() + 30_000; ;) {
    const ended = publish()
    if ((await Promise.race([held, ended])) === undefined) return { ended }
    if (Date.now() > deadline) throw new Error('No publish came to this step')
  }
}

describe('three instances over Redis', { timeout: 150_000 }, () => {
  it('are killed before and after each step of a publish, and the others publish again (fault 1)', async () => {
    const [a, b, c] = cluster.instances
    const cases = steps.flatMap(([name, matches]) => [
      { path: `/products/before-${name.replaceAll(' ', '-')}`, matches, on: 'holdRequest' as const },
      { path: `/products/after-${name.replaceAll(' ', '-')}`, matches, on: 'holdReply' as const },
    ])
    for (const { path } of cases) for (const instance of cluster.instances) await cluster.visit(instance, path)
    for (const [index, { path, matches, on }] of cases.entries()) {
      const victim = [a!, b!][index % 2]!
      if (!victim.isUp) await victim.start()
      const held = cluster.store.network(victim.name)[on]((sent) => matches(sent) && victim.isUp)
      // Another start of it would know no script by its name yet.
      await cluster.visit(victim, path)
      const publishing = await publishUntil(held.reached, () => cluster.publish(victim, path))
      await victim.kill()
      held.release()
      expect((await publishing.ended).outcome).not.toBe('resolved')
      expect(await cluster.visit(c!, path)).toMatchObject({ status: 200 })
    }
    await Promise.all(cases.map(({ path }) => cluster.announce(c!, path)))
    await cluster.startMissing()
    await cluster.settle([...all, ...cases.map(({ path }) => path)])
    cluster.verdict()
  })

  it('go on where one was killed in the midst of a render, once its lease is over (fault 2)', async () => {
    await killDuringRender(cluster)
    await cluster.startMissing()
    await cluster.settle(all)
    cluster.verdict()
  })

  it('are frozen, and show nothing older when they go on (fault 22)', async () => {
    const [a, b] = cluster.instances
    await underTraffic(cluster, { paths: all, edited: windows }, async () => {
      a!.freeze()
      for (const path of products) await cluster.announce(b!, path)
      await sleep(1_000)
      a!.thaw()
      for (const path of products) await cluster.visit(a!, path)
    })
    await cluster.settle(all)
    cluster.verdict()
  })

  it('render a page that nobody has once, whatever number of visitors asks which of them', async () => {
    const path = '/products/cold'
    const begunAt = performance.now()
    cluster.source.delay(path, 300)
    const visitors = cluster.instances.flatMap((instance) => Array.from({ length: 100 }, () => instance))
    const answers = await Promise.all(visitors.map((instance) => cluster.visit(instance, path)))
    expect(new Set(answers.map(({ marks }) => marks?.read)).size).toBe(cluster.source.reads(path))
    expect(cluster.source.reads(path)).toBeLessThanOrEqual(cluster.rendersAllowed(begunAt))
    cluster.verdict()
  })
})
