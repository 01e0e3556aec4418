/** All products change at once, and one webhook tells of it by their tag. */
import { expect } from 'vitest'
import type { Cluster } from '../cluster.ts'

const patiently = { timeout: 60_000 }

/** From the moment that it resolves, no instance shows any of `paths` as it was: each is rendered once, by whoever is asked first. */
export async function changeAllByTag(cluster: Cluster, paths: readonly string[]): Promise<void> {
  const { source, instances } = cluster
  const before = paths.map((path) => source.reads(path))
  const versions = paths.map((path) => source.write(path))
  await expect.poll(async () => (await cluster.invalidateAll(instances[0]!, paths)).outcome, patiently).toBe('resolved')
  const begunAt = performance.now()
  await Promise.all(
    instances.flatMap((instance) =>
      paths.map(async (path, index) => {
        const { degraded, marks } = await cluster.visit(instance, path)
        if (degraded === undefined) expect(marks?.version).toBeGreaterThanOrEqual(versions[index]!)
      }),
    ),
  )
  paths.forEach((path, index) => {
    expect(source.reads(path) - before[index]!).toBeLessThanOrEqual(cluster.rendersAllowed(begunAt))
  })
}
