/** The same conversations over real connections, where the system decides what arrives together. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Conversation } from './generate.ts'

/** Resolves with everything that `server` sends in the course of `conversation`, dates left out, once it has closed the connection. */
export async function playOverTcp(server: Server, { pieces, waits }: Conversation): Promise<string> {
  const { port } = server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  let received = ''
  socket.on('data', (chunk) => (received += chunk.toString('latin1')))
  const closed = once(socket, 'close')
  await once(socket, 'connect')
  for (const [index, piece] of pieces.entries()) {
    socket.write(piece, 'latin1')
    await new Promise((resolve) => (waits[index] === true ? setTimeout(resolve, 2) : setImmediate(resolve)))
  }
  await closed
  return received.replaceAll(/\r\nDate: [^\r]+/g, '\r\nDate: now')
}
