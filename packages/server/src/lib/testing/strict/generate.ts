/** Makes up what clients, broken clients and attackers send over one connection. */
import { randomOf, type Random } from './random.ts'

export interface Conversation {
  /** What arrives, piece by piece. One character per byte. */
  readonly pieces: readonly string[]
  /** Whether everything that the server still does after a piece is waited for, by piece. */
  readonly waits: readonly boolean[]
  readonly requests: number
}

/** What the server of the comparison knows. `etags` make some conditions come true. */
export interface Vocabulary {
  readonly targets: readonly string[]
  readonly etags: readonly string[]
}

export function conversationOf(seed: number, index: number, vocabulary: Vocabulary): Conversation {
  const random = randomOf(seed, index)
  const requests = 1 + random.below(8)
  const texts: string[] = []
  // Everything after a doubt is answered by node:http: so most conversations begin well.
  const plain = random.once(10) ? 0 : random.once(2) ? requests - 1 : 1 + random.below(requests)
  while (texts.length < plain) texts.push(plainOrAgain(random, vocabulary, texts))
  while (texts.length < requests) texts.push(requestOf(random, vocabulary))
  return conversation(random, vocabulary, texts)
}

/** Nothing that node:http would cut a connection for: what of an answer arrives before that is chance, where there is a network. */
export function calmConversationOf(seed: number, index: number, vocabulary: Vocabulary): Conversation {
  const random = randomOf(seed, index)
  const requests = 1 + random.below(8)
  const texts: string[] = []
  while (texts.length < requests) texts.push(plainOrAgain(random, vocabulary, texts, calmHosts))
  return conversation(random, vocabulary, texts)
}

