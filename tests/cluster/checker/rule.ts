/** A rule that holds whatever breaks, and the moments at which it can be seen to be broken. */
import type { Answer, Read, RevalidationCall, RevalidationEnd, Visit } from './events.ts'
import type { Truth } from './truth.ts'

/** Each function answers what is wrong, or nothing. */
export interface Rule {
  /** As in DESIGN §4 and docs/concepts/invariants.md. */
  readonly number: number
  readonly name: string
  /** Called when a visit begins, since what it may be shown is decided by what was so before it. */
  onVisit?(visit: Visit): (answer: Answer) => string | undefined
  onRevalidation?(call: RevalidationCall): (end: RevalidationEnd) => string | undefined
  onRead?(read: Read): string | undefined
}

/** Made anew for each history, so that it may remember. */
export type RuleOf = (truth: Truth, limits: Limits) => Rule

export interface Limits {
  /** How long a visitor waits at most while something is broken, ms. */
  readonly visitMs: number
  /** How long a revalidation takes at most until it resolves or rejects, ms. */
  readonly revalidationMs: number
}

export const defaultLimits: Limits = { visitMs: 15_000, revalidationMs: 40_000 }
