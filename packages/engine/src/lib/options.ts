/** The engine's options with their defaults and limits. */
import { systemClock } from './clock.ts'
import { longestBackoffMs, longestLeaseMs } from './coordination.ts'
import type { EngineOptions } from './engine.ts'
import { invalidOption } from './errors.ts'

/** Options after defaults: all given. */
export type Settings<Context> = Required<
  Omit<EngineOptions<Context>, 'fallback' | 'onEvent' | 'pendingInvalidations'>
> &
  Pick<EngineOptions<Context>, 'fallback' | 'onEvent' | 'pendingInvalidations'>

/** Timers of Node end at once beyond this, ms. */
const longestTimerMs = 2 ** 31 - 1

/**
 * Fills in the defaults.
 *
 * @throws EngineError INVALID_OPTION that lists every problem
 */
export function settingsOf<Context>(options: EngineOptions<Context>): Settings<Context> {
  const problems = problemsOf(options)
  if (problems.length > 0) throw invalidOption(problems)
  const { regenerationTimeoutMs = 30_000, leaseTtlMs = 5_000, maxConcurrentRenders = 16 } = options
  const settings: Settings<Context> = {
    store: options.store,
    render: options.render,
    deployment: options.deployment,
    clock: options.clock ?? systemClock,
    // oxlint-disable-next-line no-restricted-properties -- jitter only; whoever needs to repeat a run passes `random`
    random: options.random ?? Math.random,
    instance: options.instance ?? globalThis.crypto.randomUUID(),
    consistency: options.consistency ?? 'available',
    memoryBytes: options.memoryBytes ?? 50 * 1024 * 1024,
    regenerationTimeoutMs,
    waitTimeoutMs: options.waitTimeoutMs ?? 30_000,
    // The render under way may take its whole time before ours begins, or leave its lease behind.
    revalidationTimeoutMs: options.revalidationTimeoutMs ?? 2 * regenerationTimeoutMs + leaseTtlMs,
    leaseTtlMs,
    maxConcurrentRenders,
    maxConcurrentRendersPerRoute: options.maxConcurrentRendersPerRoute ?? threeQuartersOf(maxConcurrentRenders),
    routes: options.routes ?? {},
    maxQueuedRenders: options.maxQueuedRenders ?? 10_000,
    maxBackoffMs: options.maxBackoffMs ?? 30_000,
  }
  const { fallback, onEvent, pendingInvalidations } = options
  return {
    ...settings,
    ...(fallback && { fallback }),
    ...(onEvent && { onEvent }),
    ...(pendingInvalidations && { pendingInvalidations }),
  }
}

/** Rounded down: where there are two places or more, others have one left. */
const threeQuartersOf = (limit: number): number => Math.max(1, Math.floor((limit * 3) / 4))

function problemsOf<Context>(options: EngineOptions<Context>): string[] {
  const problems: string[] = []
  const needs = (holds: boolean, problem: string): void => void (holds || problems.push(problem))
  needs(typeof options.store?.load === 'function', 'store is missing: open a page store and pass it')
  needs(
    options.fallback === undefined || options.fallback.coherence === 'immediate',
    'fallback must be a page store on this machine: pass one that is open, such as LMDB',
  )
  needs(typeof options.render === 'function', 'render is missing: pass the function that makes a page')
  needs(
    options.consistency === undefined || ['available', 'strict'].includes(options.consistency),
    "consistency must be 'available' or 'strict'",
  )
  needs(isName(options.deployment), 'deployment must be a non-empty string')
  needs(options.instance === undefined || isName(options.instance), 'instance must be a non-empty string')
  const needsLimit = (name: string, value: unknown, least: number, most: number): void => {
    const usable = value === undefined || (typeof value === 'number' && value >= least && value <= most)
    needs(usable, `${name} is ${String(value)}, but must be a number from ${least} to ${most}`)
  }
  const needsNumber = (name: NumericOption, least: number, most: number): void => {
    needsLimit(name, options[name], least, most)
  }
  needsNumber('memoryBytes', 0, Number.MAX_SAFE_INTEGER)
  needsNumber('regenerationTimeoutMs', 1, longestTimerMs)
  needsNumber('waitTimeoutMs', 1, longestTimerMs)
  needsNumber('revalidationTimeoutMs', 1, longestTimerMs)
  needsNumber('leaseTtlMs', 10, longestLeaseMs)
  needsNumber('maxConcurrentRenders', 1, 10_000)
  needsNumber('maxConcurrentRendersPerRoute', 1, 10_000)
  for (const [route, limits] of Object.entries(options.routes ?? {})) {
    needsLimit(`maxConcurrentRenders of the route ${route}`, limits.maxConcurrentRenders, 1, 10_000)
  }
  needsNumber('maxQueuedRenders', 0, 10_000_000)
  needsNumber('maxBackoffMs', 1, longestBackoffMs)
  return problems
}

type NumericOption = {
  [Name in keyof EngineOptions]-?: EngineOptions[Name] extends number | undefined ? Name : never
}[keyof EngineOptions]

const isName = (value: unknown): boolean => typeof value === 'string' && value !== ''
