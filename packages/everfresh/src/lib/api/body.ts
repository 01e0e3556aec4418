/** Reads the body of a request by its content type. */
import { parse } from 'content-type'
import type { IncomingMessage } from 'node:http'
import type { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import getRawBody from 'raw-body'
import { queryOf } from '../routes/query.ts'
import { ApiError } from './api-error.ts'
import { bytesOfSize } from './byte-size.ts'

/**
 * Returns the body: JSON parsed, forms as an object without prototype, text as a string, all else as a Buffer. An empty JSON
 * body is `{}`.
 *
 * `sizeLimit` holds for the bytes after `Content-Encoding` is undone, so that a small bomb does not become a large body.
 *
 * @throws ApiError 400 (`Invalid JSON`, `Invalid body`), 413 when it is too large, 415 for an unknown encoding or charset.
 */
export async function readBody(request: IncomingMessage, sizeLimit: number | string = '1mb'): Promise<unknown> {
  const { type, parameters } = contentTypeOf(request)
  const bytes = await readBytes(request, sizeLimit)
  if (type === 'application/json' || type.endsWith('+json')) return parseJson(decode(bytes, parameters['charset']))
  if (type === 'application/x-www-form-urlencoded') return queryOf(`?${decode(bytes, parameters['charset'])}`)
  if (type === 'text/plain') return decode(bytes, parameters['charset'])
  return bytes
}

function contentTypeOf(request: IncomingMessage): ReturnType<typeof parse> {
  try {
    return parse(request.headers['content-type'] ?? 'text/plain')
  } catch {
    return parse('text/plain')
  }
}

async function readBytes(request: IncomingMessage, sizeLimit: number | string): Promise<Buffer> {
  const limit = bytesOfSize(sizeLimit, 'config.api.bodyParser.sizeLimit')
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const inflater = encoding === 'identity' || encoding === '' ? undefined : inflaterOf(encoding)
  // Most requests of API routes say that they have none; a stream would tell some turns of the event loop later.
  if (isWithoutBody(request)) return Buffer.alloc(0)
  try {
    if (inflater) return await getRawBody(piped(request, inflater), { limit })
    return await getRawBody(request, { limit, length: request.headers['content-length'] ?? null })
  } catch (cause) {
    if ((cause as { type?: unknown }).type !== 'entity.too.large') throw new ApiError(400, 'Invalid body', { cause })
    if (inflater) request.unpipe(inflater)
    await discard(request)
    throw new ApiError(413, `Body exceeded ${sizeLimit} limit`, { cause })
  } finally {
    inflater?.destroy()
  }
}

/** A body is announced by its length, or by how it is transferred (RFC 9112 §6.3). */
const isWithoutBody = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] === undefined &&
  headers['transfer-encoding'] === undefined &&
  headers['content-encoding'] === undefined

/** Bytes of a refused body that are read on, so that its sender gets to see why. */
const maxDiscardedBytes = 64 * 2 ** 20

/** Who is cut off while sending meets a reset connection instead of the answer; so the rest is read, and dropped. */
function discard(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let discarded = 0
    request.on('data', (chunk: Buffer) => {
      discarded += chunk.byteLength
      if (discarded > maxDiscardedBytes) resolve()
    })
    request.once('end', resolve)
    request.once('close', resolve)
    request.resume()
    if (request.readableEnded || request.destroyed) resolve()
  })
}

function inflaterOf(encoding: string): Transform {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip()
  if (encoding === 'deflate') return createInflate()
  if (encoding === 'br') return createBrotliDecompress()
  throw new ApiError(415, 'Unsupported content encoding')
}

/** A request that breaks off says nothing to the stream that it is piped into, which would be waited for without end. */
function piped(request: IncomingMessage, inflater: Transform): Readable {
  request.once('close', () => {
    if (!request.complete) inflater.destroy(new Error('The request was aborted.'))
  })
  return request.pipe(inflater)
}

function decode(bytes: Buffer, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch (cause) {
    throw new ApiError(415, 'Unsupported charset', { cause })
  }
}

function parseJson(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ApiError(400, 'Invalid JSON', { cause })
  }
}
