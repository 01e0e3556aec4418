/** What a site written after the guides answers over HTTP. */
import type { IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildIdOf, postJson, visit, visitUntil } from '../support/visitor.ts'
import { serveGuides, type GuidesSite } from './guides-site.ts'

let site: GuidesSite
beforeAll(async () => void (site = await serveGuides()))
afterAll(() => site?.remove())

const form = (fields: Record<string, string>) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
})
const cookiesOf = (headers: IncomingHttpHeaders) =>
  (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0]).join('; ')
const asked = (cookie: string) => ({ headers: { cookie } })

test('the build says nothing of the site but that a script cannot run in a worker', () => {
  const warnings = site.built
    .split('\n')
    .filter((line) => /warn|error|worker/i.test(line) && !line.includes('/worker '))
  expect(warnings).toEqual([expect.stringContaining('strategy "worker"')])
})

describe('forms', () => {
  test('a route refuses what it does not understand', async () => {
    expect(await postJson(`${site.url}/api/submit`, { title: '' })).toMatchObject({
      status: 400,
      text: '{"message":"A title is required"}',
    })
    const { status, headers } = await site.page('/api/submit')
    expect([status, headers.allow]).toEqual([405, 'POST'])
  })

  test('a route sets cookies and sends the visitor on', async () => {
    const { status, headers } = await site.page('/api/subscribe', form({ email: 'ada@example.org' }))
    expect([status, headers.location]).toEqual([303, '/forms/thanks'])
    expect(headers['set-cookie']).toEqual(['subscriber=ada%40example.org; Path=/; HttpOnly'])
    const failed = await site.page('/api/subscribe', form({ email: 'ada' }))
    expect(failed).toMatchObject({ status: 500, text: '{"error":"failed to subscribe"}' })
  })

  test('a route reads, sets and deletes cookies', async () => {
    const set = await site.page('/api/cookie')
    expect(set.headers['set-cookie']).toHaveLength(2)
    const known = await site.page('/api/cookie?remove=1', asked(cookiesOf(set.headers)))
    expect(known.text).toBe('{"auth":"true"}')
    expect(known.headers['set-cookie']).toEqual(['authorization=; Max-Age=0; Path=/'])
  })
})

test('an API route may be a CommonJS module, and the root of all of them', async () => {
  const { text } = await site.page('/api?a=1', { method: 'POST', body: 'unread', headers: { cookie: 'b=2' } })
  expect(text).toBe('{"body":null,"cookies":{"b":"2"},"query":{"a":"1"}}')
})

test('API routes: fixed before dynamic before catch-all, and events that stream', async () => {
  expect((await site.page('/api/posts')).text).toBe('{"posts":[],"method":"GET"}')
  expect((await site.page('/api/posts/create')).text).toBe('create post')
  expect((await site.page('/api/posts/a/b%2Fc')).text).toBe('Post: a, b/c')
  const events = await fetch(`${site.url}/api/stream`)
  expect([events.headers.get('content-type'), events.headers.get('content-length')]).toEqual([
    'text/event-stream',
    null,
  ])
  expect(await events.text()).toBe('data: 0\n\ndata: 1\n\ndata: 2\n\n')
})

describe('drafts', () => {
  test('draft mode begins with a secret, shows the draft, and ends (B103, B105)', async () => {
    expect(await site.page('/api/draft?secret=guess&slug=first')).toMatchObject({ status: 401 })
    expect(await site.page('/api/draft?secret=MY_SECRET_TOKEN&slug=none')).toMatchObject({ status: 401 })
    const begun = await site.page('/api/draft?secret=MY_SECRET_TOKEN&slug=first')
    expect([begun.status, begun.headers.location]).toEqual([307, '/drafts/first'])
    const cookie = cookiesOf(begun.headers)
    const draft = await site.page('/drafts/first', asked(cookie))
    expect(draft.text).toContain('<h1>Draft</h1><p id="notice">You see a draft</p>')
    expect((await site.page('/drafts/first')).text).toContain('<h1>Published</h1>')
    const ended = await site.page('/api/disable-draft', asked(cookie))
    expect(ended.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__prerender_bypass=;.*Expires=Thu, 01 Jan 1970/),
    ])
  })

  test('preview mode carries data, until they are cleared (B103, B105)', async () => {
    const begun = await site.page('/api/preview')
    const draft = await site.page('/drafts/first', asked(cookiesOf(begun.headers)))
    expect(draft.text).toContain('You see a draft of v2')
    const cleared = await site.page('/api/clear-preview-mode-cookies', asked(cookiesOf(begun.headers)))
    expect(cleared.headers['set-cookie']).toHaveLength(2)
  })
})

