/** Answers past node:http are those of node:http, over connections that stay node:http's. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '@everfresh/engine'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createServer, type Server, type ServerOptions } from '../server.ts'
import type { HandlerTarget, StaticFolder } from '../site.ts'
import { openScene, pageRef, pageTarget, type Scene } from '../testing/scene.ts'

const large = 'x'.repeat(8 * 1024 * 1024)
let scene: Scene
let finishSlow = (): void => {}
const slow: HandlerTarget = {
  ...{ kind: 'handler', route: '/slow' },
  async handle(_, response) {
    await new Promise<void>((resolve) => (finishSlow = resolve))
    response.end('slow')
  },
}
const neverRenders = async () => {
  throw new Error('It was generated before.')
}
function folderWithFile(): StaticFolder {
  const directory = mkdtempSync(join(tmpdir(), 'everfresh-strict-'))
  folders.push(directory)
  writeFileSync(join(directory, 'file.txt'), 'a file')
  return { directory, prefix: '/', immutable: false }
}
const folders: string[] = []
const servers: Server[] = []
/** Requests that node:http has read. */
let read = 0
const count = (): void => void read++
const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 20_000, interval: 5 })

beforeEach(async () => {
  scene = await openScene({
    site: {
      hasFixedUrls: true,
      files: [folderWithFile()],
      preview: () => undefined,
      mayBePreview: (cookie) => cookie.includes('preview'),
    },
    targets: Object.fromEntries([
      ...['/a', '/b', '/large', '/404', '/file.txt', '/%62'].map((path) => [path, pageTarget(path)] as const),
      ['/slow', slow],
    ]),
    render: (path) => ({
      html: path === '/large' ? large : `<p>${path}</p>`.repeat(200),
      revalidate: 10,
      compress: true,
    }),
  })
  subscribe('http.server.request.start', count)
})
afterEach(async () => {
  unsubscribe('http.server.request.start', count)
  finishSlow()
  for (const client of clients.splice(0)) client.socket.destroy()
  await Promise.all(servers.splice(0).map((server) => server.close(0)))
  await scene.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

async function listen(options: Partial<ServerOptions> = {}): Promise<{ server: Server; port: number }> {
  const server = createServer({ current: () => scene, clock: scene.clock, previewModeId: 'secret', ...options })
  servers.push(server)
  const url = await server.listen(0, '127.0.0.1')
  return { server, port: Number(new URL(url).port) }
}

interface Client {
  readonly socket: Socket
  readonly text: () => string
  /** Sends, and resolves with what comes when it holds as many heads of answers, or ends with `until`. */
  ask(request: string, answers?: number): Promise<string>
}
const clients: Client[] = []

async function open(port: number): Promise<Client> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString('latin1')))
  await once(socket, 'connect')
  const client: Client = {
    ...{ socket, text: () => text },
    async ask(request, answers = 1) {
      text = ''
      socket.write(request, 'latin1')
      await eventually(() => isWhole(text, answers)).toBe(true)
      return text.replaceAll(/\r\nDate: [^\r]+/g, '\r\nDate: now')
    },
  }
  clients.push(client)
  return client
}

/** Whether `text` holds so many answers, each of which says its length. */
function isWhole(text: string, answers: number): boolean {
  let at = 0
  for (let rest = answers; rest > 0; rest--) {
    const end = text.indexOf('\r\n\r\n', at)
    if (end === -1) return false
    const head = text.slice(at, end)
    at = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
  }
  return text.length >= at
}

const get = (target: string, ...headers: string[]) =>
  `GET ${target} HTTP/1.1\r\n${['Host: a', ...headers].join('\r\n')}\r\n\r\n`

/** A connection that node:http knows, to a server that remembers the page. */
async function openWarm(port: number): Promise<Client> {
  const client = await open(port)
  await client.ask(get('/a'))
  await client.ask(get('/a', 'X-Unknown: 1'))
  read = 0
  return client
}

