/** Answers visitors who may see what is not published: past the cache, each for himself (B105). */
import type { Exchange } from './exchange.ts'
import { sendPreview } from './page-answer.ts'
import { revalidateDemandOf } from './revalidate-endpoint.ts'
import type { CanonicalUrl, PreviewTarget } from './site.ts'

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
  return sendPreview(exchange, target, await target.render())
}
