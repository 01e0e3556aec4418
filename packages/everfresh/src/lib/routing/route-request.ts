/**
 * The order in which locales, the configuration's rules and middleware decide what a URL means: locale, headers, redirects,
 * middleware, `beforeFiles`, files and fixed pages, `afterFiles`, dynamic pages, `fallback`. The same in `start` and `dev`.
 */
import type { CanonicalUrl, HandlerTarget, Routed, RoutingRequest } from '@everfresh/server'
import { dataPathOf, pageOfDataPath } from '../routes/data-path.ts'
import { assetOutside } from './asset-path.ts'
import { throughPhases } from './rewrite-phases.ts'
import { tellRewrite } from './tell-rewrite.ts'
import type { Passage, RoutingStages, RuleStage } from './stages.ts'

/** What a site can answer, for rules that apply only where there is nothing yet. */
export interface KnownUrls {
  /** A page or API route whose path is fixed, whatever its query. */
  isFixed(url: CanonicalUrl): boolean
  /** Any page or API route, dynamic ones included, that may have this path (B59). */
  isKnown(url: CanonicalUrl): boolean
}

export type RouteRequest = (request: RoutingRequest) => Routed | Promise<Routed>
export type RouteOutside = (request: RoutingRequest) => Routed | undefined

/** Undefined where a site has no stage: its URLs are looked up as they are. */
export function createRouteRequest(stages: RoutingStages, known: KnownUrls, basePath = ''): RouteRequest | undefined {
  const { locales, rules, middleware } = stages
  if (locales === undefined && rules === undefined && middleware === undefined) return undefined

  return (request) => {
    const located = locales?.locate(request)
    if (located?.kind === 'redirect') return located
    const passage: Passage = { ...request, url: located?.url ?? request.url }
    if (request.isRevalidation) return { kind: 'url', url: passage.url }
    rules?.setHeaders(passage)
    const redirect = rules?.redirect(passage)
    if (redirect !== undefined) return redirect
    const running = middleware?.run(passage)
    if (running === undefined) return rewrite(passage, request)
    return running.then((routed) =>
      routed.kind === 'url' ? rewrite({ ...passage, url: routed.url }, request) : routed,
    )
  }

  function rewrite(start: Passage, request: RoutingRequest): Routed {
    if (rules === undefined) return { kind: 'url', url: start.url }
    // Clients resolve rewrites themselves, but for what middleware has a say in: that they ask for by its own path.
    const data = middleware === undefined ? undefined : pageOfDataPath(start.url.pathname)
    if (data === undefined) return rewritePage(start, request, rules)
    const page = { pathname: data.pathname, search: start.url.search }
    const routed = rewritePage({ ...start, url: page }, request, rules)
    if (routed.kind !== 'url' || routed.url === page) return { kind: 'url', url: start.url }
    const { pathname, search } = routed.url
    tellRewrite(start, basePath + pathname + search)
    return { kind: 'url', url: { pathname: dataPathOf(pathname, data.buildId), search } }
  }

  function rewritePage(start: Passage, { isFile }: RoutingRequest, rules: RuleStage): UrlTarget | HandlerTarget {
    const isFixed = ({ url }: UrlTarget) => isFile(url.pathname) || known.isFixed(url)
    return throughPhases<UrlTarget, HandlerTarget>(
      { kind: 'url', url: start.url },
      {
        isFixed,
        isFound: (target) => isFixed(target) || known.isKnown(target.url),
        rewrite: (phase, { url }, ends) =>
          rules.rewrite(phase, { ...start, url }, (next) => ends({ kind: 'url', url: next })),
        isUrl: (target) => target.kind === 'url',
      },
    )
  }
}

type UrlTarget = Extract<Routed, { kind: 'url' }>

/** Undefined where nothing is said of URLs outside of the base path. */
export function createRouteOutside({ rules }: RoutingStages, assetPrefix = ''): RouteOutside | undefined {
  if (rules?.routeOutside === undefined && assetPrefix === '') return undefined
  return (request) => {
    const asset = assetPrefix === '' ? undefined : assetOutside(request.url.pathname, assetPrefix)
    if (asset !== undefined) {
      const url = { ...request.url, pathname: asset }
      rules?.setHeaders({ ...request, url })
      return { kind: 'url', url }
    }
    return rules?.routeOutside?.(request)
  }
}
