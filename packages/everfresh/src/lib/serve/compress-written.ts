/** Compresses what API routes and getServerSideProps write themselves, while they write it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import compression from 'compression'

const compress = compression({
  // A strong ETag names bytes: whoever set one has decided on them (B46).
  filter: (request, response) => !isStrong(response.getHeader('ETag')) && compression.filter(request, response),
})

const isStrong = (etag: unknown): boolean => typeof etag === 'string' && etag.startsWith('"')

/**
 * Makes `response` compress its body where the client can read that and the type is worth it. To be called before anything
 * is written. What is written leaves within the same turn of the event loop, so that streams arrive as they are made.
 */
export function compressWritten(request: IncomingMessage, response: ServerResponse): void {
  // It was made for Express, but needs nothing of it.
  compress(request as Parameters<typeof compress>[0], response as Parameters<typeof compress>[1], () => {})
  sayWhenEnded(response)
  const { write } = response
  const { flush } = response as ServerResponse & { flush(): void }
  let isFlushing = false
  response.write = ((...args: Parameters<typeof write>) => {
    const hasRoom = write.apply(response, args)
    if (isFlushing) return hasRoom
    isFlushing = true
    setImmediate(() => {
      isFlushing = false
      if (!response.writableEnded && !response.destroyed) flush.call(response)
    })
    return hasRoom
  }) as typeof write
}

/** Its own property tells that the last byte was compressed; whoever answers requests has to know that nothing may follow. */
function sayWhenEnded(response: ServerResponse): void {
  const { end } = response
  let isEnded = false
  response.end = ((...args: Parameters<typeof end>) => {
    isEnded = true
    return end.apply(response, args)
  }) as typeof end
  Object.defineProperty(response, 'writableEnded', { get: () => isEnded, configurable: true })
}
