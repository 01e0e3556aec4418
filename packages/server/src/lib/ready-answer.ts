/**
 * The hit path: a URL that has once led to a page leads there at once, to an answer that is ready to be sent. Whatever is in doubt
 * is left to the request handler, which knows what else a URL can mean.
 */
import { canonicalise } from './canonical-url.ts'
import { healthPath } from './health.ts'
import { attributesOf, policyOf, type PreparedPage, type PreparePage } from './prepared-page.ts'
import { passingAnswer, type PassingAnswer, type ReadyAnswer } from './representation.ts'
import type { AnswerSettings, Served } from './settings.ts'
import type { CanonicalUrl, PageTarget, Site } from './site.ts'

/**
 * Headers with which a request may get another answer than everybody: it is not answered from here. Names in lower case.
 * `Accept-Encoding` and `If-None-Match` are told to `find`, cookies to `isOpenTo`; no page depends on any other header.
 */
export const decisiveHeaders: ReadonlySet<string> = new Set([
  'cache-control',
  'if-modified-since',
  'purpose',
  'x-nextjs-data',
  'x-prerender-revalidate',
])

export interface ReadyAnswers {
  /**
   * Whether a visitor with these cookies, the header's value, gets the pages that everybody gets: who may see what is not
   * published is left to the request handler (B105).
   */
  isOpenTo(cookie: string | undefined): boolean

  /**
   * The answer to a GET without `decisiveHeaders`. Synchronous; it counts as a visit, and a stale page is regenerated behind.
   * The same object for many requests: what is made of it can be kept with it, in a WeakMap.
   *
   * Undefined, and to be asked of the request handler: where `url` is not remembered (it has a query, or nobody asked for it
   * before, or the site routes its requests, or another deployment is served since), where neither memory nor a store on this
   * machine holds a version that may be shown now, and where that version is no plain page (not found, a redirect, another status than 200).
   *
   * @param url The request target, as it was sent.
   * @param acceptEncoding Of the header, all its values joined by commas; undefined without it.
   * @param ifNoneMatch Likewise.
   */
  find(url: string, acceptEncoding: string | undefined, ifNoneMatch: string | undefined): ReadyAnswer | undefined

  /**
   * Like `find`, for whoever sends the answer before he asks for another one: a page that memory does not hold is only shown in
   * passing. And a `url` that is not remembered, as most are of a site with many pages, is looked up: the site is asked what it
   * means. Undefined also where it leads to a file, or to anything else that is no page.
   */
  show(
    url: string,
    acceptEncoding: string | undefined,
    ifNoneMatch: string | undefined,
  ): ReadyAnswer | PassingAnswer | undefined

  /** Whether `url` is remembered: its page was in memory. */
  isKnown(url: string | undefined): boolean

  /** What `pathname` led to when memory held its page; undefined where the site is to be asked. */
  target(site: Site, pathname: string): PageTarget | undefined

  /** Remembers that a request for `asked` was answered from memory, with the target that the site resolves `url` to. */
  remember(site: Site, asked: string, url: CanonicalUrl, target: PageTarget): void
}

/** URLs remembered. */
const maxRemembered = 10_000
const maxUrlLength = 512

interface Ready extends Pick<PageTarget, 'page' | 'body'> {
  /** False after it was none: the request handler knows what to do then. */
  isPlain: boolean
}

/**
 * @param current As for the request handler: what is remembered is forgotten when it answers another site.
 * @param settings Those that `prepare` goes by.
 * @param isFile Whether the site has a file under a pathname, which comes before its pages.
 */
