/** What is answered from the hit path is what the request handler would have answered, and nothing else is answered from there. */
import { afterEach, describe, expect, it } from 'vitest'
import type { RequestOptions } from './testing/http-client.ts'
import { openScene, pageRef, pageTarget, type Scene, type SceneOptions } from './testing/scene.ts'

const scenes: Scene[] = []
afterEach(() => Promise.all(scenes.splice(0).map((scene) => scene.close())))

interface Counted extends Scene {
  /** URLs that the site was asked about. */
  readonly asked: string[]
  /** How many requests have gone through the request handler, which looks at their URLs. */
  longWays(): number
}

async function open(options: SceneOptions = {}): Promise<Counted> {
  const asked: string[] = []
  let longWays = 0
  const targets = options.targets ?? { '/a': pageTarget('/a') }
  const resolve: Scene['site']['resolve'] = ({ pathname }) => {
    asked.push(pathname)
    return targets[pathname] ?? { kind: 'not-found' }
  }
  const scene = await openScene({
    ...options,
    site: { hasFixedUrls: true, resolve, ...options.site },
    handler: { current: () => served, ...options.handler },
  })
  const { engine } = scene
  // What tells one form of a URL from the other is asked for once per URL that is looked at.
  const site = Object.defineProperty({ ...scene.site }, 'trailingSlash', { get: () => void longWays++ })
  const served = { site, engine }
  scenes.push(scene)
  return { ...scene, asked, longWays: () => longWays }
}

const mayPreview: Partial<Scene['site']> = {
  preview: () => undefined,
  mayBePreview: (cookie) => cookie.includes('preview'),
}

/** Asks until the page is in memory and its URL remembered. */
async function warm(scene: Counted, url = '/a'): Promise<void> {
  for (let visit = 0; visit < 2; visit++) await scene.request(url)
  scene.asked.length = 0
}

describe('a page that was asked for before', () => {
  it('is answered without looking at its URL again', async () => {
    const scene = await open()
    await warm(scene)
    const before = scene.longWays()
    expect(await scene.request('/a')).toMatchObject({ status: 200, text: '<p>/a</p>' })
    expect(scene.longWays()).toBe(before)
  })

  it.each([
    ['cookies that show nothing else', mayPreview],
    ['cookies, where none shows anything else', {}],
  ])('is answered likewise to visitors with %s (B105)', async (_, site) => {
    const scene = await open({ site })
    await warm(scene)
    const before = scene.longWays()
    expect(await scene.request('/a', { headers: { cookie: 'a=1' } })).toMatchObject({ status: 200, text: '<p>/a</p>' })
    expect(scene.longWays()).toBe(before)
  })

  it('is as old as the clock says, becomes stale, and is regenerated behind (B2)', async () => {
    const scene = await open()
    await warm(scene)
    const before = scene.longWays()
    scene.clock.advance(4000)
    expect((await scene.request('/a')).headers).toMatchObject({ age: '4', 'cache-status': 'everfresh; hit; ttl=6' })
    scene.clock.advance(8000)
    const stale = await scene.request('/a')
    expect(stale.headers).toMatchObject({
      'x-nextjs-cache': 'STALE',
      age: '12',
      'cache-status': 'everfresh; hit; ttl=-2',
    })
    scene.clock.advance(1000)
    await scene.clock.settle()
    expect((await scene.request('/a')).headers).toMatchObject({ 'x-nextjs-cache': 'HIT', age: '1' })
    expect(scene.renders).toEqual(['/a', '/a'])
    expect(scene.longWays()).toBe(before)
  })

  it('that says later that it is not there, or elsewhere, is believed', async () => {
    let attributes: object = {}
    const scene = await open({ render: () => ({ html: '/b', revalidate: 1, attributes }) })
    await warm(scene)
    attributes = { kind: 'redirect', status: 307, location: '/b' }
    await scene.engine.revalidate(pageRef('/a'))
    expect(await scene.request('/a')).toMatchObject({ status: 307, headers: { location: '/b' } })
    attributes = { kind: 'not-found', status: 404 }
    await scene.engine.revalidate(pageRef('/a'))
    expect(await scene.request('/a')).toMatchObject({ status: 404, text: '<h1>This page could not be found</h1>' })
  })

  it('is looked for anew where another site is served', async () => {
    const [older, newer] = [
      await open({ render: () => ({ html: 'older' }) }),
      await open({ render: () => ({ html: 'newer' }) }),
    ]
    let current: Scene = older
    const front = await open({ handler: { current: () => current } })
    for (const scene of [older, newer, older]) {
      current = scene
      for (let visit = 0; visit < 3; visit++)
        expect((await front.request('/a')).text).toBe(scene === older ? 'older' : 'newer')
    }
  })

  it('keeps what somebody set on the response before (B26)', async () => {
    const scene = await open({ before: (response) => void response.setHeader('Cache-Control', 'public, max-age=7') })
    await warm(scene)
    const before = scene.longWays()
    expect((await scene.request('/a')).headers['cache-control']).toBe('public, max-age=7')
    expect(scene.longWays()).toBe(before)
  })
})

