/** Requests are answered by the rules of HTTP and of the Pages Router, over a real connection. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { HandlerTarget } from './site.ts'
import { openScene, pageRef, pageTarget, type Scene, type SceneOptions } from './testing/scene.ts'

const privately = 'private, no-cache, no-store, max-age=0, must-revalidate'

let scene: Scene
const open = async (options: SceneOptions = {}): Promise<Scene> => (scene = await openScene(options))
afterEach(() => scene.close())

const handler = (handle: HandlerTarget['handle']): HandlerTarget => ({ kind: 'handler', route: '/api/x', handle })

/** Sends bytes as they are, and returns all that comes back until the server closes the connection. */
async function sendRaw({ url }: Scene, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  let received = ''
  socket.on('data', (chunk) => (received += chunk.toString('latin1')))
  socket.write(text, 'latin1')
  await once(socket, 'close')
  return received
}

describe('a generated page', () => {
  it('is a miss, then a hit, then stale and regenerated behind (B1, B2, B3, B5)', async () => {
    const { request, clock, renders } = await open({ targets: { '/a': pageTarget('/a') } })
    const first = await request('/a')
    expect(first).toMatchObject({ status: 200, text: '<p>/a</p>' })
    expect(first.headers).toMatchObject({
      'x-nextjs-cache': 'MISS',
      'cache-status': 'everfresh; fwd=uri-miss; stored',
      'cache-control': 's-maxage=10, stale-while-revalidate=31535990',
      'content-type': 'text/html; charset=utf-8',
      'content-length': '9',
      age: '0',
    })
    clock.advance(3000)
    const second = await request('/a')
    expect(second.headers).toMatchObject({ 'x-nextjs-cache': 'HIT', 'cache-status': 'everfresh; hit; ttl=7', age: '3' })
    clock.advance(9000)
    const third = await request('/a')
    expect(third.headers).toMatchObject({
      'x-nextjs-cache': 'STALE',
      'cache-status': 'everfresh; hit; ttl=-2',
      'cache-control': 's-maxage=10, stale-while-revalidate=31535990',
      age: '12',
    })
    await clock.settle()
    expect(renders).toEqual(['/a', '/a'])
    expect((await request('/a')).headers['x-nextjs-cache']).toBe('HIT')
  })

  it('is one entry, whatever the query (B11)', async () => {
    const { request, renders } = await open({ targets: { '/a': pageTarget('/a') } })
    for (const query of ['', '?x=1', '?x=2&__nextDataReq=1', '?_next=/b']) await request(`/a${query}`)
    expect(renders).toEqual(['/a'])
  })

  it('knows nothing of who asks: cookies, credentials and internal headers change nothing (reliability 53, 55)', async () => {
    const seen: unknown[] = []
    const render = (path: string, rendering: object) => {
      seen.push(Object.keys(rendering))
      return { html: path, revalidate: 10 }
    }
    const { request } = await open({ targets: { '/a': pageTarget('/a') }, render })
    const headers = {
      ...{ cookie: '__prerender_bypass=x; session=1', authorization: 'Bearer x', 'x-forwarded-host': 'evil.example' },
      ...{
        'x-now-route-matches': '1=evil',
        'x-matched-path': '/b',
        'x-middleware-rewrite': '/b',
        'x-invoke-path': '/b',
      },
      ...{ 'x-original-url': '/b', 'x-http-method-override': 'DELETE', 'x-invoke-status': '204' },
    }
    const answer = await request('/a', { headers })
    expect(answer).toMatchObject({ status: 200, text: '/a' })
    expect(answer.headers).not.toHaveProperty('vary')
    expect(seen).toEqual([['page', 'reason', 'signal']])
  })
})

describe('methods', () => {
  it('other than GET and HEAD are refused by pages (B44)', async () => {
    const { request, renders } = await open({ targets: { '/a': pageTarget('/a') } })
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE']) {
      const answer = await request('/a', { method })
      expect(answer).toMatchObject({ status: 405, text: 'Method Not Allowed' })
      expect(answer.headers).toMatchObject({ allow: 'GET, HEAD', 'cache-control': privately })
    }
    expect(renders).toEqual([])
  })

  it('make no difference where nothing is found (B44)', async () => {
    const { request } = await open()
    expect((await request('/nothing', { method: 'POST', body: 'x' })).status).toBe(404)
  })

  it('are listed to OPTIONS', async () => {
    const { request } = await open({ targets: { '/a': pageTarget('/a') } })
    for (const target of ['/a', '*']) {
      expect(await request(target, { method: 'OPTIONS' })).toMatchObject({
        status: 204,
        headers: { allow: 'GET, HEAD' },
      })
    }
  })

  it('are left to handlers', async () => {
    const echo = handler(async (request, response) => void response.end(request.method))
    const { request } = await open({ targets: { '/api/x': echo } })
    for (const method of ['POST', 'DELETE', 'OPTIONS']) expect((await request('/api/x', { method })).text).toBe(method)
  })
})

