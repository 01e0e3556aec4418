import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createEngine, type PageRef, type PendingInvalidation, type PendingInvalidations } from '@everfresh/engine'
import { FaultyPageStore, ManualClock } from '@everfresh/engine/testing'
import { openMemoryPageStore } from '@everfresh/store-memory'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRequestHandler } from '../request-handler.ts'
import { listen } from '../server.ts'
import type { HandlerTarget, Site } from '../site.ts'
import { send, type Answer, type RequestOptions } from '../testing/http-client.ts'
import { createHttpCache, type HttpCache, type HttpCacheOptions } from './http-cache.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown

let clock: ManualClock
let handle: Handle
let asked: string[]
let ask: (target: string, options?: RequestOptions) => Promise<Answer>
let cache: HttpCache
let close: () => Promise<unknown>

async function open(options: Partial<HttpCacheOptions> = {}, of: Partial<HandlerTarget['cache']> = {}): Promise<void> {
  clock = new ManualClock()
  asked = []
  handle = () => expect.fail('the test sets no handler')
  const page = (path: string): PageRef => ({ namespace: 'n', path, context: undefined })
  const body = { html: new TextEncoder().encode('500') }
  const rendered = { attributes: {}, tags: [], revalidateMs: false, expireMs: false } as const
  const engine = createEngine({
    ...{ store: openMemoryPageStore({ clock }), deployment: 'd', clock },
    render: () => Promise.resolve({ ...rendered, bodies: body }),
  })
  await engine.get(page('/500'))
  cache = createHttpCache({ store: openMemoryPageStore({ clock }), deployment: 'd', clock, ...options })
  const targetAt = (path: string): HandlerTarget => ({
    ...{ kind: 'handler', route: '/[...all]', cache: { namespace: 'n', path, ...of } },
    async handle(request, response) {
      asked.push(`${request.method} ${request.url}`)
      await handle(request, response)
    },
  })
  const site: Site = {
    ...{ basePath: '', trailingSlash: false, files: [], resolve: ({ pathname }) => targetAt(pathname) },
    ...{ notFoundPage: page('/404'), errorPage: page('/500') },
  }
  const logger = { error() {}, warn() {} }
  const http = createHttpServer(
    createRequestHandler({ current: () => ({ site, engine, httpCache: cache }), logger, clock }),
  )
  const url = await listen(http, 0, '127.0.0.1')
  ask = (path, request) => send(url, path, request)
  close = async () => {
    http.closeAllConnections()
    http.close()
    await Promise.all([engine.close(0), cache.close(0)])
  }
}

beforeEach(() => open())
afterEach(() => close())

const says = (cacheControl: string, body: string | (() => string) = 'hello'): Handle => {
  return (_request, response) => {
    response.setHeader('Cache-Control', cacheControl)
    response.end(typeof body === 'string' ? body : body())
  }
}

const status = (answer: Answer) => answer.headers['cache-status']

