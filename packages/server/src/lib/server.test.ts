/** A server starts with a clear answer, keeps its limits, and stops without losing anything. */
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createServer, type Server, type ServerOptions } from './server.ts'
import type { HandlerTarget } from './site.ts'
import { send } from './testing/http-client.ts'
import { openScene, pageTarget, type RenderPage, type Scene } from './testing/scene.ts'

let scene: Scene
const servers: Server[] = []
let finishRender = (): void => {}
let finishHandler = (): void => {}
let handling = false
const slowly: RenderPage = (path) =>
  path === '/slow'
    ? new Promise((resolve) => (finishRender = () => resolve({ html: 'slow', revalidate: 1 })))
    : { html: path, revalidate: 1 }
const handler: HandlerTarget = {
  ...{ kind: 'handler', route: '/api' },
  async handle(_, response) {
    response.write('half ')
    handling = true
    await new Promise<void>((resolve) => (finishHandler = resolve))
    response.end('done')
  },
}

beforeEach(async () => {
  handling = false
  const targets = { '/a': pageTarget('/a'), '/slow': pageTarget('/slow'), '/api': handler }
  scene = await openScene({ targets, render: slowly })
})
afterEach(async () => {
  finishRender()
  finishHandler()
  await Promise.all(servers.splice(0).map((server) => server.close(0)))
  await scene.close()
})

function create(options: Partial<ServerOptions> = {}): Server {
  const server = createServer({ current: () => scene, clock: scene.clock, ...options })
  servers.push(server)
  return server
}

describe('listen', () => {
  it('resolves with the URL', async () => {
    expect(await create().listen(0, '127.0.0.1')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const url = await create().listen(0)
    expect(url).toMatch(/^http:\/\/localhost:\d+$/)
    expect((await send(url.replace('localhost', '127.0.0.1'), '/a')).text).toBe('/a')
  })

  it('says that a port is taken, and what to do', async () => {
    const port = Number(new URL(scene.url).port)
    const error: unknown = await create()
      .listen(port, '127.0.0.1')
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'PORT_TAKEN', cause: { code: 'EADDRINUSE' } })
    expect(String(error)).toContain(`Port ${port} is taken by another process`)
    expect(String(error)).toContain('choose another port')
  })

  it('says that an address is none of this machine', async () => {
    await expect(create().listen(0, '192.0.2.1')).rejects.toMatchObject({ code: 'LISTEN_FAILED' })
  })
})

describe('limits', () => {
  it('refuse more headers than allowed with 431', async () => {
    const url = await create({ maxHeaderBytes: 2048 }).listen(0, '127.0.0.1')
    expect((await send(url, '/a', { headers: { 'x-long': 'x'.repeat(4096) } })).status).toBe(431)
  })

  it('refuse malformed requests with 400: both lengths, bare line feeds, spaces before colons', async () => {
    const url = await create().listen(0, '127.0.0.1')
    const smuggled = [
      'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'GET /a HTTP/1.1\r\nHost : a\r\n\r\n',
      'GET /a HTTP/1.1\nHost: a\n\n',
      'GET /a HTTP/1.1\r\n\r\n',
    ]
    for (const text of smuggled) {
      const socket = connect(Number(new URL(url).port), '127.0.0.1')
      socket.write(text)
      const [answer] = (await once(socket, 'data')) as [Buffer]
      expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /)
      socket.destroy()
    }
  })
})

describe('close', () => {
  it('finishes requests and what is rendered for them, then refuses', async () => {
    const server = create()
    const url = await server.listen(0, '127.0.0.1')
    const page = send(url, '/slow')
    const answer = send(url, '/api')
    await expect.poll(() => handling && scene.renders).toEqual(['/slow'])
    const closed = server.close(10_000)
    finishRender()
    await expect(page).resolves.toMatchObject({ status: 200, text: 'slow' })
    finishHandler()
    await expect(answer).resolves.toMatchObject({ status: 200, text: 'half done' })
    await closed
    await expect(send(url, '/a')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('closes connections that were kept alive, at once', async () => {
    const server = create({ keepAliveTimeoutMs: 600_000 })
    const url = await server.listen(0, '127.0.0.1')
    const agent = new Agent({ keepAlive: true })
    const [response] = (await once(get(`${url}/a`, { agent }), 'response')) as [IncomingMessage]
    response.resume()
    await once(response, 'end')
    const startedAt = performance.now()
    await server.close(60_000)
    expect(performance.now() - startedAt).toBeLessThan(5000)
    agent.destroy()
  })

  it('answers what still comes over connections that were kept alive while it lingers, and ends them', async () => {
    const server = create({ keepAliveTimeoutMs: 600_000 })
    const url = await server.listen(0, '127.0.0.1')
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = async () => {
      const [response] = (await once(get(`${url}/a`, { agent }), 'response')) as [IncomingMessage]
      response.resume()
      await once(response, 'end')
      return { status: response.statusCode, connection: response.headers.connection }
    }
    await ask()
    const closed = server.close(60_000, 600_000)
    await expect(send(url, '/a')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(await ask()).toEqual({ status: 200, connection: 'close' })
    // Nothing is left to linger for.
    await closed
    agent.destroy()
  })

  it('cuts what is left when the grace is over', async () => {
    const server = create()
    const url = await server.listen(0, '127.0.0.1')
    const answer = send(url, '/api')
    const failure = answer.then(
      () => expect.unreachable(),
      (error: unknown) => error,
    )
    await expect.poll(() => handling).toBe(true)
    await server.close(50)
    expect(await failure).toMatchObject({ code: 'ECONNRESET' })
  })

  it('may be called twice, and before listening', async () => {
    const server = create()
    await server.listen(0, '127.0.0.1')
    await expect(Promise.all([server.close(), server.close(), create().close()])).resolves.toHaveLength(3)
  })
})
