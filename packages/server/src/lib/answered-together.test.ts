import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createEngine } from '@everfresh/engine'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createServer, type Server, type ServerOptions } from './server.ts'
import { send } from './testing/http-client.ts'
import { openScene, pageTarget, type Scene } from './testing/scene.ts'

const targets = { '/a': pageTarget('/a'), '/b': pageTarget('/b') }
let content = 'v1'
let scene: Scene
const servers: Server[] = []
let url = ''

beforeEach(async () => {
  content = 'v1'
  const render = (path: string) => ({ html: `<p>${path} ${content}</p>`, revalidate: 10 })
  scene = await openScene({ targets, render, site: { hasFixedUrls: true } })
  await serve()
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close(0)))
  await scene.close()
})

async function serve(options: Partial<ServerOptions> = {}): Promise<void> {
  const server = createServer({ current: () => scene, clock: scene.clock, strictPath: false, ...options })
  servers.push(server)
  url = await server.listen(0, '127.0.0.1')
  // The URLs of these pages are known from then on.
  for (const path of ['/a', '/b']) for (let visit = 0; visit < 2; visit++) await send(url, path)
}

/** All requests in one packet: they are read in one turn of the event loop. */
async function pipelined(requests: readonly string[], after = ''): Promise<string> {
  const socket = await open()
  let received = ''
  socket.setEncoding('utf8').on('data', (text: string) => (received += text))
  const last = requests.length - 1
  socket.write(
    requests
      .map((request, index) => `${request} HTTP/1.1\r\nHost: a\r\n${index === last ? 'Connection: close\r\n' : ''}\r\n`)
      .join('') + after,
  )
  await once(socket, 'close')
  return received
}

async function open(): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  return socket
}

describe('requests for pages in memory that are read together', () => {
  test('are answered in their order, after one question to the store', async () => {
    const head = vi.spyOn(scene.store, 'head')
    const answers = await pipelined(['GET /a', 'GET /b', 'GET /a', 'GET /b'])
    expect(answers.match(/<p>.*?<\/p>/g)).toEqual(['<p>/a v1</p>', '<p>/b v1</p>', '<p>/a v1</p>', '<p>/b v1</p>'])
    expect(head).toHaveBeenCalledTimes(1)
  })

  test('stay in order with those that are answered at once, or later', async () => {
    const answers = await pipelined(['GET /a', 'GET /missing', 'POST /a', 'HEAD /b', 'GET /b'])
    expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual([
      ...['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 405', 'HTTP/1.1 200', 'HTTP/1.1 200'],
    ])
    expect(answers).toMatch(/<p>\/a v1<\/p>[^]*could not be found[^]*Allow: GET, HEAD[^]*<p>\/b v1<\/p>$/)
  })

  test('show nothing that another instance has declared out of date before', async () => {
    const { store, clock } = scene
    const render = () => Promise.reject(new Error('not here'))
    const other = createEngine({ store, clock, deployment: 'd1', render })
    await pipelined(['GET /a', 'GET /a'])
    await other.invalidate([{ everything: true }], 'hard')
    content = 'v2'
    expect((await pipelined(['GET /a', 'GET /b'])).match(/v\d/g)).toEqual(['v2', 'v2'])
    await other.close(0)
  })

  test('are answered before what follows them and cannot be read is refused', async () => {
    expect(await pipelined(['GET /a'], 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 200 [^]*<p>\/a v1<\/p>$/)
    expect(await pipelined([], 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /)
  })

  test('are answered each by itself, in the context in which it was read, where something observes them', async () => {
    await serve({ isObserved: () => true })
    const head = vi.spyOn(scene.store, 'head')
    await pipelined(['GET /a', 'GET /b', 'GET /a'])
    expect(head).toHaveBeenCalledTimes(3)
  })

  test('cost nothing where the client has gone', async () => {
    const socket = await open()
    socket.write('GET /a HTTP/1.1\r\nHost: a\r\n\r\n')
    socket.resetAndDestroy()
    expect((await send(url, '/a')).text).toContain('v1')
    expect(scene.logs).toEqual([])
  })
})
