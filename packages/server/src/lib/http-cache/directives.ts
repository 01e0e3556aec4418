/** What an answer says about being kept, read from its fields. */
import { combined, type Fields } from './fields.ts'

/** A directive's argument; `true` where it has none. Names are in lower case. */
export type Directives = ReadonlyMap<string, string | true>

/** RFC 9111 §1.2.2: whoever cannot count further takes this for infinity. */
const mostSeconds = 2 ** 31

/** A token, an optional argument that is a token or quoted, and whatever else stands before the next comma. */
const directive = /\s*([^\s,=;"]+)\s*(?:(=)\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*)))?[^,]*(?:,|$)/y

/**
 * Reads a list of directives (RFC 9111 §5.2). Of a directive that is there twice, the first counts (§4.2.1). What stands in
 * quotes is an argument, whatever it looks like.
 */
export function directivesIn(value: string): Directives {
  const directives = new Map<string, string | true>()
  for (let index = 0; index < value.length;) {
    directive.lastIndex = index
    const match = directive.exec(value)
    if (match === null) {
      // Nothing that is a name begins here, as in `,,` or `=7`: go on behind the next comma.
      const comma = value.indexOf(',', index)
      if (comma === -1) break
      index = comma + 1
      continue
    }
    const [whole, name = '', equals, quoted, plain] = match
    const argument = quoted === undefined ? plain?.trim() : quoted.replace(/\\(.)/g, '$1')
    const key = name.toLowerCase()
    if (!directives.has(key)) directives.set(key, equals === undefined ? true : (argument ?? ''))
    index += whole.length
  }
  return directives
}

/** Seconds (RFC 9111 §1.2.2). `NaN` for an argument that is no number, undefined where there is no such directive. */
export function secondsOf(directives: Directives, name: string): number | undefined {
  const argument = directives.get(name)
  if (argument === undefined) return undefined
  return argument !== true && /^\d+$/.test(argument) ? Math.min(Number(argument), mostSeconds) : NaN
}

export interface CachingRules {
  readonly directives: Directives
  /** Said to caches like this one alone, so that `Cache-Control` and `Expires` do not count (RFC 9213 §2.2). */
  readonly isTargeted: boolean
}

/** What holds for this cache: `CDN-Cache-Control` where it can be read, otherwise `Cache-Control`. */
export function cachingRulesOf(fields: Fields): CachingRules {
  const targeted = combined(fields, 'cdn-cache-control')
  const dictionary = targeted === undefined ? undefined : dictionaryIn(targeted)
  if (dictionary !== undefined && dictionary.size > 0) return { directives: dictionary, isTargeted: true }
  return { directives: directivesIn(combined(fields, 'cache-control') ?? ''), isTargeted: false }
}

const key = '[a-z*][a-z0-9_.*-]*'
const item = String.raw`-?\d{1,15}(?:\.\d{1,3})?|"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"|[a-zA-Z*][!#$%&'*+.^_\`|~\w:/-]*|\?[01]|:[A-Za-z0-9+/=]*:`
const member = new RegExp(`(${key})(?:=(${item}))?((?: *; *${key}(?:=(?:${item}))?)*)`, 'y')
const separator = /[ \t]*,[ \t]*/y

/**
 * Reads a dictionary of structured fields (RFC 9651 §4.2.2). Undefined where it is malformed, which means: as if it were not
 * there. Of a member that is there twice, the last counts. Integers become text; what is not an integer is kept as it is
 * written, so that it is not taken for one.
 */
function dictionaryIn(value: string): Directives | undefined {
  const text = value.replace(/^ +| +$/g, '')
  const members = new Map<string, string | true>()
  for (let index = 0; index < text.length;) {
    member.lastIndex = index
    const match = member.exec(text)
    if (match === null) return undefined
    const [whole, name = '', argument] = match
    members.delete(name)
    if (argument !== '?0') members.set(name, argument === undefined || argument === '?1' ? true : argument)
    index += whole.length
    if (index === text.length) break
    separator.lastIndex = index
    const comma = separator.exec(text)
    // A comma at the end is an error, too.
    if (comma === null || index + comma[0].length === text.length) return undefined
    index += comma[0].length
  }
  return members
}
