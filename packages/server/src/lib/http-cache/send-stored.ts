/** Sends an answer that is kept: whole, a part of it, or the news that the visitor has it (RFC 9111 §4, RFC 9110 §13, §14). */
import type { IncomingHttpHeaders } from 'node:http'
import type { Entry, Lookup } from '@everfresh/engine'
import { byteRangeOf, type ByteRange } from '../byte-range.ts'
import { cacheStatus } from '../cache-status.ts'
import { isNotModified } from '../conditional.ts'
import { negotiationOf } from '../encoding.ts'
import { send, type Exchange, type HeaderList } from '../exchange.ts'
import { combined, type Fields } from './fields.ts'
import { headOf, type StoredHead } from './stored-response.ts'

/** What the answers made of one entry have in common. */
interface Prepared {
  readonly head: StoredHead
  readonly etag: string | undefined
  readonly lastModified: string | undefined
  readonly identity: Variant
  readonly gzip: Variant | undefined
  /** What a hit says of its age, and until when, epoch ms: it is told in whole seconds. */
  hits: { readonly policy: HeaderList; readonly from: number; readonly until: number }
}

interface Variant {
  readonly bytes: Uint8Array
  readonly headers: HeaderList
  /** Those that a 304 repeats (RFC 9110 §15.4.5). */
  readonly validators: HeaderList
  /** `headers` of the last hit, as they were sent. */
  sent?: { readonly policy: HeaderList; readonly headers: HeaderList }
}

const prepared = new WeakMap<Entry, Prepared>()
const choose = negotiationOf(['identity', 'gzip'])

/** What is kept of an answer beside its body, read once for each version. */
export const headOfEntry = (entry: Entry): StoredHead => preparedOf(entry).head

function preparedOf(entry: Entry): Prepared {
  let known = prepared.get(entry)
  if (known === undefined) prepared.set(entry, (known = prepare(entry)))
  return known
}

function prepare(entry: Entry): Prepared {
  const head = headOf(entry)
  const etag = combined(head.fields, 'etag')
  const zipped = entry.bodies['body.gzip']
  return {
    head,
    etag,
    // Without one its date is compared with: it was not changed after that (RFC 9111 §4.3.2).
    lastModified: combined(head.fields, 'last-modified') ?? combined(head.fields, 'date'),
    identity: variantOf(
      zipped === undefined ? head.fields : variedBy(head.fields),
      entry.bodies['body'] ?? new Uint8Array(),
    ),
    gzip: zipped && variantOf([...weakened(variedBy(head.fields)), ['Content-Encoding', 'gzip']], zipped),
    hits: { policy: [], from: 0, until: 0 },
  }
}

/** Which of several encodings is sent depends on the visitor. */
function variedBy(fields: Fields): Fields {
  const vary = combined(fields, 'vary')
  const others = fields.filter(([name]) => name.toLowerCase() !== 'vary')
  return [...others, ['Vary', vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`]]
}

/** Other bytes need another tag; the site has chosen its own, so that only its weak form is left (RFC 9110 §8.8.1). */
const weakened = (fields: Fields): Fields =>
  fields.map(([name, value]) =>
    name.toLowerCase() === 'etag' && !value.startsWith('W/') ? [name, `W/${value}`] : [name, value],
  )

const ofNotModified = new Set([
  'cache-control',
  'cdn-cache-control',
  'content-location',
  'date',
  'etag',
  'expires',
  'vary',
])

function variantOf(fields: Fields, bytes: Uint8Array): Variant {
  return {
    bytes,
    headers: fields.flat(),
    validators: fields.filter(([name]) => ofNotModified.has(name.toLowerCase())).flat(),
  }
}

/** Seconds since the answer was made, as far as is known (RFC 9111 §4.2.3). `now` is epoch ms. */
export const ageOf = ({ initialAge, receivedAt }: StoredHead, now: number): number =>
  Math.max(0, initialAge + (now - receivedAt) / 1000)

/** What caches in front are told of an answer: a new list each second at most. */
function policyOf(entry: Prepared, lookup: Lookup, now: number): HeaderList {
  const { hits, head } = entry
  const isHit = lookup.state === 'hit' && lookup.degraded === undefined
  if (isHit && hits.from <= now && now < hits.until) return hits.policy
  const policy = ['Age', String(Math.floor(ageOf(head, now))), 'Cache-Status', cacheStatus(lookup, now)]
  if (isHit) entry.hits = { policy, from: now, until: now + 1000 }
  return policy
}

/** All headers of a whole answer: the same list for every hit within a second. */
function wholeHeaders(variant: Variant, status: number, policy: HeaderList): HeaderList {
  if (variant.sent?.policy === policy) return variant.sent.headers
  // A 204 has no length, since it can have no body (RFC 9110 §8.6).
  const length = status === 204 ? [] : ['Content-Length', variant.bytes.byteLength]
  const headers = [...variant.headers, ...length, ...policy]
  variant.sent = { policy, headers }
  return headers
}

/** @param now Epoch ms of the clock that ages are judged by, the store's. */
export function sendStored(
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  lookup: Lookup,
  now: number,
): void {
  const entry = preparedOf(lookup.entry)
  const { head, etag, lastModified, identity, gzip } = entry
  const policy = policyOf(entry, lookup, now)
  const { headers } = request
  const variant = gzip !== undefined && choose(headers['accept-encoding']) === 'gzip' ? gzip : identity
  response.removeHeader('Cache-Status')
  if (head.status === 200 && isNotModified(headers, etag, lastModified)) {
    return send(response, 304, [...variant.validators, ...policy], '')
  }
  const range = head.status === 200 ? rangeOf(headers, identity.bytes.byteLength, etag, lastModified) : undefined
  if (range === undefined) return send(response, head.status, wholeHeaders(variant, head.status, policy), variant.bytes)
  const size = identity.bytes.byteLength
  if (range === 'unsatisfiable') {
    return send(response, 416, ['Content-Range', `bytes */${size}`, 'Content-Length', 0, ...policy], '')
  }
  const { start, end } = range
  const part = ['Content-Range', `bytes ${start}-${end}/${size}`, 'Content-Length', end - start + 1]
  send(response, 206, [...identity.headers, ...part, ...policy], identity.bytes.subarray(start, end + 1))
}

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
