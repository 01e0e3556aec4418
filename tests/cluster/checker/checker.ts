/** Checks a history while it is made: what happened is told in the order in which it happened. */
import type { Answer, Fault, Read, RevalidationCall, RevalidationEnd, Visit } from './events.ts'
import { defaultLimits, type Limits, type RuleOf } from './rule.ts'
import { atomic } from './rules/atomic.ts'
import { bounded } from './rules/bounded.ts'
import { comesToRest } from './rules/comes-to-rest.ts'
import { instancesAgree } from './rules/instances-agree.ts'
import { lastGood } from './rules/last-good.ts'
import { once } from './rules/once.ts'
import { readYourWrites } from './rules/read-your-writes.ts'
import { versionsOnlyGrow } from './rules/versions-only-grow.ts'
import { Truth } from './truth.ts'

export const rules: readonly RuleOf[] = [
  readYourWrites,
  once,
  comesToRest,
  versionsOnlyGrow,
  instancesAgree,
  lastGood,
  atomic,
  bounded,
]

export interface Violation {
  /** `1 read your writes` */
  readonly rule: string
  readonly what: string
  /** ms of the history's clock. */
  readonly at: number
}

export interface Counts {
  visits: number
  /** Of them, answers that admit to be older than what was promised. */
  degraded: number
  /** Of them, those without any answer, from processes that were dead or frozen. */
  unanswered: number
  reads: number
  resolved: number
  rejected: number
  unknown: number
}

export class Checker {
  readonly truth = new Truth()
  readonly violations: Violation[] = []
  readonly counts: Counts = { visits: 0, degraded: 0, unanswered: 0, reads: 0, resolved: 0, rejected: 0, unknown: 0 }
  readonly #now: () => number
  readonly #rules

  constructor(now: () => number = () => performance.now(), limits: Partial<Limits> = {}) {
    this.#now = now
    this.#rules = rules.map((rule) => rule(this.truth, { ...defaultLimits, ...limits }))
  }

  now(): number {
    return this.#now()
  }

  /** Tells that a visit begins; the function returned, how it ended. */
  visit(of: Omit<Visit, 'startedAt'>): (answer: Omit<Answer, 'endedAt'>) => Answer {
    const visit = { ...of, startedAt: this.#now() }
    const asked = this.#rules.map((rule) => [rule, rule.onVisit?.(visit)] as const)
    return (given) => {
      const answer = { ...given, endedAt: this.#now() }
      this.counts.visits++
      if (answer.degraded !== undefined) this.counts.degraded++
      if (answer.status === 0) this.counts.unanswered++
      for (const [rule, check] of asked) this.#note(rule, check?.(answer))
      return answer
    }
  }

  /** Tells that a revalidation is called, after `version` was written; the function returned, how it ended. */
  revalidation(of: Omit<RevalidationCall, 'startedAt'>): (end: Omit<RevalidationEnd, 'endedAt'>) => RevalidationEnd {
    const call = { ...of, startedAt: this.#now() }
    this.truth.countRevalidation(call.path)
    const asked = this.#rules.map((rule) => [rule, rule.onRevalidation?.(call)] as const)
    return (given) => {
      const end = { ...given, endedAt: this.#now() }
      this.counts[end.outcome]++
      for (const [rule, check] of asked) this.#note(rule, check?.(end))
      if (end.outcome === 'resolved') this.truth.promise(call)
      return end
    }
  }

  read(of: Omit<Read, 'at'>): void {
    const read = { ...of, at: this.#now() }
    this.counts.reads++
    for (const rule of this.#rules) this.#note(rule, rule.onRead?.(read))
  }

  /** What was found since this was last asked. */
  takeViolations(): readonly Violation[] {
    return this.violations.splice(0)
  }

  /** Tells that something is broken until the function returned is called. */
  fault(name: string, on: string): () => void {
    const fault: Fault = { name, on, startedAt: this.#now(), endedAt: Infinity }
    this.truth.faults.push(fault)
    this.truth.restedAt = Infinity
    return () => (fault.endedAt = Math.min(fault.endedAt, this.#now()))
  }

  /** Tells that processes had to wait for their turn meanwhile. Nothing is excused by it but what misses a deadline. */
  busy(startedAt: number, endedAt: number): void {
    this.truth.noteBusy(startedAt, endedAt)
  }

  /** Tells that the store has lost what it had acknowledged. */
  loss(): void {
    this.truth.lostAt = this.#now()
  }

  /** Tells that nothing is broken any more, and everybody had time to notice: true until the next fault. */
  rest(): void {
    this.truth.restedAt = this.#now()
  }

  #note(rule: { readonly number: number; readonly name: string }, what: string | undefined): void {
    if (what !== undefined) this.violations.push({ rule: `${rule.number} ${rule.name}`, what, at: this.#now() })
  }
}
