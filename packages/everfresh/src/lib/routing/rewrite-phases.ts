/** The order in which rewrites apply, on the server and in browsers: until there is a page, or none of them is left. */
import type { RewritePhase } from './stages.ts'

export interface Phases<Url, Other> {
  /** A file, or a page of a fixed path. */
  isFixed(url: Url): boolean
  isFound(url: Url): boolean
  /** What the rules of one phase make of a URL, until `ends`. */
  rewrite(phase: RewritePhase, url: Url, ends: (url: Url) => boolean): Url | Other | undefined
  isUrl(result: Url | Other): result is Url
}

/** Rules of the first phase hide files and pages; those of the others stand back for them. */
export function throughPhases<Url, Other>(start: Url, phases: Phases<Url, Other>): Url | Other {
  const { isFixed, isFound, rewrite, isUrl } = phases
  const never = () => false
  const order = [
    ['beforeFiles', never, never],
    ['afterFiles', isFixed, isFound],
    ['fallback', isFound, isFound],
  ] as const
  let url = start
  for (const [phase, hides, ends] of order) {
    if (hides(url)) break
    const rewritten = rewrite(phase, url, ends)
    if (rewritten === undefined) continue
    if (!isUrl(rewritten)) return rewritten
    url = rewritten
  }
  return url
}

/** Applies rules one after the other, each to what the one before it made. Undefined where none applied. */
export function inTurn<Rule, Url, Other>(
  rules: readonly Rule[],
  start: Url,
  phases: Pick<Phases<Url, Other>, 'isUrl'> & {
    apply(rule: Rule, url: Url): Url | Other | undefined
    ends(url: Url): boolean
  },
): Url | Other | undefined {
  let url: Url | undefined
  for (const rule of rules) {
    const next = phases.apply(rule, url ?? start)
    if (next === undefined) continue
    if (!phases.isUrl(next) || phases.ends(next)) return next
    url = next
  }
  return url
}
