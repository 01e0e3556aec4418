import { describe, expect, test } from 'vitest'
import { hunt } from '../hunt.ts'
import { planOfSeed } from '../plan/plan-of-seed.ts'
import { shrink } from '../shrink.ts'
import { play } from '../world/play.ts'
import { focusOf } from './hunted.ts'
import { mutants } from './mutants.ts'
import { subjectOf } from './subject-of.ts'

/** None has needed more than a third of that. */
const seeds = 100

describe('the simulation', () => {
  test.each(mutants.map((mutant) => [mutant.breaks, mutant.name, mutant] as const))(
    'notices that invariant %i is broken: %s',
    { timeout: 120_000 },
    async (_, __, mutant) => {
      const { firstSeed = 1, plan } = mutant
      const subject = await subjectOf(mutant)
      if (plan) return expect((await play(plan, { subject })).violation).toBeDefined()
      const { violated } = await hunt({ subject, seeds, focus: focusOf(mutant), firstSeed })
      expect(violated).toHaveLength(1)
    },
  )

  test('cuts a failing plan down, and it still fails', { timeout: 120_000 }, async () => {
    const subject = await subjectOf(mutants[0]!)
    const plan = planOfSeed(1, focusOf(mutants[0]!))
    const { violation } = await play(plan, { subject })
    const shrunk = await shrink(plan, violation!, subject)
    expect(shrunk.plan.events.length).toBeLessThan(plan.events.length / 10)
    expect(shrunk.violation.name).toBe('read your writes')
    expect((await play(shrunk.plan, { subject })).violation).toEqual(shrunk.violation)
  })

  test('has a mutant for every invariant', () => {
    expect([...new Set(mutants.map(({ breaks }) => breaks))].sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ])
  })

  test('says so when the code of a rule has changed', async () => {
    const gone = { ...mutants[0]!, name: 'gone', code: 'no such code' }
    await expect(subjectOf(gone)).rejects.toThrow(/finds "no such code" 0 times .* Say in simulation\/mutants/)
  })
})