describe('an answer past node:http', () => {
  it.each([
    ['whole', []],
    ['compressed', ['Accept-Encoding: gzip, br']],
    ['with what browsers send', ['User-Agent: x', 'Accept: */*', 'Cookie: a=b', 'Cache-Control: max-age=0', 'DNT: 1']],
  ])('is the same to the last byte: %s', async (_, headers) => {
    const { port } = await listen()
    const client = await openWarm(port)
    const answer = await client.ask(get('/a', ...headers))
    expect(read).toBe(0)
    expect(await client.ask(get('/a', ...headers, 'X-Unknown: 1'))).toBe(answer)
    expect(read).toBe(1)
    const etag = /etag: (.+)\r/i.exec(answer)![1]!
    const notModified = await client.ask(get('/a', ...headers, `If-None-Match: ${etag}`))
    expect(notModified).toMatch(/^HTTP\/1\.1 304 /)
    expect(read).toBe(1)
    expect(await client.ask(get('/a', ...headers, `If-None-Match: ${etag}`, 'X-Unknown: 1'))).toBe(notModified)
  })

  it('comes at once for pages that nobody has asked for yet, from memory or a store on this machine', async () => {
    const restarted = createEngine({ store: scene.store, clock: scene.clock, deployment: 'd1', render: neverRenders })
    await scene.engine.get(pageRef('/b'))
    for (const engine of [scene.engine, restarted]) {
      const { port } = await listen({ current: () => ({ site: scene.site, engine }) })
      const client = await openWarm(port)
      const answer = await client.ask(get('/b'))
      expect(answer).toContain('\r\nx-nextjs-cache: HIT\r\n')
      expect(read).toBe(0)
      expect(await client.ask(get('/b', 'X-Unknown: 1'))).toBe(answer)
    }
    await restarted.close(0)
  })

  it('says how old the page is, and has it regenerated behind (B2)', async () => {
    const { port } = await listen()
    const client = await openWarm(port)
    scene.clock.advance(4_000)
    expect(await client.ask(get('/a'))).toContain('\r\nAge: 4\r\n')
    scene.clock.advance(8_000)
    const before = scene.renders.length
    expect(await client.ask(get('/a'))).toContain('\r\nx-nextjs-cache: STALE\r\n')
    await eventually(() => scene.renders.length).toBe(before + 1)
    await eventually(() => client.ask(get('/a'))).toContain('\r\nx-nextjs-cache: HIT\r\n')
    expect(read).toBe(0)
  })

  it('never overtakes one that node:http owes', async () => {
    const { port } = await listen()
    const client = await openWarm(port)
    client.socket.write(get('/slow'))
    await eventually(() => read).toBe(1)
    const answers = client.ask(get('/a', 'If-None-Match: *') + get('/a'), 2)
    await eventually(() => read).toBe(3)
    finishSlow()
    await eventually(() => client.text()).toMatch(/slow.*304 Not Modified.*200 OK/s)
    await answers
    // All is answered: the next one needs node:http no more.
    await client.ask(get('/a'))
    expect(read).toBe(3)
  })

  it('comes for each of many requests that are sent at once, however slowly they are taken', async () => {
    const { port } = await listen()
    const client = await openWarm(port)
    await client.ask(get('/large', 'X-Unknown: 1'))
    await client.ask(get('/large', 'X-Unknown: 1'))
    read = 0
    client.socket.pause()
    const answers = client.ask(get('/large').repeat(4) + get('/a'), 5)
    await eventually(() => read).toBeGreaterThan(0)
    client.socket.resume()
    expect((await answers).length).toBeGreaterThan(4 * large.length)
  })

  it('is given again after a request that came in pieces', async () => {
    const { port } = await listen()
    const client = await openWarm(port)
    const request = get('/a')
    client.socket.write(request.slice(0, 20))
    await new Promise((resolve) => setTimeout(resolve, 20))
    await client.ask(request.slice(20))
    read = 0
    await client.ask(request)
    expect(read).toBe(0)
  })
})

describe('node:http answers', () => {
  it.each([
    ['the first request of a connection', undefined, get('/a')],
    ['visitors who may see what is not published (B105)', {}, get('/a', 'Cookie: preview=1')],
    ['pages that are not in memory', {}, get('/missing')],
    ['pages that are yet to be made', {}, get('/b')],
    ['pages of the site for its errors, asked for by name (B23)', {}, get('/404')],
    ['files that have the name of a page', {}, get('/file.txt')],
    ['URLs with a query (B11)', {}, get('/a?x=1')],
    ['URLs that have to be decoded', {}, get('/%62')],
    ['HEAD', {}, get('/a').replace('GET', 'HEAD')],
    ['everything where it shall', { strictPath: false }, get('/a')],
    ['everything while it shall', { isObserved: () => true }, get('/a')],
  ])('%s', async (_, options, request) => {
    const { port } = await listen(options)
    const client = options === undefined ? await open(port) : await openWarm(port)
    await client.ask('', 0)
    read = 0
    client.socket.write(request)
    await eventually(() => client.text()).toContain('HTTP/1.1')
    expect(read).toBe(1)
  })
})

describe('a connection', () => {
  it('is kept for as long as it is used, and no longer', async () => {
    const { port } = await listen({ keepAliveTimeoutMs: 4_000 })
    const client = await openWarm(port)
    const closed = once(client.socket, 'close')
    for (let visit = 0; visit < 5; visit++) {
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      await client.ask(get('/a'))
    }
    expect(read).toBe(0)
    await closed
  })

  it('ends after an answer of node:http once the server stops', async () => {
    const { server, port } = await listen()
    const client = await openWarm(port)
    const closed = server.close(20_000, 20_000)
    expect(await client.ask(get('/a'))).toContain('\r\nConnection: close\r\n')
    await closed
    expect(read).toBe(1)
  })

  it('is not taken for idle while its client still takes an answer', async () => {
    const { server, port } = await listen({ keepAliveTimeoutMs: 200 })
    const client = await openWarm(port)
    for (let visit = 0; visit < 2; visit++) await client.ask(get('/large', 'X-Unknown: 1'))
    read = 0
    client.socket.pause()
    client.socket.write(get('/large'))
    const idle = await openWarm(port)
    expect(read).toBe(0)
    await new Promise((resolve) => setTimeout(resolve, 500))
    const closed = server.close(20_000)
    await idle.ask(get('/a')).catch(() => {})
    const answer = client.ask('')
    client.socket.resume()
    expect(await answer).toContain(large)
    await closed
  })
})
