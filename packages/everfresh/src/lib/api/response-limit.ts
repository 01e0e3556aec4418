/** Notices responses of API routes that are larger than they should be. */
import type { ServerResponse } from 'node:http'

/**
 * Calls `onExceeded` once, when more than `limitBytes` were written. The response itself is left as it is.
 *
 * @returns a function that tells the size of the whole body before it is compressed; what is written then counts no more.
 */
export function watchResponseSize(
  response: ServerResponse,
  limitBytes: number,
  onExceeded: () => void,
): (bytes: number) => void {
  const { write, end } = response
  let counted = 0
  let isAnnounced = false
  const count = (bytes: number): void => {
    const before = counted
    counted += bytes
    if (before <= limitBytes && counted > limitBytes) onExceeded()
  }
  const countChunk = (chunk: unknown): void => {
    if (isAnnounced) return
    if (typeof chunk === 'string') count(Buffer.byteLength(chunk))
    else if (chunk instanceof Uint8Array) count(chunk.byteLength)
  }
  response.write = ((...args: Parameters<typeof write>) => {
    countChunk(args[0])
    return write.apply(response, args)
  }) as typeof write
  response.end = ((...args: Parameters<typeof end>) => {
    countChunk(args[0])
    return end.apply(response, args)
  }) as typeof end
  return (bytes) => {
    count(bytes)
    isAnnounced = true
  }
}