describe('what the URL of a page means', () => {
  it.each([
    ['with cookies', '/a', { cookie: 'a=1' }],
    ['with a query (B11)', '/a?x=1', {}],
    ['from the client runtime (B37)', '/a', { 'x-nextjs-data': '1' }],
  ])('is remembered for requests %s, too', async (_, url, headers: Record<string, string>) => {
    const scene = await open()
    for (let visit = 0; visit < 3; visit++) await scene.request(url, { headers })
    expect(scene.asked).toEqual(['/a', '/a'])
  })

  it('is remembered by the URL that a site routes to', async () => {
    const route: Scene['site']['route'] = ({ request }) => ({
      ...{ kind: 'url', url: { pathname: request.headers['x-beta'] === undefined ? '/a' : '/b', search: '' } },
    })
    const scene = await open({ site: { route }, targets: { '/a': pageTarget('/a'), '/b': pageTarget('/b') } })
    for (let visit = 0; visit < 3; visit++) {
      expect((await scene.request('/x')).text).toBe('<p>/a</p>')
      expect((await scene.request('/x', { headers: { 'x-beta': '1' } })).text).toBe('<p>/b</p>')
    }
    expect(scene.asked).toEqual(['/a', '/b', '/a', '/b'])
    expect(scene.longWays()).toBe(6)
  })
})

describe('the request handler answers', () => {
  const requests: Record<string, RequestOptions> = {
    'a HEAD (B43)': { method: 'HEAD' },
    'other methods (B44)': { method: 'POST' },
    'who may see what is not published (B105)': { headers: { cookie: 'a=1; preview=1' } },
    'demands for a new version (B112)': { headers: { 'x-prerender-revalidate': 'secret' } },
    'demands with a wrong secret': { headers: { 'X-Prerender-Revalidate': 'x' } },
    'prefetches (B57)': { headers: { purpose: 'prefetch' } },
    'the client runtime (B37)': { headers: { 'x-nextjs-data': '1' } },
    'who has a date only': { headers: { 'if-modified-since': 'Wed, 21 Oct 2026 07:28:00 GMT' } },
    'who wants nothing kept, although he names the ETag (B42)': {
      headers: { 'cache-control': 'no-cache', 'if-none-match': '*' },
    },
    'who has two conditions': { headers: { 'if-none-match': ['"a"', '*'] } },
    'who has two preferences': { headers: { 'accept-encoding': ['gzip', 'br'] } },
  }

  it.each(Object.entries(requests))('%s', async (_, options) => {
    const scene = await open({ handler: { previewModeId: 'secret' }, site: mayPreview })
    await warm(scene)
    const before = scene.longWays()
    await scene.request('/a', options)
    expect(scene.longWays()).toBe(before + 1)
  })

  it('whatever has a query (B11)', async () => {
    const scene = await open()
    for (let visit = 0; visit < 3; visit++) await scene.request('/a?x=1')
    expect(scene.longWays()).toBe(3)
    expect(scene.renders).toEqual(['/a'])
  })

  it('where URLs change their meaning', async () => {
    const scene = await open({ site: { hasFixedUrls: false } })
    for (let visit = 0; visit < 3; visit++) await scene.request('/a')
    expect(scene.asked).toHaveLength(3)
  })

  it('what leads into the base path from outside, since that may depend on the request', async () => {
    const url = { pathname: '/a', search: '' }
    const routeOutside: Scene['site']['routeOutside'] = ({ request }) =>
      request.headers['x-beta'] === undefined ? undefined : { kind: 'url', url }
    const scene = await open({ site: { basePath: '/docs', routeOutside } })
    for (let visit = 0; visit < 3; visit++) await scene.request('/old', { headers: { 'x-beta': '1' } })
    expect((await scene.request('/old')).status).toBe(404)
  })

  it('the pages of the site for its errors, asked for by name (B23)', async () => {
    const scene = await open({ targets: { '/404': pageTarget('/404') } })
    for (let visit = 0; visit < 3; visit++) await scene.request('/404')
    expect(scene.longWays()).toBe(3)
  })

  it('visitors who may see what is not published (B105)', async () => {
    const preview: Scene['site']['preview'] = () => ({
      ...{ body: 'html', route: '/a' },
      render: async () => ({
        bodies: { html: new TextEncoder().encode('draft') },
        ...{ attributes: {}, tags: [], revalidateMs: false, expireMs: false },
      }),
    })
    const scene = await open({ site: { preview } })
    await warm(scene)
    expect((await scene.request('/a', { headers: { cookie: '__prerender_bypass=x' } })).text).toBe('draft')
    expect((await scene.request('/a')).text).toBe('<p>/a</p>')
  })

  it('prefetches of a stale page, which start no work (B57)', async () => {
    const scene = await open()
    await warm(scene)
    scene.clock.advance(12_000)
    await scene.request('/a', { headers: { purpose: 'prefetch' } })
    await scene.clock.settle()
    expect(scene.renders).toEqual(['/a'])
  })
})

describe('both ways', () => {
  it('answer alike, whatever is accepted or known (B41, B42)', async () => {
    const render: SceneOptions['render'] = () => ({
      html: 'hello '.repeat(99),
      data: '{}',
      revalidate: 10,
      compress: true,
    })
    const quick = await open({ render })
    const slow = await open({ render, site: { hasFixedUrls: false } })
    for (const scene of [quick, slow]) await warm(scene)
    const { etag = '' } = (await slow.request('/a', { headers: { 'accept-encoding': 'gzip' } })).headers
    for (const encoding of ['gzip', 'br', 'gzip, deflate, br', 'identity', 'gzip;q=0', '*', '']) {
      for (const condition of [undefined, etag, `W/${etag}`, `"x", ${etag}`, '*', '"x"', 'x', '']) {
        const headers = { 'accept-encoding': encoding, ...(condition !== undefined && { 'if-none-match': condition }) }
        const [one, other] = [await quick.request('/a', { headers }), await slow.request('/a', { headers })]
        expect({ ...one, headers: { ...one.headers, date: '' } }).toEqual({
          ...other,
          headers: { ...other.headers, date: '' },
        })
      }
    }
    expect(quick.longWays()).toBeLessThan(slow.longWays())
  })
})
