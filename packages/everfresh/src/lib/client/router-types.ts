/** What site code sees of the router: the types of `next/router`. */
import type { DomainLocale } from '../routes/locale-path.ts'
import type { RouterEvents } from './router-events.ts'

/** A query string's and a path's parameters. */
export type Query = Record<string, string | string[]>

/** The parts of a URL that `push`, `replace` and `Link` accept in place of a string. */
export interface UrlObject {
  readonly auth?: string | null
  readonly hash?: string | null
  readonly host?: string | null
  readonly hostname?: string | null
  /** May be a route pattern; `query` then fills it in. */
  readonly pathname?: string | null
  readonly protocol?: string | null
  readonly port?: string | number | null
  readonly query?: string | null | Readonly<Record<string, unknown>>
  readonly search?: string | null
  readonly slashes?: boolean | null
  readonly href?: string | null
}

export type Url = UrlObject | string

export interface NavigationOptions {
  /** Keeps the props when the route stays the same. */
  readonly shallow?: boolean | undefined
  /** False: stays where the visitor has scrolled to. */
  readonly scroll?: boolean | undefined
  /** The language of the page; false: what the path says, or the default one. */
  readonly locale?: string | false | undefined
  /** Fetches the data even when this browser session has them already. */
  readonly unstable_skipClientCache?: boolean | undefined
}

export interface PrefetchOptions {
  readonly priority?: boolean | undefined
  readonly locale?: string | false | undefined
  /** Fetches the data again when they are there already; they replace the earlier ones when they arrive. */
  readonly unstable_skipClientCache?: boolean | undefined
}

/** What a history entry remembers of a navigation. */
export interface HistoryEntry {
  /** The page: a route pattern and the query. */
  readonly url: string
  /** What the address bar shows, base path included. */
  readonly as: string
  readonly options: NavigationOptions
}

/** The language of a page, where a site has several. */
export interface PageLocale {
  readonly locale?: string
  readonly locales?: readonly string[]
  /** Of paths that name none: the host's, or the site's. */
  readonly defaultLocale?: string
  readonly domainLocales?: readonly DomainLocale[]
  /** Whether the visitor is on a host that has a default locale of its own. */
  readonly isLocaleDomain?: boolean
}

/** Where the visitor is. */
export interface RouterState extends PageLocale {
  /** The route's pattern. */
  readonly route: string
  /** The route's pattern. */
  readonly pathname: string
  /** Path and query string parameters. */
  readonly query: Query
  /** What the address bar shows, without origin, base path and locale. */
  readonly asPath: string
  readonly basePath: string
  /** Whether canonical URLs end in a slash. Next's router does not say. */
  readonly trailingSlash: boolean
  readonly isFallback: boolean
  /** Whether `query` is complete (B11, B169). */
  readonly isReady: boolean
  readonly isPreview: boolean
  readonly isLocaleDomain: boolean
}

/** Returns false to keep the router from handling a press of the browser's back or forward button. */
export type BeforePopState = (entry: HistoryEntry) => boolean

export interface RouterMethods {
  readonly events: RouterEvents
  /** Resolves to false when another navigation took over. */
  push(url: Url, as?: Url, options?: NavigationOptions): Promise<boolean>
  /** `push` without a new history entry. */
  replace(url: Url, as?: Url, options?: NavigationOptions): Promise<boolean>
  /** Loads a page's code, and its data when getStaticProps makes them; in production only (B170). */
  prefetch(url: string, as?: string, options?: PrefetchOptions): Promise<void>
  reload(): void
  back(): void
  forward(): void
  beforePopState(callback: BeforePopState): void
}

export interface NextRouter extends RouterState, RouterMethods {}
