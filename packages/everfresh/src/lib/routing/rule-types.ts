/** The configuration's redirects, rewrites and headers: checked, as a deployment's manifest holds them. */
import type { RedirectTarget } from '@everfresh/server'
import type { Conditions } from './conditions.ts'
import type { RewritePhase } from './stages.ts'

interface Rule extends Conditions {
  /** A pattern of paths in the syntax of path-to-regexp 6, e.g. `/blog/:slug` or `/docs/:path*`. */
  readonly source: string
  /** False: `source` and `destination` are whole paths, and need not be below the base path. */
  readonly basePath?: false | undefined
  /** False: `source` and `destination` name their locale themselves; else the rule applies in every language. */
  readonly locale?: false | undefined
}

export interface RedirectRule extends Rule {
  /** A path with the parameters of `source`, or a URL with a scheme. */
  readonly destination: string
  readonly status: RedirectTarget['status']
}

export interface RewriteRule extends Rule {
  /** A path, or the URL of another server. */
  readonly destination: string
}

export interface HeaderRule extends Rule {
  readonly headers: readonly { readonly key: string; readonly value: string }[]
}

export interface RoutingRules {
  readonly redirects: readonly RedirectRule[]
  readonly rewrites: Readonly<Record<RewritePhase, readonly RewriteRule[]>>
  readonly headers: readonly HeaderRule[]
}

export const noRules: RoutingRules = {
  redirects: [],
  rewrites: { beforeFiles: [], afterFiles: [], fallback: [] },
  headers: [],
}
