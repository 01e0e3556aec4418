/** What is read without node:http ends where every reader of HTTP/1.1 sees it end. */
import { describe, expect, it } from 'vitest'
import { createRequestReader } from './read-requests.ts'

const maxBytes = 1024
const read = (text: string) => createRequestReader(maxBytes)(text)
const request = (...headers: string[]) =>
  `GET /a?b=c HTTP/1.1\r\n${['Host: a.test:80', ...headers].join('\r\n')}\r\n\r\n`

describe('a reader', () => {
  it('reads target, conditions and encodings', () => {
    const text = request(
      'accept-encoding:  gzip, br ',
      'If-None-Match: "x"',
      'Cookie: a=b',
      'User-Agent: x',
      'Connection: Keep-Alive',
    )
    const headers = { host: 'a.test:80', acceptEncoding: 'gzip, br', ifNoneMatch: '"x"', cookie: 'a=b' }
    expect(read(text)).toEqual([{ target: '/a?b=c', headers, end: text.length }])
  })

  it('reads requests that were sent at once', () => {
    const [first, second] = [request('Accept: x'), request('If-None-Match: y')]
    expect(read(first + second)).toMatchObject([
      { end: first.length, headers: { ifNoneMatch: undefined } },
      { end: first.length + second.length, headers: { ifNoneMatch: 'y' } },
    ])
  })

  it('takes headers that are repeated to the last byte for what they were', () => {
    const again = createRequestReader(maxBytes)
    const [first] = again(request('If-None-Match: "x"'))!
    for (const target of ['/a', '/b/c']) {
      const text = request('If-None-Match: "x"').replace('/a?b=c', target)
      expect(again(text)).toEqual([{ target, headers: first!.headers, end: text.length }])
    }
    expect(again(request('If-None-Match: "x"').replace('GET', 'HEAD'))).toMatchObject([{ headers: undefined }])
    expect(again(request('If-None-Match: "y"'))).toMatchObject([{ headers: { ifNoneMatch: '"y"' } }])
    expect(again(request('If-None-Match: "x"').replace('GET ', 'GET  '))).toBeUndefined()
    expect(again(request('If-None-Match: "x"').replace('/a?b=c', `/${'a'.repeat(maxBytes)}`))).toBeUndefined()
  })

  it.each([
    'X-Unknown: 1',
    'Purpose: prefetch',
    'Cache-Control: no-cache',
    'Range: bytes=0-1',
    'Authorization: x',
    'x_y: 1',
  ])('knows where a request ends that is not to be answered without node:http: %s', (header) =>
    expect(read(request(header))).toEqual([{ target: '/a?b=c', headers: undefined, end: request(header).length }]),
  )
})

describe('node:http has to read', () => {
  it.each([
    ...[
      'Content-Length: 0',
      'content-length: 5',
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: x',
      'TE: trailers',
      'Trailer: x',
    ],
    ...[
      'Expect: 100-continue',
      'Upgrade: h2c',
      'Connection: close',
      'Connection: keep-alive, upgrade',
      'Connection:',
      'Keep-Alive: x',
    ],
    ...['Host: a', 'host: a', 'Accept-Encoding: a\r\nAccept-Encoding: b', 'If-None-Match: a\r\nif-none-match: b'],
    ...[
      'X : a',
      ' X: a',
      'X',
      ': a',
      'X: a\r\n b',
      'X: a\r\n\tb',
      'X:\ta',
      'X: a\0',
      'X: a\rb',
      'X: a\nb',
      'X: \u00e9',
      '(x): a',
      'X: \u007f',
    ],
  ])('what says %j', (header) => expect(read(request(header))).toBeUndefined())

  it.each([
    ...[request().slice(0, -1), `${request()}\r\n`, `${request()}x`, `\r\n${request()}`, ` ${request()}`],
    ...[request().replaceAll('\r\n', '\n'), request().replace('1.1', '1.0'), request().replace('HTTP', 'http')],
    ...[
      request().replace('GET', 'POST'),
      request().replace('GET', 'get'),
      request().replace(' /', '\t/'),
      request().replace('/a', '//h#'),
    ],
    ...[
      request().replace('/a', 'http://a/'),
      request().replace('/a', '/\u00e9'),
      request().replace('/a', '/"'),
      request().replace('/a', '*'),
    ],
    ...[
      request().replace('a.test:80', 'a b'),
      request().replace('a.test:80', 'a@b'),
      request().replace('a.test:80', ''),
      request('X: ' + 'y'.repeat(1024)),
    ],
    ...['GET / HTTP/1.1\r\nAccept: x\r\n\r\n', `${request()}POST / HTTP/1.1\r\nHost: a\r\n\r\n`, '\r\n\r\n', ''],
  ])('%j', (text) => expect(read(text)).toBeUndefined())
})
