/** Decides whether a rule applies, by its source and its conditions. Runs in browsers too. */
import { capturedBy, type ConditionedRequest, type Conditions } from './conditions.ts'
import { type Bound, unbound } from './expression.ts'
import { paramOfText, type RuleParams } from './rule-params.ts'
import { type CompiledSource, sourceMatcher } from './rule-source.ts'

export type MatchRule = (pathname: string, request: ConditionedRequest) => RuleParams | undefined

/** Returns what the rule captured: of the path, and of what its conditions look at. */
export function ruleMatcher(source: CompiledSource, conditions: Conditions, bound: Bound = unbound): MatchRule {
  const match = sourceMatcher(source, bound)
  return (pathname, request) => {
    const params = match(pathname)
    const captured = params && capturedBy(conditions, request, bound)
    if (captured === undefined) return undefined
    return {
      ...params,
      ...Object.fromEntries(Object.entries(captured).map(([name, value]) => [name, paramOfText(value)])),
    }
  }
}
