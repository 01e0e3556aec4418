/** Matches paths with the patterns of `matcher` and of the configuration's rules: `/blog/:slug`, `/docs/:path*`, `/((?!api).*)`. */
import { type Key, pathToRegexp } from 'path-to-regexp'

/** What a pattern's parameters stand for, as they were in the path. Those that match nothing are missing. */
export type SourceParams = Readonly<Record<string, string>>

export interface SourcePattern {
  readonly source: string
  /** For whoever matches elsewhere, e.g. in a browser. */
  readonly regexp: RegExp
  /** Compares the whole path, with or without a slash at its end. Upper and lower case differ, as they do in URLs. */
  match(pathname: string): SourceParams | undefined
}

/** @throws Error that says what is wrong with `source`: its syntax, or a missing slash in front. */
export function sourcePattern(source: string): SourcePattern {
  if (!source.startsWith('/')) throw new TypeError('it must begin with a slash')
  const keys: Key[] = []
  const regexp = pathToRegexp(source, keys, { sensitive: true, strict: false })
  return {
    source,
    regexp,
    match(pathname) {
      const found = regexp.exec(pathname)
      if (found === null) return undefined
      const params = keys.map(({ name }, index) => [String(name), found[index + 1]] as const)
      return Object.fromEntries(params.filter((pair): pair is [string, string] => pair[1] !== undefined))
    },
  }
}