describe('an answer that says so', () => {
  it('is kept for its time, and tells its age (RFC 9111 §4)', async () => {
    handle = says('s-maxage=60', () => `answer ${asked.length}`)
    expect(status(await ask('/'))).toBe('everfresh; fwd=uri-miss; stored')
    clock.advance(10_000)
    const kept = await ask('/')
    expect(kept).toMatchObject({
      status: 200,
      text: 'answer 1',
      headers: { age: '10', 'cache-control': 's-maxage=60' },
    })
    expect(status(kept)).toBe('everfresh; hit; ttl=50')
    expect(new Date(kept.headers.date!).getTime()).toBe(clock.now() - 10_000)
    clock.advance(51_000)
    expect((await ask('/')).text).toBe('answer 2')
  })

  it('is shown stale while it is asked for anew (RFC 5861 §3)', async () => {
    handle = says('s-maxage=60, stale-while-revalidate=30', () => `answer ${asked.length}`)
    await ask('/')
    clock.advance(61_000)
    const stale = await ask('/')
    expect(stale.text).toBe('answer 1')
    expect(status(stale)).toBe('everfresh; hit; ttl=-1')
    await expect.poll(async () => (await ask('/')).text).toBe('answer 2')
    expect(asked).toHaveLength(2)
    clock.advance(95_000)
    expect((await ask('/')).text).toBe('answer 3')
  })

  it('is asked for once, however many wait', async () => {
    let answer = () => {}
    const held = new Promise<void>((resolve) => (answer = resolve))
    handle = async (request, response) => {
      await held
      await says('s-maxage=60')(request, response)
    }
    const answers = Promise.all(Array.from({ length: 20 }, () => ask('/')))
    await expect.poll(() => asked.length).toBe(1)
    answer()
    expect(new Set((await answers).map(({ text }) => text))).toEqual(new Set(['hello']))
    expect(asked).toEqual(['GET /'])
  })

  it('is shown in place of an error for as long as it allows (RFC 5861 §4, fault 78)', async () => {
    handle = says('s-maxage=1, stale-if-error=60')
    await ask('/')
    clock.advance(10_000)
    for (const fails of [
      () => {
        throw new Error('no data')
      },
      (_: IncomingMessage, response: ServerResponse) => {
        response.statusCode = 503
        response.end('sorry')
      },
    ] satisfies Handle[]) {
      handle = fails
      const answer = await ask('/')
      expect(answer).toMatchObject({ status: 200, text: 'hello' })
      expect(status(answer)).toContain('detail=stale-if-error')
    }
    clock.advance(60_000)
    expect(await ask('/')).toMatchObject({ status: 503, text: 'sorry' })
  })

  it('is confirmed by a 304, which changes its fields and not its body (RFC 9111 §4.3)', async () => {
    handle = (request, response) => {
      response.setHeader('ETag', '"a"')
      response.setHeader('Cache-Control', 'max-age=1')
      response.setHeader('X-Times', asked.length)
      if (request.headers['if-none-match'] === '"a"') response.writeHead(304).end()
      else response.end('hello')
    }
    await ask('/')
    clock.advance(5_000)
    expect(await ask('/')).toMatchObject({ status: 200, text: 'hello', headers: { 'x-times': '2' } })
    const conditional = await ask('/', { headers: { 'If-None-Match': '"a"' } })
    expect(conditional).toMatchObject({ status: 304, text: '', headers: { etag: '"a"' } })
    expect(asked).toHaveLength(2)
  })

  it('serves HEAD and parts, too (RFC 9110 §9.3.2, §14)', async () => {
    handle = says('max-age=60', '0123456789')
    expect(await ask('/', { method: 'HEAD' })).toMatchObject({
      status: 200,
      text: '',
      headers: { 'content-length': '10' },
    })
    expect(asked).toEqual(['GET /'])
    expect(await ask('/', { headers: { Range: 'bytes=2-4' } })).toMatchObject({
      status: 206,
      text: '234',
      headers: { 'content-range': 'bytes 2-4/10' },
    })
    expect((await ask('/', { headers: { Range: 'bytes=20-' } })).status).toBe(416)
    expect((await ask('/', { headers: { Range: 'bytes=2-4', 'If-Range': '"x"' } })).text).toBe('0123456789')
    expect(asked).toHaveLength(1)
  })

  it('is compressed for whoever reads that, with a weak form of its tag', async () => {
    handle = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'max-age=60', ETag: '"a"' })
      response.end('x'.repeat(5000))
    }
    const plain = await ask('/')
    expect(plain).toMatchObject({ text: 'x'.repeat(5000), headers: { etag: '"a"', vary: 'Accept-Encoding' } })
    const zipped = await ask('/', { headers: { 'Accept-Encoding': 'gzip' } })
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', etag: 'W/"a"', vary: 'Accept-Encoding' })
    expect(zipped.bytes.byteLength).toBeLessThan(200)
    expect(asked).toHaveLength(1)
  })
})