describe('URLs', () => {
  it('without a page show the not-found page, kept by nobody (B22)', async () => {
    const { request } = await open()
    const answer = await request('/nothing')
    expect(answer).toMatchObject({ status: 404, text: '<h1>This page could not be found</h1>' })
    expect(answer.headers['cache-control']).toBe(privately)
    expect(answer.headers).not.toHaveProperty('x-nextjs-cache')
  })

  it('that cannot be read are answered with 400, and nothing is rendered (B89)', async () => {
    const { request, renders } = await open({ site: { resolve: () => pageTarget('/a') } })
    for (const target of ['/invalid-param/%DE~%C7%1fY/', '/%', '/a%00', '/..%2f..%2fetc/passwd', '/%2e%2e/x']) {
      const answer = await request(target)
      expect(answer.status).toBe(400)
      expect(answer.text).toContain('400: Bad Request')
      expect(answer.headers['cache-control']).toBe(privately)
    }
    expect(renders).toEqual([])
  })

  it('that the site cannot read are answered with 400 (B89)', async () => {
    const { request } = await open({
      site: {
        resolve() {
          throw new URIError('malformed')
        },
      },
    })
    expect((await request('/a')).status).toBe(400)
  })

  it('that are too long are answered with 414', async () => {
    const { request } = await open()
    expect((await request(`/${'a'.repeat(8192)}`)).status).toBe(414)
  })

  it('lead to their canonical form (B95)', async () => {
    const { request } = await open({ site: { trailingSlash: true }, targets: { '/a': pageTarget('/a') } })
    const answer = await request('/a?x=1')
    expect(answer).toMatchObject({ status: 308, headers: { location: '/a/?x=1', refresh: '0;url=/a/?x=1' } })
    expect((await request('/a/')).status).toBe(200)
  })

  it('never lead to another host', async () => {
    const { request } = await open()
    for (const target of ['//evil.com/', '/\\evil.com/', '///evil.com//', '/\\/evil.com']) {
      expect((await request(target)).headers.location).toBe('/evil.com')
    }
  })

  it('outside the base path are not found (B100)', async () => {
    const { request } = await open({ site: { basePath: '/docs' }, targets: { '/a': pageTarget('/a') } })
    expect((await request('/a')).status).toBe(404)
    expect((await request('/docs/a')).status).toBe(200)
  })

  it("follow the site's redirects", async () => {
    const { request } = await open({ targets: { '/old': { kind: 'redirect', status: 307, location: '/new' } } })
    expect(await request('/old')).toMatchObject({ status: 307, headers: { location: '/new' } })
  })
})

