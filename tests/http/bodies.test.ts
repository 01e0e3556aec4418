/** Bodies that nobody should send to an API route, and what it may say of its own mistakes. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendRaw, type Visit } from '../support/visitor.ts'
import { openHostileSite, type HostileSite } from './hostile-site.ts'

let site: HostileSite
beforeAll(async () => {
  site = await openHostileSite()
})
afterAll(() => site?.remove())

const json = { 'content-type': 'application/json' }
const post = (target: string, body: string | Uint8Array, headers: Record<string, string> = json): Promise<Visit> =>
  site.ask(target, { method: 'POST', body, headers })
const bodyOf = ({ text }: Visit) => (JSON.parse(text) as { body: unknown }).body

test.each(['{', '{"a":}', 'nonsense', '[1,', '{"a":1}x', "{'a':1}"])('%s is no JSON: 400 (fault 70)', async (body) => {
  expect(await post('/api/echo', body)).toMatchObject({ status: 400, text: 'Invalid JSON' })
})

test('a body above its limit is 413, however it is sent (fault 68)', async () => {
  const large = JSON.stringify('a'.repeat(2 ** 20))
  expect(await post('/api/echo', large)).toMatchObject({ status: 413, text: 'Body exceeded 1mb limit' })
  expect((await post('/api/small', JSON.stringify('a'.repeat(2000)))).status).toBe(413)
  expect((await post('/api/small', JSON.stringify('a'.repeat(900)))).status).toBe(200)
  const chunked = await post('/api/echo', large, { ...json, 'transfer-encoding': 'chunked' })
  expect(chunked.status).toBe(413)
})

test('a bomb is measured after it has gone off, and costs no memory (fault 69)', async () => {
  const bomb = Buffer.alloc(200 * 2 ** 20, ' ')
  const before = await residentMegabytes(site.server.pid)
  for (const [encoding, body] of [
    ['gzip', gzipSync(bomb)],
    ['deflate', deflateSync(bomb)],
    ['br', brotliCompressSync(bomb, { params: { [1]: 1 } })],
  ] as const) {
    for (let count = 0; count < 3; count += 1) {
      expect((await post('/api/echo', body, { ...json, 'content-encoding': encoding })).status).toBe(413)
    }
  }
  expect((await residentMegabytes(site.server.pid)) - before).toBeLessThan(80)
})

test('compressed bodies are read, and broken or unknown compressions are refused', async () => {
  const body = JSON.stringify({ a: 1 })
  const gzip = await post('/api/echo', gzipSync(body), { ...json, 'content-encoding': 'gzip' })
  expect(bodyOf(gzip)).toEqual({ a: 1 })
  const broken = gzipSync(body).subarray(0, 15)
  expect((await post('/api/echo', broken, { ...json, 'content-encoding': 'gzip' })).status).toBe(400)
  expect((await post('/api/echo', body, { ...json, 'content-encoding': 'gzip' })).status).toBe(400)
  expect((await post('/api/echo', body, { ...json, 'content-encoding': 'zip' })).status).toBe(415)
})

test('keys that would set a prototype are data in bodies, forms, queries and cookies (fault 70)', async () => {
  const hostile = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
  expect((await post('/api/echo', hostile)).text).toContain('"__proto__":{"polluted":1}')
  await post('/api/echo', '__proto__[polluted]=1&__proto__.polluted=1&__proto__=1', {
    'content-type': 'application/x-www-form-urlencoded',
  })
  const target = '/api/echo?__proto__[polluted]=1&constructor=1&__proto__=2'
  const seen = await site.ask(target, { headers: { cookie: '__proto__=1; constructor=2' } })
  expect(seen.status).toBe(200)
  const { polluted } = JSON.parse((await site.ask('/api/echo')).text) as { polluted?: unknown }
  expect(polluted).toBeUndefined()
})

test('deep nesting ends in an answer (fault 70)', async () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000)
  expect([200, 400, 500]).toContain((await post('/api/echo', deep)).status)
})

test('a body that breaks off, or is shorter than it said, leaves nothing waiting (faults 60, 68)', async () => {
  const head = 'POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n'
  for (const rest of ['Content-Length: 100\r\n\r\n{"a":', 'Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n']) {
    const answer = await sendRaw(site.server.url, head + rest)
    expect(answer).toMatch(/^(HTTP\/1\.1 400|$)/)
  }
  const negative = await sendRaw(site.server.url, `${head}Content-Length: -1\r\n\r\n`)
  expect(negative).toMatch(/^HTTP\/1\.1 400/)
})

test('any method reaches an API route, and none of them a route that is not there', async () => {
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const seen = await site.ask('/api/echo', { method })
    expect((JSON.parse(seen.text) as { method: string }).method).toBe(method)
  }
  expect((await post('/api/nowhere', '{}')).status).toBe(404)
})

test('what a route throws is in the log, and not in the answer (B85)', async () => {
  const seen = await site.ask('/api/throws')
  expect(seen).toMatchObject({ status: 500, text: 'Internal Server Error' })
  await expect.poll(() => site.server.logs(), { timeout: 10_000 }).toContain('a secret of the database')
})

test('after all of that, the same process serves its pages', async () => {
  expect((await site.ask('/api/echo')).status).toBe(200)
  expect(site.server.logs()).not.toMatch(/unhandled|uncaught/i)
})

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}
