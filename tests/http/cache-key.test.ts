/** A page is a function of its path: nothing else of a request changes a byte of what is kept (I13). */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildIdOf, visit } from '../support/visitor.ts'
import { openHostileSite, type HostileSite } from './hostile-site.ts'

let site: HostileSite
beforeAll(async () => {
  site = await openHostileSite()
})
afterAll(() => site?.remove())

/** Headers that mean something inside some servers, and are lies from outside (fault 53). */
const forged: Record<string, string> = {
  'x-prerender-revalidate': 'guessed',
  'x-prerender-revalidate-if-generated': '1',
  'x-nextjs-data': '1',
  'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware',
  'x-middleware-rewrite': '/ssr',
  'x-middleware-next': '1',
  'x-middleware-prefetch': '1',
  'x-middleware-set-cookie': 'a=1',
  'x-matched-path': '/ssr',
  'x-now-route-matches': '1=two',
  'x-invoke-path': '/ssr',
  'x-invoke-status': '404',
  'x-invoke-query': '%7B%7D',
  'x-invoke-error': '%7B%7D',
  'x-nextjs-rewrite': '/ssr',
  'x-nextjs-html-request-id': '1',
  'x-next-revalidated-tags': 'a',
  'next-router-prefetch': '1',
  rsc: '1',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'gopher',
  'x-forwarded-for': '1.2.3.4',
  'x-forwarded-prefix': '/evil',
  'x-original-url': '/ssr',
  'x-rewrite-url': '/ssr',
  'x-http-method-override': 'DELETE',
  'x-everfresh-internal-reason': 'build',
  cookie: 'session=of-someone; a=1',
  authorization: 'Bearer of-someone',
  'cache-control': 'max-age=0',
  pragma: 'no-cache',
  range: 'bytes=0-9',
  'accept-language': 'xx',
}

test.each(Object.entries(forged))(
  '%s changes nothing of a page, and none of its renders (I13, fault 53)',
  async (name, value) => {
    const plain = await site.ask('/posts/one')
    const answer = await site.ask('/posts/one', { headers: { [name]: value } })
    expect(answer.status).toBe(200)
    expect(answer.bytes).toEqual(plain.bytes)
    expect(answer.headers.etag).toBe(plain.headers.etag)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers.vary ?? '').not.toMatch(/cookie/i)
    expect(await site.ask('/posts/one')).toMatchObject({ bytes: plain.bytes, cache: 'HIT' })
    expect(site.source.requests('/posts/one')).toBe(0)
  },
)

test('all of them together make the same page of one that was never generated (I13, faults 53, 55)', async () => {
  const host = { host: 'evil.example', 'user-agent': '<script>', referer: 'http://evil.example' }
  const { range: _range, ...headers } = forged
  const poisoned = await site.ask('/posts/given?evil=1', { headers: { ...headers, ...host } })
  expect(poisoned).toMatchObject({ status: 200, cache: 'MISS' })
  expect(poisoned.text).not.toMatch(/evil|guessed|of-someone/)
  const given = JSON.parse(/"text":"(.*?)"}/.exec(poisoned.text.replaceAll('\\"', "'"))![1]!.replaceAll("'", '"'))
  expect(given).toEqual({ params: { slug: 'given' }, revalidateReason: 'stale' })
  expect((await site.ask('/posts/given')).bytes).toEqual(poisoned.bytes)
})

test('forged preview cookies show nothing but the published page, and are taken back by an answer that nobody keeps (B106, fault 56)', async () => {
  const plain = await site.ask('/posts/one')
  const cookie = '__prerender_bypass=guessed; __next_preview_data=guessed'
  const seen = await site.ask('/posts/one', { headers: { cookie } })
  expect(seen).toMatchObject({ status: 200, bytes: plain.bytes })
  expect(seen.headers['cache-control']).toMatch(/private.*no-store/)
  for (const set of seen.headers['set-cookie'] ?? []) expect(set).toMatch(/=; .*Expires=Thu, 01 Jan 1970/)
  const next = await site.ask('/posts/one')
  expect(next).toMatchObject({ cache: 'HIT', bytes: plain.bytes })
  expect(next.headers['set-cookie']).toBeUndefined()
  expect(site.source.requests('/posts/one')).toBe(0)
})