describe('what is said to caches like this one alone (RFC 9213)', () => {
  type Case = [targeted: string, others: Record<string, string>]
  const askedAgain = async (fields: Readonly<Record<string, string>>): Promise<boolean> => {
    handle = (_request, response) => {
      for (const [name, value] of Object.entries(fields)) response.setHeader(name, value)
      response.end('hello')
    }
    await ask('/')
    clock.advance(3_000)
    await ask('/')
    return asked.length > 1
  }
  const ahead = 'Fri, 01 Jan 2100 00:00:00 GMT'
  const past = 'Sat, 01 Jan 2000 00:00:00 GMT'

  it.each([
    ['max-age=3600', {}],
    ['max-age=2147483648', {}],
    ['max-age=99999999999', {}],
    ['foobar, max-age=3600', {}],
    ['max-age=3600', { Expires: past }],
    ['max-age=3600', { Expires: '0' }],
    ['max-age=3600', { 'Cache-Control': 'max-age=1' }],
    ['max-age=3600', { 'Cache-Control': 'no-store' }],
  ] satisfies Case[])('%s keeps it, whatever stands beside it: %j', async (targeted, others) => {
    expect(await askedAgain({ ...others, 'CDN-Cache-Control': targeted })).toBe(false)
  })

  it.each([
    ['max-age=3600', { Age: '7200' }],
    ['max-age=0', {}],
    ['max-age=0', { Expires: ahead }],
    ['max-age=1', { 'Cache-Control': 'max-age=3600' }],
    ['private', { 'Cache-Control': 'max-age=3600', Expires: ahead }],
    ['no-cache', { 'Cache-Control': 'max-age=3600', Expires: ahead }],
    ['no-store', { 'Cache-Control': 'max-age=3600', Expires: ahead }],
    ['max-age=10000, &&&&&', { 'Cache-Control': 'no-store' }],
    ['max-age="10000"', { 'Cache-Control': 'no-store' }],
  ] satisfies Case[])('%s does not, whatever stands beside it: %j', async (targeted, others) => {
    expect(await askedAgain({ ...others, 'CDN-Cache-Control': targeted })).toBe(true)
  })
})

describe('what comes ahead of an answer (RFC 9110 §15.2)', () => {
  /** All that arrives at somebody who asks. */
  const informed = async (target: string): Promise<{ ahead: [number, string | undefined][]; text: string }> => {
    const ahead: [number, string | undefined][] = []
    const { text } = await ask(target, { onInformation: (status, link) => ahead.push([status, link]) })
    return { ahead, text }
  }
  const withHints: Handle = (request, response) => {
    response.writeProcessing()
    response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style', 'x-hint': 'early' })
    says(request.url === '/kept' ? 's-maxage=60' : 'private')(request, response)
  }

  it.each(['/kept', '/own'])('reaches whoever waits for %s, and is not kept', async (target) => {
    handle = withHints
    const first = await informed(target)
    expect(first).toMatchObject({
      text: 'hello',
      ahead: [
        [102, undefined],
        [103, '</style.css>; rel=preload; as=style'],
      ],
    })
    const second = await informed(target)
    expect(second.text).toBe('hello')
    expect(second.ahead).toHaveLength(target === '/kept' ? 0 : 2)
    expect((await ask(target)).headers).not.toHaveProperty('x-hint')
  })
})

