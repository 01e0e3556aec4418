/** The words of which requests are made up: good ones, odd ones, and those that somebody may hope to break something with. */

/** What the server of the comparison knows. `etags` make some conditions come true. */
export interface Vocabulary {
  readonly targets: readonly string[]
  readonly etags: readonly string[]
}

export const calmHosts = ['a', 'example.com', 'example.com:8080', '[::1]:80', '127.0.0.1']

export const oddHosts = [
  ...[...calmHosts, 'a', 'a', 'a', 'example.com', 'example.com:8080', '[::1]:80', '127.0.0.1', 'a b', 'a,b'],
  ...['', 'user@a', 'ä'],
]

export const methods = [
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'OPTIONS',
  'CONNECT',
  'get',
  'GETT',
  'PRI',
  'TRACE',
  'PURGE',
]

export const gaps = [' ', ' ', ' ', ' ', ' ', '  ', '\t', '', '\r\n']

export const versions = [
  ...['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'http/1.1'],
  ...['HTTP/1.1 ', ''],
]

export const oddTargets = [
  ...['*', '/a b', '/a#b', 'http://a/page', 'https://b/page?x', 'http://a', '//page', '/../page', '/%00'],
  ...['/page\\', 'page', '/\u00e9', '/pa"ge', '/<page>', '/{page}', '/page|', '/[page]', '/^', '/`'],
  ...[`/${'x'.repeat(600)}`, 'a:80'],
]

export const encodings = [
  ...['gzip', 'gzip', 'br', 'gzip, deflate, br', 'identity', '*', '', 'gzip;q=0', 'gzip;q=0, br'],
  ...['identity;q=0', 'GZIP', 'br;q=0.1, gzip;q=0.9', 'x', ' gzip', 'gzip ', ', ,gzip', 'gzip;q=2', '*;q=0'],
]

export const conditions = (etags: readonly string[]): readonly string[] => [
  ...etags,
  ...etags.map((etag) => `W/${etag}`),
  ...['*', '"x"', '""', 'x', `"x", ${etags[0]}`, `${etags[0]},`, ` ${etags[0]} `, '"unclosed'],
]

export const harmless = [
  ...['User-Agent: fuzz/1.0 (x; y)', 'Accept: */*', 'Accept-Language: de, en;q=0.5', 'Referer: http://a/b?c'],
  ...['DNT: 1', 'Sec-Fetch-Mode: navigate', 'upgrade-insecure-requests: 1'],
  ...['X-Forwarded-For: 1.2.3.4, 5.6.7.8', 'priority: u=0, i'],
  ...['traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'USER-AGENT: LOUD', 'accept:x'],
  ...['accept:', 'Accept-Language: en', 'Origin: http://a', 'X-Forwarded-Host: b'],
]

/** There is another answer with these, or may be. */
export const decisive = [
  ...['Cookie: a=b', 'Cookie: a=b; preview=1', 'preview: 1', 'Cache-Control: no-cache'],
  ...['Cache-Control: max-age=0', 'Purpose: prefetch', 'If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT'],
  ...['Range: bytes=0-3', 'X-Nextjs-Data: 1', 'x-prerender-revalidate: secret'],
  ...['x-prerender-revalidate: wrong', 'X-Unknown: 1', 'x_under: 1', 'Authorization: x'],
  ...['Cookie: session=anna', 'Cookie: session=bert', 'Authorization: Bearer anna', 'If-Range: "v1"'],
  ...['If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT', 'Range: bytes=1-'],
]

export const framing = [
  ...['Content-Length: 0', 'Content-Length: 5', 'Content-Length: +5', 'Content-Length: 5, 5'],
  ...['Content-Length: 0x5', 'Content-Length : 5', 'content-length:5', 'Content-Length: -1'],
  ...['Content-Length: 5 ', 'Content-Length:', 'Content_Length: 5', 'Transfer-Encoding: chunked'],
  ...['Transfer-Encoding: Chunked', 'Transfer-Encoding: identity', 'transfer-encoding:chunked'],
  ...['Transfer-Encoding: gzip, chunked', 'Transfer-Encoding: chunked, gzip', 'Transfer-Encoding:\tchunked'],
  ...['Transfer-Encoding : chunked', 'Transfer-Encoding: xchunked', 'TE: trailers', 'Trailer: x'],
  ...['Expect: 100-continue', 'Expect: x', 'Upgrade: websocket', 'Connection: upgrade', 'Connection: close'],
  ...['Connection: keep-alive', 'Connection: Keep-Alive, x', 'Connection: close, keep-alive'],
  ...['Connection: content-length', 'Connection:', 'Proxy-Connection: keep-alive', 'Keep-Alive: timeout=1'],
  ...['HTTP2-Settings: x', 'Host: b', 'host: a', 'Host : a', 'If-None-Match: "x"', 'Accept-Encoding: gzip'],
]

export const oddLines = [
  ...['X-Fold: a\r\n b', 'X-Fold: a\r\n\tb', ' leading: a', 'no-colon', ': empty', 'X Y: a', 'X\t: a'],
  ...['X: \u0000', 'X: a\rb', 'X: a\nb', 'X: \u00e9', '\u00e9: x', 'X: a\r', '\r', 'X: \u007f', 'X:\ta'],
  ...['X: a\t', 'X(): a', '"X": a', "X'!#$: a", `X: ${'y'.repeat(700)}`],
]

export const lineEnds = ['\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r', '\r\r\n', '\n\r']

export const bodies = [
  ...['hello', '5\r\nhello\r\n0\r\n\r\n', '0\r\n\r\n', '5;x=y\r\nhello\r\n0\r\nX: y\r\n\r\n'],
  ...['GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n', '0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n'],
  ...['\r\n', '\n', '\r\n\r\n', 'x', '\u0000'],
]

export const scraps = [
  ...['\r', '\n', '\r\n', '\r\n\r\n', '\n\n', '\u0000', '\t', ' ', ':', ',', '\u0080', '\u00ff', '\u007f', '#'],
  ...['?', '%', '/', '"', '\r\nContent-Length: 5', '\r\nTransfer-Encoding: chunked', '\r\n ', '\r\nX: y'],
  ...['HTTP/1.1', 'GET / ', '0', '\u000b', '\u000c'],
]