function conversation(random: Random, vocabulary: Vocabulary, texts: string[]): Conversation {
  // Ends the connection, if nothing before has.
  texts.push('GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  // The first request is never answered past node:http.
  const opening = random.once(10) ? [] : [plainRequest(random, vocabulary, calmHosts)]
  const pieces = [...opening, ...piecesOf(random, texts)]
  const patient = random.once(2)
  return {
    pieces,
    waits: pieces.map(() => (patient ? !random.once(8) : random.once(4))),
    requests: opening.length + texts.length,
  }
}

/** Clients repeat their headers: one in three says all but its target again. */
function plainOrAgain(
  random: Random,
  vocabulary: Vocabulary,
  before: readonly string[],
  hosts: readonly string[] = random.once(30) ? oddHosts : calmHosts,
): string {
  const last = before.at(-1)
  if (last === undefined || !random.once(3)) return plainRequest(random, vocabulary, hosts)
  return `GET ${random.of(vocabulary.targets)} HTTP/1.1${last.slice(last.indexOf('\r\n'))}`
}

function requestOf(random: Random, vocabulary: Vocabulary): string {
  if (random.once(3)) return nearlyPlainRequest(random, vocabulary)
  const text = random.once(4) ? oddRequest(random, vocabulary) : plainRequest(random, vocabulary, calmHosts)
  return random.once(5) ? mutated(random, text) : text
}

/** The most dangerous ones: all is as it should be, but for one thing. */
function nearlyPlainRequest(random: Random, vocabulary: Vocabulary): string {
  const [head = '', ...lines] = plainRequest(random, vocabulary, calmHosts).split('\r\n').slice(0, -2)
  if (random.once(5)) {
    const text = [head, ...lines, '', ''].join('\r\n')
    const at = random.of([...text.matchAll(/\r\n/g)]).index
    return text.slice(0, at) + random.of(lineEnds) + text.slice(at + 2)
  }
  lines.splice(random.below(lines.length + 1), 0, random.of([...framing, ...framing, ...oddLines]))
  return `${[head, ...lines].join('\r\n')}\r\n\r\n${random.once(2) ? random.of(bodies) : ''}`
}

function plainRequest(random: Random, { targets, etags }: Vocabulary, hosts: readonly string[]): string {
  const lines = [`GET ${random.of(targets)} HTTP/1.1`, `Host: ${random.of(hosts)}`]
  if (random.once(2)) lines.push(`Accept-Encoding: ${random.of(encodings)}`)
  if (random.once(3)) lines.push(`If-None-Match: ${random.of(conditions(etags))}`)
  for (let count = random.below(3); count > 0; count--) lines.push(random.of(harmless))
  if (random.once(4)) lines.push('Connection: keep-alive')
  if (random.once(20)) lines.push(random.of(decisive))
  return `${shuffled(random, lines).join('\r\n')}\r\n\r\n`
}

/** Anything that somebody may try, of which most is refused. */
function oddRequest(random: Random, { targets }: Vocabulary): string {
  const line = `${random.of(methods)}${random.of(gaps)}${random.of([...targets, ...oddTargets])}${random.of(gaps)}${random.of(versions)}`
  const lines = [line]
  if (!random.once(6)) lines.push(`Host: ${random.of(oddHosts)}`)
  for (let count = random.below(4); count > 0; count--) {
    lines.push(random.of([...framing, ...oddLines, ...decisive, ...harmless]))
  }
  const end = random.of(lineEnds)
  const body = random.once(2) ? random.of(bodies) : ''
  return `${(random.once(2) ? lines : shuffled(random, lines)).join(end)}${end}${end}${body}`
}

/** The first line stays where it is. */
function shuffled(random: Random, [first = '', ...rest]: readonly string[]): string[] {
  for (let index = rest.length - 1; index > 0; index--) {
    const other = random.below(index + 1)
    ;[rest[index], rest[other]] = [rest[other]!, rest[index]!]
  }
  return [first, ...rest]
}

/** Changes, adds, doubles or loses something anywhere. */
function mutated(random: Random, text: string): string {
  let result = text
  for (let count = 1 + random.below(2); count > 0; count--) {
    const at = random.below(result.length + 1)
    const [before, after] = [result.slice(0, at), result.slice(at)]
    switch (random.below(6)) {
      case 0:
        result = before + random.of(scraps) + after
        break
      case 1:
        result = before + after.slice(1 + random.below(3))
        break
      case 2:
        result = before + random.of(scraps) + after.slice(1)
        break
      case 3:
        result = before + after.slice(0, random.below(12)) + after
        break
      case 4:
        result = before + (after[0] ?? '').toUpperCase() + after.slice(1)
        break
      default: {
        const lines = result.split('\r\n')
        const line = random.below(lines.length)
        lines.splice(line, random.below(2), random.of([...framing, ...oddLines, ...lines]))
        result = lines.join('\r\n')
      }
    }
  }
  return result
}

/** As packets may arrive: request by request, some at once, all at once, byte by byte, or cut anywhere. */
function piecesOf(random: Random, texts: readonly string[]): string[] {
  const whole = texts.join('')
  switch (random.below(9)) {
    case 0:
      return [whole]
    case 1:
      return whole.length < 300 ? [...whole] : [whole]
    case 2:
    case 3: {
      const cuts = Array.from({ length: 1 + random.below(4) }, () => random.below(whole.length)).sort((a, b) => a - b)
      const ends = [...cuts, whole.length]
      return ends.map((end, index) => whole.slice(ends[index - 1] ?? 0, end)).filter((piece) => piece !== '')
    }
    case 4:
    case 5: {
      const pieces: string[] = []
      for (const text of texts) {
        if (pieces.length > 0 && random.once(2)) pieces.push(pieces.pop() + text)
        else pieces.push(text)
      }
      return pieces
    }
    default:
      return [...texts].filter((text) => text !== '')
  }
}

const calmHosts = ['a', 'example.com', 'example.com:8080', '[::1]:80', '127.0.0.1']
const oddHosts = [
  ...calmHosts,
  'a',
  'a',
  'a',
  'example.com',
  'example.com:8080',
  '[::1]:80',
  '127.0.0.1',
  'a b',
  'a,b',
  '',
  'user@a',
  'ä',
]
const methods = [
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
const gaps = [' ', ' ', ' ', ' ', ' ', '  ', '\t', '', '\r\n']
const versions = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/0.9',
  'HTTP/2.0',
  'http/1.1',
  'HTTP/1.1 ',
  '',
]
const oddTargets = [
  ...[
    '*',
    '/a b',
    '/a#b',
    'http://a/page',
    'https://b/page?x',
    'http://a',
    '//page',
    '/../page',
    '/%00',
    '/page\\',
    'page',
  ],
  ...['/\u00e9', '/pa"ge', '/<page>', '/{page}', '/page|', '/[page]', '/^', '/`', `/${'x'.repeat(600)}`, 'a:80'],
]
const encodings = [
  ...[
    'gzip',
    'gzip',
    'br',
    'gzip, deflate, br',
    'identity',
    '*',
    '',
    'gzip;q=0',
    'gzip;q=0, br',
    'identity;q=0',
    'GZIP',
  ],
  ...['br;q=0.1, gzip;q=0.9', 'x', ' gzip', 'gzip ', ', ,gzip', 'gzip;q=2', '*;q=0'],
]
const conditions = (etags: readonly string[]): readonly string[] => [
  ...etags,
  ...etags.map((etag) => `W/${etag}`),
  ...['*', '"x"', '""', 'x', `"x", ${etags[0]}`, `${etags[0]},`, ` ${etags[0]} `, '"unclosed'],
]
const harmless = [
  ...['User-Agent: fuzz/1.0 (x; y)', 'Accept: */*', 'Accept-Language: de, en;q=0.5', 'Referer: http://a/b?c', 'DNT: 1'],
  ...[
    'Sec-Fetch-Mode: navigate',
    'upgrade-insecure-requests: 1',
    'X-Forwarded-For: 1.2.3.4, 5.6.7.8',
    'priority: u=0, i',
  ],
  ...[
    'traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    'USER-AGENT: LOUD',
    'accept:x',
    'accept:',
  ],
]
/** Pages have another answer with these, or may have. */
const decisive = [
  ...['Cookie: a=b', 'Cookie: a=b; preview=1', 'preview: 1', 'Cache-Control: no-cache', 'Cache-Control: max-age=0'],
  ...['Purpose: prefetch', 'If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT', 'Range: bytes=0-3', 'X-Nextjs-Data: 1'],
  ...[
    'x-prerender-revalidate: secret',
    'x-prerender-revalidate: wrong',
    'X-Unknown: 1',
    'x_under: 1',
    'Authorization: x',
  ],
]
const framing = [
  ...['Content-Length: 0', 'Content-Length: 5', 'Content-Length: +5', 'Content-Length: 5, 5', 'Content-Length: 0x5'],
  ...[
    'Content-Length : 5',
    'content-length:5',
    'Content-Length: -1',
    'Content-Length: 5 ',
    'Content-Length:',
    'Content_Length: 5',
  ],
  ...[
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: Chunked',
    'Transfer-Encoding: identity',
    'transfer-encoding:chunked',
  ],
  ...[
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: chunked, gzip',
    'Transfer-Encoding:\tchunked',
    'Transfer-Encoding : chunked',
  ],
  ...[
    'Transfer-Encoding: xchunked',
    'TE: trailers',
    'Trailer: x',
    'Expect: 100-continue',
    'Expect: x',
    'Upgrade: websocket',
  ],
  ...[
    'Connection: upgrade',
    'Connection: close',
    'Connection: keep-alive',
    'Connection: Keep-Alive, x',
    'Connection: close, keep-alive',
  ],
  ...[
    'Connection: content-length',
    'Connection:',
    'Proxy-Connection: keep-alive',
    'Keep-Alive: timeout=1',
    'HTTP2-Settings: x',
  ],
  ...['Host: b', 'host: a', 'Host : a', 'If-None-Match: "x"', 'Accept-Encoding: gzip'],
]
const oddLines = [
  ...[
    'X-Fold: a\r\n b',
    'X-Fold: a\r\n\tb',
    ' leading: a',
    'no-colon',
    ': empty',
    'X Y: a',
    'X\t: a',
    'X: \u0000',
    'X: a\rb',
    'X: a\nb',
  ],
  ...[
    'X: \u00e9',
    '\u00e9: x',
    'X: a\r',
    '\r',
    'X: \u007f',
    'X:\ta',
    'X: a\t',
    'X(): a',
    '"X": a',
    "X'!#$: a",
    `X: ${'y'.repeat(700)}`,
  ],
]
const lineEnds = ['\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r', '\r\r\n', '\n\r']
const bodies = [
  ...[
    'hello',
    '5\r\nhello\r\n0\r\n\r\n',
    '0\r\n\r\n',
    '5;x=y\r\nhello\r\n0\r\nX: y\r\n\r\n',
    'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n',
  ],
  ...['0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n', '\r\n', '\n', '\r\n\r\n', 'x', '\u0000'],
]
const scraps = [
  ...[
    '\r',
    '\n',
    '\r\n',
    '\r\n\r\n',
    '\n\n',
    '\u0000',
    '\t',
    ' ',
    ':',
    ',',
    '\u0080',
    '\u00ff',
    '\u007f',
    '#',
    '?',
    '%',
    '/',
    '"',
  ],
  ...[
    '\r\nContent-Length: 5',
    '\r\nTransfer-Encoding: chunked',
    '\r\n ',
    '\r\nX: y',
    'HTTP/1.1',
    'GET / ',
    '0',
    '\u000b',
    '\u000c',
  ],
]
