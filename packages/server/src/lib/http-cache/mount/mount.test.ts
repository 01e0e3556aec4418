/** One cache, mounted in each kind of server: what is asked of it holds in all of them, over real sockets. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { ManualClock } from '@everfresh/engine/testing'
import { openMemoryPageStore } from '@everfresh/store-memory'
import express, { type Request, type Response } from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { listen } from '../../server.ts'
import { send, type Answer, type RequestOptions } from '../../testing/http-client.ts'
import { createHttpCache, type HttpCache, type HttpCacheOptions } from '../http-cache.ts'
import { cachedHandler, type MountOptions } from './cached-handler.ts'
import { fastifyHttpCache } from './fastify.ts'
import { honoHttpCache } from './hono.ts'

/** What a handler is asked, and what it answers, in the words of none of the servers. */
interface Asked {
  readonly method: string
  readonly url: string
  header(name: string): string | undefined
}

interface Said {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: string
}

type Handler = (asked: Asked) => Said | Promise<Said>

/** Opens a server whose routes below `/` answer with what `handler` says. */
type Mount = (cache: HttpCache, handler: Handler, options: MountOptions) => Promise<Server>

const askedOf = (request: IncomingMessage): Asked => ({
  method: request.method ?? '',
  url: request.url ?? '',
  header: (name) => request.headers[name] as string | undefined,
})

const mounts: Record<string, Mount> = {
  async 'node:http'(cache, handler, options) {
    const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const { status = 200, headers = {}, body = '' } = await handler(askedOf(request))
      response.writeHead(status, headers).end(body)
    }
    return createServer(cachedHandler(cache, handle, options))
  },

  async Express(cache, handler, options) {
    const routes = express.Router()
    routes.use('/sub', express.Router())
    routes.all('/{*path}', (request: Request, response: Response, next) => {
      const asked = { ...askedOf(request), url: request.originalUrl }
      Promise.resolve()
        .then(() => handler(asked))
        .then(({ status = 200, headers = {}, body = '' }) => response.status(status).set(headers).send(body), next)
    })
    return createServer(express().use('/', cachedHandler(cache, routes, options)))
  },

  async Fastify(cache, handler, options) {
    const app = fastify()
    await app.register(fastifyHttpCache, { cache, ...options })
    app.all('/*', async (request, reply) => {
      const { status = 200, headers = {}, body = '' } = await handler(askedOf(request.raw))
      return reply.code(status).headers(headers).send(body)
    })
    await app.ready()
    return app.server
  },

  async Hono(cache, handler, options) {
    const app = new Hono()
    app.use(honoHttpCache(app, { cache, ...options }))
    app.all('/*', async (context) => {
      const { method, url } = context.req
      const asked: Asked = { method, url: url.slice(url.indexOf('/', 8)), header: (name) => context.req.header(name) }
      const { status = 200, headers = {}, body = '' } = await handler(asked)
      return new Response(status === 304 || body === '' ? null : body, { status, headers })
    })
    return createAdaptorServer({ fetch: app.fetch }) as Server
  },
}