describe('connections', () => {
  it('are refused a request with two hosts', async () => {
    await open({ targets: { '/a': pageTarget('/a') } })
    const request = 'GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'
    expect(await sendRaw(scene, request)).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('may name another host in their target: it says nothing about the page', async () => {
    const { renders } = await open({ targets: { '/a': pageTarget('/a') } })
    const request = 'GET http://other.example/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
    expect(await sendRaw(scene, request)).toMatch(/^HTTP\/1\.1 200 /)
    expect(renders).toEqual(['/a'])
  })

  it('that break off while a page is rendered lose nothing (fault 61)', async () => {
    let finish = (): void => {}
    const render = () => new Promise<{ html: string }>((resolve) => (finish = () => resolve({ html: 'late' })))
    const { renders, request, logs } = await open({ targets: { '/a': pageTarget('/a') }, render })
    const socket = connect(Number(new URL(scene.url).port), '127.0.0.1')
    socket.write('GET /a HTTP/1.1\r\nHost: a\r\n\r\n')
    await expect.poll(() => renders).toEqual(['/a'])
    socket.destroy()
    finish()
    await expect.poll(async () => (await request('/a')).text).toBe('late')
    expect(renders).toEqual(['/a'])
    expect(logs).toEqual([])
  })
})

describe('handlers', () => {
  it('write their own answer, marked as none of the cache (B24)', async () => {
    const own = handler(async (_, response) => {
      response.setHeader('Cache-Control', 'max-age=5')
      response.end('own')
    })
    const { request } = await open({ targets: { '/api/x': own } })
    const answer = await request('/api/x')
    expect(answer).toMatchObject({ status: 200, text: 'own' })
    expect(answer.headers).toMatchObject({ 'cache-control': 'max-age=5', 'cache-status': 'everfresh; fwd=bypass' })
  })

  it('never see headers that pretend to be internal', async () => {
    const seen = handler(async (request, response) => {
      response.end(JSON.stringify([request.headers, request.rawHeaders, request.headersDistinct]))
    })
    const { request } = await open({ targets: { '/api/x': seen } })
    const headers = {
      ...{ 'x-middleware-subrequest': 'a:a:a', 'X-Invoke-Path': '/b', 'x-nextjs-data': '1', 'x-matched-path': '/b' },
      ...{ 'x-prerender-revalidate': 'guess', 'x-now-route-matches': '1', 'next-resume': '1' },
      ...{ 'x-forwarded-for': '1.2.3.4', 'x-own': 'kept' },
    }
    const { text } = await request('/api/x', { headers })
    expect(text).not.toMatch(/x-middleware|x-invoke|x-nextjs-data|x-matched-path|x-prerender|x-now-route|next-resume/i)
    expect(text).toMatch(/x-own.*x-forwarded-for|x-forwarded-for.*x-own/)
  })

  it('that throw are answered with 500, without what they had set or why (B85)', async () => {
    const broken = handler(async (_, response) => {
      response.setHeader('Cache-Control', 's-maxage=60')
      response.setHeader('Set-Cookie', 'a=b')
      throw new Error('the password is hunter2')
    })
    const { request, logs } = await open({ targets: { '/api/x': broken } })
    const answer = await request('/api/x')
    expect(answer).toMatchObject({ status: 500, text: '<h1>Internal Server Error</h1>' })
    expect(answer.headers['cache-control']).toBe(privately)
    expect(answer.headers).not.toHaveProperty('set-cookie')
    expect(JSON.stringify(answer)).not.toContain('hunter2')
    expect(logs).toEqual(['Answering /api/x failed'])
  })

  it('that throw before they return a promise, or throw nothing at all, are answered with 500', async () => {
    const targets = {
      '/api/x': handler(() => {
        throw new Error('at once')
      }),
      '/api/y': handler(() => Promise.reject(null)),
    }
    const { request } = await open({ targets })
    expect((await request('/api/x')).status).toBe(500)
    expect((await request('/api/y')).status).toBe(500)
  })

  it('that throw in the middle of an answer have the connection cut', async () => {
    const broken = handler(async (_, response) => {
      response.write('half')
      throw new Error('no')
    })
    const { request } = await open({ targets: { '/api/x': broken } })
    await expect(request('/api/x')).rejects.toThrow()
  })

  it('that fail leave a plain page where the error page of the site fails too', async () => {
    const targets = { '/api/x': handler(() => Promise.reject(new Error('no'))) }
    const { request, engine } = await open({ targets })
    engine.peek = () => undefined
    engine.get = () => Promise.reject(new Error('no'))
    const answer = await request('/api/x')
    expect(answer.status).toBe(500)
    expect(answer.text).toContain('500: Internal Server Error')
  })
})

describe('a rollback', () => {
  it('swaps site and engine together between two requests', async () => {
    const older = await openScene({ targets: { '/a': pageTarget('/a') }, render: () => ({ html: 'older' }) })
    let current: Pick<Scene, 'site' | 'engine'> | undefined
    const newer = await open({
      targets: { '/a': pageTarget('/a') },
      render: () => ({ html: 'newer' }),
      handler: { current: () => current! },
    })
    current = newer
    expect((await newer.request('/a')).text).toBe('newer')
    current = older
    expect((await newer.request('/a')).text).toBe('older')
    await older.close()
  })
})

describe('a site that routes its requests', () => {
  const url = (pathname: string) => ({ kind: 'url', url: { pathname, search: '' } }) as const

  it('looks for the page of another URL, whatever the request held, and keeps one version of it', async () => {
    const { request, renders } = await open({
      targets: { '/a': pageTarget('/a') },
      site: {
        route: ({ request: { headers }, response }) => {
          response.setHeader('X-Rule', 'yes')
          return headers['x-later'] === undefined ? url('/a') : Promise.resolve(url('/a'))
        },
      },
    })
    for (const headers of [{}, { 'x-later': '1' }]) {
      const answer = await request('/elsewhere', { headers })
      expect(answer).toMatchObject({ status: 200, text: '<p>/a</p>', headers: { 'x-rule': 'yes' } })
    }
    expect(renders).toEqual(['/a'])
  })

  it('may answer by itself, or lead elsewhere', async () => {
    const { request } = await open({
      site: {
        route: ({ url: { pathname } }) =>
          pathname === '/old'
            ? { kind: 'redirect', status: 308, location: '/new' }
            : handler(async (_, response) => void response.end('mine')),
      },
    })
    expect(await request('/old')).toMatchObject({ status: 308, headers: { location: '/new' } })
    expect(await request('/any')).toMatchObject({ status: 200, text: 'mine' })
  })

  it('answers 400 to what it cannot read and 500 to what it fails at, now or later (B89)', async () => {
    const unreadable = new URIError('no')
    const failure = new Error('broken')
    const { request, logs } = await open({
      site: {
        route: ({ url: { pathname } }) => {
          const error = pathname.startsWith('/unreadable') ? unreadable : failure
          if (pathname.endsWith('/later')) return Promise.reject(error)
          throw error
        },
      },
    })
    expect((await request('/unreadable')).status).toBe(400)
    expect((await request('/unreadable/later')).status).toBe(400)
    expect((await request('/x')).status).toBe(500)
    expect((await request('/x/later')).status).toBe(500)
    expect(logs).toEqual(['Answering /x failed', 'Answering /x/later failed'])
  })

  it('shows its own not-found page for a page of one language', async () => {
    const { request } = await open({ targets: { '/x': { kind: 'not-found', page: pageRef('/404/fr') } } })
    expect(await request('/x')).toMatchObject({ status: 404, text: '<p>/404/fr</p>' })
  })
})
