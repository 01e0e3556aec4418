import { createServer, type ServerResponse } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { etagOf } from './etag.ts'
import { sendBody, type SendBodyOptions } from './send-body.ts'
import { listen } from './server.ts'
import { send, type RequestOptions } from './testing/http-client.ts'

let close = () => {}
afterEach(() => close())

const html = 'text/html; charset=utf-8'
const long = `<p>${'long '.repeat(500)}</p>`

async function ask(
  body: string,
  headers: Readonly<Record<string, string>> = {},
  options: Partial<SendBodyOptions> & {
    readonly method?: string
    readonly set?: (response: ServerResponse) => void
  } = {},
) {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', html)
    options.set?.(response)
    sendBody(request, response, Buffer.from(body), { etags: true, compress: true, ...options })
  })
  close = () => void server.close().closeAllConnections()
  const url = await listen(server, 0, '127.0.0.1')
  const sent: RequestOptions = { headers, ...(options.method === undefined ? {} : { method: options.method }) }
  return send(url, '/', sent)
}

const gzip = { 'accept-encoding': 'gzip, br' }

test.each([long, 'x'.repeat(300_000)])('compresses for who accepts gzip, however long it is (B46)', async (body) => {
  const { headers, bytes } = await ask(body, gzip)
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding', 'content-type': html })
  expect(gunzipSync(bytes).toString()).toBe(body)
  expect(Number(headers['content-length'] ?? bytes.byteLength)).toBe(bytes.byteLength)
})

test('names the compressed body after the uncompressed one (B46)', async () => {
  const plain = await ask(long)
  expect(plain.headers).toMatchObject({ etag: etagOf(long), vary: 'Accept-Encoding' })
  expect(plain.headers).not.toHaveProperty('content-encoding')
  expect(plain.text).toBe(long)
  const compressed = await ask(long, gzip)
  expect(compressed.headers.etag).toBe(`${etagOf(long).slice(0, -1)}-gzip"`)
})

test.each<[string, string, Parameters<typeof ask>[2]]>([
  ['a short body', 'short', {}],
  ['when compression is off', long, { compress: false }],
  ['a picture', long, { set: (response) => response.setHeader('Content-Type', 'image/png') }],
  ['what has no type', long, { set: (response) => response.removeHeader('Content-Type') }],
  ['what is encoded already', long, { set: (response) => response.setHeader('Content-Encoding', 'zstd') }],
  ['what nobody may transform', long, { set: (response) => response.setHeader('Cache-Control', 'no-transform') }],
  ['a part', long, { set: (response) => response.setHeader('Content-Range', 'bytes 0-2/3') }],
])('leaves alone %s (B46)', async (_name, body, options) => {
  const { headers, text } = await ask(body, gzip, options)
  expect(text).toBe(body)
  expect(headers['content-encoding']).not.toBe('gzip')
  expect(headers).not.toHaveProperty('vary')
})

test.each(['application/json; charset=utf-8', 'application/ld+json', 'image/svg+xml', 'text/css'])(
  'compresses %s (B46)',
  async (type) => {
    const { headers } = await ask(long, gzip, { set: (response) => response.setHeader('Content-Type', type) })
    expect(headers['content-encoding']).toBe('gzip')
  },
)

test('adds to a Vary that is there, once', async () => {
  const vary = async (value: string) =>
    (await ask(long, gzip, { set: (response) => response.setHeader('Vary', value) })).headers.vary
  expect(await vary('Cookie')).toBe('Cookie, Accept-Encoding')
  expect(await vary('accept-encoding')).toBe('accept-encoding')
})

test('answers 304 to a reader who has it, in the encoding that he has (B42)', async () => {
  for (const accepted of [{}, gzip]) {
    const { headers } = await ask(long, accepted)
    const again = { ...accepted, 'if-none-match': String(headers.etag) }
    for (const method of ['GET', 'HEAD']) {
      const { status, text, headers: seen } = await ask(long, again, { method })
      expect([status, text, seen.etag, seen.vary]).toEqual([304, '', headers.etag, 'Accept-Encoding'])
      expect(seen).not.toHaveProperty('content-type')
    }
    expect(await ask(long, again, { method: 'POST' })).toMatchObject({ status: 200 })
    expect(await ask(long, again, { set: (response) => void (response.statusCode = 404) })).toMatchObject({
      status: 404,
    })
    expect(await ask(long, { ...again, 'cache-control': 'no-cache' })).toMatchObject({ status: 200 })
  }
})

test('keeps an ETag that is there, and makes none when the site wants none', async () => {
  const own = { set: (response: ServerResponse) => void response.setHeader('ETag', '"own"') }
  expect((await ask(long, gzip, own)).headers.etag).toBe('"own"')
  expect(await ask(long, { 'if-none-match': '"own"' }, own)).toMatchObject({ status: 304 })
  expect((await ask(long, gzip, { etags: false })).headers).not.toHaveProperty('etag')
})

test('answers HEAD with the headers of GET (B43)', async () => {
  const [get, head] = [await ask(long, gzip), await ask(long, gzip, { method: 'HEAD' })]
  expect(head.text).toBe('')
  for (const name of ['content-length', 'content-encoding', 'etag']) expect(head.headers[name]).toBe(get.headers[name])
})
