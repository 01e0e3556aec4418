/** Files are sent whole, in parts, compressed or not at all; never from outside their folder. */
import { mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StaticFolder } from './site.ts'
import { openScene, pageTarget, type Scene } from './testing/scene.ts'

const script = 'export const answer = 42\n'.repeat(50)
let directory: string
let scene: Scene

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'everfresh-files-'))
  const write = async (path: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(join(directory, path, '..'), { recursive: true })
    await writeFile(join(directory, path), content)
  }
  await write('secret.txt', 'secret')
  await write('.env', 'PASSWORD=x')
  await write('public/robots.txt', 'User-agent: *')
  await write('public/empty.txt', '')
  await write('public/a b.txt', 'space')
  await write('public/deep/café.svg', '<svg/>')
  await write('public/.env', 'PASSWORD=x')
  await write('public/.git/config', 'x')
  await write('public/.well-known/security.txt', 'Contact: us')
  await write('public/page', 'a file in front of a page')
  await write('public/gone.txt', 'soon')
  await write('public/unknown.zzz', '<script>alert(1)</script>')
  await write('new/app-1.js', script)
  await write('new/app-1.js.gz', gzipSync(script))
  await write('old/app-0.js', 'old')
  await write('old/app-1.js', 'never seen')
  await symlink(join(directory, 'secret.txt'), join(directory, 'public/link.txt'))
  await symlink(directory, join(directory, 'public/up'))
  await symlink(join(directory, 'public/robots.txt'), join(directory, 'public/inside.txt'))
})
afterAll(() => rm(directory, { recursive: true }))

beforeEach(async () => {
  const folder = (name: string, prefix: string, immutable: boolean): StaticFolder => ({
    ...{ directory: join(directory, name), prefix, immutable },
  })
  const files = [
    folder('new', '/_next/static', true),
    folder('old', '/_next/static', true),
    folder('public', '/', false),
    folder('does-not-exist', '/', false),
  ]
  scene = await openScene({ site: { files }, targets: { '/page': pageTarget('/page'), '/a': pageTarget('/a') } })
})
afterEach(() => scene.close())

describe('a file', () => {
  it('with a hashed name is kept for a year, whichever retained deployment it is of (B30)', async () => {
    const answer = await scene.request('/_next/static/app-1.js')
    expect(answer).toMatchObject({ status: 200, text: script })
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'content-length': String(script.length),
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    })
    expect((await scene.request('/_next/static/app-0.js')).text).toBe('old')
  })

  it('of the public folder is asked about each time, and comes before pages', async () => {
    const answer = await scene.request('/robots.txt')
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=0',
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    expect(answer.headers).not.toHaveProperty('vary')
    expect((await scene.request('/page')).text).toBe('a file in front of a page')
    expect((await scene.request('/a')).text).toBe('<p>/a</p>')
  })

  it('may have any name, percent-encoded', async () => {
    expect((await scene.request('/a%20b.txt?v=1')).text).toBe('space')
    expect((await scene.request('/deep/caf%C3%A9.svg')).headers['content-type']).toBe('image/svg+xml; charset=utf-8')
    expect((await scene.request('/.well-known/security.txt')).text).toBe('Contact: us')
    expect(await scene.request('/empty.txt')).toMatchObject({
      status: 200,
      text: '',
      headers: { 'content-length': '0' },
    })
  })

  it('of an unknown kind is never shown as a page', async () => {
    const { headers } = await scene.request('/unknown.zzz')
    expect(headers['content-type']).toBe('application/octet-stream')
  })

  it('is sent compressed where a compressed sibling lies beside it', async () => {
    const answer = await scene.request('/_next/static/app-1.js', { headers: { 'accept-encoding': 'br, gzip' } })
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(answer.bytes.equals(gzipSync(script))).toBe(true)
    const plain = await scene.request('/_next/static/app-1.js')
    expect(answer.headers.etag).not.toBe(plain.headers.etag)
  })

  it('answers 304 by tag and by date', async () => {
    const { headers } = await scene.request('/robots.txt')
    const byTag = await scene.request('/robots.txt', { headers: { 'if-none-match': headers.etag! } })
    expect(byTag).toMatchObject({ status: 304, text: '' })
    expect(byTag.headers['cache-control']).toBe('public, max-age=0')
    const byDate = { 'if-modified-since': headers['last-modified']! }
    expect((await scene.request('/robots.txt', { headers: byDate })).status).toBe(304)
    const both = { ...byDate, 'if-none-match': '"other"' }
    expect((await scene.request('/robots.txt', { headers: both })).status).toBe(200)
  })

  it('is sent in parts', async () => {
    const part = await scene.request('/robots.txt', { headers: { range: 'bytes=0-3' } })
    expect(part).toMatchObject({ status: 206, text: 'User' })
    expect(part.headers).toMatchObject({ 'content-range': 'bytes 0-3/13', 'content-length': '4' })
    const beyond = await scene.request('/robots.txt', { headers: { range: 'bytes=99-' } })
    expect(beyond).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */13' } })
    const otherVersion = { range: 'bytes=0-3', 'if-range': '"other"' }
    expect((await scene.request('/robots.txt', { headers: otherVersion })).status).toBe(200)
    const sameVersion = { range: 'bytes=0-3', 'if-range': part.headers.etag! }
    expect((await scene.request('/robots.txt', { headers: sameVersion })).status).toBe(206)
  })

  it('answers HEAD without a body, and refuses other methods', async () => {
    const head = await scene.request('/robots.txt', { method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, text: '', headers: { 'content-length': '13' } })
    const post = await scene.request('/robots.txt', { method: 'POST' })
    expect(post).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  })

  it('that was removed since is not found', async () => {
    expect((await scene.request('/gone.txt')).status).toBe(200)
    await unlink(join(directory, 'public/gone.txt'))
    expect((await scene.request('/gone.txt')).status).toBe(404)
  })
})

describe('what is no file', () => {
  it('is a short, private 404 among hashed names, never a page (B22)', async () => {
    const answer = await scene.request('/_next/static/app-2.js')
    expect(answer).toMatchObject({ status: 404, text: 'Not Found' })
    expect(answer.headers['cache-control']).toContain('no-store')
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  })

  it('cannot be reached: dot files, folders, links out of the folder, encoded slashes, traversal', async () => {
    const targets = [
      ...['/.env', '/.git/config', '/up/secret.txt', '/link.txt', '/deep', '/deep%2Fcaf%C3%A9.svg'],
      ...[
        '/../secret.txt',
        '/..%2fsecret.txt',
        '/_next/static/../../secret.txt',
        '/%2e%2e/secret.txt',
        '/..\\secret.txt',
      ],
      ...['/%c0%ae%c0%ae/secret.txt', '/robots.txt%00.html', '//secret.txt'],
    ]
    for (const target of targets) {
      const answer = await scene.request(target)
      expect([308, 400, 404]).toContain(answer.status)
      expect(answer.text).not.toContain('secret\n')
    }
    expect((await scene.request('/inside.txt')).text).toBe('User-agent: *')
  })
})
