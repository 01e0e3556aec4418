/**
 * Finds which page of this site the server would show under a path, by the rewrites of the configuration. It is part of the
 * browser's code only where a site has rewrites.
 */
import { splitLocale, withLocale } from '../routes/locale-path.ts'
import { inTurn, throughPhases } from '../routing/rewrite-phases.ts'
import { type CompiledRewrite, type RewritableUrl, rewriteApplier, type RewrittenUrl } from '../routing/rewrite-rule.ts'
import type { RulePathSettings } from '../routing/rule-paths.ts'
import type { RewritePhase } from '../routing/stages.ts'
import { withoutTrailingSlash } from './url.ts'

export type ClientRewrites = Readonly<Record<RewritePhase, readonly CompiledRewrite[]>>

/** What the browser knows of its request that a rule may ask for. */
export interface RewriterEnvironment {
  readonly host: string
  readonly userAgent: string
  readonly cookie: string
}

export interface KnownPages {
  /** Whether a page has this very path. */
  isFixed(pathname: string): boolean
  isKnown(pathname: string): boolean
}

/** Undefined: another server answers, or only this site's server knows. Paths are without locale and base path. */
export type Rewriter = (url: RewritableUrl, locale: string | undefined, known: KnownPages) => RewritableUrl | undefined

const here = (): RewriterEnvironment => ({
  host: window.location.host,
  userAgent: window.navigator.userAgent,
  cookie: document.cookie,
})

export function createRewriter(
  rewrites: ClientRewrites,
  settings: RulePathSettings,
  environment: () => RewriterEnvironment = here,
): Rewriter {
  const locales = settings.i18n?.locales ?? []
  const bare = ({ pathname }: RewritableUrl) => splitLocale(pathname, locales).pathname
  const appliersOf = (rules: readonly CompiledRewrite[]) => rules.map((rule) => rewriteApplier(rule, settings))
  const appliers = {
    beforeFiles: appliersOf(rewrites.beforeFiles),
    afterFiles: appliersOf(rewrites.afterFiles),
    fallback: appliersOf(rewrites.fallback),
  }
  const isUrl = (result: RewritableUrl | 'document'): result is RewritableUrl => result !== 'document'

  return (url, locale, { isFixed, isKnown }) => {
    const { host, userAgent, cookie } = environment()
    const request = { headers: { host, 'user-agent': userAgent, cookie } }
    const start = { pathname: withLocale(withoutTrailingSlash(url.pathname), locale), search: url.search }
    const led = throughPhases<RewritableUrl, 'document'>(start, {
      isFixed: (one) => isFixed(bare(one)),
      isFound: (one) => isKnown(bare(one)),
      isUrl,
      rewrite: (phase, from, ends) =>
        inTurn(appliers[phase], from, { isUrl, ends, apply: (apply, one) => localOf(apply(one, request)) }),
    })
    if (led === start) return url
    return led === 'document' ? undefined : { pathname: bare(led), search: led.search }
  }
}

function localOf(result: RewrittenUrl | 'unknown' | undefined): RewritableUrl | 'document' | undefined {
  if (result === undefined) return undefined
  if (result === 'unknown' || result.origin !== undefined) return 'document'
  return { pathname: withLocale(withoutTrailingSlash(result.pathname), result.locale), search: result.search }
}
