/**
 * The hit path of kept answers: a URL that was once answered with one from memory, is so at once. Whatever is in doubt is left to
 * the request handler, which is the only one to find out what a URL means and what else of a request counts.
 */
import type { IncomingMessage } from 'node:http'
import { canonicalise } from './canonical-url.ts'
import type { HttpCache, KeptAnswer } from './http-cache/http-cache.ts'
import type { ReadyAnswer } from './representation.ts'
import type { Served } from './settings.ts'
import type { CanonicalUrl, HandlerCache, HandlerTarget, Site } from './site.ts'

export interface ReadyKept {
  /**
   * What the request handler would send at once to a GET for `url` with these fields and no others that it looks at: no
   * credentials, no ranges. Synchronous; it counts as a visit. The same object for many requests. Ask it for nobody to whom
   * `ReadyAnswers.isOpenTo` is false.
   *
   * Undefined, and to be asked of the request handler: where `url` is not remembered (nobody got such an answer for it, or the
   * site routes its requests, or another deployment is served since), where no answer is kept that is fresh and for all, and
   * where a visitor with these cookies may get one of his own.
   *
   * @param url The request target, as it was sent, query included.
   * @param host Of the header: each host has answers of its own.
   * @param cookie Of the header; undefined without it.
   */
  find(
    url: string,
    host: string,
    cookie: string | undefined,
    acceptEncoding: string | undefined,
    ifNoneMatch: string | undefined,
  ): ReadyAnswer | undefined

  /** Remembers that `request`, which `served` resolves to `target` by its `url`, was answered with `kept`. */
  remember(served: Served, request: IncomingMessage, url: CanonicalUrl, target: HandlerTarget, kept: KeptAnswer): void
}

/** URLs remembered, those of all hosts together. */
const maxRemembered = 10_000
const maxUrlLength = 512

interface Remembered {
  readonly kept: KeptAnswer
  readonly cache: HandlerCache
}

/** @param current As for the request handler: what is remembered is forgotten when it answers another site. */
export function createReadyKept(current: () => Served): ReadyKept {
  /** By host, then by URL: two look-ups cost less than making one string of both. */
  const hosts = new Map<string, Map<string, Remembered>>()
  let size = 0
  let knownSite: Site | undefined
  let knownCache: HttpCache | undefined

  const forgetAll = (): void => {
    hosts.clear()
    size = 0
  }

  const forgetOthers = ({ site, httpCache }: Served): void => {
    if (site === knownSite && httpCache === knownCache) return
    forgetAll()
    knownSite = site
    knownCache = httpCache
  }

  const forget = (host: string, url: string): void => {
    const urls = hosts.get(host)
    if (urls?.delete(url) !== true) return
    size--
    // There is no end to the names that clients can call a host by.
    if (urls.size === 0) hosts.delete(host)
  }

  const put = (host: string, url: string, remembered: Remembered): void => {
    if (size >= maxRemembered) forgetAll()
    let urls = hosts.get(host)
    if (urls === undefined) hosts.set(host, (urls = new Map()))
    if (!urls.has(url)) size++
    urls.set(url, remembered)
  }

  return {
    find(url, host, cookie, acceptEncoding, ifNoneMatch) {
      const served = current()
      forgetOthers(served)
      const remembered = hosts.get(host)?.get(url)
      if (remembered === undefined || mayGetHisOwn(remembered.cache, cookie)) return undefined
      const answer = served.httpCache!.peek(remembered.kept, acceptEncoding, ifNoneMatch)
      // The request handler finds out what has become of it.
      if (answer === undefined) forget(host, url)
      return answer
    },

    remember(served, { method, url: asked = '', headers: { host } }, url, { cache }, kept) {
      const { site, httpCache } = current()
      // Requests that wait while another deployment is activated go on with their own.
      if (site !== served.site || httpCache !== served.httpCache) return
      forgetOthers(served)
      if (method !== 'GET' || host === undefined || asked.length > maxUrlLength || cache === undefined) return
      if (cache.isPersonal !== undefined && cache.mayBePersonal === undefined) return
      if (leadsThereAtOnce(site, asked, url)) put(host, asked, { kept, cache })
    },
  }
}

const mayGetHisOwn = (cache: HandlerCache, cookie: string | undefined): boolean =>
  cookie !== undefined && cache.isPersonal !== undefined && cache.mayBePersonal?.(cookie) !== false

/** Whether a request for `asked` means `url` whatever else it says. */
function leadsThereAtOnce(site: Site, asked: string, { pathname, search }: CanonicalUrl): boolean {
  if (site.hasFixedUrls !== true || site.route !== undefined) return false
  // URLs outside of the base path have rules that may have led them here.
  const canonical = canonicalise(asked, site)
  return canonical.kind === 'url' && canonical.url.pathname === pathname && canonical.url.search === search
}
