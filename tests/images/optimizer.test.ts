/** The image optimizer of a running site: what it makes, what it keeps, what it refuses, and what cannot hurt it. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSite, startSite, type RunningSite } from '../support/site.ts'
import { visit } from '../support/visitor.ts'
import { noise, openImageSite, picture, visitImage, type ImageSite } from './image-site.ts'

let site: ImageSite
let server: RunningSite
let remote: string

beforeAll(async () => {
  site = await openImageSite()
  remote = `${site.upstream.url}/pictures/remote.png`
  await buildSite(site.directory, { env: site.env })
  server = await startSite(site.directory, { env: site.env })
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

const restart = async (env: Readonly<Record<string, string>> = {}) => {
  await server.stop()
  server = await startSite(site.directory, { env: { ...site.env, ...env } })
}

test.runIf(process.platform === 'linux')('a site pays for the optimizer with its first image', async () => {
  const isLoaded = async () => (await readFile(`/proc/${server.pid}/maps`, 'utf8')).includes('libvips')
  expect((await visit(`${server.url}/plain`)).status).toBe(200)
  expect((await visitImage(server.url, '/photo.jpg', { width: 1 })).status).toBe(400)
  expect(await isLoaded()).toBe(false)
  expect((await visitImage(server.url, '/photo.jpg')).status).toBe(200)
  expect(await isLoaded()).toBe(true)
})

test('a picture comes in the format that a visitor prefers of those that are offered', async () => {
  for (const [accept, type] of [
    ['image/avif,image/webp,*/*', 'image/avif'],
    ['image/webp,*/*', 'image/webp'],
    ['*/*', 'image/jpeg'],
  ] as const) {
    const { status, headers, bytes } = await visitImage(server.url, '/photo.jpg', { accept })
    expect([status, headers['content-type'], headers['vary']]).toEqual([200, type, 'Accept'])
    expect((await sharp(bytes).metadata()).width).toBe(320)
  }
})

test('a picture of another host is fetched once, and outlives the process', async () => {
  const first = await visitImage(server.url, remote)
  expect([first.status, first.cache]).toEqual([200, 'MISS'])
  expect((await visitImage(server.url, remote)).cache).toBe('HIT')
  await restart()
  const later = await visitImage(server.url, remote)
  expect(later.cache).toBe('HIT')
  expect(later.bytes).toEqual(first.bytes)
  expect(site.upstream.requests('/pictures/remote.png')).toBe(1)
})

test('imported pictures are kept by browsers for ever, whether sent as they are or optimized', async () => {
  const { text } = await visit(server.url)
  const [, src] = /url=([^&"]*photo[^&"]*)&/.exec(text)!
  const path = decodeURIComponent(src!)
  expect(path).toMatch(/^\/_next\/static\/media\/photo\.[0-9a-f]{8}\.png$/)
  expect((await visit(server.url + path)).headers['cache-control']).toContain('immutable')
  expect((await visitImage(server.url, path)).headers['cache-control']).toContain('immutable')
})

test('a picture that only the server knows is sent to browsers, too', async () => {
  const { text } = await visit(server.url)
  const [, mark] = /rel="icon" href="([^"]+)"/.exec(text)!
  expect((await visit(server.url + mark)).headers['content-type']).toBe('image/png')
})

test('an API route draws without knowing for whom', async () => {
  const seen = await visitImage(server.url, '/api/picture', { headers: { cookie: 'session=secret' } })
  expect([seen.status, seen.headers['content-type']]).toEqual([200, 'image/webp'])
})

test.each([
  ['/photo.jpg', { width: 321 }, '"w" parameter (width) of 321 is not allowed'],
  ['/photo.jpg', { quality: 76 }, '"q" parameter (quality) of 76 is not allowed'],
  ['/photo.jpg?v=1', {}, '"url" parameter is not allowed'],
  ['/plain', {}, '"url" parameter is not allowed'],
  ['/.env', {}, '"url" parameter is not allowed'],
  ['/api/../../package.json', {}, '"url" parameter is invalid'],
  ['/_next/image?url=/photo.jpg&w=320&q=75', {}, '"url" parameter cannot be recursive'],
  ['//127.0.0.1/x.png', {}, '"url" parameter cannot be a protocol-relative URL (//)'],
  ['http://127.0.0.1:1/pictures/x.png', {}, '"url" parameter is not allowed'],
  ['http://169.254.169.254/latest/meta-data', {}, '"url" parameter is not allowed'],
])('refuses %s with %o', async (url, wanted, message) => {
  const seen = await visitImage(server.url, url, wanted)
  expect([seen.status, seen.text]).toEqual([400, message])
  expect(seen.headers['cache-control']).toContain('no-store')
})