describe.each(Object.entries(mounts))('mounted in %s', (_name, mount) => {
  const clock = new ManualClock()
  let handler: Handler
  let asked: string[]
  let ask: (target: string, options?: RequestOptions) => Promise<Answer>
  let cache: HttpCache
  let close = async (): Promise<void> => {}

  async function open(options: MountOptions & Partial<HttpCacheOptions> = {}): Promise<void> {
    const { ignoreCookies = false, ...limits } = options
    asked = []
    cache = createHttpCache({ store: openMemoryPageStore({ clock }), deployment: 'd', clock, ...limits })
    const server = await mount(
      cache,
      (request) => {
        asked.push(`${request.method} ${request.url}`)
        return handler(request)
      },
      { ignoreCookies },
    )
    const url = await listen(server, 0, '127.0.0.1')
    ask = (target, request) => send(url, target, request)
    close = async () => {
      server.closeAllConnections()
      server.close()
      await cache.close(0)
    }
  }

  afterEach(() => close())

  const says = (cacheControl: string, body = () => `answer ${asked.length}`, more: Record<string, string> = {}) => {
    return (): Said => ({ headers: { 'Cache-Control': cacheControl, ...more }, body: body() })
  }
  const status = ({ headers }: Answer) => headers['cache-status']

  it('an answer is kept for as long as it says, and tells what happened', async () => {
    await open()
    handler = says('s-maxage=60')
    const first = await ask('/search?b=1&a=2')
    expect(first).toMatchObject({ status: 200, text: 'answer 1' })
    expect(status(first)).toBe('everfresh; fwd=uri-miss; stored')
    clock.advance(10_000)
    const kept = await ask('/search?a=2&b=1&utm_source=mail')
    expect(kept).toMatchObject({ text: 'answer 1', headers: { age: '10', 'cache-control': 's-maxage=60' } })
    expect(status(kept)).toBe('everfresh; hit; ttl=50')
    expect(await ask('/search?a=2&b=1', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
    expect((await ask('/search?a=3')).text).toBe('answer 2')
  })

  it('one request is answered for all who wait', async () => {
    await open()
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    handler = async () => {
      await held
      return says('s-maxage=60')()
    }
    const answers = Promise.all(Array.from({ length: 20 }, () => ask('/')))
    await expect.poll(() => asked.length).toBe(1)
    release()
    expect(new Set((await answers).map(({ text }) => text))).toEqual(new Set(['answer 1']))
  })

  it('a stale answer is shown while a new one is made behind the visitor, again and again (RFC 5861 §3)', async () => {
    await open()
    handler = says('s-maxage=1, stale-while-revalidate=600')
    await ask('/sub/deep')
    for (const round of [1, 2]) {
      clock.advance(5_000)
      expect((await ask('/sub/deep')).text).toBe(`answer ${round}`)
      await expect.poll(async () => (await ask('/sub/deep')).text).toBe(`answer ${round + 1}`)
    }
    expect(new Set(asked)).toEqual(new Set(['GET /sub/deep']))
  })

  it('an answer is renewed by asking whether it has changed (RFC 9111 §4.3)', async () => {
    await open()
    handler = ({ header }) => {
      const headers = { 'Cache-Control': 's-maxage=1', ETag: '"a"' }
      return header('if-none-match') === '"a"' ? { status: 304, headers } : { headers, body: 'hello' }
    }
    await ask('/')
    clock.advance(5_000)
    expect(await ask('/')).toMatchObject({ status: 200, text: 'hello', headers: { age: '0' } })
    expect((await ask('/', { headers: { 'If-None-Match': '"a"' } })).status).toBe(304)
    expect(asked).toHaveLength(2)
  })

  it('nothing is kept that does not say so, and nobody waits for it twice', async () => {
    await open()
    handler = () => ({ body: `answer ${asked.length}`, headers: { 'Set-Cookie': 'a=b' } })
    expect(status(await ask('/'))).toContain('detail=')
    const second = await ask('/')
    expect(second.text).toBe('answer 2')
    expect(second.headers['set-cookie']).toEqual(['a=b'])
    expect(status(second)).toBe('everfresh; fwd=bypass')
  })

  it('two sessions never see each other', async () => {
    await open()
    handler = ({ header }) => says('public, s-maxage=60', () => `for ${header('cookie') ?? 'nobody'}`)()
    const visits = Array.from({ length: 60 }, async (_, visit) => {
      const cookie = `session=${visit % 2 === 0 ? 'anna' : 'bert'}`
      return (await ask(`/?x=${visit % 3}`, { headers: { Cookie: cookie } })).text === `for ${cookie}`
    })
    expect((await Promise.all(visits)).every(Boolean)).toBe(true)
  })

  it('cookies that nobody looks at keep nothing from being kept, nor those that do not show', async () => {
    await open()
    handler = says('s-maxage=60')
    for (const who of ['anna', 'bert']) expect((await ask('/', { headers: { Cookie: who } })).text).toBe('answer 1')
    await close()
    await open({ ignoreCookies: true })
    handler = ({ header }) => says('s-maxage=60', () => String(header('cookie') !== undefined))()
    await ask('/', { headers: { Cookie: 'anna' } })
    expect(status(await ask('/', { headers: { Cookie: 'bert' } }))).toContain('hit')
  })

  it('answers go by path, by tag, and by a request that changes something (RFC 9111 §4.4)', async () => {
    await open()
    handler = ({ url }) => says('s-maxage=600', undefined, { 'Cache-Tag': `about${url.split('?')[0]}` })()
    const gone = async (target: string) => status(await ask(target))?.includes('hit') === false
    for (const target of ['/a?x=1', '/a?x=2', '/b']) await ask(target)
    await cache.invalidate([{ path: '/a' }], 'hard')
    expect([await gone('/a?x=1'), await gone('/a?x=2'), await gone('/b')]).toEqual([true, true, false])
    await cache.invalidate([{ tag: 'about/b' }], 'hard')
    expect([await gone('/b'), await gone('/a?x=1')]).toEqual([true, false])
    expect(status(await ask('/b', { method: 'POST' }))).toBe('everfresh; fwd=method')
    expect([await gone('/b'), await gone('/a?x=1')]).toEqual([true, false])
  })

  it('variants and bodies are bounded', async () => {
    await open({ maxVariants: 2, maxBodyBytes: 100 })
    handler = ({ header, url }) =>
      url === '/long'
        ? says('s-maxage=60', () => 'x'.repeat(5000))()
        : says('s-maxage=60', () => String(header('foo')), { Vary: 'Foo' })()
    for (const foo of ['1', '2', '3', '4', '4']) expect((await ask('/', { headers: { Foo: foo } })).text).toBe(foo)
    expect(asked).toHaveLength(5)
    for (const _ of [1, 2]) expect((await ask('/long')).text).toHaveLength(5000)
    expect(asked).toHaveLength(7)
  })

  it('an error reaches the server’s own way of telling it, or is replaced by what is kept (RFC 5861 §4)', async () => {
    await open()
    handler = says('s-maxage=1, stale-if-error=60')
    await ask('/')
    clock.advance(5_000)
    handler = () => {
      throw new Error('no data')
    }
    expect(await ask('/')).toMatchObject({ status: 200, text: 'answer 1' })
    expect((await ask('/other')).status).toBe(500)
  })
})

it('what Express knows of a visitor from earlier middleware is never shown to another', async () => {
  const cache = createHttpCache({ store: openMemoryPageStore(), deployment: 'd' })
  type Known = Request & { session?: { user: string }; user?: string }
  const app = express()
  app.use((request: Known, response, next) => {
    const user = request.headers.cookie ?? 'nobody'
    Object.assign(request, { session: { user }, user })
    response.locals['user'] = user
    next()
  })
  const answers: Record<string, (request: Known, response: Response) => string | undefined> = {
    '/session': (request) => request.session?.user,
    '/user': (request) => request.user,
    '/locals': (_request, response) => String(response.locals['user']),
    '/copied': (request) => ({ ...request }).user,
    '/nobody': () => 'nobody',
  }
  for (const [path, answer] of Object.entries(answers)) {
    const handle = (request: Known, response: Response) =>
      void response.set('Cache-Control', 's-maxage=60').send(answer(request, response))
    app.get(path, cachedHandler(cache, handle))
  }
  const server = createServer(app)
  const url = await listen(server, 0, '127.0.0.1')
  for (const path of Object.keys(answers)) {
    const visits = Array.from({ length: 20 }, async (_, visit) => {
      const user = visit % 2 === 0 ? 'anna' : 'bert'
      const { text } = await send(url, path, { headers: { Cookie: user } })
      return text === (path === '/nobody' ? 'nobody' : user)
    })
    expect((await Promise.all(visits)).every(Boolean), path).toBe(true)
  }
  expect((await send(url, '/nobody', { headers: { Cookie: 'carl' } })).headers['cache-status']).toContain('hit')
  await cache.close(0)
  server.closeAllConnections()
  server.close()
})

it('what an Express handler leaves to the next one is not kept, and goes on', async () => {
  const cache = createHttpCache({ store: openMemoryPageStore(), deployment: 'd' })
  const app = express()
  app.use(
    '/shop',
    cachedHandler(cache, (_request: Request, _response: Response, next) => next()),
  )
  app.get('/shop/:item', (request, response) => void response.json({ item: request.params.item }))
  app.use(
    '/closed',
    cachedHandler(cache, (_request: Request, _response: Response, next) => next(new Error('closed'))),
  )
  app.use((error: Error, _request: Request, response: Response, _next: express.NextFunction) => {
    response.status(503).send(error.message)
  })
  const server = createServer(app)
  const url = await listen(server, 0, '127.0.0.1')
  for (const item of ['cup', 'pot']) expect(JSON.parse((await send(url, `/shop/${item}`)).text)).toEqual({ item })
  expect(await send(url, '/closed')).toMatchObject({ status: 503, text: 'closed' })
  await cache.close(0)
  expect(JSON.parse((await send(url, '/shop/cup')).text)).toEqual({ item: 'cup' })
  server.closeAllConnections()
  server.close()
})

it('a Hono app outside Node.js is told what it lacks', async () => {
  const cache = createHttpCache({ store: openMemoryPageStore(), deployment: 'd' })
  const app = new Hono()
  app.use(honoHttpCache(app, { cache }))
  const told: Error[] = []
  app.onError((error, context) => {
    told.push(error)
    return context.text('no', 500)
  })
  await app.request('http://localhost/')
  expect(told).toMatchObject([{ code: 'HTTP_CACHE_NEEDS_NODE' }])
  await cache.close(0)
})
