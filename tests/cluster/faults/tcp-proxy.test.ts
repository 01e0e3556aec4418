/** The faulty network does what it is told, and nothing when it is told nothing. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts'

let server: Server
let proxy: TcpProxy
let heard: string[]
const clients: Client[] = []

/** Answers `<text>!` to each text. */
beforeEach(async () => {
  heard = []
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      heard.push(bytes.toString())
      socket.write(`${bytes.toString()}!`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await openTcpProxy((server.address() as AddressInfo).port)
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy()
  await proxy.close()
  server.close()
})

interface Client {
  readonly socket: Socket
  say(text: string): void
  /** Resolves with the next piece, or `closed`. */
  hear(): Promise<string>
}

function dial(): Client {
  const socket = connect(proxy.port, '127.0.0.1')
  const pieces: string[] = []
  const ears: ((piece: string) => void)[] = []
  const take = (piece: string): void => void (ears.length > 0 ? ears.shift()!(piece) : pieces.push(piece))
  socket.on('error', () => {})
  socket.on('data', (bytes) => take(bytes.toString()))
  socket.on('close', () => take('closed'))
  const client: Client = {
    socket,
    say: (text) => void socket.write(text),
    hear: () =>
      new Promise((resolve) => {
        const piece = pieces.shift()
        if (piece === undefined) ears.push(resolve)
        else resolve(piece)
      }),
  }
  clients.push(client)
  return client
}

it('hands everything on', async () => {
  const client = dial()
  client.say('a')
  expect(await client.hear()).toBe('a!')
})

it('delays', async () => {
  const client = dial()
  proxy.delay(60)
  const begunAt = performance.now()
  client.say('a')
  expect(await client.hear()).toBe('a!')
  expect(performance.now() - begunAt).toBeGreaterThan(115)
})

it('swallows, and hands on late', async () => {
  const client = dial()
  client.say('a')
  await client.hear()
  proxy.swallow()
  client.say('b')
  const other = dial()
  await once(other.socket, 'connect')
  expect(heard).toEqual(['a'])
  proxy.pass()
  expect(await client.hear()).toBe('b!')
})

it('resets what there is, and refuses what comes', async () => {
  const client = dial()
  client.say('a')
  await client.hear()
  proxy.refuse()
  expect(await client.hear()).toBe('closed')
  expect(await dial().hear()).toBe('closed')
  proxy.pass()
  const again = dial()
  again.say('b')
  expect(await again.hear()).toBe('b!')
})

it('loses connections', async () => {
  proxy.lose(1, () => 0.5)
  const client = dial()
  client.say('a')
  expect(await client.hear()).toBe('closed')
  expect(heard).toEqual([])
})

it('silences those who subscribed, and no others', async () => {
  proxy.silence((sent) => sent.includes('subscribe'))
  const [deaf, other] = [dial(), dial()]
  deaf.say('subscribe')
  other.say('a')
  expect(await other.hear()).toBe('a!')
  deaf.say('b')
  other.say('c')
  expect(await other.hear()).toBe('c!')
  expect(await Promise.race([deaf.hear(), Promise.resolve('nothing')])).toBe('nothing')
})

it('holds a request before the server has it', async () => {
  const client = dial()
  const held = proxy.holdRequest((sent) => sent.startsWith('publish'))
  client.say('publish 1')
  await held.reached
  expect(heard).toEqual([])
  held.release()
  expect(await client.hear()).toBe('publish 1!')
})

it('holds the reply of what the server has done', async () => {
  const client = dial()
  const held = proxy.holdReply((sent) => sent.startsWith('publish'))
  client.say('publish 1')
  await held.reached
  expect(heard).toEqual(['publish 1'])
  held.release()
  expect(await client.hear()).toBe('publish 1!')
})

it('hands on what a client sent before it died', async () => {
  const client = dial()
  const held = proxy.holdRequest((sent) => sent.startsWith('publish'))
  client.say('publish 1')
  await held.reached
  client.socket.resetAndDestroy()
  held.release()
  await expect.poll(() => heard).toEqual(['publish 1'])
})