describe('a bad picture host', () => {
  const of = (name: string) => `${site.upstream.url}/pictures/${name}`

  test('that never answers keeps nobody else waiting', async () => {
    const names = [1, 2, 3, 4].map((number) => `silent-${number}.png`)
    for (const name of names) site.upstream.set(`/pictures/${name}`, () => {})
    const waiting = names.map((name) => visitImage(server.url, of(name)))
    const startedAt = performance.now()
    expect((await visit(server.url)).status).toBe(200)
    expect((await visitImage(server.url, '/photo.jpg', { quality: 50 })).status).toBe(200)
    expect(performance.now() - startedAt).toBeLessThan(4_000)
    const seen = await Promise.all(waiting)
    expect(seen.map(({ status }) => status)).toEqual([504, 504, 504, 504])
    expect(seen[0]!.text).toBe('"url" parameter is valid but upstream response timed out')
  })

  test('that sends without end is cut off', async () => {
    site.upstream.set('/pictures/endless.png', (_request, response) => {
      const write = () => void (!response.destroyed && response.write(Buffer.alloc(50_000), () => setImmediate(write)))
      write()
    })
    expect((await visitImage(server.url, of('endless.png'))).status).toBe(413)
  })

  test('that fails is told of, and asked again only after a while', async () => {
    site.upstream.set('/pictures/broken.png', (_request, response) => response.writeHead(500).end())
    for (let visits = 0; visits < 3; visits++) {
      const seen = await visitImage(server.url, of('broken.png'))
      expect([seen.status, seen.text]).toEqual([500, '"url" parameter is valid but upstream response is invalid'])
    }
    expect(site.upstream.requests('/pictures/broken.png')).toBe(1)
  })

  test('that sends something else, or leads elsewhere, gets nothing through', async () => {
    site.upstream.set('/pictures/page.png', (_request, response) => {
      response.setHeader('Content-Type', 'image/png').end('<html><script>alert(1)</script></html>')
    })
    const page = await visitImage(server.url, of('page.png'))
    expect([page.status, page.text]).toEqual([400, "The requested resource isn't a valid image."])
    site.upstream.set('/pictures/drawing.png', (_request, response) =>
      response.end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    )
    const drawing = await visitImage(server.url, of('drawing.png'))
    expect([drawing.status, drawing.text]).toEqual([400, '"url" parameter is valid but image type is not allowed'])
    const inside = `http://localhost:${new URL(server.url).port}/api/picture`
    site.upstream.set('/pictures/elsewhere.png', (_request, response) =>
      response.writeHead(302, { location: inside }).end(),
    )
    expect((await visitImage(server.url, of('elsewhere.png'))).status).toBe(400)
  })
})

test('a picture that changed shows after its time, and a visitor never waits for it', async () => {
  await buildSite(site.directory, { env: { ...site.env, IMAGE_TTL: '1' } })
  await restart()
  const url = `${site.upstream.url}/pictures/changing.png`
  const answerWith = (bytes: Buffer) =>
    site.upstream.set('/pictures/changing.png', (_request, response) => response.end(bytes))
  answerWith(await picture(400, 400, 'red').png().toBuffer())
  const before = await visitImage(server.url, url)
  expect(before.headers['cache-control']).toBe('public, max-age=1, must-revalidate')
  answerWith(await picture(400, 400, 'blue').png().toBuffer())
  let changed = await visitImage(server.url, url)
  for (const deadline = Date.now() + 15_000; changed.bytes.equals(before.bytes) && Date.now() < deadline;) {
    expect(['HIT', 'STALE']).toContain(changed.cache)
    await setTimeout(50)
    changed = await visitImage(server.url, url)
  }
  const { dominant } = await sharp(changed.bytes).stats()
  expect(dominant.b).toBeGreaterThan(200)
})

test('images stay within their disk, and push no page out', async () => {
  await restart({ IMAGE_DISK: '1mb' })
  const page = await visit(server.url)
  expect(page.cache).toBe('HIT')
  for (let seed = 1; seed <= 40; seed++) {
    const bytes = await noise(220, seed)
    site.upstream.set(`/pictures/noise-${seed}.png`, (_request, response) => response.end(bytes))
    expect((await visitImage(server.url, `${site.upstream.url}/pictures/noise-${seed}.png`)).status).toBe(200)
  }
  const { size } = await stat(join(site.directory, '.everfresh/images/data.mdb'))
  // Freed pages are used again, not given back: the file may grow to about twice its limit.
  expect(size).toBeLessThan(3 * 2 ** 20)
  expect((await visit(server.url)).cache).toBe('HIT')
})

test('below a base path, addresses carry it', async () => {
  await buildSite(site.directory, { env: { ...site.env, BASE_PATH: '/docs' } })
  await restart({ BASE_PATH: '/docs' })
  const { text } = await visit(`${server.url}/docs`)
  const [, src] = /srcSet="(\/docs\/_next\/image[^ "]*photo[^ "]*)/i.exec(text)!
  const seen = await visit(server.url + src!.replaceAll('&amp;', '&'))
  expect([seen.status, seen.headers['content-type']]).toEqual([200, 'image/png'])
  expect((await visitImage(`${server.url}/docs`, '/docs/photo.jpg')).status).toBe(200)
  expect((await visitImage(`${server.url}/docs`, '/photo.jpg')).status).toBe(404)
  expect((await visitImage(server.url, '/docs/photo.jpg')).status).toBe(404)
})
