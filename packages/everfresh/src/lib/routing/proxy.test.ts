/** What passes between visitors and other servers stays one request and one answer, whatever either of them sends. */
import { once } from 'node:events'
import { createServer as createHttpServer, type Server as HttpServer, type ServerResponse } from 'node:http'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createProxy } from './proxy.ts'

let other: Server
let site: HttpServer
let asked: string
let answer: string
/** What happens before a request is passed on. */
let before: (response: ServerResponse) => Promise<unknown> | undefined
const sockets = new Set<Socket>()
const fine = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

beforeAll(async () => {
  other = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      asked += chunk.toString('latin1')
      // Every message here ends in an empty line, or says that it goes on.
      if (asked.endsWith('\r\n\r\n') && !/transfer-encoding/i.test(asked)) socket.write(answer, 'latin1')
      else if (asked.endsWith('0\r\n\r\n')) socket.write(answer, 'latin1')
    })
  })
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const target = new URL(`http://127.0.0.1:${(other.address() as AddressInfo).port}/there`)
  const proxy = createProxy({ timeoutMs: 20_000, logError: () => {} })
  site = createHttpServer(async (request, response) => {
    await before(response)
    await proxy(target, '/here').handle(request, response)
    response.emit('handled')
  })
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
})
beforeEach(() => {
  asked = ''
  answer = fine
  before = () => undefined
})
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  site.closeAllConnections()
  site.close()
  other.close()
})

/** Sends bytes, and returns what comes back until the answer's body begins and ends, or the connection does. */
async function send(text: string): Promise<string> {
  const socket = connect((site.address() as AddressInfo).port, '127.0.0.1')
  let received = ''
  const isAnswered = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (/\r\n\r\n./s.test(received)) resolve()
    })
    socket.on('close', resolve)
  })
  socket.write(text, 'latin1')
  await isAnswered
  socket.destroy()
  return received
}

const inside = 'GET /secret HTTP/1.1\r\nHost: other\r\n\r\n'
const get = 'GET /here HTTP/1.1\r\nHost: site\r\n\r\n'

it.each(['GET', 'DELETE', 'OPTIONS', 'POST'])(
  'a body of %s stays a body, whatever the visitor calls an affair of neighbours (GHSA-ggv3-7p47-pfv8)',
  async (method) => {
    const head = `${method} /here HTTP/1.1\r\nHost: site\r\nConnection: close, Content-Length, Transfer-Encoding, Host\r\n`
    await send(`${head}Content-Length: ${inside.length}\r\n\r\n${inside}`)
    expect(asked).toMatch(new RegExp(`^${method} /there HTTP/1.1\r\n`))
    expect(asked).toContain(`content-length: ${inside.length}\r\n`)
    expect(asked.match(/^host: /gim)).toHaveLength(2)

    asked = ''
    await send(`${head}Transfer-Encoding: chunked\r\n\r\n${inside.length.toString(16)}\r\n${inside}\r\n0\r\n\r\n`)
    expect(asked).toContain('transfer-encoding: chunked\r\n')
    expect(asked).toMatch(/\r\n\r\n[0-9a-f]+\r\nGET \/secret .*\r\n0\r\n\r\n$/s)
  },
)

it('an answer that cannot be passed back is answered all the same', async () => {
  answer = fine.replace('OK', 'O\x01K')
  expect(await send(get)).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  answer = fine.replace('200', '099')
  expect(await send(get)).toMatch(/^HTTP\/1\.1 502 /)
  answer = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
  expect(await send(get)).toMatch(/^HTTP\/1\.1 502 /)
})

it('visitors who wait for the other server do not wait for each other', async () => {
  answer = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n'
  const port = (site.address() as AddressInfo).port
  const open = Array.from({ length: 300 }, () => connect(port, '127.0.0.1'))
  await Promise.all(
    open.map(async (socket) => {
      asked = ''
      socket.on('error', () => {})
      socket.write(get)
      await once(socket, 'data')
    }),
  )
  answer = fine
  asked = ''
  expect(await send(get)).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  for (const socket of open) socket.destroy()
})

it('nobody is asked for a visitor who has left meanwhile', async () => {
  const handled = new Promise((resolve) => {
    before = (response) => {
      response.once('handled', resolve)
      return once(response, 'close')
    }
  })
  const socket = connect((site.address() as AddressInfo).port, '127.0.0.1')
  socket.end(get, () => socket.destroy())
  await handled
  expect(asked).toBe('')
})

it('listening along the way is no leak', async () => {
  const warnings: Error[] = []
  const note = (warning: Error) => void warnings.push(warning)
  process.on('warning', note)
  before = (response) => void response.on('close', () => {}).on('close', () => {})
  expect(await send(get)).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  await new Promise(setImmediate)
  process.off('warning', note)
  expect(warnings).toEqual([])
})
