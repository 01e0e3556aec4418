/** What middleware can do with a request before anything is looked up, and what visitors and caches see of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSite } from '../support/site.ts'
import { visit } from '../support/visitor.ts'
import { member, openMiddlewareSite, privately, seenBy, type MiddlewareSite } from './middleware-site.ts'

let site: MiddlewareSite
beforeAll(async () => {
  site = await openMiddlewareSite()
})
afterAll(() => site?.remove())

describe('a page behind middleware', () => {
  test('is shown to those that it lets through, and is nobody’s to keep', async () => {
    const refused = await site.ask('/dashboard?a=1')
    expect(refused).toMatchObject({ status: 307, headers: { location: '/login?from=%2Fdashboard' } })
    expect(refused.headers['cache-control']).toBe(privately)
    const shown = await site.ask('/dashboard', { headers: member })
    expect(shown).toMatchObject({ status: 200, cache: 'HIT' })
    expect(shown.text).toContain('Only for members')
    expect(shown.headers['cache-control']).toBe(privately)
  })

  test('is made once for all of them all the same', async () => {
    site.source.forget()
    const visits = []
    for (let count = 0; count < 3; count += 1) visits.push(await site.ask('/dashboard/a/b', { headers: member }))
    expect(visits.map(({ cache }) => cache)).toEqual(['MISS', 'HIT', 'HIT'])
    expect(site.source.requests('/dashboard')).toBe(1)
  })

  test('says about its caching what middleware says', async () => {
    expect((await site.ask('/lab/cached')).headers['cache-control']).toBe('public, s-maxage=10')
  })

  test('may be a file', async () => {
    expect((await site.ask('/secret/plan.txt')).status).toBe(307)
    const shown = await site.ask('/secret/plan.txt', { headers: member })
    expect(shown).toMatchObject({ status: 200, headers: { 'cache-control': privately } })
    expect((await site.ask('/open.txt')).headers['cache-control']).toBe('public, max-age=0')
  })

  test('is regenerated on demand without asking middleware, by who knows the secret only (B102)', async () => {
    const inProcess = await site.ask('/api/revalidate?path=/dashboard')
    expect(inProcess.text).toBe('{"revalidated":true}')
    const secret = await site.previewModeId()
    const known = await site.ask('/dashboard', { headers: { 'x-prerender-revalidate': secret } })
    expect(known).toMatchObject({ status: 200, cache: 'REVALIDATED' })
    const guessed = await site.ask('/dashboard', { headers: { 'x-prerender-revalidate': `${secret.slice(0, -1)}x` } })
    expect(guessed).toMatchObject({ status: 307, cache: undefined })
  })
})

describe('a request', () => {
  test('that no matcher wants passes by, as cacheable as ever', async () => {
    for (const path of ['/posts/one', '/about']) {
      expect((await site.ask(path)).headers['cache-control']).toContain('s-maxage=')
    }
  })

  test('is wanted for its query or its cookies', async () => {
    expect((await site.ask('/posts/one?watched=1')).headers['cache-control']).toBe(privately)
    expect((await site.ask('/posts/one?watched=')).headers['cache-control']).toContain('s-maxage=')
    expect((await site.ask('/about', { headers: { cookie: 'watched=1' } })).headers['cache-control']).toBe(privately)
  })

  test('reaches the page with other headers, and the answer the visitor with more', async () => {
    const answer = await site.ask('/lab/headers', { headers: { 'x-unwanted': '1', 'x-other': '2', cookie: 'a=b' } })
    expect(answer.headers).toMatchObject({ 'x-answer': '42', 'cache-control': privately })
    expect(answer.headers['set-cookie']).toEqual(['visited=yes; Path=/lab; HttpOnly', 'theme=dark; Path=/'])
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('x-middleware'))).toEqual([])
    const { headers, cookies } = seenBy(answer)
    expect(headers).toMatchObject({ 'x-from-middleware': 'a, b', 'x-other': '2', cookie: 'seen=by-the-page' })
    expect(headers).not.toHaveProperty('x-unwanted')
    expect(headers).not.toHaveProperty('x-prerender-revalidate')
    expect(cookies).toEqual({ seen: 'by-the-page' })
  })

  test.each([
    ['form', 'application/x-www-form-urlencoded', 'a=1', { a: '1' }, {}],
    ['chunked JSON', 'application/json', '{"a":1}', { a: 1 }, { 'transfer-encoding': 'chunked' }],
    ['empty chunked body', 'text/plain', '', '', { 'transfer-encoding': 'chunked' }],
    ['large text', 'text/plain', 'x'.repeat(300_000), 'x'.repeat(300_000), {}],
  ] as const)(
    'whose body is a %s has it for middleware and for the API route',
    async (_name, type, body, parsed, more) => {
      const ask = (query: string) =>
        site.ask(`/api/echo${query}`, { method: 'POST', body, headers: { 'content-type': type, ...more } })
      const read = await ask('?read')
      expect(read).toMatchObject({ status: 200, headers: { 'x-read': String(body.length) } })
      expect(JSON.parse(read.text).body).toEqual(parsed)
      const unread = await ask('')
      expect(unread.headers['x-read']).toBe('0')
      expect(JSON.parse(unread.text).body).toEqual(parsed)
    },
  )

  test('keeps the cookies of middleware when the API route sets its own', async () => {
    const { headers } = await site.ask('/api/echo')
    expect(headers['set-cookie']).toEqual(['visited=api; Path=/', 'own=api'])
  })
})

describe('a rewrite', () => {
  test('shows another page, from the same cache', async () => {
    await site.ask('/posts/one')
    const shown = await site.ask('/lab/post')
    expect(shown).toMatchObject({ status: 200, cache: 'HIT', headers: { 'cache-control': privately } })
    expect(shown.text).toContain('<h1>The first post</h1>')
  })

  test('has a query for pages that are rendered per request', async () => {
    const { name, query, resolvedUrl, url } = seenBy(await site.ask('/lab/query?own=1'))
    expect({ name, query, resolvedUrl, url }).toEqual({
      ...{
        name: 'seen',
        query: { added: '1', name: 'seen' },
        resolvedUrl: '/lab/seen?own=1',
        url: '/lab/query?own=1',
      },
    })
  })

  test('leads to a file, or to another server', async () => {
    expect((await site.ask('/lab/file')).text).toBe('Everybody may read this.\n')
    expect((await site.ask('/lab/elsewhere')).text).toBe('{"title":"The first post"}')
  })
})

describe('a redirect', () => {
  const redirect = async (path: string) => {
    const { status, headers } = await site.ask(path)
    return [status, headers.location]
  }

  test('is temporary unless middleware says otherwise, and a path where it stays here', async () => {
    expect(await redirect('/lab/redirect')).toEqual([307, '/about'])
    const here = encodeURIComponent(`${site.server.url}/about?a=1#b`)
    expect(await redirect(`/lab/redirect-to?status=308&url=${here}`)).toEqual([308, '/about?a=1#b'])
    const away = encodeURIComponent('https://example.org/a')
    expect(await redirect(`/lab/redirect-to?status=302&url=${away}`)).toEqual([302, 'https://example.org/a'])
  })

  test('never leaves the site because of two slashes', async () => {
    expect(await redirect('/lab/slashes')).toEqual([307, '/evil.test/path'])
  })
})

describe('an answer of its own', () => {
  test('is sent with its status, its type and its body', async () => {
    const json = await site.ask('/lab/json')
    expect(json).toMatchObject({ status: 401, text: '{"message":"Not for you"}' })
    expect(json.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': privately })
    const stream = await site.ask('/lab/stream')
    expect(stream).toMatchObject({ status: 200, text: 'one two three', headers: { 'content-type': 'text/plain' } })
    expect((await site.ask('/lab/json', { method: 'HEAD' })).text).toBe('')
  })
})

describe('what goes wrong', () => {
  test.each(['/lab/throws', '/lab/wrong', '/lab/hangs'])(
    '%s is answered with the error page, in time',
    async (path) => {
      const answer = await site.ask(path)
      expect(answer).toMatchObject({ status: 500, headers: { 'cache-control': privately } })
      expect(answer.text).not.toContain('on purpose')
    },
  )

  test('is told in the log and to onRequestError', async () => {
    const logs = () => site.server.logs()
    await expect
      .poll(logs, { timeout: 10_000 })
      .toContain('Told of "Middleware failed on purpose" at /lab/throws: middleware /middleware')
    await expect.poll(logs, { timeout: 10_000 }).toContain('MIDDLEWARE_TIMED_OUT')
    await expect
      .poll(() => logs(), { timeout: 10_000 })
      .toContain('it must return a Response, a NextResponse or nothing; this was string')
  })
})

test('the client runtime is told of redirects and rewrites in headers', async () => {
  expect(await site.data('/lab/redirect')).toMatchObject({
    status: 200,
    text: '{}',
    headers: { 'x-nextjs-redirect': '/about' },
  })
  const rewritten = await site.data('/lab/post')
  expect(rewritten.headers).toMatchObject({
    'x-nextjs-rewrite': '/posts/one',
    'x-nextjs-matched-path': '/posts/[slug]',
  })
  expect(JSON.parse(rewritten.text)).toMatchObject({ pageProps: { title: 'The first post' } })
  expect(await site.data('/members', { headers: member })).toMatchObject({ status: 200, text: '{}' })
})

test('a server that stops waits for what was handed to waitUntil', async () => {
  site.source.forget()
  const other = await startSite(site.directory, { env: site.env })
  expect((await visit(`${other.url}/lab/later`)).text).toBe('now')
  await other.stop()
  expect(site.source.requests('/later')).toBe(1)
})
