/** What a deployment says of its middleware: which module it is, and which requests it runs for. */
import type { Conditions } from '../routing/conditions.ts'

/** The two names that its file may have. */
export type MiddlewareKind = 'middleware' | 'proxy'

export interface MatcherRecord extends Conditions {
  /** A pattern of paths, without base path. */
  readonly source: string
  /** The pattern names the locale itself. */
  readonly locale?: false | undefined
}

export interface MiddlewareRecord {
  readonly kind: MiddlewareKind
  /** It runs for requests that one of these matches; missing: for all. */
  readonly matchers?: readonly MatcherRecord[]
}

/** What of it outlives its source. */
export const recordOf = ({ kind, matchers }: MiddlewareRecord): MiddlewareRecord => ({
  kind,
  ...(matchers === undefined ? {} : { matchers }),
})