describe('incremental static regeneration', () => {
  test('by time: the old page at once, then the new one; an unknown path is made (B1, B2, B3, B5)', async () => {
    expect(await site.page('/blog/2')).toMatchObject({ status: 200, cache: 'MISS' })
    site.source.set('/blog/2', { id: '2', title: 'Two, again', content: 'The second' })
    await visitUntil(`${site.url}/blog/2`, ({ text }) => text.includes('Two, again'))
    expect(await site.page('/blog/9')).toMatchObject({
      status: 404,
      text: expect.stringContaining('404 - Page Not Found here'),
    })
  })

  test('on demand, with a secret of .env.local (B110, B123)', async () => {
    site.source.set('/drafts/first', { title: 'Published anew', draft: 'Draft' })
    expect(await site.page('/api/revalidate?secret=guess&path=/drafts/first')).toMatchObject({ status: 401 })
    const answer = await site.page('/api/revalidate?secret=held%20back&path=/drafts/first')
    expect(answer.text).toBe('{"revalidated":true}')
    expect((await site.page('/drafts/first')).text).toContain('Published anew')
  })

  test('an error keeps the last page, and a call on demand says so (B81, B88)', async () => {
    site.source.fail('/drafts/first')
    const answer = await site.page('/api/revalidate?secret=held%20back&path=/drafts/first')
    expect(answer).toMatchObject({ status: 500, text: 'Error revalidating' })
    expect(await site.page('/drafts/first')).toMatchObject({ status: 200 })
    await expect.poll(() => site.server.logs(), { timeout: 10_000 }).toContain('received status 500')
  })
})

describe('errors', () => {
  test('what does not exist is the site’s own 404', async () => {
    expect(await site.page('/nowhere')).toMatchObject({
      status: 404,
      text: expect.stringContaining('<h1>404 - Page Not Found here</h1>'),
    })
  })

  test('what fails is the site’s own _error, with its status (B85)', async () => {
    const failed = await site.page('/failing?fail=1')
    expect(failed).toMatchObject({ status: 500, text: expect.stringContaining('An error 500 occurred on server') })
    expect(failed.text).not.toContain('could not be served')
    await expect.poll(() => site.server.logs(), { timeout: 10_000 }).toContain('The request could not be served')
    expect((await site.page('/failing')).text).toContain('<h1>Served</h1>')
  })

  test('a page shows the error page of next/error with a status of its own', async () => {
    const away = await site.page('/repo?status=503')
    expect(away).toMatchObject({ status: 503, text: expect.stringContaining('The repository is away.') })
    expect((await site.page('/repo')).text).toContain('Stars: 3')
  })
})

test('variables come from the machine, then .env.local, then .env.production, then .env', async () => {
  const { text } = await site.page('/env')
  const server = JSON.parse(/<pre id="server">(.*?)<\/pre>/.exec(text)![1]!.replaceAll('&quot;', '"'))
  expect(server).toEqual({
    DB_URL: 'postgres://reader@localhost/guides',
    PRICE: '$5',
    PRIVATE_KEY: '-----BEGIN KEY-----\nline two\n-----END KEY-----',
    WHERE: '.env.local',
    WHERE_PRODUCTION: '.env.production',
    FROM_MACHINE: 'the machine',
  })
  expect(text).toContain('<p id="analytics">abcdefghijk</p><p id="home">https://localhost/home</p>')
  expect(text).toContain('<p id="site">The guides</p><p id="mode">production</p>')
})