describe('keys', () => {
  it('are made of host, path and query, sorted and without what traces visitors', async () => {
    handle = (request, response) => says('max-age=60', String(request.url))(request, response)
    for (const target of ['/a?b=1&a=2', '/a?a=2&b=1', '/a?a=2&b=1&utm_source=mail', '/a?a=3', '/b']) await ask(target)
    expect(asked).toEqual(['GET /a?b=1&a=2', 'GET /a?a=3', 'GET /b'])
    await ask('/b', { headers: { Host: 'other.example' } })
    expect(asked).toHaveLength(4)
  })

  it('tell variants apart, and keep a bounded number of them (fault 76)', async () => {
    await close()
    await open({ maxVariants: 4 })
    handle = (request, response) => {
      response.setHeader('Vary', 'Foo')
      says('max-age=60', String(request.headers['foo']))(request, response)
    }
    const get = async (foo: string) => (await ask('/', { headers: { Foo: foo } })).text
    for (let round = 0; round < 3; round++) for (const foo of ['1', '2', '3', '4']) expect(await get(foo)).toBe(foo)
    expect(asked).toHaveLength(4)
    for (const foo of ['5', '5', '5']) expect(await get(foo)).toBe('5')
    expect(asked).toHaveLength(7)
  })

  it('tell apart the languages that there are, and nothing else that a visitor says of them', async () => {
    await close()
    await open({ languages: ['de', 'en'] })
    handle = (request, response) => {
      response.setHeader('Vary', 'Accept-Language')
      says('max-age=60', request.headers['accept-language'] ?? 'none')(request, response)
    }
    const get = async (said?: string) => (await ask('/', { headers: said ? { 'Accept-Language': said } : {} })).text
    expect(await get('fr;q=0.5, de;q=1.0')).toBe('de')
    expect(await get('de-AT, de;q=0.9, en;q=0.8')).toBe('de')
    expect(await get('en-GB, en;q=0.9')).toBe('en')
    expect(await get('fr')).toBe('none')
    expect(await get()).toBe('none')
    expect(asked).toHaveLength(3)
  })

  it('do not mix what two visitors who wait at the same time ask for', async () => {
    handle = async (request, response) => {
      response.setHeader('Vary', 'Accept-Language')
      await new Promise((resolve) => setTimeout(resolve, 20))
      says('max-age=60', String(request.headers['accept-language']))(request, response)
    }
    const languages = ['de', 'en', 'fr', 'de', 'en', 'fr']
    const answers = await Promise.all(
      languages.map((language) => ask('/', { headers: { 'Accept-Language': language } })),
    )
    expect(answers.map(({ text }) => text)).toEqual(languages)
  })
})

