import { describe, expect, test } from 'vitest'
import type { PlannedEvent } from '../plan/plan.ts'
import { revalidate, sceneOf, visit, visits } from './scene.ts'

const due: PlannedEvent = { kind: 'invalidate', at: 1_000, on: 0, selector: { path: '/a' }, as: 'soft' }
/** Renders take 1.9 s; a lease lasts 1.5 s. */
const slowly = (at: number, ms: number): PlannedEvent => ({ kind: 'renders', at, ms, go: 'slowly' })

describe('a render', () => {
  test('that takes longer than its lease stays the only one (fault 38)', async () => {
    const scene = await sceneOf([
      due,
      slowly(1_000, 1_000),
      ...visits(1_500, 6_000, 50, 0),
      ...visits(1_525, 6_000, 50, 1),
    ])
    expect(scene.report.violation).toBeUndefined()
    expect(scene.renders).toHaveLength(1)
    expect(scene.answers.at(-1)).toMatchObject({ state: 'hit', data: 1 })
  })

  test('that cannot prolong its lease is overtaken, and its late result is refused (fault 38)', async () => {
    const cut: PlannedEvent = { kind: 'cut', at: 1_600, on: 0, ms: 3_000, way: 'both', refuses: false }
    const scene = await sceneOf([due, slowly(1_000, 1_000), visit(1_500, 0), cut, ...visits(1_600, 8_000, 50, 1)])
    expect(scene.report.violation).toBeUndefined()
    expect(scene.renders.map(({ on }) => on)).toEqual([0, 1])
    expect(scene.answers.at(-1)).toMatchObject({ state: 'hit', data: 1, on: 1 })
  })

  test('during which the data change is followed by another one, which a revalidation waits for (fault 39)', async () => {
    const scene = await sceneOf([
      due,
      slowly(1_000, 1_000),
      visit(1_500, 0),
      revalidate(2_900, 1),
      ...visits(6_500, 7_000, 50, 0),
    ])
    expect(scene.report.violation).toBeUndefined()
    expect(scene.renders).toHaveLength(2)
    expect(scene.revalidations).toMatchObject([{ data: 2 }])
    expect(scene.answers.at(-1)).toMatchObject({ state: 'hit', data: 2 })
  })

  test('does for all of a hundred calls of a second that began before it, and one more for the others (fault 40)', async () => {
    const calls = Array.from({ length: 100 }, (_, each) => revalidate(1_000 + 10 * each, each % 2))
    const scene = await sceneOf([slowly(900, 9_000), ...calls])
    expect(scene.report.violation).toBeUndefined()
    expect(scene.revalidations).toHaveLength(100)
    expect(scene.renders.length).toBeLessThanOrEqual(3)
  })

  test('happens once a second for a page of one second, however many visitors come to each instance (fault 45)', async () => {
    const crowd = [...visits(1_000, 6_000, 4, 0), ...visits(1_001, 6_000, 4, 1)]
    // The build's page has no interval of its own: the first render follows when it is declared due.
    const { answers, renders, report } = await sceneOf([due, ...crowd], { revalidateMs: 1_000 })
    expect(report.violation).toBeUndefined()
    expect(answers).toHaveLength(2_500)
    expect(renders.length).toBeGreaterThanOrEqual(4)
    expect(renders.length).toBeLessThanOrEqual(6)
  })
})

describe('two deployments', () => {
  test('that start beside each other, each with pages of its build, leave newer pages alone (fault 25)', async () => {
    const restarts: PlannedEvent[] = [
      { kind: 'crash', at: 2_000, on: 1, ms: 10, code: 2 },
      { kind: 'crash', at: 3_000, on: 1, ms: 10, code: 1 },
      { kind: 'crash', at: 4_000, on: 0, ms: 10, code: 1 },
    ]
    const scene = await sceneOf([
      revalidate(500, 0),
      ...restarts,
      ...visits(4_500, 6_000, 50, 0),
      ...visits(4_525, 6_000, 50, 1),
    ])
    expect(scene.report.violation).toBeUndefined()
    expect(scene.renders).toHaveLength(1)
    expect(scene.answers.every(({ data }) => data === 1)).toBe(true)
  })

  test('share what was edited: after a rollback nothing from before the edit is shown unmarked (fault 86)', async () => {
    const rollback: PlannedEvent = { kind: 'crash', at: 3_000, on: 1, ms: 100, code: 1 }
    const scene = await sceneOf(
      [
        ...visits(500, 1_000, 100, 0),
        revalidate(2_000, 1),
        rollback,
        ...visits(3_200, 7_000, 50, 1),
        ...visits(3_225, 7_000, 50, 0),
      ],
      { codes: 2 },
    )
    expect(scene.report.violation).toBeUndefined()
    expect(scene.revalidations[0]!.at).toBeLessThan(3_000)
    const later = scene.answers.filter(({ at }) => at > 3_000)
    expect(later.filter(({ data, degraded }) => data < 1 && !degraded)).toEqual([])
    expect(later.at(-1)).toMatchObject({ data: 1, degraded: undefined })
  })
})
