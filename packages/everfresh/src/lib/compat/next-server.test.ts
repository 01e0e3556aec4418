import { describe, expect, it } from 'vitest'
import { after, NextFetchEvent, NextRequest, NextResponse, NextURL, URLPattern, userAgent } from './next-server.ts'

const i18n = { locales: ['en', 'fr'], defaultLocale: 'en' }

describe('NextURL', () => {
  const nextConfig = { basePath: '/docs', i18n }

  it('takes base path and locale off the path, and puts them back', () => {
    const url = new NextURL('http://site.test/docs/fr/about?a=1#b', { nextConfig })
    const { basePath, locale, defaultLocale, pathname, search, hash } = url
    expect({ basePath, locale, defaultLocale, pathname, search, hash }).toEqual({
      ...{ basePath: '/docs', locale: 'fr', defaultLocale: 'en', pathname: '/about', search: '?a=1', hash: '#b' },
    })
    expect(url.href).toBe('http://site.test/docs/fr/about?a=1#b')
    url.locale = 'en'
    url.pathname = '/'
    url.searchParams.set('a', '2')
    expect(String(url)).toBe('http://site.test/docs?a=2#b')
    expect(() => (url.locale = 'xx')).toThrow('no locale of this site')
  })

  it('is cloned, so that changes stay with the clone', () => {
    const url = new NextURL('http://site.test/docs/a', { nextConfig })
    const clone = url.clone()
    clone.pathname = '/b'
    expect([url.pathname, clone.href]).toEqual(['/a', 'http://site.test/docs/b'])
    expect(new URL('/c', url).href).toBe('http://site.test/c')
  })

  it('has the slash at the end that the site has, but files have none', () => {
    const slashed = (path: string) => new NextURL(path, 'http://a.b', { nextConfig: { trailingSlash: true } }).pathname
    const href = (path: string) => new NextURL(path, 'http://a.b', { nextConfig: { trailingSlash: true } }).href
    expect([slashed('/x'), href('/x'), href('/x.png'), href('/')]).toEqual([
      ...['/x', 'http://a.b/x/', 'http://a.b/x.png', 'http://a.b/'],
    ])
    expect(new NextURL('http://a.b/x/', { nextConfig: { trailingSlash: false } }).href).toBe('http://a.b/x')
  })
})

describe('NextRequest', () => {
  it('knows its cookies and its URL', async () => {
    const request = new NextRequest('http://site.test/a?b=c', {
      method: 'POST',
      headers: { cookie: 'x=1; y=2' },
      body: '{"z":3}',
    })
    expect(request.cookies.get('x')).toMatchObject({ name: 'x', value: '1' })
    expect(request.cookies.getAll().map(({ name }) => name)).toEqual(['x', 'y'])
    request.cookies.delete('x')
    request.cookies.set('w', '4')
    expect([request.cookies.has('x'), request.headers.get('cookie')]).toEqual([false, 'y=2; w=4'])
    expect([request.nextUrl.searchParams.get('b'), request.url]).toEqual(['c', 'http://site.test/a?b=c'])
    expect(await request.json()).toEqual({ z: 3 })
  })
})

describe('NextResponse', () => {
  it('sends elsewhere, 307 unless told otherwise', () => {
    const response = NextResponse.redirect(new URL('http://site.test/login'))
    expect([response.status, response.headers.get('location')]).toEqual([307, 'http://site.test/login'])
    const moved = NextResponse.redirect('http://site.test/a', { status: 308, headers: { 'x-a': 'b' } })
    expect([moved.status, moved.headers.get('x-a')]).toEqual([308, 'b'])
    expect(() => NextResponse.redirect('http://site.test/a', 200)).toThrow(RangeError)
    expect(() => NextResponse.redirect('/login')).toThrow('"/login" is no absolute URL')
  })

  it('sets cookies with their attributes', () => {
    const response = NextResponse.next()
    response.cookies.set('a', '1', { httpOnly: true, path: '/x', maxAge: 60 })
    response.cookies.set({ name: 'b', value: '2', sameSite: 'lax' })
    response.cookies.delete('c')
    expect(response.cookies.get('a')).toMatchObject({ value: '1', path: '/x' })
    const [a, b, c] = response.headers.getSetCookie()
    expect(a).toMatch(/^a=1; Path=\/x; .*Max-Age=60; HttpOnly/)
    expect(b).toMatch(/^b=2; Path=\/; .*SameSite=lax/i)
    expect(c).toMatch(/^c=; Path=\/; Expires=Thu, 01 Jan 1970/)
  })

  it('gives the request other headers', () => {
    const { headers } = NextResponse.next({
      request: { headers: new Headers({ a: '1', b: '2' }) },
      headers: { c: '3' },
    })
    expect(Object.fromEntries(headers)).toEqual({
      ...{ c: '3', 'x-middleware-next': '1', 'x-middleware-override-headers': 'a,b' },
      ...{ 'x-middleware-request-a': '1', 'x-middleware-request-b': '2' },
    })
    expect(() => NextResponse.next({ request: { headers: { a: '1' } as unknown as Headers } })).toThrow(
      'must be Headers',
    )
  })

  it('rewrites to absolute URLs', () => {
    expect(NextResponse.rewrite('http://site.test/b').headers.get('x-middleware-rewrite')).toBe('http://site.test/b')
    expect(() => NextResponse.rewrite('/b')).toThrow('no absolute URL')
  })

  it('answers with JSON', async () => {
    const response = NextResponse.json({ a: 1 }, { status: 401 })
    expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/json'])
    expect(await response.json()).toEqual({ a: 1 })
  })
})

it('hands work over to the server', () => {
  const handed: unknown[] = []
  const request = new NextRequest('http://site.test/')
  const work = Promise.resolve()
  new NextFetchEvent({ request, page: '/middleware', waitUntil: (promise) => handed.push(promise) }).waitUntil(work)
  expect(handed).toEqual([work])
})

it('reads user agents', () => {
  const agent = (text: string) => userAgent({ headers: new Headers({ 'user-agent': text }) })
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1'
  expect(agent(phone)).toMatchObject({ isBot: false, device: { type: 'mobile', vendor: 'Apple' }, os: { name: 'iOS' } })
  expect(agent('Mozilla/5.0 (compatible; bingbot/2.0)')).toMatchObject({ isBot: true })
})

it('has URL patterns, and says what to use in place of after()', () => {
  expect(new URLPattern({ pathname: '/a/:id' }).exec('http://site.test/a/1')?.pathname.groups).toEqual({ id: '1' })
  expect(() => after()).toThrow('event.waitUntil')
})