describe('what is not for others', () => {
  it.each([
    ['no-store', 'no-store'],
    ['private, max-age=60', 'private'],
    ['public', 'no-freshness'],
  ])('%s is asked for by each', async (cacheControl, detail) => {
    handle = says(cacheControl, () => `answer ${asked.length}`)
    const first = await ask('/')
    expect(first.text).toBe('answer 1')
    expect(status(first)).toBe(`everfresh; fwd=uri-miss; detail=${detail}`)
    expect((await ask('/')).text).toBe('answer 2')
  })

  it('is never kept with a cookie that it sets (fault 75)', async () => {
    handle = (request, response) => {
      response.setHeader('Set-Cookie', `visitor=${asked.length}`)
      says('public, s-maxage=60')(request, response)
    }
    expect((await ask('/')).headers['set-cookie']).toEqual(['visitor=1'])
    expect((await ask('/')).headers['set-cookie']).toEqual(['visitor=2'])
  })

  it('does not queue those who wait one behind the other (hit-for-miss)', async () => {
    let answer = () => {}
    const held = new Promise<void>((resolve) => (answer = resolve))
    handle = async (request, response) => {
      if (asked.length === 1) await held
      await says('private')(request, response)
    }
    const answers = Array.from({ length: 10 }, () => ask('/'))
    await expect.poll(() => asked.length).toBe(1)
    answer()
    await Promise.all(answers)
    expect(asked).toHaveLength(10)
    let release = () => {}
    const late = new Promise<void>((resolve) => (release = resolve))
    handle = async (request, response) => {
      await late
      await says('private')(request, response)
    }
    const later = Array.from({ length: 10 }, () => ask('/'))
    await expect.poll(() => asked.length).toBe(20)
    release()
    await Promise.all(later)
  })

  it('is sent as it is written, however long, and broken off where it breaks (fault 77)', async () => {
    handle = (_request, response) => {
      response.setHeader('Cache-Control', 'max-age=60')
      response.write('x'.repeat(100))
      throw new Error('half way')
    }
    expect((await ask('/')).status).toBe(500)
    handle = (_request, response) => {
      response.write('x'.repeat(100))
      throw new Error('half way')
    }
    await expect(ask('/other')).rejects.toThrow()
    await close()
    await open({ maxBodyBytes: 1000 })
    handle = says('max-age=60', 'x'.repeat(5000))
    for (const _ of [1, 2]) expect((await ask('/')).text).toHaveLength(5000)
    expect(asked).toHaveLength(2)
  })

  it('is a person’s page: two sessions that hammer one URL never see each other', async () => {
    const pages: Handle[] = [
      (request, response) =>
        says('public, s-maxage=60', `for ${request.headers.cookie ?? 'nobody'}`)(request, response),
      (request, response) =>
        says('public, s-maxage=60', `for ${JSON.stringify({ ...request.headers })}`)(request, response),
      (request, response) => says('public, s-maxage=60', `for ${request.rawHeaders.join()}`)(request, response),
      (request, response) => says('max-age=60', `for ${request.headers.authorization ?? 'nobody'}`)(request, response),
      (request, response) => says('s-maxage=60', `for ${request.headersDistinct['cookie']}`)(request, response),
      (request, response) => says('s-maxage=60', `for ${Object.values(request.headers).join()}`)(request, response),
      async (request, response) => {
        response.setHeader('Cache-Control', 'public, s-maxage=60')
        response.write('for ')
        await Promise.resolve()
        response.end(String(request.headers.cookie))
      },
    ]
    const noise = ['Accept', 'X-Forwarded-For', 'Cache-Control', 'Range', 'If-None-Match', 'Purpose', 'X-Nextjs-Data']
    for (const [index, page] of pages.entries()) {
      handle = page
      const visits = Array.from({ length: 60 }, async (_, visit) => {
        const session = `session=${visit % 2 === 0 ? 'anna' : 'bert'}`
        const header = noise[visit % noise.length]!
        const headers = { Cookie: session, Authorization: session, [header]: `bytes=0-${visit}` }
        const { text } = await ask(`/page-${index}?x=${visit % 3}`, { headers })
        return text.includes(session === 'session=anna' ? 'bert' : 'anna')
      })
      expect((await Promise.all(visits)).filter(Boolean)).toEqual([])
    }
  })

  it('is not shown what code makes of nobody’s cookies', async () => {
    const pages: Handle[] = [
      (request, response) => says('s-maxage=60', `for ${request.headers.cookie ?? 'nobody'}`)(request, response),
      (request, response) => says('s-maxage=60', `for ${request.headers.authorization ?? 'nobody'}`)(request, response),
      (request, response) => says('s-maxage=60', `for ${request.rawHeaders.join()}`)(request, response),
      (request, response) => says('s-maxage=60', `for ${request.headersDistinct['cookie']}`)(request, response),
    ]
    for (const [index, page] of pages.entries()) {
      handle = page
      expect(status(await ask(`/page-${index}`))).toContain('detail=cookie')
      const personal = { Cookie: 'anna', Authorization: 'anna' }
      expect((await ask(`/page-${index}`, { headers: personal })).text).toContain('anna')
    }
    handle = (request, response) => says('s-maxage=60', Object.keys(request.headers).join())(request, response)
    expect((await ask('/others')).text).not.toMatch(/cookie|authorization/)
  })

  it('is a draft, and whoever may see drafts gets no published page for it (B25)', async () => {
    await close()
    await open({}, { isPersonal: ({ headers }) => headers.cookie === 'editor' })
    handle = (request, response) => says('s-maxage=60', 'published')(request, response)
    await ask('/')
    handle = (request, response) => says('s-maxage=60', 'draft')(request, response)
    expect((await ask('/', { headers: { Cookie: 'editor' } })).text).toBe('draft')
    expect((await ask('/')).text).toBe('published')
  })

  it('unless the page says that cookies do not show', async () => {
    await close()
    await open({}, { ignoreCookies: true })
    handle = (request, response) =>
      says('public, s-maxage=60', request.headers.cookie ? 'seen' : 'none')(request, response)
    for (const session of ['a', 'b']) expect((await ask('/', { headers: { Cookie: session } })).text).toBe('seen')
    expect(asked).toHaveLength(1)
  })
})

