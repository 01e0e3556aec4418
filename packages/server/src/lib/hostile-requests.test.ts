/** Whatever arrives on the wire, the server answers, stays up, and blames nobody but the sender. */
import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openScene, pageTarget, type Scene } from './testing/scene.ts'

let scene: Scene

beforeAll(async () => {
  scene = await openScene({
    site: {
      resolve({ pathname }) {
        // As a framework does: the segments are decoded, once.
        const segments = pathname.split('/').map(decodeURIComponent)
        return segments[1] === 'a' ? pageTarget(`/a/${segments.length}`) : { kind: 'not-found' }
      },
    },
    render: (path) => ({ html: path.repeat(300), data: '{}', revalidate: 10, compress: true }),
  })
})
afterAll(() => scene.close())

/** Sends one request and returns the status line's code. */
async function statusOf(text: string): Promise<number> {
  const socket = connect(Number(new URL(scene.url).port), '127.0.0.1')
  let received = ''
  socket.on('data', (chunk) => (received += chunk.toString('latin1')))
  socket.write(text, 'latin1')
  await once(socket, 'close')
  return Number(received.split(' ', 2)[1])
}

const token = fc.constantFrom(
  'a',
  'gzip',
  'br',
  '*',
  '"x"',
  'W/"x"',
  'bytes=0-1',
  'q=0',
  ';',
  ',',
  '=',
  '"',
  '-1',
  ' ',
  '\xff',
)
const value = fc.array(token, { maxLength: 6 }).map((parts) => parts.join(''))
const headerName = fc.constantFrom(
  ...[
    'if-none-match',
    'if-modified-since',
    'accept-encoding',
    'range',
    'if-range',
    'cache-control',
    'purpose',
    'cookie',
  ],
  ...['x-nextjs-data', 'x-prerender-revalidate', 'x-matched-path', 'x-forwarded-host', 'x-invoke-status', 'user-agent'],
)
const piece = fc.constantFrom(
  ...[
    '/a',
    '/',
    '//',
    '\\',
    '..',
    '%2e',
    '%2F',
    '%5C',
    '%00',
    '%',
    '%E5',
    '%25',
    '?',
    '#',
    'b',
    '"',
    '<script>',
    '\x01',
    '\xe9',
  ],
)
const target = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => `/${pieces.join('')}`)
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE', 'TRACE', 'FOO')

const expected = [200, 204, 304, 308, 400, 404, 405]

it('answers with a status of its own, and never with 500', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(method, target, fc.dictionary(headerName, value, { maxKeys: 4 }), async (verb, path, headers) => {
      const lines = Object.entries(headers).map(([name, text]) => `${name}: ${text}\r\n`)
      const status = await statusOf(`${verb} ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${lines.join('')}\r\n`)
      expect(expected).toContain(status)
    }),
    { numRuns: 400 },
  )
  expect(scene.logs).toEqual([])
  expect((await scene.request('/a')).status).toBe(200)
})
