/** URLs that nobody should ask for: a clear answer, nothing outside of the site, nothing kept. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendRaw } from '../support/visitor.ts'
import { openHostileSite, type HostileSite } from './hostile-site.ts'

let site: HostileSite
beforeAll(async () => {
  site = await openHostileSite()
})
afterAll(() => site?.remove())

test.each([
  '/posts/%',
  '/posts/%zz',
  '/posts/%E0%A4%A',
  '/invalid-param/%DE~%C7%1fY/',
  '/posts/%C0%AF',
  '/posts/%00',
  '/files/a%00.txt',
  '/posts/%0d%0aSet-Cookie:%20a=1',
  '/_next/data/x/posts/%zz.json',
])('%s is malformed: 400, and no render (B89, faults 46, 47)', async (target) => {
  const seen = await site.ask(target)
  expect(seen.status).toBe(400)
  expect(seen.headers['cache-control']).toMatch(/no-store/)
  expect(seen.headers['set-cookie']).toBeUndefined()
})

test.each([
  '/../../../../etc/passwd',
  '/..%2f..%2f..%2fetc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..\\..\\etc\\passwd',
  '/..%5c..%5cetc%5cpasswd',
  '/files/../../package.json',
  '/files/..%2f..%2fpackage.json',
  '/_next/static/../../manifest.json',
  '/_next/static/..%2f..%2fmanifest.json',
  '/_next/static/%2e%2e/%2e%2e/manifest.json',
  '/nested/..%2f.hidden',
  '/.hidden',
  '/.env',
  '/.everfresh/preview.json',
  '/next.config.js',
  '/pages/index.js',
  '/%252e%252e/%252e%252e/etc/passwd',
])('%s leads nowhere (B94, faults 46, 74)', async (target) => {
  const seen = await site.ask(target)
  expect([308, 400, 404]).toContain(seen.status)
  if (seen.status === 308) {
    const location = seen.headers.location!
    expect(location).toMatch(/^\/(?!\/)/)
    expect([400, 404]).toContain((await site.ask(location)).status)
  }
  expect(seen.text).not.toMatch(/root:|secret|previewModeId|"format"|"private"/)
})

test.each([
  '//evil.example/',
  '/\\evil.example/',
  '//evil.example/%2e%2e',
  '/\\\\evil.example',
  '///evil.example/posts',
])('%s sends nobody to another host (fault 48)', async (target) => {
  const seen = await site.ask(target)
  expect([308, 400, 404]).toContain(seen.status)
  if (seen.headers.location !== undefined) expect(seen.headers.location).toMatch(/^\/(?![/\\])/)
})

test('an encoded slash stays in its segment, and a doubly encoded one is no slash (B91, B92, fault 47)', async () => {
  const shown = async (target: string) => /<pre>(.*?)<\/pre>/.exec((await site.ask(target)).text)?.[1]
  expect(await shown('/files/a%2Fb/c')).toBe('[&quot;a/b&quot;,&quot;c&quot;]')
  expect(await shown('/files/a%2fb/c')).toBe('[&quot;a/b&quot;,&quot;c&quot;]')
  expect(await shown('/files/a/b/c')).toBe('[&quot;a&quot;,&quot;b&quot;,&quot;c&quot;]')
  expect(await shown('/files/a%252Fb/c')).toBe('[&quot;a%2Fb&quot;,&quot;c&quot;]')
  expect(await shown('/files/%25')).toBe('[&quot;%&quot;]')
  expect((await site.ask('/files/a%2fb/c')).cache).toBe('HIT')
})

test('a URL that is too long is refused, and so are headers and queries without end (fault 49)', async () => {
  expect((await site.ask(`/posts/${'a'.repeat(9000)}`)).status).toBe(414)
  expect((await site.ask(`/?${'q=1&'.repeat(2500)}`)).status).toBe(414)
  expect((await site.ask('/', { headers: { 'x-long': 'a'.repeat(20_000) } })).status).toBe(431)
  expect((await site.ask(`/posts/${'a'.repeat(20_000)}`)).status).toBe(431)
})

test('what is no HTTP is answered with 400, and smuggles nothing (fault 59)', async () => {
  const start = 'GET / HTTP/1.1\r\nHost: a\r\n'
  for (const bytes of [
    'GARBAGE\r\n\r\n',
    `${start}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n`,
    `${start}X Y: 1\r\n\r\n`,
    `${start}X-A : 1\r\n\r\n`,
    'GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET /posts/\xff HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n',
  ]) {
    const answer = await sendRaw(site.server.url, bytes)
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400'])
  }
})

test('paths that only look like others are answered with 404, in HTML and as data (B22, B52, B99, fault 73)', async () => {
  for (const target of [
    '/nowhere',
    '/_app',
    '/_document',
    '/_error',
    '/_next',
    '/_next/data',
    '/_next/data/x.json',
    '/_next/data/wrong/index.json',
    '/_next/data/wrong/posts/one.json',
    '/posts/[slug]/x',
    '/api',
    '/api/nowhere',
    '/api/echo/more',
    '/posts/missing',
  ]) {
    const seen = await site.ask(target)
    expect({ target, status: seen.status }).toEqual({ target, status: 404 })
    expect(seen.text).toContain('Our own 404')
  }
  const unmatched = await site.ask('/nowhere')
  expect(unmatched.headers['cache-control']).toBe('private, no-cache, no-store, max-age=0, must-revalidate')
  expect((await site.ask('/posts/missing')).headers['cache-control']).toMatch(/^s-maxage=3600/)
})

test('a path is never part of a page as HTML (fault 72)', async () => {
  for (const target of [
    '/posts/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    '/nowhere/%3Cscript%3Ealert(1)',
    '/ssr?q=%3Cscript%3E',
  ]) {
    expect((await site.ask(target)).text).not.toMatch(/<script>/)
  }
})

test('files of the public folder are served by their names, and what is no file is not (fault 74)', async () => {
  expect(await site.ask('/robots.txt')).toMatchObject({ status: 200, text: 'User-agent: *\n' })
  expect(await site.ask('/nested/a%20file.txt')).toMatchObject({ status: 200, text: 'a file with a space\n' })
  for (const target of ['/nested', '/nested/', '/robots.txt/', '/nested%2Fa%20file.txt']) {
    expect([308, 404]).toContain((await site.ask(target)).status)
  }
  expect((await site.ask('/robots.txt', { method: 'POST' })).status).toBe(405)
})

test('after all of that, the same process serves its pages', async () => {
  expect((await site.ask('/')).status).toBe(200)
  expect(site.server.logs()).not.toMatch(/unhandled|uncaught/i)
})
