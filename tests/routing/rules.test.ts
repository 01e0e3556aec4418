/** Redirects, rewrites, headers and assets of a built site, over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSite, startSite, type RunningSite } from '../support/site.ts'
import { buildIdOf, sendRaw, visit, type Visit, type VisitOptions } from '../support/visitor.ts'
import { headingOf, openRoutingSite, shownIn, type RoutingSite } from './routing-site.ts'

const privately = 'private, no-cache, no-store, max-age=0, must-revalidate'

let site: RoutingSite
let server: RunningSite
beforeAll(async () => {
  site = await openRoutingSite()
  await buildSite(site.directory, { env: site.env })
  server = await startSite(site.directory, { env: site.env })
  site.servedAt(server.url)
}, 300_000)
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

const see = (path: string, options?: VisitOptions): Promise<Visit> => visit(server.url + path, options)
const locationOf = async (path: string, options?: VisitOptions) => {
  const { status, headers } = await see(path, options)
  return `${status} ${headers.location}`
}

describe('redirects', () => {
  it('come before pages and files, with their status and the query of the request', async () => {
    expect(await locationOf('/docs/old?a=1')).toBe('308 /docs/about?a=1')
    expect(await locationOf('/docs/old/a%20b')).toBe('307 /docs/posts/a%20b')
    expect(await locationOf('/docs/see/x?seen=no&b=2')).toBe('303 /docs/posts/x?seen=x&b=2')
    expect(await locationOf('/docs/robots.txt?about=1')).toBe('307 /docs/about?about=1')
    expect((await see('/docs/robots.txt')).text).toBe('User-agent: *\n')
    expect((await see('/docs/old')).headers).toMatchObject({
      refresh: '0;url=/docs/about',
      'cache-control': 'public, max-age=0, must-revalidate',
      'x-site': 'routing',
    })
  })

  it('may be outside of the base path, where nothing else is (B100)', async () => {
    expect(await locationOf('/outside-in/a/b?c=1')).toBe('307 /docs/a/b?c=1')
    expect((await see('/old')).status).toBe(404)
    expect((await see('/nowhere')).headers['cache-control']).toBe(privately)
  })

  it('never lead to another site but by their own words', async () => {
    expect(await locationOf('/docs/away', { headers: { 'x-who': '/evil.test/' } })).toBe(
      '307 https://example.com//evil.test/',
    )
    expect(await locationOf('/outside-in//evil.test', {})).toBe('307 /docs/evil.test')
    expect(await locationOf('/docs/old/%2F%2Fevil.test')).toBe('307 /docs/posts/%2F%2Fevil.test')
  })
})

describe('rewrites to generated pages', () => {
  it('show the page of the destination, under the key of the destination (B97)', async () => {
    const first = await see('/docs/blog/first?x=1')
    expect(first).toMatchObject({ status: 200, cache: 'MISS' })
    expect(headingOf(first)).toBe('posts first')
    expect(await see('/docs/posts/first?y=2')).toMatchObject({ status: 200, cache: 'HIT' })
    expect(await see('/docs/posts-of/first')).toMatchObject({ status: 200, cache: 'HIT' })
    // What a rule adds to the query is no business of a page that is made for everybody.
    expect(JSON.stringify(shownIn(await see('/docs/posts-of/only'), 'context'))).not.toContain('"by"')
    expect(shownIn(await see('/docs/posts-of/only'), 'route')).toMatchObject({ query: { slug: 'only' } })
  })

  it('leave fixed pages and files alone, unless they come before them', async () => {
    expect(headingOf(await see('/docs/about'))).toBe('About')
    expect(headingOf(await see('/docs/about?as=post'))).toBe('posts about')
    expect(headingOf(await see('/docs/robots.txt', { headers: { cookie: 'robots=off' } }))).toBe('posts robots')
    expect((await see('/docs/picture')).headers['content-type']).toMatch('image/svg+xml')
    expect(headingOf(await see('/docs/caf%C3%A9/noir'))).toBe('posts noir')
    expect(headingOf(await see('/docs/caf%c3%a9/noir'))).toBe('posts noir')
  })

  it('go on where a page of fallback: false has no such path (B59)', async () => {
    expect(headingOf(await see('/docs/listed/known'))).toBe('listed known')
    expect(headingOf(await see('/docs/listed-as/known'))).toBe('listed known')
    expect(headingOf(await see('/docs/listed/unknown'))).toBe('posts unknown')
    expect(headingOf(await see('/docs/listed-as/unknown'))).toBe('posts unknown')
  })

  it('show the shell of a page that does not exist yet (B97)', async () => {
    const shell = await see('/docs/shelled-as/later')
    expect(headingOf(shell)).toBe('Loading')
    expect(shell.headers['cache-control']).toBe(privately)
    const robot = { headers: { 'user-agent': 'Googlebot' } }
    expect(headingOf(await see('/docs/shelled-as/later', robot))).toBe('shelled later')
    expect(headingOf(await see('/docs/shelled-as/later'))).toBe('shelled later')
  })

  it('are left out when a page is revalidated: its path is its own (B102)', async () => {
    expect((await see('/docs/api/revalidate?path=/posts/first')).status).toBe(200)
    expect((await see('/docs/api/revalidate?path=/blog/first')).status).toBe(500)
  })
})

describe('rewrites to pages made per request', () => {
  it('give them the merged query, and the address that the visitor asked for', async () => {
    const page = await see('/docs/me?x=%20&added=0')
    expect(shownIn(page, 'seen')).toEqual({
      url: '/me?x=%20&added=0',
      params: { id: 'me' },
      query: { x: ' ', added: '1', id: 'me' },
      resolvedUrl: '/request/me?x=%20&added=0',
    })
    expect(shownIn(page, 'route')).toMatchObject({ asPath: '/me?x=%20&added=0', pathname: '/request/[id]' })
  })

  it('lead to API routes', async () => {
    const { text } = await see('/docs/call/a/b?x=1', { method: 'POST', body: 'text' })
    expect(JSON.parse(text)).toEqual({ url: '/call/a/b?x=1', query: { x: '1', path: ['a', 'b'] } })
  })
})

describe('rewrites to another server', () => {
  it('pass on method, path, query and body, and say who asked', async () => {
    const answer = await see('/docs/upstream/a%2Fb/c?x=%20', {
      method: 'POST',
      body: 'the body',
      headers: { 'x-own': '1', te: 'trailers', connection: 'X-Gone', 'x-gone': '1', 'x-forwarded-for': '10.0.0.1' },
    })
    expect(answer.status).toBe(201)
    expect(answer.headers).toMatchObject({ 'set-cookie': ['a=1', 'b=2'], 'x-site': 'routing' })
    expect(answer.headers).not.toHaveProperty('x-hop')
    const asked = JSON.parse(answer.text) as { headers: Record<string, string> }
    expect(asked).toMatchObject({ url: '/a%2Fb/c?x=%20', method: 'POST', body: 'the body' })
    const { host } = new URL(server.url)
    expect(asked.headers).toMatchObject({
      host: new URL(site.upstream.url).host,
      'x-own': '1',
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
    })
    expect(asked.headers['x-forwarded-for']).toMatch(/^10\.0\.0\.1, \S+$/)
    expect(Object.keys(asked.headers)).not.toContain('te')
    expect(Object.keys(asked.headers)).not.toContain('x-gone')
  })

  it('may be outside of the base path', async () => {
    expect(JSON.parse((await see('/whole/x?y=1')).text)).toMatchObject({ url: '/outside/x?y=1' })
  })

  it('stream what it says, as it says it', async () => {
    const response = await fetch(`${server.url}/docs/upstream/forever`)
    const { value } = await response.body!.getReader().read()
    expect(Buffer.from(value!).toString()).toBe('first')
  })

  it('tell the visitor when it says nothing, or nothing in time', async () => {
    expect(await see('/docs/upstream/broken')).toMatchObject({ status: 502, text: 'Bad Gateway' })
    const late = await see('/docs/upstream/slow')
    expect(late).toMatchObject({ status: 504, headers: { 'cache-control': privately } })
    await expect.poll(() => server.logs(), { timeout: 10_000 }).toContain('The rewrite of "/upstream/:path*" to')
  })

  it('cannot be used to reach more than the rule says', async () => {
    for (const target of ['/docs/upstream/..%2f..%2fsecret', '/docs/upstream/%2e%2e/secret', '/docs/upstream/a%00']) {
      expect((await see('/', { target })).status).toBe(400)
    }
    const asked = site.upstream.asked.join('\n')
    expect(asked).not.toContain('secret')
    const smuggled = await sendRaw(
      server.url,
      'POST /docs/upstream/x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /docs/upstream/smuggled HTTP/1.1\r\nHost: a\r\n\r\n',
    )
    expect(smuggled).toMatch(/^HTTP\/1\.1 400/)
    expect(site.upstream.asked).not.toContain('GET /smuggled')
  })
})

describe('headers', () => {
  it('are on pages, data, files, API routes and what is not found', async () => {
    const id = buildIdOf(await see('/docs/about'))
    const paths = ['/about', '/posts/x', `/_next/data/${id}/posts/x.json`, '/picture.svg', '/api/echo', '/nowhere']
    for (const path of paths) expect((await see(`/docs${path}`)).headers['x-site'], path).toBe('routing')
    const { headers } = await see('/docs/posts/caf%C3%A9')
    expect(headers).toMatchObject({
      'x-slug': 'caf%C3%A9',
      'content-security-policy': 'frame-ancestors https://x.test:8443',
      'cache-control': 's-maxage=31536000',
    })
  })

  it('may say how long a page is kept, but not an answer that nobody may keep (B26)', async () => {
    const page = await see('/docs/about')
    expect(page.headers['cache-control']).toBe('public, max-age=60')
    const known = await see('/docs/about', { headers: { 'if-none-match': page.headers.etag } })
    expect(known).toMatchObject({ status: 304, headers: { 'cache-control': 'public, max-age=60' } })
    expect(await see('/docs/nowhere')).toMatchObject({ status: 404, headers: { 'cache-control': privately } })
    expect((await see('/docs/request/1')).headers['cache-control']).toBe('public, s-maxage=5')
  })
})

describe('assets', () => {
  it('come from the CDN, data from the site', async () => {
    const { text } = await see('/docs/lazy')
    const urls = [...text.matchAll(/(?:src|href)="([^"]+\/_next\/static\/[^"]+)"/g)].map(([, url]) => url!)
    expect(urls.length).toBeGreaterThan(2)
    expect(urls.filter((url) => !url.startsWith(`${site.env.CDN}/_next/static/`))).toEqual([])
    expect(text).toMatch(/<script type="module" src="[^"]+" crossorigin="anonymous">/i)
    for (const url of urls) {
      const asset = await visit(url)
      expect(asset.status, url).toBe(200)
      expect(asset.headers).toMatchObject({
        'access-control-allow-origin': '*',
        'cache-control': 'public, max-age=31536000, immutable',
      })
    }
    const [script] = urls.filter((url) => url.endsWith('.js'))
    expect((await see(`/docs${new URL(script!).pathname.replace('/cdn', '')}`)).status).toBe(200)
    expect(JSON.parse((await visit(`${script}.map`)).text)).toHaveProperty('mappings')
    expect((await see('/cdn/_next/static/none.js')).status).toBe(404)
    expect((await see('/cdn/about')).status).toBe(404)
  })

  it('and data name the deployment (B38)', async () => {
    const page = await see('/docs/posts/x')
    expect(page.text).toMatch(/<html [^>]*data-dpl-id="first"/)
    expect(page.text).toContain('"deploymentId":"first"')
    const data = await see(`/docs/_next/data/${buildIdOf(page)}/posts/x.json`)
    expect(data.headers['x-nextjs-deployment-id']).toBe('first')
    expect(page.headers).not.toHaveProperty('x-nextjs-deployment-id')
  })
})
