/** The cache as a middleware of Hono, on Node.js with @hono/node-server. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Env, Hono, MiddlewareHandler } from 'hono'
import { httpCacheNeedsNode } from '../../errors.ts'
import type { HttpCache } from '../http-cache.ts'
import { answerThrough, type MountOptions } from './cached-handler.ts'
import { requestWatchedBy } from './watched-request.ts'

export interface HonoHttpCacheOptions extends MountOptions {
  readonly cache: HttpCache
}

/** What @hono/node-server binds. */
interface NodeBindings {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

/** Marks the bindings of a request whose answer is for all. */
const forAll = Symbol('everfresh.forAll')

/** @hono/node-server's sign that there is nothing left to send. */
function alreadySent(): Response {
  const sign = new Response(null, { headers: { 'x-hono-already-sent': 'true' } })
  // It sends responses that nobody has read from on a shorter way, on which it does not look for the sign.
  return sign.body === null ? sign : new Response(sign.body)
}

/**
 * Returns the middleware: `app.use(honoHttpCache(app, { cache }))`, before other middleware.
 *
 * An answer that must be made is asked for by a request of its own to `app`; middleware that was added before this one sees both.
 *
 * @throws ServerError where the app does not run on @hono/node-server
 */
export function honoHttpCache<E extends Env>(
  app: Hono<E>,
  { cache, ...options }: HonoHttpCacheOptions,
): MiddlewareHandler {
  return async (context, next) => {
    const bindings = (context.env ?? {}) as Partial<NodeBindings> & { [forAll]?: true }
    if (bindings[forAll] === true) return next()
    const { incoming, outgoing } = bindings
    if (incoming === undefined || outgoing === undefined) throw httpCacheNeedsNode()
    const { url } = context.req.raw
    let isForVisitor = false
    const answer = answerThrough(
      cache,
      async (request, response) => {
        if (response === outgoing) return void (isForVisitor = true)
        const asked = requestWatchedBy(request, url)
        await write(await app.fetch(asked, { ...bindings, outgoing: response, [forAll]: true }), response)
      },
      options,
    )
    await answer(incoming, outgoing, () => {})
    return isForVisitor ? next() : alreadySent()
  }
}

async function write(answer: Response, response: ServerResponse): Promise<void> {
  response.statusCode = answer.status
  for (const [name, value] of answer.headers) {
    if (name !== 'set-cookie') response.setHeader(name, value)
  }
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies)
  response.flushHeaders()
  let isGone = false
  const gone = new Promise<void>((resolve) => response.once('close', resolve)).then(() => void (isGone = true))
  for await (const chunk of answer.body ?? []) {
    if (response.write(chunk)) continue
    // Nobody waits for it any more, and nobody else gets it.
    if (isGone) break
    await Promise.race([gone, new Promise((resolve) => response.once('drain', resolve))])
  }
  response.end()
}
