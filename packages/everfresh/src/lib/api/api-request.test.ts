import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { ask, log, post, serve } from './testing/serve-route.ts'
import type { Handler, Sent } from './testing/serve-route.ts'

/** Answers with what the route saw as its body. */
const echo: Handler = ({ body }, response) =>
  response.json({ body: Buffer.isBuffer(body) ? { hex: body.toString('hex') } : body, type: typeof body })

describe('the request of an API route', () => {
  it('has the query of URL and path, where the path wins', async () => {
    const handler: Handler = ({ query }, response) => response.json(Object.entries(query))
    const sent = { path: '/api/test?id=evil&a=1&a=2&__proto__=x' }
    const { body } = await ask(handler, sent, { params: { id: '7', rest: ['x', 'y'] } })
    expect(JSON.parse(body)).toEqual([
      ['id', '7'],
      ['a', ['1', '2']],
      ['__proto__', 'x'],
      ['rest', ['x', 'y']],
    ])
  })

  it('has an empty body that was not waited for, where none is announced', async () => {
    const handler: Handler = (request, response) => response.json([request.body, request.readableDidRead])
    const { body } = await ask(handler, {})
    expect(JSON.parse(body)).toEqual(['', false])
  })

  it('has cookies, whose names mean nothing else', async () => {
    const handler: Handler = ({ cookies }, response) =>
      response.json([Object.entries(cookies), 'toString' in cookies, cookies['missing'] ?? null])
    const { body } = await ask(handler, { headers: { cookie: 'a=1; b=x%20y; __proto__=z; bad=%' } })
    expect(JSON.parse(body)).toEqual([
      [
        ['a', '1'],
        ['b', 'x y'],
        ['__proto__', 'z'],
        ['bad', '%'],
      ],
      false,
      null,
    ])
  })

  it.each<[string, Sent, unknown]>([
    ['JSON', post('application/json', '{"a":[1]}'), { a: [1] }],
    ['JSON with a charset', post('application/json; charset=utf-8', '"ü"'), 'ü'],
    ['JSON in another charset', post('application/json; charset=latin1', Buffer.from('"ü"', 'latin1')), 'ü'],
    ['JSON of a dialect', post('application/ld+json', '{"a":1}'), { a: 1 }],
    ['empty JSON', post('application/json', ''), {}],
    ['a form', post('application/x-www-form-urlencoded', 'a=1&b=x+y&a=2&?=3'), { a: ['1', '2'], b: 'x y', '?': '3' }],
    ['text', post('text/plain', 'plain ü'), 'plain ü'],
    ['bytes', post('application/octet-stream', Buffer.from([0, 255])), { hex: '00ff' }],
    ['another text', post('text/csv', 'a'), { hex: '61' }],
    ['an unreadable type as text', post('not a type', 'x'), 'x'],
    ['no type as text', { method: 'POST', body: 'x' }, 'x'],
    ['no body as empty text', {}, ''],
    ['gzip', post('application/json', gzipSync('{"a":1}'), { 'content-encoding': 'gzip' }), { a: 1 }],
    ['brotli', post('application/json', brotliCompressSync('{"a":1}'), { 'content-encoding': 'br' }), { a: 1 }],
    ['deflate', post('application/json', deflateSync('{"a":1}'), { 'content-encoding': 'Deflate' }), { a: 1 }],
    ['identity', post('text/plain', 'x', { 'content-encoding': 'identity' }), 'x'],
  ])('has a body of %s', async (_name, sent, body) => {
    expect(JSON.parse((await ask(echo, sent)).body)).toMatchObject({ body })
  })

  it('keeps __proto__ in JSON as a name', async () => {
    const handler: Handler = ({ body }, response) => response.json([Object.keys(body), body.polluted ?? null])
    const { body } = await ask(handler, post('application/json', '{"__proto__":{"polluted":1}}'))
    expect(JSON.parse(body)).toEqual([['__proto__'], null])
  })

  it.each<[string, Sent, number, string]>([
    ['broken JSON', post('application/json', '{"a":'), 400, 'Invalid JSON'],
    ['a body above 1 MB', post('text/plain', 'x'.repeat(2 ** 20 + 1)), 413, 'Body exceeded 1mb limit'],
    [
      'a small body that inflates above 1 MB',
      post('text/plain', gzipSync(Buffer.alloc(2 ** 22)), { 'content-encoding': 'gzip' }),
      413,
      'Body exceeded 1mb limit',
    ],
    ['broken gzip', post('text/plain', 'no gzip', { 'content-encoding': 'gzip' }), 400, 'Invalid body'],
    [
      'gzip that breaks off',
      post('text/plain', gzipSync('some text').subarray(0, 15), { 'content-encoding': 'gzip' }),
      400,
      'Invalid body',
    ],
    [
      'an unknown encoding',
      post('text/plain', 'x', { 'content-encoding': 'zip' }),
      415,
      'Unsupported content encoding',
    ],
    ['an unknown charset', post('text/plain; charset=klingon', 'x'), 415, 'Unsupported charset'],
  ])('is refused for %s, without running the route', async (_name, sent, status, body) => {
    const handler = vi.fn()
    expect(await ask(handler, sent)).toMatchObject({ status, body })
    expect(handler).not.toHaveBeenCalled()
    expect(log.error).not.toHaveBeenCalled()
  })

  it.each(['identity', 'gzip'])('lets who sends far too much (%s) send it all, and then know why', async (encoding) => {
    const zeros = Buffer.alloc(20_000_000)
    const body = encoding === 'gzip' ? gzipSync(zeros, { level: 0 }) : zeros
    const answer = await ask(vi.fn(), post('text/plain', body, { 'content-encoding': encoding }))
    expect(answer).toMatchObject({ status: 413, body: 'Body exceeded 1mb limit' })
  })

  it('takes exactly 1 MB', async () => {
    const { body } = await ask(
      (request, response) => response.send(String(request.body.length)),
      post('text/plain', 'x'.repeat(2 ** 20)),
    )
    expect(body).toBe(String(2 ** 20))
  })

  it.each(['5b', 5, '5'])('obeys the size limit %j', async (sizeLimit) => {
    const config = { api: { bodyParser: { sizeLimit } } }
    expect(await ask(echo, post('text/plain', '12345'), { config })).toMatchObject({ status: 200 })
    expect(await ask(echo, post('text/plain', '123456'), { config })).toMatchObject({
      status: 413,
      body: `Body exceeded ${sizeLimit} limit`,
    })
  })

  it('answers 500 for a size limit that cannot be read, instead of having none', async () => {
    const config = { api: { bodyParser: { sizeLimit: 'huge' } } }
    expect(await ask(echo, post('text/plain', 'x'), { config })).toMatchObject({ status: 500 })
    expect(log.error.mock.calls[0]?.[1]).toMatchObject({ code: 'INVALID_CONFIG' })
  })

  it('is a raw stream when the body parser is off (B124)', async () => {
    const handler: Handler = async (request, response) =>
      response.json([request.body ?? null, (await buffer(request)).toString()])
    const { body } = await ask(handler, post('application/json', '{"a":'), { config: { api: { bodyParser: false } } })
    expect(JSON.parse(body)).toEqual([null, '{"a":'])
  })

  it.each(['identity', 'gzip'])('ends when the visitor breaks off a body (%s)', async (encoding) => {
    const handler = vi.fn()
    const onHandled = vi.fn()
    const port = await serve(handler, { onHandled })
    const head =
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\ncontent-length: 999\r\n' +
      `content-encoding: ${encoding}\r\n\r\n`
    connect(port, '127.0.0.1').end(Buffer.concat([Buffer.from(head), gzipSync('x').subarray(0, 12)]))
    await vi.waitFor(() => expect(onHandled).toHaveBeenCalledOnce())
    expect(handler).not.toHaveBeenCalled()
  })
})
