/** Lets middleware read a request's body, and whoever comes after it once more. */
import type { IncomingMessage } from 'node:http'
import { once } from 'node:events'

/**
 * The body as a web stream, or null where there is none. Nothing is read before somebody reads the stream, and then all of
 * it is kept in memory.
 *
 * Reading fails once there are more than `limit` bytes.
 */
export function bodyOf(request: IncomingMessage, limit: number): ReadableStream<Uint8Array> | null {
  const { method, headers } = request
  const isAnnounced = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (method === 'GET' || method === 'HEAD' || !isAnnounced) return null
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = await readAndPutBack(request, limit)
        if (bytes.byteLength > 0) controller.enqueue(new Uint8Array(bytes))
        controller.close()
      },
    },
    // Without it one chunk would be read ahead, of every request.
    { highWaterMark: 0 },
  )
}

async function readAndPutBack(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const putBack = () => {
    // Before anybody is told that the body has ended: what is put back now is read by the next reader, and then it ends.
    if (size > 0) request.unshift(Buffer.concat(chunks))
  }
  // Reading on at the end would end it for everybody.
  while (!request.complete || request.readableLength > 0) {
    for (let chunk = read(request); chunk !== null; chunk = read(request)) {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size > limit) {
        putBack()
        throw new RangeError(`The request's body is larger than the ${limit} bytes that middleware may read.`)
      }
    }
    if (request.complete) break
    await once(request, 'readable')
    if (request.destroyed) throw new Error('The request was broken off.')
  }
  putBack()
  return Buffer.concat(chunks)
}

const read = (request: IncomingMessage): Buffer | null => request.read() as Buffer | null
