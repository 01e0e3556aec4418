/** Answers visitors who may see what is not published: past the cache, each for himself (B105). */
import type { Rendered } from '@everfresh/engine'
import type { Exchange } from './exchange.ts'
import { sendNotFound, sendPreview } from './page-answer.ts'
import { revalidateDemandOf } from './revalidate-endpoint.ts'
import type { CanonicalUrl, PageAttributes, PreviewTarget } from './site.ts'

/**
 * Undefined, at once, for everybody else. Who demands a new version of a page gets the published one renewed, whatever cookies
 * the demand carries (B107).
 */
export function answerPreview(exchange: Exchange, url: CanonicalUrl): Promise<void> | undefined {
  const { request, response, served, settings } = exchange
  if (request.headers.cookie === undefined || served.site.preview === undefined) return undefined
  if (revalidateDemandOf(request.headers, settings.previewModeId) !== undefined) return undefined
  const target = served.site.preview(url, request, response)
  return target && render(exchange, target)
}

async function render(exchange: Exchange, target: PreviewTarget): Promise<void> {
  const page = await target.render?.()
  // Data requests are told that there is no page, whatever the site shows instead.
  const isMissing = page === undefined || isNotFound(page)
  const rendered = isMissing && target.body === 'html' ? ((await target.renderNotFound?.()) ?? page) : page
  return rendered === undefined ? sendNotFound(exchange, target.body) : sendPreview(exchange, target, rendered)
}

const isNotFound = ({ attributes }: Rendered): boolean => (attributes as PageAttributes).kind === 'not-found'
