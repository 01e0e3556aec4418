/** Sends a file: conditional, in parts, compressed where a compressed sibling lies beside it. */
import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { byteRangeOf, type ByteRange } from './byte-range.ts'
import { fileCacheControl, immutableCacheControl } from './cache-control.ts'
import { isNotModified } from './conditional.ts'
import { negotiationOf, type Encoding } from './encoding.ts'
import { etagOfEncoding } from './etag.ts'
import { writeHead, type Exchange } from './exchange.ts'
import { sendPlain } from './small-page.ts'
import type { StaticFile } from './static-files.ts'

/** The path was resolved when the folder was read: a link that appeared there since is not followed. */
const readOnly = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)

/** Answers with the file, or with 404 when it was removed meanwhile. */
export async function sendFile(exchange: Exchange, file: StaticFile): Promise<void> {
  const encoding = encodingFor(exchange, file)
  const handle = await openOrUndefined(encoding === 'identity' ? file.path : file[encoding]!)
  if (handle === undefined) return sendPlain(exchange.response, 404)
  try {
    await sendOpened(exchange, file, encoding, handle)
  } finally {
    await handle.close().catch(() => {})
  }
}

/** A part is a part of the plain file, whatever the client can decompress. */
function encodingFor({ request }: Exchange, file: StaticFile): Encoding {
  if (request.headers.range !== undefined) return 'identity'
  const available: Encoding[] = ['identity']
  if (file.gzip !== undefined) available.push('gzip')
  if (file.br !== undefined) available.push('br')
  return negotiationOf(available)(request.headers['accept-encoding'])
}

async function sendOpened(exchange: Exchange, file: StaticFile, encoding: Encoding, handle: FileHandle): Promise<void> {
  const { request, response } = exchange
  const { size, mtime } = await handle.stat()
  const etag = etagOfEncoding(`"${size.toString(36)}-${Math.floor(mtime.getTime()).toString(36)}"`, encoding)
  const lastModified = mtime.toUTCString()
  const headers: (string | number)[] = [
    ...['Cache-Control', file.immutable ? immutableCacheControl : fileCacheControl],
    ...['ETag', etag, 'Last-Modified', lastModified, 'Accept-Ranges', 'bytes'],
  ]
  if (file.gzip !== undefined || file.br !== undefined) headers.push('Vary', 'Accept-Encoding')
  if (isNotModified(request.headers, etag, lastModified)) return end(exchange, 304, headers)

  const range = rangeOf(exchange, size, etag, lastModified)
  if (range === 'unsatisfiable') {
    return end(exchange, 416, ['Content-Range', `bytes */${size}`, 'Content-Length', 0, 'Accept-Ranges', 'bytes'])
  }
  headers.push('Content-Type', file.contentType, 'X-Content-Type-Options', 'nosniff')
  if (encoding !== 'identity') headers.push('Content-Encoding', encoding)
  if (range !== undefined) headers.push('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  headers.push('Content-Length', range === undefined ? size : range.end - range.start + 1)
  const status = range === undefined ? 200 : 206
  if (request.method === 'HEAD' || size === 0 || response.destroyed) return end(exchange, status, headers)
  writeHead(response, status, headers)
  await stream(exchange, handle, range ?? { start: 0, end: size - 1 })
}

/** A client that has parts of another version must get all of this one (RFC 9110 §13.1.5). */
function rangeOf(
  { request }: Exchange,
  size: number,
  etag: string,
  lastModified: string,
): ReturnType<typeof byteRangeOf> {
  const condition = request.headers['if-range']
  if (condition !== undefined && condition !== etag && condition !== lastModified) return undefined
  return byteRangeOf(request.headers.range, size)
}

function end({ response }: Exchange, status: number, headers: (string | number)[]): void {
  if (response.destroyed) return
  writeHead(response, status, headers)
  response.end()
}

async function stream({ response }: Exchange, handle: FileHandle, { start, end: last }: ByteRange): Promise<void> {
  try {
    await pipeline(handle.createReadStream({ start, end: last, autoClose: false }), response)
  } catch (error) {
    // A visitor who leaves in the middle is no failure of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

async function openOrUndefined(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, readOnly)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR') return undefined
    throw error
  }
}
