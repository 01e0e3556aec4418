/** Makes a plan of a seed. Each seed has only some kinds of faults: all of them at once would hide what one of them does. */
import type { Random } from '../kernel/random.ts'
import { between, chance, exponential, oneOf, randomOf, wholeBetween } from '../kernel/random.ts'
import type { Circumstances, FaultKind, Path, Plan, PlannedEvent, Selector, StoreKind } from './plan.ts'
import { faultKinds, paths } from './plan.ts'

/** What is not left to the seed. */
export interface Focus {
  /** Faults that there will be; the seed adds none. */
  readonly faults?: readonly FaultKind[]
  readonly circumstances?: Partial<Circumstances>
}

export function planOfSeed(seed: number, focus: Focus = {}): Plan {
  const random = randomOf(seed, 'plan')
  const hints = chance(randomOf(seed, 'hints'), 0.5)
  const store = storeOf(randomOf(seed, 'store'))
  const options = optionsOf(randomOf(seed, 'options'))
  const drawn = { ...circumstancesOf(random), ...store, ...options, hints, ...focus.circumstances }
  // A call makes several trips to a cluster, and has to be answered as soon as any other.
  const latencyMs = drawn.store === 'cluster' ? Math.min(drawn.latencyMs, 3) : drawn.latencyMs
  const circumstances = { ...drawn, latencyMs }
  const kinds = focus.faults ?? (chance(random, 0.1) ? [] : faultKinds.filter(() => chance(random, 0.35)))
  const events = [
    ...visits(random, circumstances),
    ...edits(random, circumstances),
    ...kinds.flatMap((kind) => faults(kind, random, circumstances)),
  ]
  const possible = events.filter(isPossibleWith(kinds)).sort((a, b) => a.at - b.at)
  if (circumstances.store !== 'cluster') return { seed, circumstances, events: possible }
  const parts = randomOf(seed, 'parts')
  return { seed, circumstances, events: possible.map((event) => ofAPart(event, parts)) }
}

const storeOf = (random: Random): Pick<Circumstances, 'store' | 'visibilityMs'> => ({
  store: oneOf(random, ['single', 'single', 'cluster', 'folder'] as const satisfies readonly StoreKind[]),
  visibilityMs: oneOf(random, [100, 400, 1_000]),
})

const optionsOf = (random: Random): Pick<Circumstances, 'consistency' | 'fallback' | 'queue'> => ({
  consistency: chance(random, 0.2) ? 'strict' : 'available',
  fallback: chance(random, 0.4),
  queue: chance(random, 0.3),
})

/** What goes wrong with a cluster mostly goes wrong with one of its machines. */
function ofAPart(event: PlannedEvent, random: Random): PlannedEvent {
  if (!('ms' in event) || chance(random, 0.25)) return event
  const part = oneOf(random, ['pages', 'log'] as const)
  switch (event.kind) {
    case 'clock-jump':
      return event.on === 'store' ? { ...event, part } : event
    case 'cut':
    case 'loss':
    case 'slow':
    case 'outage':
    case 'rollback':
      return { ...event, part }
    default:
      return event
  }
}

/**
 * Not promised to be survived (docs/concepts/coherence.md): a failover to a machine whose clock is behind, which uses
 * positions of the log again; and a machine that is suspended while its wall clock is set back by as much.
 */
const isPossibleWith =
  (kinds: readonly FaultKind[]) =>
  (event: PlannedEvent): boolean => {
    if (event.kind === 'clock-jump' && event.on === 'store') return !kinds.includes('rollback')
    return !(event.kind === 'freeze' && event.suspend && kinds.includes('clock-jump'))
  }

type Drawn = Omit<Circumstances, 'consistency' | 'fallback' | 'hints' | 'queue' | 'store' | 'visibilityMs'>

function circumstancesOf(random: Random): Drawn {
  const revalidateMs = oneOf(random, [false, 1_000, 3_000, 20_000] as const)
  return {
    instances: wholeBetween(random, 2, 4),
    durationMs: oneOf(random, [6_000, 10_000, 16_000]),
    revalidateMs,
    expireMs: revalidateMs !== false && chance(random, 0.4) ? revalidateMs + 2_000 : false,
    memoryBytes: oneOf(random, [1_000_000, 1_000_000, 6_000, 0]),
    latencyMs: oneOf(random, [0.3, 2, 10]),
    stragglers: oneOf(random, [0, 0.01, 0.05]),
    renderMs: oneOf(random, [10, 80, 400, 1_500]),
    failingRenders: oneOf(random, [0, 0, 0.1, 0.4]),
    maxConcurrentRenders: oneOf(random, [1, 2, 16]),
    skewMs: oneOf(random, [0, 0, 50, 5_000]),
    drift: oneOf(random, [0, 0.01]),
    logLimit: oneOf(random, [10_000, 10_000, 12]),
    codes: oneOf(random, [1, 1, 2]),
  }
}

