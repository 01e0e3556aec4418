/** Sends a body that was made for one request: with an ETag, as a 304 to who has it already, compressed to who can read that. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzip, gzipSync } from 'node:zlib'
import { isNotModified } from './conditional.ts'
import { negotiationOf } from './encoding.ts'
import { etagOf, etagOfEncoding } from './etag.ts'

export interface SendBodyOptions {
  /** Whether to name the body with an ETag, unless it has one (B41). */
  readonly etags: boolean
  /** Whether to compress for clients that accept gzip (B46). */
  readonly compress: boolean
}

/** Below this a compressed body saves less than a packet. Bytes. */
const smallestCompressed = 1024

/** Above this a body is compressed in another thread: 256 KiB of HTML hold this one up for some 4 ms. Bytes. */
const largestAtOnce = 256 * 1024

const choose = negotiationOf(['identity', 'gzip'])

/**
 * Ends `response` with `body`. Its status, content type and whatever else was set stand.
 *
 * The ETag is made from the uncompressed body; the compressed one adds the encoding to it, since strong tags name bytes (B46).
 * A reader who has the body already gets a 304 in place of a 200 (B42).
 */
export function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  body: Uint8Array,
  { etags, compress }: SendBodyOptions,
): void {
  const varies = compress && isWorthCompressing(response, body)
  const encoding = varies ? choose(request.headers['accept-encoding']) : 'identity'
  if (varies) addVary(response)
  if (etags && !response.hasHeader('ETag')) response.setHeader('ETag', etagOfEncoding(etagOf(body), encoding))
  if (etags && isKnown(request, response)) return endUnmodified(response)
  if (encoding === 'identity') {
    response.setHeader('Content-Length', body.byteLength)
    response.end(body)
    return
  }
  response.setHeader('Content-Encoding', encoding)
  if (body.byteLength <= largestAtOnce) {
    const compressed = gzipSync(body)
    response.setHeader('Content-Length', compressed.byteLength)
    response.end(compressed)
  } else endCompressed(response, body)
}

/** The head goes out first, so that whoever looks at the response sees that it has been answered. */
function endCompressed(response: ServerResponse, body: Uint8Array): void {
  response.removeHeader('Content-Length')
  response.flushHeaders()
  gzip(body, (error, compressed) => (error ? response.destroy(error) : response.end(compressed)))
}

function isWorthCompressing(response: ServerResponse, body: Uint8Array): boolean {
  if (body.byteLength < smallestCompressed || !isCompressible(String(response.getHeader('Content-Type')))) return false
  if (response.hasHeader('Content-Encoding') || response.hasHeader('Content-Range')) return false
  return !/\bno-transform\b/i.test(String(response.getHeader('Cache-Control')))
}

const isCompressible = (contentType: string): boolean =>
  /^(?:text\/|application\/(?:.+\+)?(?:json|xml|javascript|graphql|x-ndjson)\b|image\/svg\+xml)/i.test(contentType)

function addVary(response: ServerResponse): void {
  if (!/accept-encoding|\*/i.test(String(response.getHeader('Vary')))) response.appendHeader('Vary', 'Accept-Encoding')
}

function isKnown({ method, headers }: IncomingMessage, response: ServerResponse): boolean {
  if ((method !== 'GET' && method !== 'HEAD') || response.statusCode !== 200) return false
  const etag = response.getHeader('ETag')
  return typeof etag === 'string' && isNotModified(headers, etag)
}

function endUnmodified(response: ServerResponse): void {
  response.statusCode = 304
  for (const name of ['Content-Type', 'Content-Length', 'Transfer-Encoding']) response.removeHeader(name)
  response.end()
}
