/** `redirects`, `rewrites` and `headers` of the configuration, applied to requests. */
import { validateHeaderName, validateHeaderValue, type ServerResponse } from 'node:http'
import { canonicalise, type CanonicalUrl, type HandlerTarget, type RedirectTarget } from '@everfresh/server'
import { withLocale, type I18nSettings } from '../routes/locale-path.ts'
import { bounded } from './bounded-expression.ts'
import { compileDestination, compileSource } from './compile-rule.ts'
import { defaultLocaleOf } from './locales.ts'
import { inTurn } from './rewrite-phases.ts'
import { rewriteApplier, type RewrittenUrl } from './rewrite-rule.ts'
import { destinationFiller, mergedSearch } from './rule-destination.ts'
import { type MatchRule, ruleMatcher } from './rule-matcher.ts'
import { fillText, type RuleParams } from './rule-params.ts'
import { below, isOfFramework, type RuleScope, type RuleSubject, subjectsOf } from './rule-paths.ts'
import type { HeaderRule, RedirectRule, RewriteRule, RoutingRules } from './rule-types.ts'
import type { Passage, RewritePhase, Rewritten, RuleStage } from './stages.ts'

export interface RuleSettings {
  readonly basePath: string
  readonly i18n?: I18nSettings | undefined
  /** In development nothing is to be kept by a browser, whatever the rules say. */
  readonly isDevelopment: boolean
  /** Answers with what another server says. */
  proxy(target: URL, source: string): HandlerTarget
}

/** What a rule found in a request. */
interface Applied extends RuleSubject {
  readonly params: RuleParams
}

type Apply = (passage: Passage, isOutside?: boolean) => Applied | undefined

export function createRuleStage(rules: RoutingRules, settings: RuleSettings): RuleStage {
  const headers = rules.headers.map((rule) => headerSetter(rule, settings))
  const redirects = rules.redirects.map((rule) => redirector(rule, settings))
  const rewritersOf = (list: readonly RewriteRule[]) => list.map((rule) => rewriter(rule, settings))
  const rewriters: Record<RewritePhase, Rewriter[]> = {
    beforeFiles: rewritersOf(rules.rewrites.beforeFiles),
    afterFiles: rewritersOf(rules.rewrites.afterFiles),
    fallback: rewritersOf(rules.rewrites.fallback),
  }

  const setHeaders = (passage: Passage, isOutside = false) => {
    for (const set of headers) set(passage, isOutside)
  }
  const redirect = (passage: Passage, isOutside = false) => firstOf(redirects, (one) => one(passage, isOutside))

  return {
    setHeaders: (passage) => setHeaders(passage),
    redirect: (passage) => redirect(passage),

    rewrite: (phase, passage, isFound) =>
      inTurn<Rewriter, UrlTarget, HandlerTarget>(
        rewriters[phase],
        { kind: 'url', url: passage.url },
        {
          apply: (rewrite, { url }) => rewrite({ ...passage, url }),
          ends: ({ url }) => isFound(url),
          isUrl: (target) => target.kind === 'url',
        },
      ),

    routeOutside(passage) {
      setHeaders(passage, true)
      const found = redirect(passage, true)
      if (found !== undefined) return found
      const all = [...rewriters.beforeFiles, ...rewriters.afterFiles, ...rewriters.fallback]
      const rewritten = firstOf(all, (rewrite) => rewrite(passage, true))
      return rewritten?.kind === 'handler' ? rewritten : undefined
    },
  }
}

function firstOf<Item, Result>(items: readonly Item[], ask: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = ask(item)
    if (result !== undefined) return result
  }
  return undefined
}

type HeaderSetter = (passage: Passage, isOutside: boolean) => void
type Redirector = (passage: Passage, isOutside: boolean) => RedirectTarget | undefined
type Rewriter = (passage: Passage, isOutside?: boolean) => Rewritten | undefined
type UrlTarget = Extract<Rewritten, { kind: 'url' }>