describe('what was kept is gone', () => {
  it('after a request that changes something, for its own path and those that it names (RFC 9111 §4.4)', async () => {
    handle = (request, response) => {
      if (request.method === 'POST') response.setHeader('Location', '/named')
      says('max-age=60', () => `answer ${asked.length}`)(request, response)
    }
    for (const target of ['/own?a=1', '/named', '/other']) await ask(target)
    expect(status(await ask('/own', { method: 'POST' }))).toBe('everfresh; fwd=method')
    for (const target of ['/own?a=1', '/named', '/other']) await ask(target)
    expect(asked.slice(3)).toEqual(['POST /own', 'GET /own?a=1', 'GET /named'])
  })

  it('before a byte of that answer is sent, however it is written', async () => {
    let invalidated = () => {}
    const held = new Promise<void>((resolve) => (invalidated = resolve))
    await close()
    const store = openMemoryPageStore({ clock: new ManualClock() })
    const slow = Object.assign(Object.create(store) as typeof store, {
      invalidate: async (...parameters: Parameters<typeof store.invalidate>) => {
        await held
        return store.invalidate(...parameters)
      },
    })
    await open({ store: slow })
    let written = 0
    handle = async (_request, response) => {
      response.writeHead(200, { 'Content-Length': 6 })
      response.flushHeaders()
      if (!response.write('abc')) await new Promise((resolve) => response.once('drain', resolve))
      written++
      response.end('def')
    }
    const answer = ask('/', { method: 'POST' })
    await expect.poll(() => asked.length).toBe(1)
    expect(written).toBe(0)
    invalidated()
    expect((await answer).text).toBe('abcdef')
  })

  it('but not after one that failed', async () => {
    handle = (request, response) => {
      response.statusCode = request.method === 'POST' ? 500 : 200
      says('max-age=60')(request, response)
    }
    await ask('/')
    await ask('/', { method: 'POST' })
    expect(status(await ask('/'))).toContain('hit')
  })

  it('after its path was revalidated, with every query and variant', async () => {
    handle = says('max-age=60', () => `answer ${asked.length}`)
    for (const target of ['/a?x=1', '/a?x=2', '/b']) await ask(target)
    await cache.invalidate([{ path: '/a' }], 'hard')
    for (const target of ['/a?x=1', '/a?x=2', '/b']) await ask(target)
    expect(asked.slice(3)).toEqual(['GET /a?x=1', 'GET /a?x=2'])
  })

  it('when it was declared so while the store was away: here at once, and for others when the store is back', async () => {
    await close()
    const away = new ManualClock()
    const store = new FaultyPageStore(openMemoryPageStore({ clock: away }), { clock: away, coherence: 'immediate' })
    let waiting: readonly PendingInvalidation[] = []
    const pendingInvalidations: PendingInvalidations = {
      list: () => waiting,
      add: (added) => Promise.resolve(void (waiting = [...waiting, ...added])),
      remove: (ids) => Promise.resolve(void (waiting = waiting.filter(({ id }) => !ids.has(id)))),
    }
    await open({ store, pendingInvalidations, clock: away })
    handle = says('max-age=600', () => `answer ${asked.length}`)
    await ask('/a')
    store.inject('all', { kind: 'fail' })
    const told = cache.invalidate([{ path: '/a' }], 'hard')
    await expect(told).rejects.toMatchObject({ code: 'INVALIDATION_QUEUED' })
    expect(waiting).toHaveLength(1)
    expect((await ask('/a')).text).toBe('answer 2')
    store.heal()
    await expect.poll(() => away.pass(5_000).then(() => waiting.length)).toBe(0)
  })

  it('once its page has become somebody’s own', async () => {
    handle = says('max-age=1, stale-while-revalidate=600')
    await ask('/')
    clock.advance(2_000)
    handle = says('private', 'mine')
    await ask('/')
    await expect.poll(async () => (await ask('/')).text).toBe('mine')
  })
})
