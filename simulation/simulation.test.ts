import { describe, expect, test } from 'vitest'
import { hunt } from './hunt.ts'
import { planOfSeed } from './plan/plan-of-seed.ts'
import { regressions } from './regressions/regressions.ts'
import { play } from './world/play.ts'

/** About 40 s of one core; `npm run simulate` plays as many as one likes. */
const seeds = 1_600

describe('our own code, simulated', () => {
  test('keeps every invariant under every fault', { timeout: 300_000 }, async () => {
    const { violated } = await hunt({ seeds, focus: { circumstances: { store: 'single' } } })
    const violations = violated.map(({ seed, violation }) => ({ seed, ...violation }))
    expect(violations, 'replay it with: npm run simulate -- --store single --seed N --shrink --trace').toEqual([])
  })

  test.each(regressions.map((each) => [each.was, each.plan] as const))('no more: %s', async (_, plan) => {
    expect((await play(plan)).violation).toBeUndefined()
  })

  test('goes the same way for the same seed', async () => {
    const plan = planOfSeed(7)
    const [first, second] = [await play(plan), await play(plan)]
    expect(second).toEqual(first)
    expect(first.steps).toBeGreaterThan(1_000)
    expect((await play(planOfSeed(8))).hash).not.toBe(first.hash)
  })
})
