/** How long an answer may be used, and how old it is when it arrives (RFC 9111 §4.2, RFC 5861). Pure; seconds and epoch ms. */
import { cachingRulesOf, secondsOf, type CachingRules } from './directives.ts'
import { combined, type Fields } from './fields.ts'
import { parseHttpDate } from './http-date.ts'

export interface Freshness {
  /** Seconds after its generation until it is stale. */
  readonly lifetime: number
  /** How old it was when it arrived, seconds. */
  readonly initialAge: number
  /** Seconds for which it may be shown stale while it is asked for anew; 0 where nobody allowed that. */
  readonly staleWhileRevalidate: number
  /** Seconds for which it may be shown stale because asking anew failed; 0 where nobody allowed that. */
  readonly staleIfError: number
}

/**
 * What `fields` say about the time of an answer that arrived at `now` (epoch ms).
 *
 * No freshness is made up for what says nothing of it: its lifetime is 0.
 */
export function freshnessOf(fields: Fields, now: number, rules: CachingRules = cachingRulesOf(fields)): Freshness {
  const { directives } = rules
  const mustAsk = forbidsStale(directives)
  const window = (name: string): number => (mustAsk ? 0 : windowOf(directives, name))
  return {
    lifetime: directives.has('no-cache') ? 0 : lifetimeOf(fields, rules, now),
    initialAge: initialAgeOf(fields, now),
    staleWhileRevalidate: window('stale-while-revalidate'),
    staleIfError: window('stale-if-error'),
  }
}

/**
 * `s-maxage` means `proxy-revalidate`, too (RFC 9111 §5.2.2.10), but an explicit window says that stale answers are welcome:
 * that is what whoever writes both asks for (RFC 5861).
 */
export const forbidsStale = (directives: CachingRules['directives']): boolean =>
  directives.has('must-revalidate') || directives.has('proxy-revalidate') || directives.has('no-cache')

/** A window without a number is one without an end: Next.js writes it so. */
function windowOf(directives: CachingRules['directives'], name: string): number {
  if (directives.get(name) === true) return Infinity
  const seconds = secondsOf(directives, name)
  return seconds === undefined || Number.isNaN(seconds) ? 0 : seconds
}

/** The first that is there counts, also where it cannot be read: then nothing is fresh (RFC 9111 §4.2.1). */
function lifetimeOf(fields: Fields, { directives, isTargeted }: CachingRules, now: number): number {
  for (const name of ['s-maxage', 'max-age']) {
    const seconds = secondsOf(directives, name)
    if (seconds !== undefined) return Number.isNaN(seconds) ? 0 : seconds
  }
  const expires = isTargeted ? undefined : combined(fields, 'expires')
  if (expires === undefined) return 0
  const at = parseHttpDate(expires, now)
  return at === undefined ? 0 : Math.max(0, (at - dateOf(fields, now)) / 1000)
}

const dateOf = (fields: Fields, now: number): number => parseHttpDate(combined(fields, 'date') ?? '', now) ?? now

/** RFC 9111 §4.2.3. A list of ages is a proxy's mistake: its first member counts. What is no number is ignored (§5.1). */
function initialAgeOf(fields: Fields, now: number): number {
  const apparent = Math.max(0, (now - dateOf(fields, now)) / 1000)
  const age = combined(fields, 'age')?.split(',')[0]?.trim()
  return age !== undefined && /^\d+$/.test(age) ? Math.max(apparent, Number(age)) : apparent
}

/** Whether an answer says when it is stale, so that a cache need not guess. */
export function hasExplicitFreshness(fields: Fields, { directives, isTargeted }: CachingRules): boolean {
  const isNamed = directives.has('s-maxage') || directives.has('max-age')
  return isNamed || (!isTargeted && combined(fields, 'expires') !== undefined)
}
