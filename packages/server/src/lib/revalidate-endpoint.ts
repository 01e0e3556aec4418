/** Revalidation over HTTP: a request for a page that carries the secret renders it anew (B112, B117). */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface RevalidateDemand {
  /** Render only what was generated before (B117). */
  readonly onlyGenerated: boolean
}

/** Reads the demand from a request's headers. Undefined without the right secret: then the header means nothing. */
export function revalidateDemandOf(
  headers: IncomingHttpHeaders,
  secret: string | undefined,
): RevalidateDemand | undefined {
  const given = headers['x-prerender-revalidate']
  if (given === undefined || secret === undefined || !isEqual(String(given), secret)) return undefined
  return { onlyGenerated: headers['x-prerender-revalidate-if-generated'] !== undefined }
}

/** Takes as long for a nearly right secret as for a wrong one. */
function isEqual(given: string, secret: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(secret)]
  return left.byteLength === right.byteLength && timingSafeEqual(left, right)
}
