/** Decides which requests middleware runs for. When in doubt it runs: it may be all that protects a page. */
import type { IncomingHttpHeaders } from 'node:http'
import type { CanonicalUrl } from '@everfresh/server'
import { type I18nSettings, splitLocale } from '../routes/locale-path.ts'
import { bounded } from '../routing/bounded-expression.ts'
import { capturedBy } from '../routing/conditions.ts'
import { sourcePattern } from '../routing/source-pattern.ts'
import type { MatcherRecord, MiddlewareRecord } from './middleware-record.ts'
import { spellingsOf } from './spelling.ts'

/** @param url With i18n under its locale, unless it has none. */
export type Matches = (url: CanonicalUrl, headers: IncomingHttpHeaders) => boolean

type LocaleRules = Pick<I18nSettings, 'locales'>

export function createMatches(matchers: readonly MatcherRecord[] | undefined, i18n?: LocaleRules): Matches {
  if (matchers === undefined) return () => true
  const compiled = matchers.map((matcher) => {
    const { regexp } = sourcePattern(matcher.source)
    // Rewrites take upper and lower case for the same, so that one path of theirs has many spellings, too.
    return { ...matcher, expressions: [bounded(regexp), bounded(new RegExp(regexp, 'i'))] }
  })
  return ({ pathname, search }, headers) => {
    const withoutLocale = i18n === undefined ? pathname : splitLocale(pathname, i18n.locales).pathname
    const [inside, whole] = [spellingsOf(withoutLocale), spellingsOf(pathname)]
    return compiled.some(({ expressions, locale, has, missing }) => {
      // A pattern that names locales itself may mean paths that name none, too.
      const candidates = locale === false ? [...whole, ...inside] : [...inside]
      const isMeant = candidates.some((path) => expressions.some((expression) => expression.exec(path) !== null))
      return isMeant && capturedBy({ has, missing }, { headers, search }, bounded) !== undefined
    })
  }
}

/** For browsers: regular expressions of all paths that middleware may run for. */
export const expressionsOf = ({ matchers }: MiddlewareRecord): string[] =>
  matchers?.map(({ source, locale }) => (locale === false ? '' : sourcePattern(source).regexp.source)) ?? ['']
