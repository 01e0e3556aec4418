import type { Rendered } from '@everfresh/engine'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openScene, pageTarget, type Scene, type SceneOptions } from './testing/scene.ts'
import type { PageAttributes, PreviewTarget, Site } from './site.ts'

let scene: Scene | undefined
afterEach(() => scene?.close())

const secret = '0123456789abcdef0123456789abcdef'
const privately = 'private, no-cache, no-store, max-age=0, must-revalidate'
const editor = { headers: { cookie: 'editor=1' } }

const draft = (attributes: Partial<PageAttributes> = {}, bodies: Record<string, string> = {}): Rendered => ({
  bodies: Object.fromEntries(Object.entries(bodies).map(([name, text]) => [name, new TextEncoder().encode(text)])),
  attributes: { kind: 'page', status: 200, revalidateSeconds: 10, ...attributes } as Record<string, string | number>,
  tags: [],
  revalidateMs: 10_000,
  expireMs: false,
})

const page = () => draft({}, { html: '<p>draft</p>', data: '{"pageProps":{"draft":true}}' })

async function open(render: PreviewTarget['render'] = async () => page(), options: SceneOptions = {}) {
  const preview: Site['preview'] = ({ pathname }, request) => {
    if (request.headers.cookie !== 'editor=1') return undefined
    return { body: pathname.startsWith('/_next/data/') ? 'data' : 'html', route: '/a', render }
  }
  scene = await openScene({
    targets: { '/a': pageTarget('/a') },
    site: { preview },
    handler: { previewModeId: secret, poweredBy: 'Everfresh' },
    ...options,
  })
  return scene
}

test('shows a draft to who may see it, and to nobody else (B105)', async () => {
  const { request, renders } = await open()
  expect((await request('/a')).text).toBe('<p>/a</p>')
  expect((await request('/a', editor)).text).toBe('<p>draft</p>')
  expect((await request('/a', { headers: { cookie: 'editor=2' } })).text).toBe('<p>/a</p>')
  expect((await request('/a')).text).toBe('<p>/a</p>')
  expect(renders).toEqual(['/a'])
})

test.each([
  ['/a', 'text/html; charset=utf-8'],
  ['/_next/data/b1/a.json', 'application/json; charset=utf-8'],
])('lets nobody keep a draft at %s (B25, B35)', async (target, type) => {
  const { request } = await open(undefined, {
    before: (response) => response.setHeader('Cache-Control', 'public, s-maxage=60'),
  })
  const { headers } = await request(target, editor)
  expect(headers).toMatchObject({
    'content-type': type,
    'cache-control': privately,
    'cache-status': 'everfresh; fwd=bypass',
    'x-nextjs-cache': 'HIT',
  })
  expect(headers).not.toHaveProperty('age')
})

test('makes a draft anew for every request, also for several at once (B105)', async () => {
  const render = vi.fn(async () => page())
  const { request, renders } = await open(render)
  await Promise.all(Array.from({ length: 5 }, () => request('/a', editor)))
  await request('/a', { ...editor, method: 'HEAD' })
  expect(render).toHaveBeenCalledTimes(6)
  expect(renders).toEqual([])
})

describe('a draft', () => {
  test('may be no page', async () => {
    const { request } = await open(async () => draft({ kind: 'not-found', status: 404 }))
    const answer = await request('/a', editor)
    expect(answer).toMatchObject({ status: 404, text: '<h1>This page could not be found</h1>' })
    expect(answer.headers).toMatchObject({ 'cache-control': privately, 'x-nextjs-cache': 'HIT' })
    expect(await request('/_next/data/b1/a.json', editor)).toMatchObject({ status: 404, text: '{"notFound":true}' })
  })

  test('may be a redirect', async () => {
    const redirect = draft({ kind: 'redirect', status: 307, location: '/b' }, { html: '/b', data: '{"pageProps":{}}' })
    const { request } = await open(async () => redirect)
    const answer = await request('/a', editor)
    expect(answer).toMatchObject({ status: 307, headers: { location: '/b', 'cache-control': privately } })
    expect(await request('/_next/data/b1/a.json', editor)).toMatchObject({ status: 200, text: '{"pageProps":{}}' })
  })

  test('that cannot be made is answered with 500, and the published page stays (B85)', async () => {
    const { request, logs } = await open(async () => {
      throw new Error('secret of the draft')
    })
    const answer = await request('/a', editor)
    expect(answer).toMatchObject({ status: 500, text: '<h1>Internal Server Error</h1>' })
    expect(answer.headers['cache-control']).toBe(privately)
    expect(logs).toEqual(['Answering /a failed'])
    expect((await request('/a')).text).toBe('<p>/a</p>')
  })
})

test('renews the published page for who knows the secret, whatever cookies come with it (B107)', async () => {
  const { request, renders } = await open()
  const headers = { ...editor.headers, 'x-prerender-revalidate': secret }
  const answer = await request('/a', { headers })
  expect(answer).toMatchObject({ text: '<p>/a</p>', headers: { 'x-nextjs-cache': 'REVALIDATED' } })
  expect(renders).toEqual(['/a'])
})

test('refuses who may see drafts the methods that no page has (B44)', async () => {
  const { request } = await open()
  expect(await request('/a', { ...editor, method: 'POST' })).toMatchObject({ status: 405 })
})

test('keeps the headers that take a cookie back', async () => {
  const { request } = await open(undefined, {
    site: {
      preview: (_url, _request, response) => {
        response.setHeader('Set-Cookie', 'editor=; Max-Age=0')
        response.setHeader('Cache-Control', privately)
        return undefined
      },
    },
  })
  const answer = await request('/a', editor)
  expect(answer.text).toBe('<p>/a</p>')
  expect(answer.headers).toMatchObject({ 'set-cookie': ['editor=; Max-Age=0'], 'cache-control': privately })
  expect((await request('/a')).headers['cache-control']).toMatch(/^s-maxage/)
})
