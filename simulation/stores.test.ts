import { describe, expect, test } from 'vitest'
import { hunt } from './hunt.ts'
import type { Focus } from './plan/plan-of-seed.ts'

const violationsOf = async (seeds: number, focus: Focus) => {
  const { violated } = await hunt({ seeds, focus })
  return violated.map(({ seed, violation }) => ({ seed, ...violation }))
}

describe('over a cluster, whose pages and log fail by themselves, our own code', () => {
  test('keeps every invariant', { timeout: 300_000 }, async () => {
    const violations = await violationsOf(800, { circumstances: { store: 'cluster' } })
    expect(violations, 'replay it with: npm run simulate -- --store cluster --seed N --shrink --trace').toEqual([])
  })
})

describe('over a folder that shows late what others have written, our own code', () => {
  test('keeps every invariant', { timeout: 300_000 }, async () => {
    const violations = await violationsOf(600, { circumstances: { store: 'folder' } })
    expect(violations, 'replay it with: npm run simulate -- --store folder --seed N --shrink --trace').toEqual([])
  })
})
