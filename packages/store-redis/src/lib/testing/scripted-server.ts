/** A server that speaks Redis's protocol and answers as a test says: for refusals that a real one gives in trouble only. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** What the server says to a command, in the protocol's words, e.g. `+OK` or `-LOADING …`. Undefined: what a healthy one says. */
export type Answer = (command: readonly string[]) => string | undefined

export interface ScriptedServer {
  readonly url: string
  /** The names of the commands that it was sent. */
  readonly commands: readonly string[]
}

export async function startScriptedServer(answer: Answer): Promise<ScriptedServer> {
  const commands: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let unread = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      const { read, rest } = commandsIn(unread + chunk.toString('latin1'))
      unread = rest
      for (const command of read) {
        commands.push(command[0]!.toLowerCase())
        socket.write(`${answer(command) ?? healthy(command)}\r\n`)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`, commands }
}

function healthy([name = '']: readonly string[]): string {
  const facts = 'redis_version:7.0.15\r\nloading:0\r\nmaxmemory_policy:noeviction'
  const answers: Record<string, string> = {
    hello: '-NOPROTO unsupported protocol version',
    info: `$${facts.length}\r\n${facts}`,
    ping: '+PONG',
  }
  return answers[name.toLowerCase()] ?? '+OK'
}

/** Arrays of texts: all that a client sends. */
function commandsIn(text: string): { readonly read: string[][]; readonly rest: string } {
  const read: string[][] = []
  let rest = text
  for (;;) {
    const count = /^\*(\d+)\r\n/.exec(rest)
    if (!count) return { read, rest }
    const command: string[] = []
    let at = count[0].length
    for (let i = 0; i < Number(count[1]); i++) {
      const length = /^\$(\d+)\r\n/.exec(rest.slice(at))
      if (!length) return { read, rest }
      at += length[0].length
      if (rest.length < at + Number(length[1]) + 2) return { read, rest }
      command.push(rest.slice(at, at + Number(length[1])))
      at += Number(length[1]) + 2
    }
    read.push(command)
    rest = rest.slice(at)
  }
}
