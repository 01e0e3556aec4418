/** Applies one rewrite to a path: the same on the server and in browsers. */
import type { ConditionedRequest, Conditions } from './conditions.ts'
import { type Bound, unbound } from './expression.ts'
import { type CompiledDestination, destinationFiller, mergedSearch, namesPlaced } from './rule-destination.ts'
import { ruleMatcher } from './rule-matcher.ts'
import type { RuleParams } from './rule-params.ts'
import { isOfFramework, type RulePathSettings, type RuleScope, type RuleSubject, subjectsOf } from './rule-paths.ts'
import type { CompiledSource } from './rule-source.ts'

/** A rewrite as data. */
export interface CompiledRewrite extends Conditions, RuleScope {
  readonly pattern: CompiledSource
  /** Missing where a browser is not to know it. */
  readonly to?: CompiledDestination
}

/** A path with its query. */
export interface RewritableUrl {
  /** Percent-encoded; with i18n under its locale. */
  readonly pathname: string
  readonly search: string
}

/** Where a rewrite leads. */
export interface RewrittenUrl extends RewritableUrl {
  /** Of another server; undefined for a path of the site. */
  readonly origin: string | undefined
  /** The language that the path is to be in. */
  readonly locale: string | undefined
}

/** Undefined: the rule does not apply. */
export type ApplyRewrite = (
  url: RewritableUrl,
  request: Pick<ConditionedRequest, 'headers'>,
  subjects?: readonly RuleSubject[],
) => RewrittenUrl | 'unknown' | undefined

/** The applier answers `unknown` where the rule applies, and leads to where only the server knows. */
export function rewriteApplier(
  rule: CompiledRewrite,
  settings: RulePathSettings,
  bound: Bound = unbound,
): ApplyRewrite {
  const match = ruleMatcher(rule.pattern, rule, bound)
  const { to } = rule
  const fill = to && destinationFiller(to)
  const placed = to && namesPlaced(to)
  return (url, { headers }, subjects = subjectsOf(rule, url.pathname, settings)) => {
    if (isOfFramework(url.pathname) && !isOfFramework(rule.source)) return undefined
    for (const { pathname, locale } of subjects) {
      const params = match(pathname, { headers, search: url.search })
      if (params === undefined) continue
      if (fill === undefined) return 'unknown'
      const filled = fill(params)
      if (filled === undefined) continue
      const isTold = Object.keys(params).some((name) => placed!.has(name))
      const search = mergedSearch(url.search, filled.query, isTold ? [] : queryOfParams(params))
      return { origin: filled.origin, pathname: filled.pathname, search, locale }
    }
    return undefined
  }
}

/** A parameter that repeats makes a list. */
const queryOfParams = (params: RuleParams): [string, string][] =>
  Object.entries(params).flatMap(([name, { encoded, text, isList }]) =>
    isList
      ? (encoded as readonly string[]).map((part): [string, string] => [name, decodeURIComponent(part)])
      : [[name, text]],
  )
