import { once } from 'node:events'
import { createServer, request as ask, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { canonicalise, type HandlerTarget, type Routed } from '@everfresh/server'
import { afterEach, describe, expect, it } from 'vitest'
import { type NextRequest, NextResponse } from '../compat/next-server.ts'
import { createMiddlewareStage, type MiddlewareStageOptions, type OpenMiddleware } from './middleware-stage.ts'
import { createMiddleware } from './run-middleware.ts'

type Handler = (request: NextRequest, event: { waitUntil(work: Promise<unknown>): void }) => unknown

interface Asked {
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array
}

interface Seen {
  readonly routed: Routed | { readonly error: Error } | undefined
  readonly headers: Record<string, unknown>
  /** What whoever comes after middleware reads. */
  readonly body: string
  readonly request: IncomingMessage
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

function open(handler: Handler, options: Partial<MiddlewareStageOptions> = {}) {
  const reported: unknown[] = []
  const stage: OpenMiddleware = createMiddlewareStage({
    record: { kind: 'middleware' },
    load: async () => createMiddleware({ middleware: handler }, 'middleware'),
    ...{ basePath: '', trailingSlash: false, cacheControl: 'private', timeoutMs: 5_000, maxBodyBytes: 1_000 },
    proxy: (target): HandlerTarget => ({ kind: 'handler', route: String(target), handle: async () => {} }),
    reportError: (error) => void reported.push(error),
    ...options,
  })
  const visit = async ({ path = '/page', headers = {}, body }: Asked = {}): Promise<Seen> => {
    let seen: Seen | undefined
    const server = createServer(async (request, response) => {
      const { basePath = '', trailingSlash = false } = options
      const canonical = canonicalise(request.url ?? '', { basePath, trailingSlash })
      if (canonical.kind !== 'url') throw new Error(`${request.url} is not canonical`)
      const passage = { url: canonical.url, request, response, isFile: (name: string) => name === '/open.txt' }
      const routed = await (async () => stage.run(passage))().catch((error: Error) => ({ error }))
      seen = { routed, headers: { ...response.getHeaders() }, body: String(await buffer(request)), request }
      response.end()
    }).listen(0)
    closing.push(() => server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const asked = ask({ port, path, headers, method: body === undefined ? 'GET' : 'POST', agent: false })
    asked.end(body)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    await buffer(answer)
    return seen!
  }
  return { stage, visit, reported }
}

const urlOf = ({ routed }: Seen) => (routed !== undefined && 'url' in routed ? routed.url : routed)
const failureOf = ({ routed }: Seen) => (routed !== undefined && 'error' in routed ? routed.error : undefined)

describe('the URL that middleware sees', () => {
  const seenUrl = async (options: Partial<MiddlewareStageOptions>, asked: Asked) => {
    let seen = ''
    const { visit } = open(
      ({ url, nextUrl }) => void (seen = `${new URL(url).pathname} ${nextUrl.pathname} ${nextUrl.locale}`),
      options,
    )
    await visit(asked)
    return seen
  }
  const i18n = { locales: ['en', 'fr'], defaultLocale: 'en', domains: [], localeDetection: true }

  it('is the page’s, with base path, language and slash as the site writes them', async () => {
    expect(await seenUrl({}, { path: '/p%61ge/%C3%A9' })).toBe('/page/%C3%A9 /page/%C3%A9 ')
    expect(await seenUrl({ basePath: '/docs' }, { path: '/docs' })).toBe('/docs / ')
    expect(await seenUrl({ trailingSlash: true }, { path: '/page/' })).toBe('/page/ /page/ ')
    expect(await seenUrl({ trailingSlash: true }, { path: '/_next/data/b/page.json' })).toBe('/page/ /page/ ')
    expect(await seenUrl({ i18n, basePath: '/docs' }, { path: '/docs/fr/page' })).toBe('/docs/fr/page /page fr')
    expect(await seenUrl({ i18n }, { path: '/en/page' })).toBe('/page /page en')
    expect(await seenUrl({ i18n }, { path: '/_next/data/b/page.json' })).toBe('/page /page en')
    expect(await seenUrl({ i18n }, { path: '/en/fr/page' })).toBe('/en/fr/page /fr/page en')
    expect(await seenUrl({ i18n }, { path: '/_next/data/b/en/fr.json' })).toBe('/en/fr /fr en')
  })

  it('has the host that was asked for, unless that is none', async () => {
    let origin = ''
    const { visit } = open(({ nextUrl }) => void (origin = nextUrl.origin))
    await visit({ headers: { host: 'site.test:81', 'x-forwarded-proto': 'https, http' } })
    expect(origin).toBe('https://site.test:81')
    await visit({ headers: { host: 'Site.test:443', 'x-forwarded-proto': 'https' } })
    expect(origin).toBe('https://site.test')
    await visit({ headers: { host: 'a/b@c' } })
    expect(origin).toBe('http://localhost')
  })
})

describe('a body', () => {
  const body = 'x'.repeat(900)

  it('is there for both, however middleware reads it', async () => {
    for (const read of [
      (request: NextRequest) => request.text(),
      (request: NextRequest) => request.clone().arrayBuffer(),
      async (request: NextRequest) => (await request.body?.getReader().read())?.value,
      () => {},
    ]) {
      const { visit } = open(async (request) => void (await read(request)))
      expect((await visit({ body })).body).toBe(body)
    }
  })

  it('may be larger than middleware may read, but not when it reads it', async () => {
    const large = 'x'.repeat(1_001)
    expect((await open(() => {}).visit({ body: large })).body).toBe(large)
    const { visit, reported } = open(async (request) => void (await request.text()))
    const seen = await visit({ body: large })
    expect(failureOf(seen)).toMatchObject({ message: expect.stringContaining('larger than the 1000 bytes') })
    expect(seen.body).toBe(large)
    expect(reported).toHaveLength(1)
  })
})

describe('an answer', () => {
  it('rewrites pages and their data alike, below the base path only', async () => {
    const to = (path: string) => open(({ url }) => NextResponse.rewrite(new URL(path, url)), { basePath: '/docs' })
    expect(urlOf(await to('/docs/other?a=1').visit({ path: '/docs/page' }))).toEqual({
      pathname: '/other',
      search: '?a=1',
    })
    const data = await to('/docs/other/').visit({ path: '/docs/_next/data/b/page.json' })
    expect(urlOf(data)).toEqual({ pathname: '/_next/data/b/other.json', search: '' })
    expect(data.headers['x-nextjs-rewrite']).toBe('/docs/other')
    expect(failureOf(await to('/other').visit({ path: '/docs/page' }))).toMatchObject({ code: 'INVALID_MIDDLEWARE' })
    expect(failureOf(await to('/docs/%zz').visit({ path: '/docs/page' }))).toBeInstanceOf(URIError)
  })

  it('leads to another server', async () => {
    const { visit } = open(() => NextResponse.rewrite('https://elsewhere.test/a?b'))
    expect((await visit()).routed).toMatchObject({ kind: 'handler', route: 'https://elsewhere.test/a?b' })
  })

  it('redirects within the site by paths', async () => {
    const to = async (location: string) =>
      (await open(({ url }) => NextResponse.redirect(new URL(location, url))).visit()).routed
    expect(await to('/login/?a#b')).toEqual({ kind: 'redirect', status: 307, location: '/login?a#b' })
    expect(await to('//elsewhere.test/a')).toMatchObject({ location: 'http://elsewhere.test/a' })
    const { visit } = open(({ nextUrl }) => NextResponse.redirect(`https://${nextUrl.host}/page`))
    const secured = { kind: 'redirect', status: 307, location: 'https://site.test/page' }
    expect((await visit({ headers: { host: 'site.test' } })).routed).toEqual(secured)
  })

  it('is nobody’s to keep, unless middleware or the configuration says so', async () => {
    const policy = async (answer?: Response, options?: Partial<MiddlewareStageOptions>, path?: string) =>
      (await open(() => answer, options).visit(path === undefined ? {} : { path })).headers['cache-control']
    expect(await policy()).toContain('private')
    expect(await policy(NextResponse.next())).toContain('private')
    expect(await policy(NextResponse.next({ headers: { 'cache-control': 'max-age=1' } }))).toBe('max-age=1')
    expect(await policy(undefined, {}, '/_next/static/main.js')).toBeUndefined()
    const isPublic = { cacheControl: 'public' } as const
    expect(await policy(NextResponse.next(), isPublic)).toBeUndefined()
    expect(await policy(new Response('own'), isPublic)).toContain('private')
    expect(await policy(Response.redirect('http://a.test/'), isPublic)).toContain('private')
  })

  it('gives headers that no visitor can have dropped on the way to another server (RFC 9110 §7.6.1)', async () => {
    const given = () => NextResponse.next({ request: { headers: new Headers({ 'x-role': 'guest' }) } })
    const headers = { connection: 'close, X-Role, x-hop', 'x-role': 'admin', 'x-hop': '1' }
    const { request } = await open(given).visit({ headers })
    expect(request.headers).toMatchObject({ 'x-role': 'guest', connection: 'close, x-hop' })
    expect(request.headers).not.toHaveProperty('x-hop')
  })

  it('never carries headers between neighbours, or of a body that is not sent', async () => {
    const headers = {
      connection: 'x-a',
      'transfer-encoding': 'gzip',
      'content-length': '5',
      'content-encoding': 'br',
      location: '/a',
      'x-a': 'b',
    }
    const { headers: sent } = await open(() => NextResponse.next({ headers })).visit()
    expect(Object.keys(sent).sort()).toEqual(['cache-control', 'x-a'])
  })
})

describe('time', () => {
  it('is limited, and then the request is over for middleware too', async () => {
    let signal: AbortSignal | undefined
    const { visit, reported } = open((request) => ((signal = request.signal), new Promise(() => {})), { timeoutMs: 20 })
    const failure = failureOf(await visit())
    expect(failure).toMatchObject({
      code: 'MIDDLEWARE_TIMED_OUT',
      message: expect.stringContaining('"/page" after 20 ms'),
    })
    expect(signal?.aborted).toBe(true)
    expect(reported).toEqual([failure])
  })

  it('is given to what was handed over, but not without end', async () => {
    let finish = (): void => {}
    const work = new Promise<void>((resolve) => (finish = resolve))
    const { stage, visit } = open((_request, event) => event.waitUntil(work))
    await visit()
    let isClosed = false
    const closed = stage.close(60_000).then(() => (isClosed = true))
    await new Promise(setImmediate)
    expect(isClosed).toBe(false)
    finish()
    await closed
    const endless = open((_request, event) => event.waitUntil(new Promise(() => {})))
    await endless.visit()
    await endless.stage.close(10)
  })
})

it('runs once for a page, and for an image as for what optimizes it', async () => {
  const paths: string[] = []
  const { visit } = open(({ nextUrl }) => void paths.push(nextUrl.pathname))
  await visit()
  await visit({ path: '/_next/image?url=%2Fa.png&w=1' })
  expect(paths).toEqual(['/page', '/_next/image', '/a.png'])
})
