/** One page in all its forms: methods, encodings, conditions, prefetches. */
import { setTimeout } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildIdOf } from '../support/visitor.ts'
import { openHostileSite, type HostileSite } from './hostile-site.ts'

let site: HostileSite
let dataTarget: string
beforeAll(async () => {
  site = await openHostileSite()
  dataTarget = `/_next/data/${buildIdOf(await site.ask('/'))}/index.json`
  for (const target of ['/', dataTarget]) await untilBrotli(target)
})
afterAll(() => site?.remove())

const encoded = (target: string, encoding: string | undefined, headers: Record<string, string> = {}) =>
  site.ask(target, { headers: { ...(encoding === undefined ? {} : { 'accept-encoding': encoding }), ...headers } })

/** Pages get it when it was asked for often. */
async function untilBrotli(target: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    const { headers } = await encoded(target, 'gzip, br')
    if (headers['content-encoding'] === 'br') return
    expect(headers['content-encoding']).toBe('gzip')
  }
  throw new Error(`${target} was asked for often enough, and has no brotli`)
}

test('gzip and brotli hold the same bytes as identity, each with an ETag of its own (B46, fault 64)', async () => {
  for (const target of ['/', dataTarget]) {
    const [identity, gzip, br] = await Promise.all([undefined, 'gzip', 'br'].map((each) => encoded(target, each)))
    expect([identity, gzip, br].map((seen) => seen!.headers['content-encoding'])).toEqual([undefined, 'gzip', 'br'])
    expect(gunzipSync(gzip!.bytes)).toEqual(identity!.bytes)
    expect(brotliDecompressSync(br!.bytes)).toEqual(identity!.bytes)
    expect(new Set([identity, gzip, br].map((seen) => seen!.headers.etag)).size).toBe(3)
    for (const seen of [identity, gzip, br]) {
      expect(seen!.headers.vary).toMatch(/accept-encoding/i)
      expect(seen!.headers['content-length']).toBe(String(seen!.bytes.byteLength))
    }
  }
})

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip;q=1, br;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0, gzip;q=0', undefined],
  ['*', 'br'],
  ['*;q=0', undefined],
  ['identity', undefined],
  // Nothing that it lists can be had: then identity is better than no answer.
  ['identity;q=0', undefined],
  ['identity;q=0, gzip', 'gzip'],
  ['zstd', undefined],
  ['GZIP', 'gzip'],
  ['', undefined],
  [';;;,,,=gzip q', undefined],
  ['gzip;q=nonsense', undefined],
])('Accept-Encoding "%s" is answered with %s, never with 406 (fault 64)', async (accepted, encoding) => {
  const seen = await encoded('/', accepted)
  expect(seen.status).toBe(200)
  // What cannot be read may be answered with anything that the visitor could want.
  if (accepted.includes('nonsense')) expect([undefined, 'gzip']).toContain(seen.headers['content-encoding'])
  else expect(seen.headers['content-encoding']).toBe(encoding)
})

test('the ETag of each encoding is answered with 304, with the headers of its 200 and no body (B42, fault 62)', async () => {
  for (const target of ['/', dataTarget]) {
    for (const encoding of [undefined, 'gzip', 'br']) {
      const whole = await encoded(target, encoding)
      const { etag } = whole.headers
      for (const condition of [etag!, `W/${etag}`, `"other", ${etag}`, '*']) {
        const seen = await encoded(target, encoding, { 'if-none-match': condition })
        expect({ condition, status: seen.status, bytes: seen.bytes.byteLength }).toEqual({
          condition,
          status: 304,
          bytes: 0,
        })
        for (const name of ['etag', 'cache-control', 'vary']) expect(seen.headers[name]).toBe(whole.headers[name])
      }
      for (const condition of ['"other"', 'nonsense', '']) {
        expect((await encoded(target, encoding, { 'if-none-match': condition })).status).toBe(200)
      }
      const reload = await encoded(target, encoding, { 'if-none-match': etag!, 'cache-control': 'no-cache' })
      expect(reload.status).toBe(200)
    }
  }
})

test('HEAD has the headers of GET, and generates as GET does (B43, fault 57)', async () => {
  for (const target of ['/', dataTarget, '/robots.txt']) {
    const [get, head] = [await site.ask(target), await site.ask(target, { method: 'HEAD' })]
    expect(head.status).toBe(get.status)
    expect(head.bytes.byteLength).toBe(0)
    for (const name of ['etag', 'content-length', 'content-type', 'cache-control']) {
      expect(head.headers[name]).toBe(get.headers[name])
    }
  }
  site.source.set('/posts/head', { text: 'Head' })
  expect(await site.ask('/posts/head', { method: 'HEAD' })).toMatchObject({ status: 200, cache: 'MISS' })
  expect(await site.ask('/posts/head')).toMatchObject({ status: 200, cache: 'HIT' })
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])(
  '%s on a page is 405, and changes nothing (B44, fault 57)',
  async (method) => {
    for (const target of ['/', '/posts/one', '/posts/never', dataTarget, '/robots.txt']) {
      const body = method === 'TRACE' ? {} : { body: 'revalidate=1' }
      const seen = await site.ask(target, { method, ...body })
      expect({ target, status: seen.status, allow: seen.headers.allow }).toEqual({
        target,
        status: 405,
        allow: 'GET, HEAD',
      })
      expect(seen.text).toBe('Method Not Allowed')
    }
    expect((await site.ask('/')).cache).toBe('HIT')
    expect(site.source.requests('/posts/never')).toBe(0)
  },
)

test('a prefetch generates a page that is missing, and leaves a stale one alone (B57)', async () => {
  const prefetch = { headers: { purpose: 'prefetch' } }
  const shown = async () => (await site.ask('/moved', prefetch)).headers['age']
  await site.ask('/moved')
  await expect.poll(async () => (await site.ask('/moved')).status, { timeout: 10_000 }).toBe(307)
  await setTimeout(1100)
  for (let visits = 0; visits < 5; visits += 1) {
    expect(await site.ask('/moved', prefetch)).toMatchObject({ status: 307, cache: 'STALE' })
    await setTimeout(100)
  }
  expect(Number(await shown())).toBeGreaterThanOrEqual(1)
  site.source.set('/posts/prefetched', { text: 'Prefetched' })
  expect(await site.ask('/posts/prefetched', prefetch)).toMatchObject({ status: 200, cache: 'MISS' })
})

test('a part of a page is the whole page (fault 63)', async () => {
  const [whole, part] = [await site.ask('/'), await site.ask('/', { headers: { range: 'bytes=0-3' } })]
  expect(part).toMatchObject({ status: 200, bytes: whole.bytes })
})

test('hashed assets are kept for a year, compressed or not (B30)', async () => {
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec((await site.ask('/')).text)![1]!
  for (const encoding of [undefined, 'gzip', 'br']) {
    const seen = await encoded(script, encoding)
    expect(seen.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(seen.headers['content-type']).toMatch(/javascript/)
    expect((await encoded(script, encoding, { 'if-none-match': seen.headers.etag! })).status).toBe(304)
  }
})
