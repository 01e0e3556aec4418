/** Pages that memory does not hold are answered past node:http, each with its own bytes, whoever else is answered meanwhile. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { createServer, type Server } from '../server.ts'
import { openScene, pageTarget, type Scene } from '../testing/scene.ts'

const paths = Array.from({ length: 24 }, (_, index) => `/page-${index}`)
/** From some lines to more than a connection takes at once. */
const htmlOf = (path: string): string => `<p>${path}</p>`.repeat(10 ** (1 + (Number(path.slice(6)) % 5)))
const targets = Object.fromEntries([...paths, '/gone'].map((path) => [path, pageTarget(path)]))

let scene: Scene
let server: Server
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await server.close(0)
  await scene.close()
})

async function open(memoryBytes = 0): Promise<number> {
  scene = await openScene({
    ...{ targets, showsInPassing: true, engine: { memoryBytes }, site: { hasFixedUrls: true } },
    render: (path) =>
      path === '/gone'
        ? { html: 'gone', attributes: { status: 404 }, revalidate: 10 }
        : { html: htmlOf(path), revalidate: 10, compress: true },
  })
  server = createServer({ current: () => scene, clock: scene.clock })
  const { port } = new URL(await server.listen(0, '127.0.0.1'))
  for (const path of [...paths, '/gone']) await scene.request(path)
  return Number(port)
}

interface Reply {
  readonly head: string
  readonly body: Buffer
}

interface Visitor {
  readonly socket: Socket
  ask(...requests: string[]): Promise<Reply[]>
}

async function visitor(port: number): Promise<Visitor> {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket.on('error', () => {}))
  let bytes = Buffer.alloc(0)
  socket.on('data', (chunk) => (bytes = Buffer.concat([bytes, chunk])))
  await once(socket, 'connect')
  const next = async (): Promise<Reply> => {
    const whole = () => {
      const end = bytes.indexOf('\r\n\r\n')
      const length = end === -1 ? 0 : Number(/content-length: (\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1] ?? 0)
      return end !== -1 && bytes.byteLength >= end + 4 + length ? { end, length } : undefined
    }
    await expect.poll(whole, { timeout: 20_000, interval: 2 }).toBeDefined()
    const { end, length } = whole()!
    const head = bytes.toString('latin1', 0, end).replace(/\r\nDate: [^\r]+/, '')
    const reply = { head, body: bytes.subarray(end + 4, end + 4 + length) }
    bytes = bytes.subarray(end + 4 + length)
    return reply
  }
  const ask = async (...requests: string[]): Promise<Reply[]> => {
    socket.write(requests.join(''), 'latin1')
    const replies: Reply[] = []
    for (const _ of requests) replies.push(await next())
    return replies
  }
  // What comes first on a connection is node:http's.
  await ask(get('/page-0', 'X-Unknown: 1'))
  return { socket, ask }
}

const get = (target: string, ...headers: string[]) =>
  `GET ${target} HTTP/1.1\r\n${['Host: a', ...headers].join('\r\n')}\r\n\r\n`

it('are answered as node:http answers them: whole, compressed, unchanged', async () => {
  const { ask } = await visitor(await open())
  for (const path of paths) {
    for (const headers of [[], ['Accept-Encoding: gzip'], ['Accept-Encoding: br, gzip;q=0']]) {
      const [shown, plain] = [await ask(get(path, ...headers)), await ask(get(path, ...headers, 'X-Unknown: 1'))]
      expect(shown[0]!.head).toBe(plain[0]!.head)
      expect(Buffer.compare(shown[0]!.body, plain[0]!.body)).toBe(0)
      const etag = /etag: (.+)/i.exec(shown[0]!.head)![1]!
      const known = [...headers, `If-None-Match: ${etag}`]
      const [unchanged] = await ask(get(path, ...known))
      expect(unchanged!.head).toContain(' 304 ')
      expect((await ask(get(path, ...known, 'X-Unknown: 1')))[0]).toEqual(unchanged)
    }
  }
  expect((await ask(get('/gone')))[0]!.head).toContain(' 404 ')
})

it.each([
  ['where nothing is kept', 0],
  ['where some are kept', 60_000],
])(
  'are those that were asked for, by many at once, some of whom read slowly or go away: %s',
  async (_, memoryBytes) => {
    const port = await open(memoryBytes)
    const visitors = await Promise.all(Array.from({ length: 12 }, () => visitor(port)))
    const leaving = await Promise.all(Array.from({ length: 4 }, () => visitor(port)))
    for (const [index, { socket }] of leaving.entries()) {
      socket.pause()
      socket.write(paths.map((path) => get(path)).join(''))
      setTimeout(() => socket.destroy(), 5 * index)
    }
    const round = async ({ socket, ask }: Visitor, seed: number): Promise<void> => {
      for (let visit = 0; visit < 12; visit++) {
        const wanted = [0, 1, 2].map((each) => paths[(seed * 7 + visit * 5 + each * 11) % paths.length]!)
        const isCompressed = (seed + visit) % 3 === 0
        const isSlow = (seed + visit) % 4 === 0
        if (isSlow) {
          socket.pause()
          setTimeout(() => socket.resume(), 10)
        }
        const replies = await ask(
          ...wanted.map((path) => get(path, ...(isCompressed ? ['Accept-Encoding: gzip'] : []))),
        )
        for (const [index, { body }] of replies.entries()) {
          const html = (isCompressed ? gunzipSync(body) : body).toString()
          expect(html === htmlOf(wanted[index]!), `${html.slice(0, 40)} for ${wanted[index]}`).toBe(true)
        }
      }
    }
    await Promise.all(visitors.map((each, seed) => round(each, seed)))
  },
)
