/** Turns a version of a page into a response: the hit path, and the kinds of entries beside plain pages. */
import type { Lookup, PageRef, Rendered } from '@everfresh/engine'
import { privateCacheControl } from './cache-control.ts'
import { bypassCacheStatus, shellCacheStatus } from './cache-status.ts'
import { isNotModified } from './conditional.ts'
import { send, type Exchange, type HeaderList } from './exchange.ts'
import type { PreparedPage } from './prepared-page.ts'
import { sendRedirect } from './redirect.ts'
import type { Representation } from './representation.ts'
import { sendPlain, sendSmallPage } from './small-page.ts'
import type { BodyName, PageTarget, PreviewTarget } from './site.ts'

const notFoundData = '{"notFound":true}'

/** Sends the version that a lookup found. */
export function sendPage(exchange: Exchange, target: PageTarget, lookup: Lookup): void | Promise<void> {
  const page = exchange.prepare(lookup.entry)
  return sendVersion(exchange, target, page, policyOf(exchange, target, page, lookup))
}

/** Sends a page that was made for this visitor alone: nobody keeps it, whatever else was said about caching (B25, B35). */
export function sendPreview(exchange: Exchange, target: PreviewTarget, rendered: Rendered): void | Promise<void> {
  exchange.response.removeHeader('Cache-Control')
  const policy = [...privately, 'Cache-Status', bypassCacheStatus, 'x-nextjs-cache', 'HIT']
  return sendVersion(exchange, target, exchange.prepare(rendered), policy)
}

type Wanted = Pick<PageTarget, 'body' | 'route' | 'notFoundPage' | 'matchedPath'>

function sendVersion(exchange: Exchange, target: Wanted, page: PreparedPage, policy: HeaderList): void | Promise<void> {
  const { kind, status } = page.attributes
  if (kind === 'not-found') return sendNotFound(exchange, target.body, target.notFoundPage, policy)
  const representation = page.body(target.body)?.(exchange.request.headers['accept-encoding'])
  if (target.body === 'data') {
    // A page without data functions has no data.
    if (representation === undefined) return sendNotFound(exchange, 'data')
    return sendRepresentation(
      exchange,
      // Data of an error page are good data: it is the visitor who asked for another page.
      200,
      representation,
      matched(exchange, target, policy),
    )
  }
  if (kind === 'redirect') return sendRedirect(exchange.response, status, page.attributes.location ?? '/', policy)
  if (representation === undefined) return sendSmallPage(exchange.response, 500)
  sendRepresentation(exchange, status, representation, matched(exchange, target, policy))
}

/** Sends a fallback shell in place of a page that does not exist yet (B19, B60). */
export function sendShell(exchange: Exchange, { entry }: Lookup): void {
  const representation = exchange.prepare(entry).body('html')?.(exchange.request.headers['accept-encoding'])
  if (representation === undefined) return sendSmallPage(exchange.response, 500)
  const policy = ['Cache-Control', privateCacheControl, 'Cache-Status', shellCacheStatus, 'x-nextjs-cache', 'MISS']
  sendRepresentation(exchange, 200, representation, policy)
}

const privately: HeaderList = ['Cache-Control', privateCacheControl]

/**
 * Answers 404: the site's page to documents (B74), a constant to data requests (B51).
 *
 * @param page The page to show; by default the site's.
 * @param policy What caches are told; by default nobody keeps it (B22).
 */
export async function sendNotFound(
  exchange: Exchange,
  body: BodyName,
  page: PageRef = exchange.served.site.notFoundPage,
  policy: HeaderList = privately,
): Promise<void> {
  if (body === 'html') return sendSitePage(exchange, page, 404, policy)
  const length = notFoundData.length
  const content = ['Content-Type', 'application/json; charset=utf-8', 'Content-Length', length, ...policy]
  send(exchange.response, 404, content, notFoundData)
}

/**
 * Answers 500 with an error page, which knows nothing of the error (B85).
 *
 * @param page The page to show; by default the site's.
 */
export function sendError(
  exchange: Exchange,
  body: BodyName,
  page: PageRef = exchange.served.site.errorPage,
): void | Promise<void> {
  if (body === 'data') return sendPlain(exchange.response, 500)
  return sendSitePage(exchange, page, 500, privately)
}

/** Shows one of the site's own pages for a status, or a small one of ours if it cannot be had. */
async function sendSitePage(exchange: Exchange, page: PageRef, status: 404 | 500, policy: HeaderList): Promise<void> {
  const { request, response, served, settings } = exchange
  try {
    const { entry } = served.engine.peek(page) ?? (await served.engine.get(page))
    const { attributes, body } = exchange.prepare(entry)
    // Its own getStaticProps may have said redirect or notFound: that is no document to show.
    const representation = attributes.kind === 'page' ? body('html') : undefined
    if (representation !== undefined) {
      return sendRepresentation(exchange, status, representation(request.headers['accept-encoding']), policy)
    }
  } catch (err) {
    settings.logger.error({ path: page.path, err }, `The page for status ${status} could not be generated`)
  }
  sendSmallPage(response, status)
}

function sendRepresentation(exchange: Exchange, status: number, body: Representation, policy: HeaderList): void {
  const { request, response } = exchange
  const { whole, notModified } = body.answers(policy)
  // Conditions are about what a visitor could reuse; an error is not (RFC 9110 §13.2.1).
  if (status === 200 && isNotModified(request.headers, body.etag)) send(response, 304, notModified.headers)
  else send(response, status, whole.headers, whole.body)
}

/** What caches are told of a page. The site's own 404 and 500 pages, asked for by name, are nobody's to keep (B23). */
function policyOf({ served }: Exchange, target: PageTarget, page: PreparedPage, lookup: Lookup): HeaderList {
  const { notFoundPage = served.site.notFoundPage, errorPage = served.site.errorPage, page: ref } = target
  const policy = page.policy(lookup, served.engine.now())
  if (!isSame(ref, notFoundPage) && !isSame(ref, errorPage)) return policy
  const rest = policy.slice(policy.indexOf('Cache-Control') + 2)
  return page.attributes.revalidateSeconds === undefined ? rest : [...privately, ...rest]
}

const isSame = (a: PageRef, b: PageRef): boolean => a.path === b.path && a.namespace === b.namespace

/** The route, for the client runtime's data requests (B37). It names nothing that the URL does not. */
function matched({ request }: Exchange, target: Wanted, policy: HeaderList): HeaderList {
  if (request.headers['x-nextjs-data'] === undefined) return policy
  return [...policy, 'x-nextjs-matched-path', target.matchedPath ?? target.route]
}
