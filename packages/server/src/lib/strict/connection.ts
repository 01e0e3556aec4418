/** One connection of a node:http server, some of whose requests are answered before they get there. */
import type { Socket } from 'node:net'
import type { RuleOf } from './header-rules.ts'
import { createRequestReader, type PlainHeaders, type StrictRequest } from './read-requests.ts'

export interface ConnectionOptions {
  /** node:http refuses heads of so many bytes. */
  readonly maxHeaderBytes: number
  readonly ruleOf: RuleOf
  /** Whether requests may be answered here at this moment. */
  isOpen(): boolean
  /** Writes a whole answer; false, and nothing written, where node:http has to answer. */
  answer(socket: Socket, target: string, headers: PlainHeaders): boolean
  /** What was written has not all been taken by the system. */
  waits(socket: Socket, connection: StrictConnection): void
  /** From here on everything is node:http's. */
  leaves(socket: Socket): void
}

export interface StrictConnection {
  /** node:http has read a request. */
  begins(): void
  /** node:http has handed an answer to the system, all of it. */
  ends(): void
  /** Whether node:http owes no answer, and has nothing but whole requests. */
  isQuiet(): boolean
}

/** Pieces that a head may come in until node:http is left to put them together. */
const mostPieces = 16

/** Bytes that may wait for a client to take them while more of its requests are answered. */
const mostUnsent = 256 * 1024

/**
 * Stands between `socket` and the listener that node:http has put on it, and passes on, untouched, what it cannot answer for
 * certain. Undefined where that listener is not to be found.
 *
 * node:http goes on owning the connection. It gets whole requests or, from the first doubt on, every byte: so what it has always
 * ends where a message ends, unless it has everything. Nothing is answered here while node:http owes an answer.
 */
export function watchConnection(socket: Socket, options: ConnectionOptions): StrictConnection | undefined {
  const listeners = socket.listeners('data') as ((chunk: Buffer) => void)[]
  const [pass] = listeners
  if (pass === undefined || listeners.length > 1) return undefined
  const requestsIn = createRequestReader(options.maxHeaderBytes, options.ruleOf)
  /** Requests that node:http was given, has read, has answered. */
  let given = 0
  let begun = 0
  let answered = 0
  /** Given already; the rest of their last head is still to come. */
  let pieces: Buffer[] = []

  const connection: StrictConnection = {
    begins: () => void begun++,
    ends: () => void answered++,
    isQuiet: () => pieces.length === 0 && given === begun && given === answered,
  }

  const read = (chunk: Buffer): void => {
    const isQuiet = connection.isQuiet()
    pieces.push(chunk)
    const bytes = pieces.length === 1 ? chunk : Buffer.concat(pieces)
    if (!endsHead(bytes)) {
      if (pieces.length >= mostPieces || bytes.byteLength > options.maxHeaderBytes) leave()
      return pass.call(socket, chunk)
    }
    pieces = []
    const requests = requestsIn(bytes.toString('latin1'))
    if (requests === undefined) {
      leave()
      return pass.call(socket, chunk)
    }
    const done = isQuiet && mayAnswer() ? answerAll(requests) : 0
    if (done === requests.length) return
    given += requests.length - done
    pass.call(socket, done === 0 ? chunk : chunk.subarray(requests[done - 1]!.end))
  }

  /**
   * The first request is node:http's: a connection that it has seen none on is cut when the time for headers is over. After that
   * it knows of an idle connection only what the socket's own timer tells, which every byte renews.
   */
  const mayAnswer = (): boolean => given > 0 && socket.writableLength === 0 && socket.writable && options.isOpen()

  /** Answers from the first on, until one is not to be answered here. Returns how many. */
  const answerAll = (requests: readonly StrictRequest[]): number => {
    let done = 0
    if (requests.length > 1) socket.cork()
    while (done < requests.length && socket.writableLength <= mostUnsent && answerOne(requests[done]!)) done++
    if (requests.length > 1) socket.uncork()
    if (socket.writableLength > 0) options.waits(socket, connection)
    return done
  }

  const answerOne = ({ target, headers }: StrictRequest): boolean =>
    headers !== undefined && options.answer(socket, target, headers)

  /** As if nobody had ever stood between. */
  const leave = (): void => {
    pieces = []
    socket.on('data', pass)
    socket.off('data', read)
    options.leaves(socket)
  }

  socket.on('data', read)
  socket.off('data', pass)
  return connection
}

/** Whether the last line is empty. */
const endsHead = (bytes: Buffer): boolean =>
  bytes.byteLength >= 4 && bytes.readUInt32BE(bytes.byteLength - 4) === 0x0d0a0d0a
