/** An instance is killed in the midst of a render, over whatever store. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Cluster } from '../cluster.ts'

const patiently = { timeout: 60_000 }

/** Others go on serving the stale page, and render it once more when the lease is over. The instance that was killed stays down. */
export async function killDuringRender(cluster: Cluster): Promise<void> {
  const [a, b, c] = cluster.instances
  const path = '/products/interrupted'
  cluster.source.keepFresh(path, 1)
  const first = (await cluster.visit(a!, path)).marks!.read
  await sleep(1_100)
  cluster.source.delay(path, 60_000)
  await expect.poll(async () => (await cluster.visit(a!, path)).isStale, patiently).toBe(true)
  await expect.poll(() => cluster.source.reads(path), patiently).toBe(2)
  await a!.kill()
  cluster.source.delay(path, 0)
  expect(await cluster.visit(b!, path)).toMatchObject({ status: 200, isStale: true })
  await expect.poll(async () => (await cluster.visit(c!, path)).marks?.read, patiently).toBeGreaterThan(first)
  expect(cluster.source.reads(path)).toBe(3)
}
