/**
 * What the server asks of whoever knows the routes: a framework, or a handful of lines in somebody's own server.
 *
 * The server knows HTTP and the engine; a site knows which page, handler or file a URL means. Neither knows React.
 */
import type { PageRef, Rendered } from '@everfresh/engine'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request's URL after `canonicalise`: the one form that routing, keys, authorisation and purge use alike. */
export interface CanonicalUrl {
  /** As requested, without base path and query, still percent-encoded; begins with `/`, no trailing slash but for `/`. */
  readonly pathname: string
  /** The query with its `?`, or the empty string. */
  readonly search: string
}

/** Names of the bodies in an entry that this server reads. `.gzip` and `.br` hold the same bytes, compressed. */
export type BodyName = 'html' | 'data'

/**
 * The attributes of an entry that this server reads; a renderer writes them.
 *
 * `page`: bodies are served with `status`. `not-found`: has no bodies, the site's not-found page is shown with status 404.
 * `redirect`: the `html` body is the destination, and `data` tells the client runtime.
 */
export type PageAttributes = {
  readonly kind: 'page' | 'not-found' | 'redirect'
  readonly status: number
  /** Seconds, as the page gave them, or -1 for "never". Missing for pages without data functions, which get no ISR headers. */
  readonly revalidateSeconds?: number
  /** Where a redirect leads, base path included. */
  readonly location?: string
  /** Strong ETags (quotes included) of the identity bodies. */
  readonly htmlEtag?: string
  readonly dataEtag?: string
}

/** A generated page. */
export interface PageTarget {
  readonly kind: 'page'
  readonly page: PageRef
  readonly body: BodyName
  /**
   * What to do when no version exists: render one while the visitor waits, answer 404 (`fallback: false`), or send the
   * route's fallback shell (`fallback: true`, and not for bots).
   */
  readonly whenMissing: 'generate' | 'not-found' | 'shell'
  /** The shell to send, and the one of `whenMissing: 'shell'` only. */
  readonly shell?: PageRef
  /** The route's pattern, e.g. `/products/[sku]`, for headers and logs. */
  readonly route: string
  /** Shown in place of the site's `notFoundPage` when the page says that it is not there. */
  readonly notFoundPage?: PageRef
  /** Shown in place of the site's `errorPage` when the page cannot be made. */
  readonly errorPage?: PageRef
  /** What data requests are told of the route, where that is more than `route`. */
  readonly matchedPath?: string
}

/** Code of the site that writes the response itself: getServerSideProps pages, API routes. */
export interface HandlerTarget {
  readonly kind: 'handler'
  readonly route: string
  /**
   * Writes the answer to `response`, which may be one that keeps it for others.
   *
   * @param watch Missing where the answer is for this visitor alone.
   */
  handle(request: IncomingMessage, response: ServerResponse, watch?: HandlerWatch): Promise<void>
  /** Set where answers may be kept and shown to others, as far as they say so themselves. */
  readonly cache?: HandlerCache
  /** Shown in place of the site's `errorPage` when `handle` fails before it has sent anything. */
  readonly errorPage?: PageRef
}

export interface HandlerWatch {
  /**
   * An answer is not kept when the code that makes it looks at cookies or credentials. Whoever looks at them without showing
   * anything of it, to tell editors from visitors, calls this afterwards: it counts from here on.
   */
  begins(): void
}

export interface HandlerCache {
  /** Identifies the code that answers: what other code has answered is not shown. Without a slash. */
  readonly namespace: string
  /** The path that `revalidate` names it by. */
  readonly path: string
  /** Keep answers although the code that made them looked at cookies: what they hold does not show. */
  readonly ignoreCookies?: boolean
  /** Whether a visitor gets an answer of his own, such as one who sees what is not published. */
  isPersonal?(request: IncomingMessage): boolean
  /**
   * Says that `isPersonal` looks at nothing but cookies and `Authorization`, and whether it may be true for a visitor with these
   * cookies, the header's value, and without the other: so that it need not be asked. Default: it always is.
   */
  mayBePersonal?(cookie: string): boolean
}

export interface RedirectTarget {
  readonly kind: 'redirect'
  readonly status: 301 | 302 | 303 | 307 | 308
  readonly location: string
}

/** A path no route answers. */
export interface NotFoundTarget {
  readonly kind: 'not-found'
  /** Shown in place of the site's `notFoundPage`, e.g. in the visitor's language. */
  readonly page?: PageRef
}

