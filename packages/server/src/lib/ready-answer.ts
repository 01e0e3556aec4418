/**
 * The hit path: a URL that has once led to a page in memory leads there at once, to an answer that is ready to be sent. Whatever
 * is in doubt is left to the request handler, which is the only one to find out what a URL means.
 */
import { canonicalise } from './canonical-url.ts'
import type { PreparedPage, PreparePage } from './prepared-page.ts'
import type { ReadyAnswer } from './representation.ts'
import type { Served } from './settings.ts'
import type { CanonicalUrl, PageTarget, Site } from './site.ts'

/**
 * Headers with which a request may get another answer than everybody: it is not answered from here. Names in lower case.
 * `Accept-Encoding` and `If-None-Match` are told to `find`; no page depends on any other header.
 */
export const decisiveHeaders: ReadonlySet<string> = new Set([
  'cache-control',
  'cookie',
  'if-modified-since',
  'purpose',
  'x-nextjs-data',
  'x-prerender-revalidate',
])

export interface ReadyAnswers {
  /**
   * The answer to a GET without `decisiveHeaders`. Synchronous; it counts as a visit, and a stale page is regenerated behind.
   * The same object for many requests: what is made of it can be kept with it, in a WeakMap.
   *
   * Undefined, and to be asked of the request handler: where `url` is not remembered (it has a query, or nobody asked for it
   * before, or the site routes its requests, or another deployment is served since), where memory holds no version that may
   * be shown now, and where that version is no plain page (not found, a redirect, another status than 200).
   *
   * @param url The request target, as it was sent.
   * @param acceptEncoding Of the header, all its values joined by commas; undefined without it.
   * @param ifNoneMatch Likewise.
   */
  find(url: string, acceptEncoding: string | undefined, ifNoneMatch: string | undefined): ReadyAnswer | undefined

  /**
   * Remembers that `asked`, a request target, led to a page in memory: by way of `url`, and of nothing else that the request
   * handler does before it looks for a page.
   */
  remember(site: Site, asked: string, url: CanonicalUrl, target: PageTarget): void
}

/** URLs remembered. Sites with more pages than that have most of them on disk, where this saves nothing that shows. */
const maxRemembered = 10_000
const maxUrlLength = 512

interface Remembered extends Pick<PageTarget, 'page' | 'body'> {
  /** False after it was none: the request handler knows what to do then. */
  isPlain: boolean
}

/** @param current As for the request handler: what is remembered is forgotten when it answers another site. */
export function createReadyAnswers(current: () => Served, prepare: PreparePage): ReadyAnswers {
  const remembered = new Map<string, Remembered>()
  let knownSite: Site | undefined

  return {
    find(url, acceptEncoding, ifNoneMatch) {
      const { site, engine } = current()
      if (site !== knownSite) {
        remembered.clear()
        knownSite = site
      }
      const known = remembered.get(url)
      if (known === undefined || !known.isPlain) return undefined
      const lookup = engine.peek(known.page)
      if (lookup === undefined) return undefined
      const page = prepare(lookup.entry)
      if (isPlain(page)) {
        const answers = page.body(known.body)?.(acceptEncoding).answers(page.policy(lookup, engine.now()))
        if (answers !== undefined) return answers.to(ifNoneMatch)
      }
      known.isPlain = false
      return undefined
    },

    remember(site, asked, url, target) {
      if (site !== knownSite || remembered.has(asked) || !mayRemember(site, asked, url, target)) return
      if (remembered.size >= maxRemembered) remembered.clear()
      remembered.set(asked, { page: target.page, body: target.body, isPlain: true })
    },
  }
}

const isPlain = ({ attributes: { kind, status } }: PreparedPage): boolean => kind === 'page' && status === 200

/** Error pages have rules of their own (B23). Queries have no end. */
function mayRemember(site: Site, asked: string, { pathname }: CanonicalUrl, target: PageTarget): boolean {
  if (site.hasFixedUrls !== true || site.route !== undefined) return false
  if (asked.length > maxUrlLength || asked.includes('?')) return false
  const { notFoundPage = site.notFoundPage, errorPage = site.errorPage, page } = target
  if (page.path === notFoundPage.path || page.path === errorPage.path) return false
  // URLs outside of the base path have rules that may have led them here.
  const canonical = canonicalise(asked, site)
  return canonical.kind === 'url' && canonical.url.pathname === pathname
}
