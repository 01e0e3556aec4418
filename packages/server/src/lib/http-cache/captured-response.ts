/** A response that a handler writes as if to a visitor, until it is known whether the answer is kept. */
import { type IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { fieldsOf, linesOf, type Fields } from './fields.ts'

export interface Captured {
  readonly status: number
  readonly fields: Fields
  readonly body: Uint8Array
}

export interface CaptureOptions {
  /** Called once, when status and fields are decided. False: the answer is not kept. */
  mayKeep(status: number, fields: Fields): boolean
  /** Bytes of a body; a longer one is not kept. */
  readonly maxBytes: number
  /**
   * Whoever waits for this very answer: is sent what is not kept, as it is written. Undefined where nobody does; then it is
   * thrown away.
   */
  readonly visitor: ServerResponse | undefined
  /** `Cache-Status` for that visitor, asked for when it is known that the answer is not kept. */
  cacheStatus(): string
}

/** What became of an answer: kept as `captured`, or sent to the visitor (`too-large`, or refused by `mayKeep`). */
export type CaptureEnd = { readonly kind: 'captured'; readonly captured: Captured } | { readonly kind: 'not-kept' }

const ownMethods = [
  'writeHead',
  'flushHeaders',
  'writeProcessing',
  'writeEarlyHints',
  'write',
  'end',
  'failWith',
] as const

type Chunk = string | Uint8Array
type Written = (error?: Error | null) => void

/**
 * A `ServerResponse` without a connection. What is written to it is collected while the answer may be kept; from the moment
 * that it may not, it goes to the visitor.
 */
export class CapturedResponse extends ServerResponse {
  readonly ended: Promise<CaptureEnd>
  /** Whether the visitor was sent this answer, or a part of it. */
  declare readonly wasPassed: boolean
  readonly #options: CaptureOptions
  #chunks: Uint8Array[] = []
  #bytes = 0
  #wasPassed = false
  #state: 'open' | 'collecting' | 'passing' | 'dropping' | 'ended' = 'open'
  #settle!: (end: CaptureEnd) => void
  #fail!: (error: unknown) => void

  constructor(request: IncomingMessage, options: CaptureOptions) {
    super(request)
    this.#options = options
    this.ended = new Promise((resolve, reject) => {
      this.#settle = resolve
      this.#fail = reject
    })
    Object.defineProperties(this, {
      headersSent: { configurable: true, get: () => this.#state !== 'open' },
      writableEnded: { configurable: true, get: () => this.#state === 'ended' },
      wasPassed: { get: () => this.#wasPassed },
    })
    // Express gives each response a prototype of its own, and would take these away with the class.
    for (const name of ownMethods) {
      Object.defineProperty(this, name, { configurable: true, writable: true, value: this[name].bind(this) })
    }
    // Whoever does not wait any more needs no answer, and an error must not end the process for that.
    this.ended.catch(() => {})
    options.visitor?.once('close', () => this.emit('close'))
  }

  /** The handler failed. What the visitor has of the answer already must not look whole. */
  failWith(error: unknown): void {
    if (this.#state === 'passing') this.#options.visitor?.destroy()
    if (this.#state === 'ended') return
    this.#state = 'ended'
    this.#fail(error)
  }

  override writeHead(status: number, ...rest: unknown[]): this {
    const headers = rest.at(-1)
    if (typeof rest[0] === 'string') this.statusMessage = rest[0]
    this.statusCode = status
    if (Array.isArray(headers)) {
      for (const [name, value] of pairsOf(headers)) this.appendHeader(name, value)
    } else if (typeof headers === 'object' && headers !== null) {
      for (const [name, value] of Object.entries(headers as OutgoingHttpHeaders)) {
        if (value !== undefined) this.setHeader(name, value)
      }
    }
    this.#begin()
    return this
  }

  override flushHeaders(): void {
    this.#begin()
    if (this.#state === 'passing') this.#options.visitor?.flushHeaders()
  }

  /** What comes ahead of an answer is for whoever waits for it, and never kept (RFC 9110 §15.2). */
  override writeProcessing(): void {
    if (this.#mayInform()) this.#options.visitor!.writeProcessing()
  }

  override writeEarlyHints(hints: Parameters<ServerResponse['writeEarlyHints']>[0], done?: () => void): void {
    if (this.#mayInform()) this.#options.visitor!.writeEarlyHints(hints, done)
    else done?.()
  }

  #mayInform(): boolean {
    const { visitor } = this.#options
    return this.#state === 'open' && visitor !== undefined && !visitor.headersSent && !visitor.destroyed
  }

  // The base class has four signatures for it, and this one takes them all.
  override write(chunk: Chunk, encoding?: BufferEncoding | Written, done?: Written): boolean {
    this.#begin()
    const written = typeof encoding === 'function' ? encoding : done
    const bytes = bytesOf(chunk, encoding)
    if (this.#state === 'collecting') this.#collect(bytes)
    else if (this.#state === 'passing') return this.#pass(bytes, written)
    if (written) queueMicrotask(() => written())
    return true
  }

  override end(chunk?: Chunk | Written, encoding?: BufferEncoding | Written, done?: Written): this {
    if (this.#state === 'ended') return this
    const last = [done, encoding, chunk].find((each): each is Written => typeof each === 'function')
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') this.write(chunk, encoding)
    this.#begin()
    const end: CaptureEnd =
      this.#state === 'collecting' ? { kind: 'captured', captured: this.#captured() } : { kind: 'not-kept' }
    if (this.#state === 'passing') this.#options.visitor?.end()
    this.#state = 'ended'
    this.finished = true
    queueMicrotask(() => {
      this.emit('finish')
      last?.()
    })
    this.#settle(end)
    return this
  }

  #begin(): void {
    if (this.#state !== 'open') return
    const { mayKeep, visitor } = this.#options
    if (mayKeep(this.statusCode, this.#fields())) this.#state = 'collecting'
    else this.#passOn(visitor)
  }

  #passOn(visitor: ServerResponse | undefined): void {
    if (visitor === undefined || visitor.headersSent || visitor.destroyed) {
      this.#state = 'dropping'
      return
    }
    this.#state = 'passing'
    this.#wasPassed = true
    for (const [name, value] of linesOf(this.#fields())) visitor.setHeader(name, value)
    visitor.setHeader('Cache-Status', this.#options.cacheStatus())
    visitor.statusCode = this.statusCode
    if (this.statusMessage) visitor.statusMessage = this.statusMessage
    visitor.on('drain', () => this.emit('drain'))
  }

  #pass(bytes: Uint8Array, written: Written | undefined): boolean {
    return this.#options.visitor!.write(bytes, written)
  }

  #collect(bytes: Uint8Array): void {
    this.#bytes += bytes.byteLength
    this.#chunks.push(bytes)
    if (this.#bytes <= this.#options.maxBytes) return
    const collected = this.#chunks
    this.#chunks = []
    this.#passOn(this.#options.visitor)
    if (this.#state === 'passing') for (const each of collected) this.#pass(each, undefined)
  }

  #captured(): Captured {
    return { status: this.statusCode, fields: this.#fields(), body: Buffer.concat(this.#chunks) }
  }

  #fields(): Fields {
    return fieldsOf(this)
  }
}

const bytesOf = (chunk: Chunk, encoding: unknown): Uint8Array =>
  typeof chunk === 'string'
    ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
    : chunk

/** `writeHead` takes names and values in turn, or pairs of them. */
function pairsOf(headers: readonly unknown[]): [string, string][] {
  if (headers.every(Array.isArray)) return headers.map(([name, value]) => [String(name), String(value)])
  const pairs: [string, string][] = []
  for (let index = 0; index + 1 < headers.length; index += 2)
    pairs.push([String(headers[index]), String(headers[index + 1])])
  return pairs
}
