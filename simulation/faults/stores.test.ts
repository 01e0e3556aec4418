import { describe, expect, test } from 'vitest'
import type { PlannedEvent } from '../plan/plan.ts'
import type { Scene } from './scene.ts'
import { revalidate, sceneOf, visits } from './scene.ts'

/** Visitors of both instances, every 50 ms from beginning to end. */
const everywhere = [...visits(200, 9_900, 50, 0), ...visits(225, 9_900, 50, 1)]

/** Answers to visitors who came after the first revalidation had resolved. */
const afterRevalidation = ({ answers, revalidations }: Scene) => answers.filter(({ at }) => at > revalidations[0]!.at)

const olderUnmarked = (scene: Scene) =>
  afterRevalidation(scene).filter(({ data, degraded }) => !degraded && data < scene.revalidations[0]!.data)

const rendersAfter = ({ renders }: Scene, from: number) => renders.filter(({ at }) => at > from)

const failover = (changes: Partial<Extract<PlannedEvent, { kind: 'rollback' }>>): PlannedEvent => ({
  kind: 'rollback',
  at: 3_000,
  ms: 300,
  lostMs: 1_500,
  isEmpty: false,
  ...changes,
})

describe('a store', () => {
  test('that comes back empty is given what instances know, and no page is rendered more than once (fault 10)', async () => {
    const scene = await sceneOf([...everywhere, revalidate(1_000, 0), failover({ isEmpty: true })])
    expect(scene.report.violation).toBeUndefined()
    expect(olderUnmarked(scene)).toEqual([])
    expect(rendersAfter(scene, 3_000).length).toBeLessThanOrEqual(1)
    expect(scene.answers.at(-1)).toMatchObject({ data: 1, degraded: undefined })
  })

  test('that loses what it acknowledged last brings back nothing older than a revalidation (fault 11)', async () => {
    const scene = await sceneOf([...everywhere, revalidate(2_200, 0), failover({})])
    expect(scene.report.violation).toBeUndefined()
    expect(scene.revalidations[0]!.at).toBeLessThan(3_000)
    expect(olderUnmarked(scene)).toEqual([])
    expect(scene.answers.at(-1)).toMatchObject({ data: 1, degraded: undefined })
  })

  test('that drops a page to make room has it rendered again, once (fault 16)', async () => {
    const eviction: PlannedEvent = { kind: 'eviction', at: 3_000, path: '/a' }
    const scene = await sceneOf([...everywhere, revalidate(1_000, 0), eviction], { memoryBytes: 0, renderMs: 200 })
    expect(scene.report.violation).toBeUndefined()
    expect(rendersAfter(scene, 3_000)).toHaveLength(1)
  })

  test('that drops its log has pages rendered again, and none passes for fresh (fault 16)', async () => {
    const lost = failover({ isEmpty: true, part: 'log' })
    const scene = await sceneOf([...everywhere, revalidate(1_000, 0), lost], { store: 'cluster' })
    expect(scene.report.violation).toBeUndefined()
    expect(olderUnmarked(scene)).toEqual([])
    expect(rendersAfter(scene, 3_000).length).toBeGreaterThanOrEqual(1)
  })

  test('that tells nobody of its news is asked soon enough for a revalidation to end within a second (fault 19)', async () => {
    const scene = await sceneOf([...everywhere, revalidate(2_000, 0)], { hints: false })
    expect(scene.report.violation).toBeUndefined()
    expect(scene.revalidations[0]!.at).toBeLessThan(3_200)
    expect(olderUnmarked(scene)).toEqual([])
  })

  test('whose clock is an hour wrong for a while makes no page fresh or due for ever (fault 23)', async () => {
    for (const by of [3_600_000, -3_600_000]) {
      const jump: PlannedEvent = { kind: 'clock-jump', at: 3_000, on: 'store', ms: 3_000, by }
      const scene = await sceneOf([...everywhere, revalidate(500, 0), jump], { revalidateMs: 1_000 })
      expect(scene.report.violation).toBeUndefined()
      expect(rendersAfter(scene, 7_500).length).toBeGreaterThanOrEqual(1)
      expect(scene.renders.length).toBeLessThanOrEqual(20)
    }
  })
})

describe('an instance', () => {
  test('that dies while it renders leaves the page to others, who show the last one meanwhile (fault 2)', async () => {
    const due: PlannedEvent = { kind: 'invalidate', at: 1_000, on: 1, selector: { path: '/a' }, as: 'soft' }
    const slow: PlannedEvent = { kind: 'renders', at: 900, ms: 800, go: 'slowly' }
    const death: PlannedEvent = { kind: 'crash', at: 1_500, on: 0, ms: 8_000, code: 1 }
    const scene = await sceneOf([due, slow, death, ...visits(1_100, 1_400, 50, 0), ...visits(1_550, 9_000, 50, 1)])
    expect(scene.report.violation).toBeUndefined()
    expect(scene.renders.map(({ on }) => on)).toEqual([0, 1])
    expect(Math.max(...scene.answers.map(({ tookMs }) => tookMs))).toBeLessThan(60)
    expect(scene.answers.at(-1)).toMatchObject({ state: 'hit', data: 1 })
  })

  test('that is cut off marks its answers, and a revalidation waits for it no longer than its lease (fault 20)', async () => {
    const cut: PlannedEvent = { kind: 'cut', at: 2_000, on: 1, ms: 6_000, way: 'both', refuses: false }
    const scene = await sceneOf([...everywhere, cut, revalidate(3_000, 0)])
    expect(scene.report.violation).toBeUndefined()
    expect(scene.revalidations[0]!.at).toBeLessThan(5_300)
    const cutOff = afterRevalidation(scene).filter(({ on, at }) => on === 1 && at < 8_000)
    expect(cutOff.length).toBeGreaterThan(20)
    expect(cutOff.every(({ degraded }) => degraded !== undefined)).toBe(true)
    expect(scene.answers.at(-1)).toMatchObject({ degraded: undefined, data: 1 })
  })

  const wakesUp = async (suspend: boolean): Promise<void> => {
    const sleep: PlannedEvent = { kind: 'freeze', at: 2_000, on: 1, ms: 5_000, suspend }
    const scene = await sceneOf([...everywhere, sleep, revalidate(3_000, 0)])
    expect(scene.report.violation).toBeUndefined()
    expect(olderUnmarked(scene)).toEqual([])
    const awake = scene.answers.filter(({ at, on }) => on === 1 && at >= 7_000)
    expect(awake.length).toBeGreaterThan(30)
    expect(awake.at(-1)).toMatchObject({ degraded: undefined, data: 1 })
  }

  test('that was frozen compares with the store before it shows anything unmarked (fault 22)', () => wakesUp(false))

  test('whose machine was suspended does so, too, though its monotonic clock stood still (fault 24)', () =>
    wakesUp(true))

  test('whose clock is an hour wrong shows no page for longer than others, and renders none for ever (fault 23)', async () => {
    for (const by of [3_600_000, -3_600_000]) {
      const jump: PlannedEvent = { kind: 'clock-jump', at: 3_000, on: 1, ms: 4_000, by }
      const scene = await sceneOf([...everywhere, revalidate(500, 0), jump], { revalidateMs: 1_000 })
      expect(scene.report.violation).toBeUndefined()
      const meanwhile = scene.renders.filter(({ at }) => at > 3_000 && at < 7_000)
      expect(meanwhile.length).toBeGreaterThanOrEqual(3)
      expect(meanwhile.length).toBeLessThanOrEqual(5)
    }
  })
})
