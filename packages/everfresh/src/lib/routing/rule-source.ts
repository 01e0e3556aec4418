/** Matches paths with the source of a rule. Compiled where the rule is read, so that it runs in browsers too. */
import { type Key, regexpToFunction } from 'path-to-regexp'
import { type Bound, unbound } from './expression.ts'
import { paramOfPath, type RuleParams } from './rule-params.ts'

/** A source as data. */
export interface CompiledSource {
  readonly regexp: string
  readonly keys: readonly Key[]
}

export type MatchSource = (pathname: string) => RuleParams | undefined

/**
 * Upper and lower case are the same, as in Next.js. A path matches as it was asked for, or in the encoding that a browser
 * would have chosen: no spelling of a path goes around a rule.
 */
export function sourceMatcher({ regexp, keys }: CompiledSource, bound: Bound = unbound): MatchSource {
  // It asks nothing but `exec` of it.
  const expression = bound(new RegExp(regexp, 'i')) as RegExp
  const match = regexpToFunction<Record<string, string | string[] | undefined>>(expression, [...keys])
  return (pathname) => {
    const found = match(pathname) || (pathname.includes('%') && match(asWritten(pathname)))
    if (!found) return undefined
    const named = Object.entries(found.params).filter(
      (pair): pair is [string, string | string[]] => pair[1] !== undefined && !/^\d+$/.test(pair[0]),
    )
    return Object.fromEntries(named.map(([name, value]) => [name, paramOfPath(value)]))
  }
}

/** What needs no encoding has none, and the rest has upper-case digits. @throws URIError */
const asWritten = (pathname: string): string =>
  pathname
    .split('/')
    .map((segment) =>
      encodeURIComponent(decodeURIComponent(segment)).replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent),
    )
    .join('/')
