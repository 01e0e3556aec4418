import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMemoryPageStore } from '@everfresh/store-memory'
import sharp from 'sharp'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createImageHandler, type ImageHandlerOptions } from './image-handler.ts'
import { defaultImageSettings, type ImageSettings } from './image-settings.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

let photo: Buffer
beforeAll(async () => {
  photo = await sharp({ create: { width: 800, height: 400, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer()
})

async function listening(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

interface Seen {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

interface Scene {
  /** Asks for an image, by default one of 640 px in WebP. */
  get(url: string, headers?: Record<string, string>, query?: string): Promise<Seen>
  readonly opened: () => number
}

/** A site that consists of an optimizer, an API route that draws, and a folder. */
async function openScene(
  settings: Partial<ImageSettings> = {},
  options: Partial<ImageHandlerOptions> = {},
): Promise<Scene> {
  let opened = 0
  const store = openMemoryPageStore()
  const site = await listening((request, response) => {
    const { pathname, search } = new URL(request.url!, 'http://x')
    if (pathname === '/api/art') return void response.end(photo)
    if (pathname !== '/_next/image') return void response.writeHead(404).end()
    handler.handle(search, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  const handler = createImageHandler({
    settings: { ...defaultImageSettings, ...settings },
    basePath: '',
    isDevelopment: false,
    deployment: 'test',
    files: [],
    origin: () => site.url,
    openStore() {
      opened++
      return store
    },
    memoryBytes: 2 ** 20,
    ...options,
  })
  closing.push(() => handler.close(0))
  return {
    opened: () => opened,
    async get(url, headers = { accept: 'image/webp' }, query = 'w=640&q=75') {
      const response = await fetch(`${site.url}/_next/image?url=${encodeURIComponent(url)}&${query}`, { headers })
      const body = Buffer.from(await response.arrayBuffer())
      return { status: response.status, headers: Object.fromEntries(response.headers), body }
    },
  }
}

/** An upstream that counts, whose answer a test may change. */
async function openUpstream() {
  const upstream = { asked: 0, answer: ((_request, response) => response.end(photo)) as RequestListener }
  const { url } = await listening((request, response) => {
    upstream.asked++
    return upstream.answer(request, response)
  })
  const { hostname, port } = new URL(url)
  return Object.assign(upstream, { url, settings: { remotePatterns: [{ hostname, port }] } })
}

test('makes an image once and keeps it', async () => {
  const upstream = await openUpstream()
  const { get } = await openScene(upstream.settings)
  const first = await get(`${upstream.url}/a/photo.jpg`)
  expect(first.status).toBe(200)
  expect(first.headers).toMatchObject({
    'content-type': 'image/webp',
    'content-disposition': 'attachment; filename="photo.webp"',
    'content-security-policy': "script-src 'none'; frame-src 'none'; sandbox;",
    'cache-control': 'public, max-age=14400, must-revalidate',
    'x-content-type-options': 'nosniff',
    'x-nextjs-cache': 'MISS',
    vary: 'Accept',
  })
  expect((await sharp(first.body).metadata()).width).toBe(640)
  const second = await get(`${upstream.url}/a/photo.jpg`)
  expect(second.headers['x-nextjs-cache']).toBe('HIT')
  expect(second.headers['cache-status']).toMatch(/^everfresh; hit; ttl=143\d\d$/)
  expect(second.body).toEqual(first.body)
  expect(upstream.asked).toBe(1)
})

test('who asks at the same time gets the same image', async () => {
  const upstream = await openUpstream()
  const { get } = await openScene(upstream.settings)
  const all = await Promise.all(Array.from({ length: 10 }, () => get(`${upstream.url}/photo.jpg`)))
  expect(all.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(upstream.asked).toBe(1)
})

test('a visitor who has the image is told so', async () => {
  const { get } = await openScene({}, { files: [] })
  const { headers } = await get('/api/art')
  // Left to itself, fetch would add that it wants no 304.
  const condition = { 'if-none-match': headers['etag']!, 'cache-control': 'max-age=0' }
  const again = await get('/api/art', { accept: 'image/webp', ...condition })
  expect(again).toMatchObject({ status: 304, body: Buffer.alloc(0) })
  expect(again.headers['etag']).toBe(headers['etag'])
})

test('the original may ask to be kept longer', async () => {
  const upstream = await openUpstream()
  upstream.answer = (_request, response) => response.setHeader('cache-control', 'max-age=90000').end(photo)
  const { get } = await openScene(upstream.settings)
  expect((await get(`${upstream.url}/x`)).headers['cache-control']).toBe('public, max-age=90000, must-revalidate')
})

test('width, quality and format make images of their own', async () => {
  const { get } = await openScene({ qualities: [10, 75] })
  const sizes = new Set<number>()
  for (const [accept, query] of [
    ['image/webp', 'w=640&q=75'],
    ['image/webp', 'w=32&q=75'],
    ['image/webp', 'w=640&q=10'],
    ['*/*', 'w=640&q=75'],
  ] as const) {
    const { body, headers } = await get('/api/art', { accept }, query)
    expect(headers['x-nextjs-cache']).toBe('MISS')
    expect(headers['content-type']).toBe(accept === '*/*' ? 'image/jpeg' : 'image/webp')
    sizes.add(body.byteLength)
  }
  expect(sizes.size).toBe(4)
})

describe('files of the site', () => {
  async function folder() {
    const directory = await mkdtemp(join(tmpdir(), 'everfresh-images-'))
    closing.push(() => rm(directory, { recursive: true }))
    await writeFile(join(directory, 'Bild für dich.jpg'), photo)
    return directory
  }

  test('are read from disk, whatever their name', async () => {
    const files = [{ directory: await folder(), prefix: '/', immutable: false }]
    const { get } = await openScene({}, { files })
    const seen = await get('/Bild für dich.jpg')
    expect(seen.status).toBe(200)
    expect(seen.headers['content-disposition']).toBe(
      `attachment; filename="Bild f_r dich.webp"; filename*=UTF-8''Bild%20f%C3%BCr%20dich.webp`,
    )
    expect((await get('/Bild%20f%C3%BCr%20dich.jpg')).headers['x-nextjs-cache']).toBe('HIT')
  })

  test('that a deployment replaced are other images', async () => {
    const store = openMemoryPageStore()
    const directory = await folder()
    const options = { files: [{ directory, prefix: '/', immutable: false }], openStore: () => store }
    const before = await (await openScene({}, options)).get('/Bild für dich.jpg')
    await writeFile(join(directory, 'Bild für dich.jpg'), await sharp(photo).negate().toBuffer())
    const after = await (await openScene({}, options)).get('/Bild für dich.jpg')
    expect(after.headers).toMatchObject({ 'x-nextjs-cache': 'MISS' })
    expect(after.headers['etag']).not.toBe(before.headers['etag'])
  })

  test('that were imported are kept by browsers for ever', async () => {
    const files = [{ directory: await folder(), prefix: '/_next/static/media', immutable: true }]
    const { get } = await openScene({}, { files })
    const { headers } = await get('/_next/static/media/Bild für dich.jpg')
    expect(headers['cache-control']).toBe('public, max-age=315360000, immutable')
  })

  test('that are not there are not found', async () => {
    const { get } = await openScene()
    const seen = await get('/none.jpg')
    expect([seen.status, seen.body.toString()]).toEqual([
      404,
      '"url" parameter is valid but upstream response is invalid',
    ])
  })
})

describe('a failing original', () => {
  test('is not asked for again by every visitor', async () => {
    const upstream = await openUpstream()
    upstream.answer = (_request, response) => response.writeHead(500).end()
    const { get } = await openScene(upstream.settings)
    const seen = [await get(`${upstream.url}/x`), await get(`${upstream.url}/x`), await get(`${upstream.url}/x`)]
    expect(seen.map(({ status }) => status)).toEqual([500, 500, 500])
    expect(seen[0]!.headers['cache-control']).toContain('no-store')
    expect(upstream.asked).toBe(1)
  })

  test('leaves the image that there is as it was', async () => {
    const upstream = await openUpstream()
    const { get } = await openScene({ ...upstream.settings, minimumCacheTTL: 0 })
    const first = await get(`${upstream.url}/x`)
    upstream.answer = (_request, response) => response.writeHead(500).end()
    await expect
      .poll(async () => (await get(`${upstream.url}/x`)).headers['x-nextjs-cache'], { timeout: 5000 })
      .toBe('STALE')
    await expect.poll(() => upstream.asked, { timeout: 5000 }).toBe(2)
    const later = await get(`${upstream.url}/x`)
    expect(later.status).toBe(200)
    expect(later.body).toEqual(first.body)
  })
})

test('an address in a private network has to be written down in a pattern', async () => {
  const upstream = await openUpstream()
  const remotePatterns = [{ hostname: '**' }]
  const { get } = await openScene({ remotePatterns })
  const seen = await get(`${upstream.url}/x`)
  expect([seen.status, seen.body.toString()]).toEqual([400, '"url" parameter is not allowed'])
  const open = await openScene({ remotePatterns, dangerouslyAllowLocalIP: true })
  expect((await open.get(`${upstream.url}/x`)).status).toBe(200)
})

test('a drawing that was allowed once is not any more when the configuration says so', async () => {
  const upstream = await openUpstream()
  upstream.answer = (_request, response) => response.end('<svg xmlns="http://www.w3.org/2000/svg"/>')
  const store = openMemoryPageStore()
  const options = { openStore: () => store }
  const allowing = await openScene({ ...upstream.settings, dangerouslyAllowSVG: true }, options)
  const { headers } = await allowing.get(`${upstream.url}/x.svg`)
  expect(headers).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-disposition': 'attachment; filename="x.svg"',
    'content-security-policy': "script-src 'none'; frame-src 'none'; sandbox;",
  })
  const refusing = await openScene(upstream.settings, options)
  const seen = await refusing.get(`${upstream.url}/x.svg`)
  expect([seen.status, seen.body.toString()]).toEqual([400, '"url" parameter is valid but image type is not allowed'])
})

test('refuses before anything is opened', async () => {
  const { get, opened } = await openScene()
  const seen = await get('/x.png', {}, 'w=641&q=75')
  expect([seen.status, seen.body.toString()]).toEqual([400, '"w" parameter (width) of 641 is not allowed'])
  expect(opened()).toBe(0)
})

test('in development browsers ask again each time', async () => {
  const { get } = await openScene({}, { isDevelopment: true })
  expect((await get('/api/art')).headers['cache-control']).toBe('public, max-age=0, must-revalidate')
})

test('answers reading only', async () => {
  const handler = createImageHandler({
    settings: defaultImageSettings,
    basePath: '',
    isDevelopment: false,
    deployment: 'test',
    files: [],
    origin: () => '',
    openStore: () => openMemoryPageStore(),
    memoryBytes: 0,
  })
  const { url } = await listening((request, response) => void handler.handle('?url=/x', request, response))
  const response = await fetch(url, { method: 'POST' })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})
