/** Plans that once broke a rule, cut down to what it takes, each with what was wrong. They stay when the generator changes. */
import { calm } from '../plan/calm.ts'
import type { Circumstances, Plan, PlannedEvent } from '../plan/plan.ts'

export interface Regression {
  /** What was wrong. */
  readonly was: string
  readonly plan: Plan
}

const planOf = (seed: number, events: readonly PlannedEvent[], changes: Partial<Circumstances> = {}): Plan => ({
  seed,
  circumstances: { ...calm, ...changes },
  events,
})

const visit = (at: number, on: number, path: '/a' | '/b' | '/c'): PlannedEvent => ({
  kind: 'visit',
  at,
  on,
  path,
  isPrefetch: false,
})

export const regressions: readonly Regression[] = [
  {
    was: 'a process that replaced a frozen one of the same name acknowledged invalidations for both',
    plan: planOf(
      58,
      [
        { kind: 'revalidate', at: 4.3, on: 0, path: '/c' },
        { kind: 'invalidate', at: 23.7, on: 0, selector: { tag: 'x' }, as: 'hard' },
        { kind: 'replace', at: 171.7, on: 0, ms: 1_883 },
        visit(3_587.3, 1, '/b'),
        { kind: 'invalidate', at: 3_587.7, on: 1, selector: { everything: true }, as: 'hard' },
        visit(3_995, 0, '/c'),
      ],
      { drift: 0.01 },
    ),
  },
  {
    was: 'an instance that came back during a failover trusted a store that others had yet to remind',
    plan: planOf(
      898,
      [
        { kind: 'revalidate', at: 99.7, on: 1, path: '/c' },
        { kind: 'freeze', at: 415.6, on: 0, ms: 3_654, suspend: false },
        visit(1_950.6, 1, '/b'),
        { kind: 'invalidate', at: 2_397.5, on: 2, selector: { tag: 'x' }, as: 'soft' },
        visit(2_400.4, 2, '/a'),
        visit(2_401.5, 0, '/b'),
        { kind: 'rollback', at: 3_384, ms: 587, lostMs: 1_135, isEmpty: false },
        { kind: 'revalidate', at: 3_751.9, on: 2, path: '/a' },
      ],
      { instances: 3, durationMs: 6_000 },
    ),
  },
  {
    was: 'what a build had made passed for newer than invalidations that an emptied store was reminded of',
    plan: planOf(
      769,
      [
        visit(3_410.5, 0, '/b'),
        { kind: 'revalidate', at: 3_661.5, on: 0, path: '/a' },
        visit(5_591.4, 0, '/c'),
        visit(7_032.3, 1, '/a'),
        { kind: 'rollback', at: 7_309.7, ms: 1_392, lostMs: 717, isEmpty: true },
        visit(7_362.8, 0, '/a'),
        { kind: 'crash', at: 7_599.4, on: 1, ms: 1_574, code: 1 },
        visit(9_235.9, 1, '/c'),
        { kind: 'revalidate', at: 9_263.1, on: 1, path: '/c' },
        visit(9_264.3, 0, '/a'),
        visit(9_274.1, 0, '/c'),
      ],
      { memoryBytes: 6_000, latencyMs: 10 },
    ),
  },
  {
    was: 'a page that a failover had brought back was taken for fresh by an instance that knew better',
    plan: planOf(
      461,
      [
        { kind: 'invalidate', at: 439.1, on: 2, selector: { tag: 'x' }, as: 'hard' },
        { kind: 'revalidate', at: 446.3, on: 2, path: '/c' },
        { kind: 'invalidate', at: 661.6, on: 1, selector: { tag: 'y' }, as: 'hard' },
        { kind: 'clock-jump', at: 683.9, on: 1, ms: 4_484, by: 3_600_000 },
        visit(875.9, 1, '/a'),
        { kind: 'invalidate', at: 913.6, on: 1, selector: { everything: true }, as: 'hard' },
        { kind: 'cut', at: 1_084.1, on: 1, ms: 2_380, way: 'both', refuses: false },
        visit(1_225.4, 0, '/a'),
        { kind: 'rollback', at: 1_433.2, ms: 256, lostMs: 1_097, isEmpty: false },
      ],
      { instances: 3, latencyMs: 2, stragglers: 0.05, renderMs: 1_500, drift: 0.01 },
    ),
  },
  {
    was: 'an instance with a wrong clock showed older content than visitors of another deployment had seen',
    plan: planOf(
      61,
      [
        { kind: 'invalidate', at: 846.5, on: 1, selector: { tag: 'y' }, as: 'soft' },
        { kind: 'crash', at: 864.5, on: 0, ms: 1_723, code: 1 },
        visit(1_832.5, 2, '/b'),
        visit(2_034.3, 1, '/b'),
      ],
      { instances: 3, skewMs: 5_000, codes: 2 },
    ),
  },
  {
    was: 'a version that was made while the clock was ahead kept newer ones out of memory for as long',
    plan: planOf(
      1105,
      [
        { kind: 'clock-jump', at: 1_907.6, on: 'store', ms: 4_043, by: 3_600_000, part: 'pages' },
        { kind: 'revalidate', at: 2_288.3, on: 0, path: '/a' },
        { kind: 'eviction', at: 7_219.4, path: '/a' },
      ],
      { store: 'cluster', instances: 1 },
    ),
  },
]