function visits(random: Random, { durationMs, instances }: Circumstances): PlannedEvent[] {
  const meanMs = oneOf(random, [15, 40, 120])
  return times(random, meanMs, durationMs).map((at) => ({
    kind: 'visit',
    at,
    on: wholeBetween(random, 0, instances - 1),
    path: aPath(random),
    isPrefetch: chance(random, 0.05),
  }))
}

function edits(random: Random, { durationMs, instances }: Circumstances): PlannedEvent[] {
  const meanMs = oneOf(random, [150, 500, 1_500])
  return times(random, meanMs, durationMs).map((at) => {
    const on = wholeBetween(random, 0, instances - 1)
    const lot = random()
    if (lot < 0.1) return { kind: 'silent-write', at }
    if (lot < 0.6) return { kind: 'revalidate', at, on, path: aPath(random) }
    return { kind: 'invalidate', at, on, selector: aSelector(random), as: chance(random, 0.7) ? 'hard' : 'soft' }
  })
}

function faults(kind: FaultKind, random: Random, circumstances: Circumstances): PlannedEvent[] {
  const { durationMs } = circumstances
  const meanMs = kind === 'rollback' ? durationMs : durationMs / oneOf(random, [1, 3, 6])
  const moments = times(random, meanMs, durationMs - 500)
  if (kind === 'rollback' && moments.length === 0) moments.push(between(random, 2_000, durationMs - 500))
  return moments.map((at) => fault(kind, at, random, circumstances))
}

function fault(kind: FaultKind, at: number, random: Random, { codes, instances }: Circumstances): PlannedEvent {
  const on = wholeBetween(random, 0, instances - 1)
  switch (kind) {
    case 'crash':
      return { kind, at, on, ms: between(random, 10, 2_000), code: wholeBetween(random, 1, codes) }
    case 'freeze':
      return { kind, at, on, ms: between(random, 50, 8_000), suspend: chance(random, 0.5) }
    case 'replace':
      return { kind, at, on, ms: between(random, 500, 6_000) }
    case 'clock-jump': {
      const by = oneOf(random, [-1, 1]) * oneOf(random, [30, 1_000, 10_000, 3_600_000])
      return { kind, at, on: chance(random, 0.3) ? 'store' : on, ms: between(random, 500, 5_000), by }
    }
    case 'cut': {
      const way = oneOf(random, ['there', 'back', 'both', 'both'] as const)
      return { kind, at, on, ms: between(random, 50, 5_000), way, refuses: chance(random, 0.3) }
    }
    case 'loss':
      return { kind, at, ms: between(random, 200, 4_000), share: oneOf(random, [0.02, 0.1, 0.4]) }
    case 'slow':
      return { kind, at, ms: between(random, 200, 4_000), by: oneOf(random, [20, 80, 250]) }
    case 'outage':
      return { kind, at, ms: between(random, 50, 5_000), refuses: chance(random, 0.5) }
    case 'rollback':
      return {
        kind,
        at,
        ms: between(random, 100, 1_500),
        lostMs: between(random, 50, 1_500),
        isEmpty: chance(random, 0.2),
      }
    case 'eviction':
      return { kind, at, path: aPath(random) }
    case 'renders':
      return { kind, at, ms: between(random, 200, 4_000), go: oneOf(random, ['badly', 'never', 'slowly'] as const) }
  }
}

function times(random: Random, meanMs: number, until: number): number[] {
  const moments: number[] = []
  for (let at = exponential(random, meanMs); at < until; at += exponential(random, meanMs)) moments.push(round(at))
  return moments
}

const round = (ms: number): number => Math.round(ms * 10) / 10

const aPath = (random: Random): Path => oneOf(random, paths)

function aSelector(random: Random): Selector {
  const lot = random()
  if (lot < 0.4) return { path: aPath(random) }
  return lot < 0.9 ? { tag: oneOf(random, ['x', 'y']) } : { everything: true }
}
