/** The same conversations over real connections, where the system decides what arrives together. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Conversation } from './generate.ts'

/** Dates of this hour, which differ by chance, and no others: kept answers say when they were made. */
export const withoutNow = (received: string): string =>
  received.replaceAll(/(?<=\r\nDate: )[^\r]+/gi, (date) =>
    Math.abs(Date.parse(date) - Date.now()) < 3_600_000 ? 'now' : date,
  )

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
  return withoutNow(received)
}
