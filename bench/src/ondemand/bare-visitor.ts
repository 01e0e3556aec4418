/** A visitor on bare sockets that stay: what it takes to ask and to read an answer would otherwise count as the server's. */
import { connect, type Socket } from 'node:net'

/** Servers close what is idle for five seconds; whoever asks on such a connection at that moment gets no answer. ms */
const idleMs = 2_000

interface Connection {
  readonly socket: Socket
  pieces: Buffer[]
  answered: ((body: string) => void) | undefined
  failed: ((error: Error) => void) | undefined
}

export class BareVisitor {
  readonly #host: string
  readonly #port: number
  readonly #idle: Connection[] = []

  /** `url`: of the server, `http://host:port`. */
  constructor(url: string) {
    const { hostname, port } = new URL(url)
    this.#host = hostname
    this.#port = Number(port)
  }

  /** The body of the answer to a GET. @throws when the answer is not 200, or does not come */
  ask(path: string): Promise<string> {
    const connection = this.#idle.pop() ?? this.#open()
    return new Promise((answered, failed) => {
      Object.assign(connection, { answered, failed, pieces: [] })
      connection.socket.write(`GET ${path} HTTP/1.1\r\nHost: ${this.#host}:${this.#port}\r\n\r\n`)
    })
  }

  close(): void {
    for (const { socket } of this.#idle) socket.destroy()
  }

  #open(): Connection {
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true })
    const connection: Connection = { socket, pieces: [], answered: undefined, failed: undefined }
    socket.setTimeout(idleMs, () => connection.answered === undefined && socket.destroy())
    socket.on('data', (piece) => this.#read(connection, piece))
    socket.on('error', (error) => connection.failed?.(error))
    socket.on('close', () => {
      connection.failed?.(new Error('the connection was closed before the answer'))
      const place = this.#idle.indexOf(connection)
      if (place !== -1) this.#idle.splice(place, 1)
    })
    return connection
  }

  #read(connection: Connection, piece: Buffer): void {
    connection.pieces.push(piece)
    const { pieces, answered, failed, socket } = connection
    const bytes = pieces.length === 1 ? piece : Buffer.concat(pieces)
    const answer = answerIn(bytes)
    if (answer === undefined) return
    connection.answered = connection.failed = undefined
    if (answer.isLast) socket.destroy()
    else this.#idle.push(connection)
    if (answer.status === 200) answered?.(answer.body)
    else failed?.(new Error(`the answer was ${answer.status}: ${answer.body.slice(0, 200)}`))
  }
}

interface BareAnswer {
  readonly status: number
  readonly body: string
  /** Nothing follows on this connection. */
  readonly isLast: boolean
}

/** The answer, once all of it is there. It has a length or comes in chunks: both servers of the bench say one of them. */
export function answerIn(bytes: Buffer): BareAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const head = bytes.toString('latin1', 0, end)
  const rest = bytes.subarray(end + 4)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  const body = length === undefined ? unchunked(rest) : wholeOf(rest, Number(length))
  if (body === undefined) return undefined
  return { status: Number(head.slice(9, 12)), body, isLast: /\r\nconnection: *close/i.test(head) }
}

const wholeOf = (bytes: Buffer, length: number): string | undefined =>
  bytes.byteLength < length ? undefined : bytes.toString('utf8', 0, length)

function unchunked(bytes: Buffer): string | undefined {
  const chunks: Buffer[] = []
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at)
    if (line === -1) return undefined
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    const next = line + 2 + size + 2
    if (bytes.byteLength < next) return undefined
    if (size === 0) return Buffer.concat(chunks).toString()
    chunks.push(bytes.subarray(line + 2, line + 2 + size))
    at = next
  }
}
