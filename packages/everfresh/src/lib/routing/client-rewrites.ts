/** What browsers are told of a site's rewrites: what they can decide themselves, and no more. */
import { compileDestination, compileSource } from './compile-rule.ts'
import type { Condition } from './conditions.ts'
import type { CompiledRewrite } from './rewrite-rule.ts'
import type { RewriteRule, RoutingRules } from './rule-types.ts'
import type { RewritePhase } from './stages.ts'

/** Undefined where a site has no rewrites. */
export function clientRewritesOf(
  rules: RoutingRules | undefined,
): Readonly<Record<RewritePhase, readonly CompiledRewrite[]>> | undefined {
  const { beforeFiles = [], afterFiles = [], fallback = [] } = rules?.rewrites ?? {}
  if (beforeFiles.length + afterFiles.length + fallback.length === 0) return undefined
  return {
    beforeFiles: beforeFiles.map(forBrowsers),
    afterFiles: afterFiles.map(forBrowsers),
    fallback: fallback.map(forBrowsers),
  }
}

/** Addresses of other servers, and values of headers, are nobody's business. */
function forBrowsers({ destination, has, missing, ...scope }: RewriteRule): CompiledRewrite {
  const pattern = compileSource(scope.source)
  if (![...(has ?? []), ...(missing ?? [])].every(isKnownToBrowsers)) return { ...scope, pattern }
  const conditions = { ...(has && { has }), ...(missing && { missing }) }
  const to = destination.startsWith('/') ? compileDestination(destination) : undefined
  return { ...scope, ...conditions, pattern, ...(to && { to }) }
}

const isKnownToBrowsers = (condition: Condition): boolean =>
  condition.type !== 'header' || ['host', 'user-agent'].includes(condition.key.toLowerCase())
