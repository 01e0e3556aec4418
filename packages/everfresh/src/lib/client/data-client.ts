/** Fetches the data of pages, and keeps those of generated pages for as long as the tab lives. */
import { dataPathOf } from '../routes/data-path.ts'
import type { AppData } from './client-route.ts'
import { withLocale } from '../routes/locale-path.ts'
import type { Destination } from './destination.ts'
import type { IsBehindMiddleware } from './middleware-paths.ts'
import { withBasePath, withoutTrailingSlash, type UrlStyle } from './url.ts'

export type DataAnswer =
  /** `rewrite`: the page at this URL (with base path) is shown, says middleware. */
  | { readonly kind: 'props'; readonly props: AppData; readonly rewrite?: string }
  /** Middleware sends the visitor elsewhere; with base path. */
  | { readonly kind: 'redirect'; readonly destination: string }
  | { readonly kind: 'not-found' }
  /** Nothing this client can show: another deployment, or an error, which the server explains in `dev`. */
  | { readonly kind: 'unusable'; readonly status: number; readonly errorPage?: string }

export interface DataClientOptions {
  readonly fetch: typeof fetch
  readonly origin: string
  readonly buildId: string
  readonly deploymentId: string | undefined
  readonly style: UrlStyle
  /** Then the server explains its errors in HTML, and asking again would only repeat them. */
  readonly isDevelopment: boolean
  /** False in `dev` and in preview: then every navigation fetches. */
  readonly keep: boolean
  /** What middleware decides is asked for each time. */
  readonly isBehindMiddleware?: IsBehindMiddleware
}

export interface FetchOptions {
  /** Asks the server even when the data are kept already. */
  readonly fresh?: boolean
  /** How often to try while the server answers 5xx. */
  readonly attempts?: number
}

/** Kept answers by absolute data URL, the newest last (B171). */
export type KeptData = Record<string, Promise<DataAnswer>>

/** How many pages' data a tab keeps. */
const keptAtMost = 500

export interface DataClient {
  readonly kept: KeptData
  /** @throws TypeError when the server cannot be reached. */
  load(destination: DataSource, options?: FetchOptions): Promise<DataAnswer>
  /** Never throws: it is only there to be faster. */
  prefetch(destination: DataSource, options?: FetchOptions): Promise<void>
  /** Tells the server that the page is being looked at, so that it regenerates it when it is stale (B172). */
  touch(destination: DataSource): void
}

export type DataSource = Pick<Destination, 'pathname' | 'search' | 'locale'> & {
  readonly route: { readonly data: string }
}

export function createDataClient(options: DataClientOptions): DataClient {
  const { origin, buildId, style, keep, isBehindMiddleware = () => false } = options
  const kept: KeptData = {}
  // What is missing or broken is not kept; a link to it that comes into view again need not ask again.
  const prefetched = new Set<string>()

  function urlOf({ pathname, search, route, locale }: DataSource): string {
    const page = withLocale(withoutTrailingSlash(pathname), locale)
    const path = withBasePath(dataPathOf(page, buildId), { ...style, trailingSlash: false })
    const isAboutQuery = route.data === 'server' || isBehindMiddleware(pathname)
    return new URL(path + (isAboutQuery ? search : ''), origin).href
  }

  const isKept = ({ route, pathname }: DataSource) => route.data === 'static' && !isBehindMiddleware(pathname)

  /** `no-cache` asks the server whether a copy in the browser's HTTP cache still is the current one (B183). */
  const request = (url: string, method: 'GET' | 'HEAD', headers: Record<string, string> = {}): Promise<Response> =>
    options.fetch(url, {
      method,
      credentials: 'same-origin',
      cache: 'no-cache',
      headers: { 'x-nextjs-data': '1', ...headers },
    })

  async function fetchData(url: string, headers: Record<string, string>, attempts = 1): Promise<DataAnswer> {
    const response = await request(url, 'GET', headers)
    if (options.isDevelopment && response.status >= 500) {
      return { kind: 'unusable', status: response.status, errorPage: await response.text() }
    }
    if (response.status >= 500 && attempts > 1) return fetchData(url, headers, attempts - 1)
    return answerOf(response, options.deploymentId)
  }

  function remember(url: string, answer: Promise<DataAnswer>): void {
    delete kept[url]
    kept[url] = answer
    const [oldest] = Object.keys(kept)
    if (oldest !== undefined && Object.keys(kept).length > keptAtMost) delete kept[oldest]
    const forget = () => {
      if (kept[url] === answer) delete kept[url]
    }
    answer.then((value) => void (isWorthKeeping(value) || forget()), forget)
  }

  return {
    kept,

    async load(destination, { fresh = false, attempts = 1 } = {}) {
      const url = urlOf(destination)
      const mayBeKept = isKept(destination)
      const earlier = mayBeKept && !fresh ? kept[url] : undefined
      // Nothing is awaited when nothing is kept, so that two visits at once share one request.
      if (earlier !== undefined) {
        const known = await earlier.catch(() => undefined)
        if (known !== undefined && isWorthKeeping(known)) return known
      }
      const answer = fetchData(url, {}, attempts)
      if (mayBeKept && keep) remember(url, answer)
      return answer
    },

    async prefetch(destination, { fresh = false } = {}) {
      const url = urlOf(destination)
      if (!isKept(destination) || !keep || (prefetched.has(url) && !fresh)) return
      if (prefetched.size >= keptAtMost) prefetched.clear()
      prefetched.add(url)
      const answer = fetchData(url, { purpose: 'prefetch' })
      // A fresher answer replaces the earlier one when it is there: a click meanwhile need not wait for it.
      if (kept[url] === undefined) remember(url, answer)
      const value = await answer.catch(() => undefined)
      if (value !== undefined && isWorthKeeping(value)) remember(url, answer)
    },

    touch(destination) {
      if (!isKept(destination) || !keep) return
      request(urlOf(destination), 'HEAD').catch(() => undefined)
    },
  }
}

/** Redirects and missing pages may change any time; asking again costs little. */
const isWorthKeeping = (answer: DataAnswer): boolean =>
  answer.kind === 'props' && answer.props.pageProps?.['__N_REDIRECT'] === undefined

async function answerOf(response: Response, deploymentId: string | undefined): Promise<DataAnswer> {
  const { status } = response
  const answeredBy = response.headers.get('x-nextjs-deployment-id')
  if (answeredBy !== null && deploymentId !== undefined && answeredBy !== deploymentId)
    return { kind: 'unusable', status }
  const destination = response.headers.get('x-nextjs-redirect')
  if (destination !== null) return { kind: 'redirect', destination }
  const body = (await response.json().catch(() => undefined)) as Partial<AppData> | undefined
  // Any other 404 comes from a deployment that does not know this build (B173).
  if (status === 404 && (body as { notFound?: unknown } | undefined)?.notFound === true) return { kind: 'not-found' }
  if (!response.ok || typeof body !== 'object' || body === null) return { kind: 'unusable', status }
  const props = { ...body, pageProps: body['pageProps'] ?? {} } as AppData
  const rewrite = response.headers.get('x-nextjs-rewrite')
  return { kind: 'props', props, ...(rewrite === null ? {} : { rewrite }) }
}
