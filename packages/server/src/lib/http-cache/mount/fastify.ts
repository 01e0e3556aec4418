/** The cache as a plugin of Fastify: register it before other plugins, and it holds for all routes. */
import type { ServerResponse } from 'node:http'
import type { FastifyPluginCallback } from 'fastify'
import type { HttpCache } from '../http-cache.ts'
import { answerThrough, type MountOptions } from './cached-handler.ts'

export interface FastifyHttpCacheOptions extends MountOptions {
  readonly cache: HttpCache
}

/**
 * An answer that must be made is asked for by a request of its own, which goes through all hooks and routes as a visitor's does;
 * hooks that were added before this plugin see both. Visitors who are shown what is kept are seen by `onResponse` hooks only.
 */
export const fastifyHttpCache: FastifyPluginCallback<FastifyHttpCacheOptions> = (app, { cache, ...options }, done) => {
  const visitors = new WeakMap<ServerResponse, () => void>()
  const made = new WeakSet<ServerResponse>()
  const answer = answerThrough(
    cache,
    (request, response) => {
      const goOn = visitors.get(response)
      // Without an entry it is an answer for all, and Fastify looks for the route from the beginning.
      if (goOn === undefined) {
        made.add(response)
        app.routing(request, response)
      } else goOn()
    },
    options,
  )
  app.addHook('onRequest', (request, reply, goOn) => {
    if (made.has(reply.raw)) return goOn()
    visitors.set(reply.raw, goOn)
    const fail = (error: unknown): void => {
      if (reply.raw.headersSent) reply.raw.destroy()
      else goOn(error as Error)
    }
    try {
      answer(request.raw, reply.raw, (error) => goOn(error as Error))?.catch(fail)
    } catch (error) {
      fail(error)
    }
  })
  done()
}

// Fastify's own sign that a plugin is for the whole of what it is registered in.
Object.assign(fastifyHttpCache, {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'everfresh',
})
