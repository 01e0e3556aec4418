/**
 * The strict hit path: plain requests for pages in memory are answered from a connection's bytes, everything else goes to
 * node:http. In the time of one answer through node:http it gives 1.6 to 2 (decision 051).
 */
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { PassingAnswer, ReadyAnswer } from '../representation.ts'
import { watchConnection, type ConnectionOptions, type StrictConnection } from './connection.ts'
import { headerRuleOf } from './header-rules.ts'
import { createPackets } from './packets.ts'
import type { PlainHeaders } from './read-requests.ts'
import { Slabs } from './slabs.ts'

export interface StrictPathOptions {
  /** The answer that node:http would send to a GET, if it can be had at once; without side effects where it is undefined. */
  answerOf(target: string, headers: PlainHeaders): ReadyAnswer | PassingAnswer | undefined
  /** Whether requests may be answered past node:http at this moment. */
  isOpen(): boolean
  /** Told what `answerOf` throws: node:http answers instead. */
  failed(error: unknown): void
  readonly maxHeaderBytes: number
  /** What the name of a header field means. Tests make mistakes with it. */
  readonly ruleOf?: ConnectionOptions['ruleOf']
}

export interface StrictPath {
  /** Answers that were sent past node:http. */
  answers(): number
  /** Whether clients have not yet taken answers that node:http does not know of: it would close their connections as idle. */
  isSending(): boolean
}

/** Answers requests that reach `http` by TCP. Its timeouts, limits and events stay what they are. */
export function openStrictPath(http: HttpServer, options: StrictPathOptions): StrictPath {
  const connections = new WeakMap<Socket, StrictConnection>()
  const packets = createPackets(http.keepAliveTimeout)
  const slabs = new Slabs()
  /** Times that a client has been waited for and has not taken all yet. */
  let sending = 0
  let answers = 0

  const watched: ConnectionOptions = {
    maxHeaderBytes: options.maxHeaderBytes,
    ruleOf: options.ruleOf ?? headerRuleOf,
    isOpen: options.isOpen,
    answer(socket, target, headers) {
      const ready = readyOf(target, headers)
      if (ready === undefined) return false
      answers++
      const now = Date.now()
      if ('isPassing' in ready) {
        slabs.write(socket, packets.headOf(ready, now), ready.body)
        return true
      }
      const { head, whole } = packets.of(ready, now)
      if (whole === undefined) {
        socket.cork()
        socket.write(head)
        socket.write(ready.body!)
        socket.uncork()
      } else socket.write(whole)
      return true
    },
    waits(socket, connection) {
      // As during an answer of node:http: who takes his time is not idle.
      socket.setTimeout(0)
      sending++
      socket.write('', () => {
        sending--
        const isIdle = !socket.destroyed && socket.writableLength === 0 && connection.isQuiet()
        if (isIdle) socket.setTimeout(http.keepAliveTimeout)
      })
    },
    leaves: (socket) => void connections.delete(socket),
  }

  const readyOf = (target: string, headers: PlainHeaders): ReadyAnswer | PassingAnswer | undefined => {
    try {
      return options.answerOf(target, headers)
    } catch (error) {
      options.failed(error)
      return undefined
    }
  }

  http.on('connection', (socket) => {
    const connection = options.isOpen() ? watchConnection(socket, watched) : undefined
    if (connection !== undefined) connections.set(socket, connection)
  })
  http.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(socket)
    if (connection === undefined) return
    connection.begins()
    response.once('close', connection.ends)
  })
  return { answers: () => answers, isSending: () => sending > 0 }
}
