import { once } from 'node:events'
import { createServer, request as ask, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, createGunzip, gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { compressWritten } from './compress-written.ts'

let server: Server
afterEach(() => void server.close())

async function answerTo(listener: RequestListener, encodings: string, method = 'GET'): Promise<IncomingMessage> {
  server = createServer((request, response) => {
    compressWritten(request, response)
    listener(request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const asked = ask({ port, host: '127.0.0.1', method, headers: { 'accept-encoding': encodings }, agent: false }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return response
}

const bytesOf = async (response: IncomingMessage) => Buffer.concat((await response.toArray()) as Buffer[])

const long = '<loc>https://example.com</loc>\n'.repeat(1000)

test('a long text that is written in pieces leaves compressed (B46)', async () => {
  const response = await answerTo((_, out) => {
    out.setHeader('Content-Type', 'application/xml')
    for (const line of long.split(/(?<=\n)/)) out.write(line)
    out.end()
  }, 'gzip')
  expect(response.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
  const bytes = await bytesOf(response)
  expect(bytes.length).toBeLessThan(long.length / 10)
  expect(gunzipSync(bytes).toString()).toBe(long)
})

test('takes the encoding that the client likes better', async () => {
  const response = await answerTo((_, out) => out.setHeader('Content-Type', 'text/plain').end(long), 'gzip, br')
  expect(response.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(await bytesOf(response)).toString()).toBe(long)
})

test.each<[string, RequestListener, string]>([
  ['is short', (_, out) => out.setHeader('Content-Type', 'text/plain').end('short'), 'gzip'],
  ['is compressed already', (_, out) => out.setHeader('Content-Type', 'image/png').end(long), 'gzip'],
  ['the client cannot read it', (_, out) => out.setHeader('Content-Type', 'text/plain').end(long), 'identity'],
  [
    'a strong ETag names its bytes',
    (_, out) => out.setHeader('Content-Type', 'text/plain').setHeader('ETag', '"a"').end(long),
    'gzip',
  ],
  [
    'it must not be transformed',
    (_, out) => out.setHeader('Content-Type', 'text/plain').setHeader('Cache-Control', 'no-transform').end(long),
    'gzip',
  ],
])('leaves alone what is not to be compressed: %s', async (_, listener, encodings) => {
  const response = await answerTo(listener, encodings)
  expect(response.headers).not.toHaveProperty('content-encoding')
  expect((await bytesOf(response)).length).toBeLessThanOrEqual(long.length)
})

test('a response counts as ended as soon as its end was written', async () => {
  let ended = false
  const response = await answerTo((_, out) => {
    out.setHeader('Content-Type', 'text/plain').write(String(out.writableEnded))
    out.end(long)
    ended = out.writableEnded
  }, 'gzip')
  expect(gunzipSync(await bytesOf(response)).toString()).toBe(`false${long}`)
  expect(ended).toBe(true)
})

test('a stream arrives as it is written, not when it ends', async () => {
  let finish = () => {}
  const response = await answerTo((_, out) => {
    out.setHeader('Content-Type', 'text/plain').write('first ')
    finish = () => void out.end('last')
  }, 'gzip')
  expect(response.headers['content-encoding']).toBe('gzip')
  const text = response.pipe(createGunzip()).setEncoding('utf8')
  const [first] = (await once(text, 'data')) as [string]
  expect(first).toBe('first ')
  finish()
  expect((await text.toArray()).join('')).toBe('last')
})