export function createReadyAnswers(
  current: () => Served,
  prepare: PreparePage,
  settings: AnswerSettings,
  isFile: (site: Site, pathname: string) => boolean,
): ReadyAnswers {
  const ready = new Map<string, Ready>()
  const targets = new Map<string, PageTarget>()
  let knownSite: Site | undefined

  const forgetOthers = (site: Site): void => {
    if (site === knownSite) return
    ready.clear()
    targets.clear()
    knownSite = site
  }

  /** Requests that wait while another deployment is activated go on with their own. */
  const isServed = (site: Site): boolean => {
    if (site !== current().site) return false
    forgetOthers(site)
    return true
  }

  const answerOf = (known: Ready, engine: Served['engine'], acceptEncoding?: string, ifNoneMatch?: string) => {
    const lookup = engine.findNow(known.page)
    if (lookup === undefined) return undefined
    const page = prepare(lookup.entry)
    if (isPlain(page)) {
      const answers = page.body(known.body)?.(acceptEncoding).answers(page.policy(lookup, engine.now()))
      if (answers !== undefined) return answers.to(ifNoneMatch)
    }
    known.isPlain = false
    return undefined
  }

  /** What memory holds is ready; what it does not is shown in passing, if the store has a way to. */
  const answerAtOnce = (known: Ready, engine: Served['engine'], acceptEncoding?: string, ifNoneMatch?: string) => {
    const glance = engine.glance(known.page)
    if (glance === undefined) return answerOf(known, engine, acceptEncoding, ifNoneMatch)
    const { lookup, bodies } = glance
    const attributes = attributesOf(lookup.entry)
    if (isPlain({ attributes })) {
      const policy = policyOf(lookup, attributes, engine.now(), settings)
      const version = { attributes: lookup.entry.attributes, bodies }
      const answer = passingAnswer(version, known.body, policy, acceptEncoding, ifNoneMatch, settings)
      if (answer !== undefined) return answer
    }
    known.isPlain = false
    return undefined
  }

  return {
    isOpenTo(cookie) {
      if (cookie === undefined) return true
      const { preview, mayBePreview } = current().site
      return preview === undefined || mayBePreview?.(cookie) === false
    },

    find(url, acceptEncoding, ifNoneMatch) {
      const { site, engine } = current()
      forgetOthers(site)
      const known = ready.get(url)
      return known?.isPlain === true ? answerOf(known, engine, acceptEncoding, ifNoneMatch) : undefined
    },

    show(url, acceptEncoding, ifNoneMatch) {
      const { site, engine } = current()
      forgetOthers(site)
      const remembered = ready.get(url)
      if (remembered !== undefined) {
        return remembered.isPlain ? answerAtOnce(remembered, engine, acceptEncoding, ifNoneMatch) : undefined
      }
      const target = pageBehind(site, url, isFile)
      if (target === undefined) return undefined
      const known: Ready = { page: target.page, body: target.body, isPlain: true }
      const answer = answerAtOnce(known, engine, acceptEncoding, ifNoneMatch)
      if (answer !== undefined || !known.isPlain) put(ready, url, known)
      return answer
    },

    isKnown: (url) => ready.get(url!)?.isPlain === true,

    target: (site, pathname) => (isServed(site) ? targets.get(pathname) : undefined),

    remember(site, asked, url, target) {
      if (site.hasFixedUrls !== true || asked.length > maxUrlLength || !isServed(site)) return
      // A query has no say in which page it is, and there is no end to them.
      if (!targets.has(url.pathname)) put(targets, url.pathname, target)
      if (ready.has(asked) || !leadsThereAtOnce(site, asked, url, target)) return
      put(ready, asked, { page: target.page, body: target.body, isPlain: true })
    },
  }
}

function put<Value>(map: Map<string, Value>, name: string, value: Value): void {
  if (map.size >= maxRemembered) map.clear()
  map.set(name, value)
}

const isPlain = ({ attributes: { kind, status } }: Pick<PreparedPage, 'attributes'>): boolean =>
  kind === 'page' && status === 200

/** Whether a request for `asked` gets that page whatever else it says, `decisiveHeaders` apart. */
function leadsThereAtOnce(site: Site, asked: string, { pathname }: CanonicalUrl, target: PageTarget): boolean {
  if (site.route !== undefined || asked.includes('?') || isErrorPage(site, target)) return false
  // URLs outside of the base path have rules that may have led them here.
  const canonical = canonicalise(asked, site)
  return canonical.kind === 'url' && canonical.url.pathname === pathname
}

/** The page that such a request gets, if it gets a page. */
function pageBehind(
  site: Site,
  asked: string,
  isFile: (site: Site, pathname: string) => boolean,
): PageTarget | undefined {
  const mayDiffer = site.hasFixedUrls !== true || site.route !== undefined
  if (mayDiffer || asked.length > maxUrlLength || asked.includes('?')) return undefined
  const canonical = canonicalise(asked, site)
  if (canonical.kind !== 'url') return undefined
  const { url } = canonical
  // What cannot be decoded is answered by those who know how (B89).
  if (url.pathname.includes('%') || url.pathname === healthPath || isFile(site, url.pathname)) return undefined
  const target = site.resolve(url, false)
  return target.kind === 'page' && !isErrorPage(site, target) ? target : undefined
}

/** Error pages have rules of their own (B23). */
function isErrorPage(site: Site, { notFoundPage = site.notFoundPage, errorPage = site.errorPage, page }: PageTarget) {
  return page.path === notFoundPage.path || page.path === errorPage.path
}
