/** Stops regenerating a route behind visitors' backs while its pages keep failing: their source is down, and trying all does not help it. */
import type { Clock } from './clock.ts'
import type { PageRef } from './engine.ts'
import type { Emit } from './events.ts'
import type { Outcome } from './outcome.ts'
import { routeOf } from './route.ts'

/** Failures that no success makes up for, after which a route counts as broken. */
const failuresToBreak = 10
/** Failures before a pause as long as this say nothing about now, ms. */
const forgetAfterMs = 60_000
const firstPauseMs = 1_000

interface RouteFailures {
  /** How many more failed than succeeded. */
  count: number
  lastAt: number
  lastPath: string
  /** Set while it is broken. */
  pauseMs: number | undefined
  brokenAt: number
  retryAt: number
  /** A page was let through to try, and has not failed yet. */
  isTried: boolean
}

export interface RouteBreakerOptions {
  readonly clock: Clock
  readonly random: () => number
  readonly maxPauseMs: number
  readonly emit: Emit
  /** Whether a regeneration behind somebody's back of that route waits or is under way. */
  isTrying(route: string): boolean
  /** Drops what waits of it behind visitors' backs. Not waited for. */
  onBroken(route: string): void | Promise<void>
}

/**
 * Of routes that fail. Each success makes up for a failure; ten failures more than successes break the route. Then one stale
 * page of it may try after 1 s, doubling up to `maxPauseMs`, and the first success of any of its pages mends it.
 *
 * Visitors of pages without a version, and who revalidates a page, try all the same: within the places that the route has
 * they are in nobody's way, and theirs may be the page that succeeds.
 */
export class RouteBreakers {
  readonly #options: RouteBreakerOptions
  /** Only of routes that failed lately. */
  readonly #failing = new Map<string, RouteFailures>()

  constructor(options: RouteBreakerOptions) {
    this.#options = options
  }

  isBroken(route: string): boolean {
    return this.#failing.get(route)?.pauseMs !== undefined
  }

  broken(): string[] {
    return [...this.#failing.keys()].filter((route) => this.isBroken(route))
  }

  /** Whether a stale page of the route may be regenerated behind its visitor's back now. Who is told so is to do it. */
  admits(route: string): boolean {
    if (this.#failing.size === 0) return true
    const failures = this.#failing.get(route)
    if (failures?.pauseMs === undefined) return true
    const { clock, isTrying } = this.#options
    if (clock.monotonic() < failures.retryAt || isTrying(route)) return false
    failures.isTried = true
    // Should it come to nothing, because others have the page in hand, somebody else tries after another pause.
    this.#pause(failures, failures.pauseMs)
    return true
  }

  /** Takes note of how a regeneration ended. */
  ended(page: PageRef, outcome: Outcome): void {
    if (outcome.kind === 'published' || outcome.kind === 'unpublished') this.#succeeded(routeOf(page))
    else if (outcome.kind === 'failed' && isOfPage(outcome)) this.#failed(page, outcome.error)
  }

  #succeeded(route: string): void {
    if (this.#failing.size === 0) return
    const failures = this.#failing.get(route)
    if (failures === undefined) return
    if (failures.pauseMs === undefined && --failures.count > 0) return
    this.#failing.delete(route)
    if (failures.pauseMs === undefined) return
    const brokenForMs = this.#options.clock.monotonic() - failures.brokenAt
    this.#options.emit({ type: 'route-recovered', route, brokenForMs })
  }

  #failed(page: PageRef, error: unknown): void {
    const route = routeOf(page)
    const now = this.#options.clock.monotonic()
    const failures = this.#failing.get(route)
    if (failures === undefined || (failures.pauseMs === undefined && now - failures.lastAt > forgetAfterMs)) {
      const none = { pauseMs: undefined, brokenAt: 0, retryAt: 0, isTried: false }
      this.#failing.set(route, { count: 1, lastAt: now, lastPath: page.path, ...none })
      return
    }
    failures.lastAt = now
    if (failures.pauseMs !== undefined) return this.#prolong(failures, failures.pauseMs)
    // A page that fails again and again is no sign of others: its own backoff sees to it.
    if (failures.lastPath !== page.path) failures.count++
    failures.lastPath = page.path
    if (failures.count < failuresToBreak) return
    failures.brokenAt = now
    this.#pause(failures, firstPauseMs)
    this.#options.emit({ type: 'route-broken', route, failures: failures.count, error })
    void this.#options.onBroken(route)
  }

  /** What began before the pause, and fails during it, says nothing new. */
  #prolong(failures: RouteFailures, pauseMs: number): void {
    const isNews = failures.isTried || this.#options.clock.monotonic() >= failures.retryAt
    failures.isTried = false
    if (isNews) this.#pause(failures, 2 * pauseMs)
  }

  /** Less up to a fifth, so that instances do not try together. */
  #pause(failures: RouteFailures, pauseMs: number): void {
    const { clock, maxPauseMs, random } = this.#options
    failures.pauseMs = Math.min(pauseMs, maxPauseMs)
    failures.retryAt = clock.monotonic() + failures.pauseMs * (1 - 0.2 * random())
  }
}

/** Its code failed, or took too long. Full queues and unreachable stores are nobody's fault here. */
const isOfPage = ({ error }: Extract<Outcome, { kind: 'failed' }>): boolean =>
  error.code === 'REGENERATION_FAILED' || error.code === 'REGENERATION_TIMED_OUT'