test('a query reaches neither the page nor its key (B11, B53, fault 50)', async () => {
  const plain = await site.ask('/posts/two')
  const memory = async () => JSON.parse((await site.ask('/_everfresh/health')).text).engine.memoryEntries
  const before = await memory()
  for (let index = 0; index < 200; index += 1) {
    const seen = await site.ask(`/posts/two?x=${index}&slug=other&__proto__[a]=1&%00`)
    expect(seen).toMatchObject({ cache: 'HIT', bytes: plain.bytes })
  }
  expect(plain.text).toContain('{&quot;slug&quot;:&quot;two&quot;}')
  const data = `/_next/data/${buildIdOf(plain)}/posts/two.json`
  expect((await site.ask(`${data}?slug=other&x=1`)).bytes).toEqual((await site.ask(data)).bytes)
  expect(await memory()).toBe(before)
  expect(site.source.requests('/posts/two')).toBe(1)
})

test('the host, and an absolute target, are not part of a page (fault 54)', async () => {
  const plain = await site.ask('/posts/one')
  for (const host of ['evil.example', 'evil.example:1', 'a"><script>', '[::1]', '']) {
    const seen = await site.ask('/posts/one', { headers: { host } })
    expect(seen.bytes).toEqual(plain.bytes)
  }
  const absolute = await site.ask('http://evil.example/posts/one')
  expect(absolute.bytes).toEqual(plain.bytes)
  for (const target of ['http://evil.example/posts/one/', '/posts/one/']) {
    const redirect = await site.ask(target, { headers: { host: 'evil.example' } })
    expect(redirect).toMatchObject({ status: 308, headers: { location: '/posts/one' } })
  }
})

test('internal headers do not reach the code of a site (fault 53)', async () => {
  const { range: _range, ...headers } = forged
  for (const target of ['/api/echo', '/ssr']) {
    const { text, status } = await site.ask(target, { headers })
    expect(status).toBe(200)
    for (const name of ['x-prerender-revalidate', 'x-middleware', 'x-invoke', 'x-matched-path', 'x-everfresh-internal'])
      expect(text).not.toContain(name)
    expect(text).toContain('x-forwarded-host')
  }
})

test('x-prerender-revalidate with the right secret regenerates, with any other it is air (B34, B112, B117)', async () => {
  const secret = await site.previewModeId()
  site.source.forget()
  for (const wrong of ['', secret.slice(1), `${secret}0`, secret.toUpperCase().replace(/[A-F]/g, 'z'), 'undefined']) {
    expect((await site.ask('/posts/one', { headers: { 'x-prerender-revalidate': wrong } })).cache).toBe('HIT')
  }
  expect(site.source.requests('/posts/one')).toBe(0)

  site.source.set('/posts/one', { text: 'The corrected post' })
  const right = { 'x-prerender-revalidate': secret }
  const seen = await site.ask('/posts/one', { headers: right })
  expect(seen).toMatchObject({ status: 200, cache: 'REVALIDATED' })
  expect((await site.ask('/posts/one')).text).toContain('The corrected post')

  site.source.set('/posts/never', { text: 'Never' })
  const onlyGenerated = { ...right, 'x-prerender-revalidate-if-generated': '1' }
  expect(await site.ask('/posts/never', { headers: onlyGenerated })).toMatchObject({
    status: 404,
    cache: 'REVALIDATED',
  })
  expect(site.source.requests('/posts/never')).toBe(0)
})

test('no header and no query of a visitor makes a page be generated again', async () => {
  site.source.forget()
  await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      visit(`${site.server.url}/posts/one?_=${index}`, {
        headers: { 'cache-control': 'no-cache', 'x-try': `${index}` },
      }),
    ),
  )
  expect(site.source.requests('/posts/one')).toBe(0)
})