describe('documents', () => {
  test('have what _document adds, with early scripts in their head', async () => {
    const { text } = await site.page('/')
    expect(text).toMatch(/^<!DOCTYPE html><html lang="en">/)
    expect(text).toContain('<body class="guides"><div id="__next"><h1>Guides</h1>')
    expect(text).toContain('<link rel="icon" href="/favicon.svg"/>')
    const [head, body] = text.split('</head>')
    expect(head).toMatch(/<script[^>]* src="\/early\.js"/)
    expect(body).not.toContain('early.js')
  })

  test('have one head of several, each key once', async () => {
    const { text } = await site.page('/')
    expect(text).toMatch(/<title[^>]*>Home of The guides<\/title>/)
    expect(text.match(/og:title/g)).toHaveLength(1)
    expect(text).toContain('content="My new title"')
  })

  test('name the software that made them, whenever they are made (B39)', async () => {
    for (const path of ['/', '/env', '/stars', '/repo', '/nowhere', '/failing?fail=1']) {
      expect((await site.page(path)).headers['x-powered-by'], path).toBe('Everfresh')
    }
    for (const path of ['/api/posts', '/robots.txt', '/api/cookie']) {
      expect((await site.page(path)).headers, path).not.toHaveProperty('x-powered-by')
    }
  })
})

test('getInitialProps knows the request (B24)', async () => {
  const { text, headers } = await site.page('/stars?q=1', { headers: { 'user-agent': 'Reader' } })
  expect(text).toContain('<p id="ran">server /stars /stars?q=1 {&quot;q&quot;:&quot;1&quot;}</p>')
  expect(text).toContain('<p id="agent">Reader</p>')
  expect(headers['cache-control']).toContain('private')
})

test('files of public/ are served, and those of the site are not', async () => {
  const robots = await site.page('/robots.txt')
  expect(robots).toMatchObject({ status: 200, text: 'User-agent: *\n' })
  for (const path of ['/next.config.js', '/.env', '/.env.local', '/package.json', '/lib/session.ts']) {
    expect((await site.page(path)).status, path).toBe(404)
  }
})

test('who is not logged in is sent to do so, by the page and by its data', async () => {
  const { status, headers } = await site.page('/profile')
  expect([status, headers.location]).toEqual([307, '/login'])
  const id = buildIdOf(await site.page('/'))
  const data = await site.page(`/_next/data/${id}/profile.json`)
  expect(JSON.parse(data.text)).toMatchObject({ pageProps: { __N_REDIRECT: '/login', __N_REDIRECT_STATUS: 307 } })
  const login = await postJson(`${site.url}/api/auth/login`, { email: 'ada@example.org', password: 'open' })
  const profile = await site.page('/profile', asked(cookiesOf(login.headers)))
  expect(profile).toMatchObject({ status: 200, text: expect.stringContaining('Profile of ada') })
  expect((await site.page('/profile', asked('session=ada.forged'))).status).toBe(307)
})

describe('images', () => {
  const image = (text: string, id: string) =>
    new RegExp(`<img id="${id}"[^>]*>`).exec(text)![0].replaceAll('&amp;', '&')

  test('are told in HTML as their props say', async () => {
    const { text } = await site.page('/images')
    expect(image(text, 'local')).toMatch(/width="400" height="400".*background-image:url.*srcSet="\/_next\/image\?url=/)
    expect(image(text, 'public')).toContain('w=1080&q=75 2x')
    expect(image(text, 'fill')).toMatch(/object-fit:cover.*sizes="\(min-width: 808px\) 50vw, 100vw"/)
    expect(image(text, 'mine')).toContain('https://images.example/me.png?w=1080&q=75 2x')
    expect(image(text, 'blurred')).toContain('background-image')
    expect(image(text, 'asIs')).toContain('src="/wide.png"')
    expect(image(text, 'first')).not.toContain('loading="lazy"')
    expect(image(text, 'plain')).toContain('As a background')
    expect(text.split('</head>')[0]!.match(/<link rel="preload" as="image"/g)).toHaveLength(2)
  })

  test('are answered: imported, public and remote', async () => {
    const { text } = await site.page('/images')
    for (const id of ['local', 'public', 'remote', 'responsive']) {
      const src = / src="([^"]+)"/.exec(image(text, id))![1]!
      const answer = await visit(site.url + src, { headers: { accept: 'image/webp' } })
      expect([answer.status, answer.headers['content-type']], src).toEqual([200, 'image/webp'])
    }
    const elsewhere = encodeURIComponent(`${site.pictures}/others/remote.png`)
    expect((await site.page(`/_next/image?url=${elsewhere}&w=64&q=75`)).status).toBe(400)
  })
})
