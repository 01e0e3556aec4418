/** Sends an answer that is kept: whole, a part of it, or the news that the visitor has it (RFC 9111 §4, RFC 9110 §13, §14). */
import type { IncomingHttpHeaders } from 'node:http'
import type { Lookup } from '@everfresh/engine'
import { byteRangeOf, type ByteRange } from '../byte-range.ts'
import { isNotModified } from '../conditional.ts'
import { send, type Exchange } from '../exchange.ts'
import type { ReadyAnswer } from '../representation.ts'
import { answersOf, policyOf, preparedOf } from './prepared-answer.ts'

/** @param now Epoch ms of the clock that ages are judged by, the store's. */
export function sendStored(
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  lookup: Lookup,
  now: number,
): void {
  const entry = preparedOf(lookup.entry)
  const { head, etag, lastModified, identity } = entry
  const { status } = head
  const policy = policyOf(entry, lookup, now)
  const { headers } = request
  const { whole, notModified } = answersOf(entry.variant(headers['accept-encoding']), status, policy)
  response.removeHeader('Cache-Status')
  if (status === 200 && isNotModified(headers, etag, lastModified)) return send(response, 304, notModified.headers, '')
  const range = status === 200 ? rangeOf(headers, identity.bytes.byteLength, etag, lastModified) : undefined
  if (range === undefined) return send(response, status, whole.headers, whole.body)
  const size = identity.bytes.byteLength
  if (range === 'unsatisfiable') {
    return send(response, 416, ['Content-Range', `bytes */${size}`, 'Content-Length', 0, ...policy], '')
  }
  const { start, end } = range
  const part = ['Content-Range', `bytes ${start}-${end}/${size}`, 'Content-Length', end - start + 1]
  send(response, 206, [...identity.headers, ...part, ...policy], identity.bytes.subarray(start, end + 1))
}

/**
 * What `sendStored` sends for a hit to a visitor whose request says nothing else that it looks at. Undefined where more of a
 * request may count.
 */
export function readyAnswerOf(
  lookup: Lookup,
  now: number,
  acceptEncoding: string | undefined,
  ifNoneMatch: string | undefined,
): ReadyAnswer | undefined {
  if (!isPlainHit(lookup)) return undefined
  const entry = preparedOf(lookup.entry)
  const { whole, notModified } = answersOf(entry.variant(acceptEncoding), 200, policyOf(entry, lookup, now))
  if (ifNoneMatch === undefined) return whole
  return isNotModified({ 'if-none-match': ifNoneMatch }, entry.etag, entry.lastModified) ? notModified : whole
}

/** Whether a hit can be answered without looking at more of the request than `readyAnswerOf` does. */
export const isPlainHit = ({ state, degraded, entry }: Lookup): boolean =>
  state === 'hit' && degraded === undefined && preparedOf(entry).isPlain

/** The part that a visitor wants, unless what he has of it is another version (RFC 9110 §13.1.5). */
function rangeOf(
  headers: IncomingHttpHeaders,
  size: number,
  etag: string | undefined,
  lastModified: string | undefined,
): ByteRange | 'unsatisfiable' | undefined {
  if (headers.range === undefined) return undefined
  const condition = headers['if-range']
  const isSame =
    condition === undefined || condition === lastModified || (condition === etag && !etag?.startsWith('W/'))
  return isSame ? byteRangeOf(headers.range, size) : undefined
}
