/** What may happen to a request between its URL and the page behind it. Each stage is there only where a site asks for it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CanonicalUrl, HandlerTarget, RedirectTarget, Routed, RoutingRequest } from '@everfresh/server'

/** A request under way through the stages. */
export interface Passage {
  /** With i18n, pages are under their locale here, the default one's too: `/en/about`. */
  readonly url: CanonicalUrl
  readonly request: IncomingMessage
  /** Headers set here reach the visitor, whatever answers. */
  readonly response: ServerResponse
  /** Whether the site serves a file under `pathname`. */
  isFile(pathname: string): boolean
}

/** i18n (B101): which locale a visitor sees. */
export interface LocaleStage {
  /** The URL with its locale in front, or where the visitor's own locale lives. Files, API routes and data keep their URLs. */
  locate(request: RoutingRequest): { readonly kind: 'url'; readonly url: CanonicalUrl } | RedirectTarget
}

/** When a rewrite applies: before files and pages are looked for, where no file or page of a fixed path was found, or where nothing was. */
export type RewritePhase = 'beforeFiles' | 'afterFiles' | 'fallback'

/** `redirects`, `rewrites` and `headers` of the configuration. */
export interface RuleStage {
  /** Sets the headers of every rule that matches. */
  setHeaders(passage: Passage): void
  redirect(passage: Passage): RedirectTarget | undefined
  /**
   * Applies the rules of a phase in turn, each to what the one before it made, until `isFound` says that there is something.
   * A handler answers for another server. Undefined where no rule matched.
   */
  rewrite(phase: RewritePhase, passage: Passage, isFound: (url: CanonicalUrl) => boolean): Rewritten | undefined
  /** Applies the rules for URLs outside of the base path, where `passage.url` has the whole path. */
  routeOutside?(passage: Passage): RedirectTarget | HandlerTarget | undefined
}

export type Rewritten = { readonly kind: 'url'; readonly url: CanonicalUrl } | HandlerTarget

/** The site's `middleware` or `proxy`. */
export interface MiddlewareStage {
  /** The URL to go on with, or what answers. Undefined, at once, where its matcher leaves the request out. */
  run(passage: Passage): Promise<Routed> | undefined
}

export interface RoutingStages {
  readonly locales?: LocaleStage | undefined
  readonly rules?: RuleStage | undefined
  readonly middleware?: MiddlewareStage | undefined
}