function applier(rule: HeaderRule | RedirectRule | RewriteRule, settings: RuleSettings): Apply {
  const match: MatchRule = ruleMatcher(compileSource(rule.source), rule, bounded)
  const scope: RuleScope = rule
  return ({ url, request: { headers } }, isOutside = false) => {
    if (isOutside && scope.basePath !== false) return undefined
    const subjects = isOutside
      ? [{ pathname: url.pathname, locale: undefined }]
      : subjectsOf(scope, url.pathname, settings)
    return firstOf(subjects, (subject) => {
      const params = match(subject.pathname, { headers, search: url.search })
      return params && { ...subject, params }
    })
  }
}

function headerSetter(rule: HeaderRule, settings: RuleSettings): HeaderSetter {
  const apply = applier(rule, settings)
  return (passage, isOutside) => {
    const applied = apply(passage, isOutside)
    if (applied === undefined) return
    for (const { key, value } of rule.headers) {
      setHeader(
        passage.response,
        fillText(key, applied.params, 'raw'),
        fillText(value, applied.params, 'raw'),
        settings,
      )
    }
  }
}

function setHeader(response: ServerResponse, name: string, value: string, { isDevelopment }: RuleSettings): void {
  if (!isValidHeader(name, value)) return
  const lower = name.toLowerCase()
  if (lower === 'cache-control' && isDevelopment) return
  if (lower === 'set-cookie') response.appendHeader(name, value)
  else response.setHeader(name, value)
}

/** What a visitor put into it may be nothing that a header can hold. */
function isValidHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}

function redirector(rule: RedirectRule, settings: RuleSettings): Redirector {
  const apply = applier(rule, settings)
  const fill = destinationFiller(compileDestination(rule.destination))
  return (passage, isOutside) => {
    if (isOfFramework(passage.url.pathname)) return undefined
    const applied = apply(passage, isOutside)
    const filled = applied && fill(applied.params)
    if (filled === undefined) return undefined
    const { pathname, query, hash } = filled
    const search = mergedSearch(passage.url.search, query)
    const basePath = rule.basePath === false ? '' : settings.basePath
    const address =
      filled.origin === undefined
        ? below(basePath, shown(pathname, applied!, passage, settings))
        : filled.origin + pathname
    return { kind: 'redirect', status: rule.status, location: address + search + hash }
  }
}

/** The locale that paths have without naming one is not named. */
function shown(pathname: string, { locale }: Applied, { request }: Passage, { i18n }: RuleSettings): string {
  const isImplied = i18n !== undefined && locale === defaultLocaleOf(i18n, request)
  return isImplied ? pathname : withLocale(pathname, locale)
}

function rewriter(rule: RewriteRule, settings: RuleSettings): Rewriter {
  const compiled = { ...rule, pattern: compileSource(rule.source), to: compileDestination(rule.destination) }
  const apply = rewriteApplier(compiled, settings, bounded)
  return (passage, isOutside = false) => {
    if (isOutside && rule.basePath !== false) return undefined
    const { url, request } = passage
    const applied = apply(url, request, isOutside ? [{ pathname: url.pathname, locale: undefined }] : undefined)
    if (applied === undefined || applied === 'unknown') return undefined
    const { origin, search } = applied
    if (origin === undefined) return { kind: 'url', url: located(localised(applied, passage) + search) }
    if (hasDotSegments(applied.pathname)) throw new URIError(`The rewritten path ${applied.pathname} leads elsewhere.`)
    const target = origin + applied.pathname + search
    return URL.canParse(target) ? settings.proxy(new URL(target), rule.source) : undefined
  }
}

/** A value of a query, a header or a cookie may have them, and would lead out of the folder that its rule names. */
const hasDotSegments = (pathname: string): boolean => /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(pathname)

/** Files and API routes are in no language. */
function localised({ pathname, locale }: RewrittenUrl, { isFile }: Passage): string {
  if (locale === undefined) return pathname
  const isInNone = /^\/(?:api|_next)(?:\/|$)/.test(pathname) || isFile(pathname)
  return isInNone ? pathname : withLocale(pathname, locale)
}

/** A rewritten URL goes through what every URL goes through: it may hold what a visitor wrote. @throws URIError */
function located(target: string): CanonicalUrl {
  const options = { basePath: '', trailingSlash: false }
  const first = canonicalise(target, options)
  const canonical = first.kind === 'redirect' ? canonicalise(first.location, options) : first
  if (canonical.kind !== 'url') throw new URIError(`The rewritten path ${target} is no valid path.`)
  return canonical.url
}