/**
 * A page made for one visitor alone, who may see what is not published (B105). What `render` makes is sent and forgotten: it
 * never meets the engine.
 */
export interface PreviewTarget {
  readonly body: BodyName
  /** The route's pattern. */
  readonly route: string
  /** Shown in place of the site's `notFoundPage`. */
  readonly notFoundPage?: PageRef
  /** What data requests are told of the route, where that is more than `route`. */
  readonly matchedPath?: string
  /** Missing where no route answers. */
  render?(): Promise<Rendered>
  /** Makes the site's 404 page for this visitor. */
  renderNotFound?(): Promise<Rendered>
}

export type Target = PageTarget | HandlerTarget | RedirectTarget | NotFoundTarget

/** A request whose way to a page, file or handler is not decided yet. */
export interface RoutingRequest {
  readonly url: CanonicalUrl
  readonly request: IncomingMessage
  /** Headers set here reach the visitor, whatever answers. */
  readonly response: ServerResponse
  /** Whether one of the site's `files` is served under `pathname`. */
  isFile(pathname: string): boolean
  /** Whether it asks, with the secret, for a page to be made anew: its path is then the page's own (B102). */
  readonly isRevalidation?: boolean
}

/** The URL under which a file, then a target is looked for; or what answers without looking further. */
export type Routed = { readonly kind: 'url'; readonly url: CanonicalUrl } | HandlerTarget | RedirectTarget

export interface Site {
  /** Prefix of every URL, `''` or `/docs`. */
  readonly basePath: string
  /** Whether canonical URLs end in a slash; the other form is answered with a 308 to it. */
  readonly trailingSlash: boolean
  /** Answers both forms alike. */
  readonly skipTrailingSlashRedirect?: boolean
  /** Shown with status 404. */
  readonly notFoundPage: PageRef
  /** Shown with status 500. Must be generated already when the server starts. */
  readonly errorPage: PageRef
  /**
   * As long as this object is served, `resolve` makes the same of a pathname that leads to a page, whatever its query, and of a
   * URL that leads to a handler whose answers are kept: so what it led to may be remembered. Do not say so where pages come and
   * go without a new site. Default: it is asked for each request.
   */
  readonly hasFixedUrls?: boolean
  /** Folders of files served under `/`, searched in order before `resolve`. Under `/_next/static/` they are immutable. */
  readonly files: readonly StaticFolder[]
  /** Whether a `user-agent` is a crawler's that must not get a fallback shell (B64). Without it nobody is a bot. */
  isBot?(userAgent: string | undefined): boolean
  /**
   * Applies the rules that a site has for requests before it looks at their URLs: locales, redirects, rewrites, code that runs
   * before the cache. It is the only place where headers, cookies or query may have a say, and all that they can change is the
   * URL: what `resolve` makes of that, and with it the cache, never sees the request. Missing: URLs stay as they are.
   *
   * @throws URIError when a path segment is no valid percent-encoding: answered with 400.
   */
  route?(request: RoutingRequest): Routed | Promise<Routed>
  /**
   * The same for URLs that are not below the base path, with their whole path. What it answers with a URL is looked for below
   * the base path. Undefined, or missing: 404.
   *
   * @throws URIError when a path segment is no valid percent-encoding: answered with 400.
   */
  routeOutside?(request: RoutingRequest): Routed | undefined
  /**
   * Finds what a URL means. It is asked with `isBot: false` first, and again with `true` only where a shell would be sent
   * to a bot, so that most requests never pay for reading a
   * `user-agent`. `isBot` decides about fallback shells; nothing else of a request can influence the answer.
   *
   * @throws URIError when a path segment is no valid percent-encoding: answered with 400.
   */
  resolve(url: CanonicalUrl, isBot: boolean): Target
  /**
   * Finds what a visitor sees who may see what is not published; undefined for everybody else, and where that makes no
   * difference. It is asked for every request with cookies, so it must be quick to say no. It may set headers that take a
   * cookie back.
   */
  preview?(url: CanonicalUrl, request: IncomingMessage, response: ServerResponse): PreviewTarget | undefined
  /** Whether `preview` has to be asked about a visitor with these cookies, the header's value. Default: always. */
  mayBePreview?(cookie: string): boolean
}

export interface StaticFolder {
  /** Absolute path of the folder on disk. */
  readonly directory: string
  /** URL prefix below the base path, e.g. `/_next/static` or `/`. */
  readonly prefix: string
  /** Names contain a content hash: sent with a year of `immutable`. */
  readonly immutable: boolean
}
