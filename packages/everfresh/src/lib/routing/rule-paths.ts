/** Which path a rule looks at, and where its destination is: below the base path, and in the language of the page, or not. */
import { splitLocale, withLocale } from '../routes/locale-path.ts'

/** How the site's URLs are made. */
export interface RulePathSettings {
  readonly basePath: string
  readonly i18n?: { readonly locales: readonly string[]; readonly defaultLocale: string } | undefined
}

/** Where a rule belongs. */
export interface RuleScope {
  readonly source: string
  readonly basePath?: false | undefined
  readonly locale?: false | undefined
}

/** A path that is looked at for a rule, in the language that it is in. */
export interface RuleSubject {
  readonly pathname: string
  /** The locale that its destinations get; undefined where they say it themselves, or where there is none. */
  readonly locale: string | undefined
}

/**
 * What a rule is asked of a path below the base path. The framework's own files and data are left to rules that speak of
 * them.
 *
 * @throws URIError
 */
export function subjectsOf(scope: RuleScope, pathname: string, { basePath, i18n }: RulePathSettings): RuleSubject[] {
  if (scope.basePath === false) return [{ pathname: below(basePath, pathname), locale: undefined }]
  if (i18n === undefined) return [{ pathname, locale: undefined }]
  const split = splitLocale(pathname, i18n.locales)
  if (scope.locale !== false) return [split]
  const asGiven = { pathname, locale: undefined }
  // API routes and files are in no language; a rule that names one means the default one's.
  return split.locale === undefined
    ? [{ pathname: withLocale(pathname, i18n.defaultLocale), locale: undefined }, asGiven]
    : [asGiven]
}

/** A path below another one, for visitors. */
export const below = (prefix: string, pathname: string): string =>
  prefix !== '' && pathname === '/' ? prefix : prefix + pathname

export const isOfFramework = (pathname: string): boolean => pathname === '/_next' || pathname.startsWith('/_next/')
