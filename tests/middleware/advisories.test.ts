/** Everything by which others' middleware was bypassed or turned against their caches, tried on ours. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Visit } from '../support/visitor.ts'
import { member, openMiddlewareSite, privately, sendBytes, type MiddlewareSite } from './middleware-site.ts'

let site: MiddlewareSite
let ask: MiddlewareSite['ask']
beforeAll(async () => {
  site = await openMiddlewareSite()
  ask = site.ask
})
afterAll(() => site?.remove())

const secrets = /Only for members|The secret plan|Members|Café/
const isHidden = ({ text }: Visit) => expect(text).not.toMatch(secrets)

describe('a header lets nobody past (GHSA-f82v-jwr5-mffw, GHSA-gp8f-8m3g-qvj9, GHSA-c59h-r6p8-q9wc)', () => {
  const value = 'middleware:middleware:middleware:middleware:middleware'
  test.each([
    ['x-middleware-subrequest', value],
    ['x-middleware-subrequest', 'src/middleware:src/middleware:src/middleware:src/middleware:src/middleware'],
    ['X-Middleware-Subrequest-Id', 'a'],
    ['x-middleware-next', '1'],
    ['x-middleware-rewrite', '/dashboard'],
    ['x-middleware-override-headers', 'cookie'],
    ['x-middleware-request-cookie', 'session=valid'],
    ['x-middleware-set-cookie', 'session=valid'],
    ['x-middleware-invoke', '1'],
    ['x-middleware-prefetch', '1'],
    ['x-invoke-path', '/dashboard'],
    ['x-invoke-status', '200'],
    ['x-matched-path', '/dashboard'],
    ['x-now-route-matches', '1=dashboard'],
    ['x-nextjs-data', '1'],
    ['x-nextjs-rewrite', '/dashboard'],
    ['x-prerender-revalidate', 'guessed'],
    ['next-resume', '1'],
    ['purpose', 'prefetch'],
    ['x-original-url', '/about'],
    ['x-rewrite-url', '/about'],
    ['x-forwarded-host', 'elsewhere.test'],
    ['x-http-method-override', 'GET'],
  ])('%s', async (name, given) => {
    for (const path of ['/dashboard', '/members', '/secret/plan.txt', `/_next/data/${site.buildId}/dashboard.json`]) {
      const seen = await ask(path, { headers: { [name]: given } })
      isHidden(seen)
      expect(seen.headers['cache-control']).toBe(privately)
    }
  })

  test('nor does a condition on one that only we may set', async () => {
    const headers = { cookie: 'watched=1', 'x-middleware-prefetch': '1' }
    expect((await ask('/about', { headers })).headers['cache-control']).toBe(privately)
  })
})

describe('no spelling of a path is another path (GHSA-7gfc-8cq8-jh5f)', () => {
  test.each([
    '/dashboard/',
    '//dashboard',
    '/dashboard//',
    '/\\dashboard',
    '/d%61shboard',
    '/%64%61%73%68%62%6f%61%72%64',
    '/%64%61%73%68%62%6F%61%72%64/a',
    '/dashboard/%61',
    '/dashboard%2f',
    '/dashboard%2F..',
    '/./dashboard',
    '/about/../dashboard',
    '/about/%2e%2e/dashboard',
    '/dashboard/.',
    '/dashboard%00',
    '/dashboard%20',
    '/dashboard;a=1',
    '/dashboard?',
    '/dashboard??a',
    '/dashboard#a',
    '/dashboard%23a',
    '/dashboard%3Fa',
    '/dashboard.json',
    '/dashboard/index',
    '/index/dashboard',
    '/DASHBOARD',
    '/en/dashboard',
    '/ｄashboard',
    'http://localhost/dashboard',
    'http://elsewhere.test/dashboard',
    'HTTP://a:b@elsewhere.test/dashboard',
    '/caf%C3%A9/a',
    '/caf%c3%a9/a',
    '/%63%61f%c3%A9/%61',
    '/members',
    '/m%65mbers',
    '/secret/plan.txt',
    '/secret/pl%61n.txt',
    '/s%65cret/plan%2Etxt',
    '/secret%2Fplan.txt',
    '/secret//plan.txt',
    '/secret/./plan.txt',
    '/_next/../dashboard',
    '/_next/static/../../secret/plan.txt',
    '/_next/static/%2e%2e/%2e%2e/secret/plan.txt',
  ])('%s', async (target) => {
    const answer = await sendBytes(
      site.server.url,
      `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).not.toMatch(secrets)
    expect(answer).toMatch(/^HTTP\/1\.1 (?:307|308|400|404) /)
    // Where a redirect leads, middleware waits.
    const location = /^location: (\/[^\r]*)/im.exec(answer)?.[1]
    if (location !== undefined && !location.startsWith('/login')) isHidden(await ask('', { target: location }))
  })
})

describe('a page’s data are the page (GHSA-36qx-fr4f-26g5)', () => {
  test.each([
    ['of this build', (id: string) => `/_next/data/${id}/dashboard.json`],
    ['of an older one', () => '/_next/data/long-gone/dashboard.json'],
    ['of a page below', (id: string) => `/_next/data/${id}/dashboard/a/b.json`],
    ['in other characters', (id: string) => `/_next/data/${id}/d%61shbo%61rd.json`],
    ['with a query', (id: string) => `/_next/data/${id}/dashboard.json?session=valid`],
    ['with a second name', (id: string) => `/_next/data/${id}/index/dashboard.json`],
    ['with an encoded prefix', (id: string) => `/%5fnext/data/${id}/dashboard.json`],
    ['with an encoded slash', (id: string) => `/_next/data/${id}%2Fdashboard.json`],
    ['with an encoded end', (id: string) => `/_next/data/${id}/dashboard%2Ejson`],
    ['with a slash at the end', (id: string) => `/_next/data/${id}/dashboard.json/`],
    ['with a parameter', () => '/dashboard?__nextDataReq=1'],
  ])('%s', async (_name, url) => {
    for (const headers of [{}, { 'x-nextjs-data': '1' }]) {
      const seen = await ask('', { target: url(site.buildId), headers })
      isHidden(seen)
    }
    const shown = await ask(`/_next/data/${site.buildId}/dashboard.json`, { headers: member })
    expect(shown.text).toContain('Only for members')
    expect(shown.headers['cache-control']).toBe(privately)
  })
})

test('a data request is known by its URL: the header makes no redirect without a location (GHSA-3g8h-86w9-wvmq)', async () => {
  const seen = await ask('/dashboard', { headers: { 'x-nextjs-data': '1' } })
  expect(seen).toMatchObject({
    status: 307,
    headers: { location: '/login?from=%2Fdashboard', 'cache-control': privately },
  })
  expect(seen.headers).not.toHaveProperty('x-nextjs-redirect')
})

test('an optimized image is the image: each visitor is asked for again (GHSA-g5qg-72qw-gw5v)', async () => {
  const url = (path: string) => `/_next/image?url=${encodeURIComponent(path)}&w=32&q=75`
  const shown = await ask(url('/secret/photo.png'), { headers: member })
  expect(shown).toMatchObject({ status: 200, headers: { 'content-type': 'image/png', 'cache-control': privately } })
  for (const path of [
    '/secret/photo.png',
    '/s%65cret/photo.png',
    '/secret//photo.png',
    '/secret/photo.png?a=1',
    '/secret/photo.png#a',
  ]) {
    const seen = await ask(url(path))
    expect(seen.headers['content-type'] ?? '').not.toContain('image/')
    expect(seen.status).not.toBe(200)
  }
  expect(await ask(url('/open.png'))).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } })
})

test('what one visitor is answered is never another’s page (GHSA-qpjv-v59x-3qc4, GHSA-67rr-84xm-4c7r)', async () => {
  const visits = Array.from({ length: 30 }, (_each, index) =>
    index % 3 === 0
      ? ask('/dashboard', { headers: member })
      : index % 3 === 1
        ? ask('/dashboard?quietly')
        : site.data('/dashboard', { headers: member }),
  )
  for (const [index, seen] of (await Promise.all(visits)).entries()) {
    const expected = [200, 204, 200][index % 3]
    expect(seen.status).toBe(expected)
    if (index % 3 === 0) expect(seen.text).toMatch(/^<!DOCTYPE html>.*Only for members/s)
    if (index % 3 === 1) expect(seen.text).toBe('')
    if (index % 3 === 2) expect(JSON.parse(seen.text)).toMatchObject({ pageProps: { text: 'Only for members' } })
  }
})

test('headers that middleware passes back start nothing (GHSA-4342-x723-ch2f)', async () => {
  site.source.forget()
  const headers = {
    location: `${site.source.url}/later`,
    'x-middleware-rewrite': `${site.source.url}/later`,
    'x-middleware-override-headers': 'cookie',
  }
  const seen = await ask('/lab/careless', { headers })
  expect(seen.status).toBe(200)
  expect(seen.headers).not.toHaveProperty('location')
  expect(seen.text).toContain('<h1>Lab</h1>')
  expect(site.source.requests('/later')).toBe(0)
})

test('a request that could be read in two ways is not read (GHSA-77r5-gw3j-2mpf, GHSA-ggv3-7p47-pfv8)', async () => {
  const smuggled = 'GET /dashboard HTTP/1.1\r\nHost: localhost\r\nCookie: session=valid\r\n\r\n'
  const answer = await sendBytes(
    site.server.url,
    `POST /lab/elsewhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${smuggled.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect(answer).not.toMatch(secrets)
})

test('a method that no page has is refused', async () => {
  for (const method of ['TRACE', 'TRACK']) {
    const answer = await sendBytes(
      site.server.url,
      `${method} /dashboard HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 (?:400|405) /)
  }
})
