/** One serving process as its supervisor sees it. */
import { contentOf, message, type Order } from './messages.ts'

/** The part of a worker of `node:cluster` that this needs. */
export interface InstanceProcess {
  readonly process: { readonly pid?: number | undefined; kill(signal: NodeJS.Signals): unknown }
  on(event: 'message', listener: (received: unknown) => void): unknown
  on(event: 'exit', listener: (code: number | null, signal: string | null) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  send(message: unknown, callback: () => void): unknown
}

/** How long a process may take from its start until it answers visitors, ms. */
const startMs = 60_000

/** How long one may take to finish what is under way: what `start` allows for each part of it, and some more, ms. */
const leavingMs = 40_000

export class Instance {
  readonly number: number
  /** Whether it came to answer visitors before it ended. */
  readonly ready: Promise<boolean>
  /** How it ended, for messages: `code 1`. */
  readonly ended: Promise<string>
  readonly #process: InstanceProcess
  #readyAt: number | undefined
  #silentMs = 0
  #isLeaving = false

  constructor(number: number, process: InstanceProcess) {
    this.number = number
    this.#process = process
    this.ended = new Promise((resolve) => {
      process.on('exit', (code, signal) => resolve(signal ?? `code ${code}`))
      process.on('error', (error) => resolve(error.message))
    })
    this.ready = new Promise((resolve) => {
      void this.ended.then(() => resolve(false))
      process.on('message', (received) => {
        this.#silentMs = 0
        if (contentOf(received) !== 'ready') return
        this.#readyAt = performance.now()
        resolve(true)
      })
    })
  }

  get pid(): number | undefined {
    return this.#process.process.pid
  }

  /** It was asked to end: that it does is no failure. */
  get isLeaving(): boolean {
    return this.#isLeaving
  }

  /** How long it has answered visitors, ms. */
  get readyMs(): number {
    return this.#readyAt === undefined ? 0 : performance.now() - this.#readyAt
  }

  /** Notes that `ms` passed. Answers whether it was silent for too long, by now. */
  passed(ms: number, unresponsiveMs: number): boolean {
    this.#silentMs += ms
    return this.#silentMs >= (this.#readyAt === undefined ? Math.max(startMs, unresponsiveMs) : unresponsiveMs)
  }

  /** Another one has taken its place: it answers what comes over the connections that it has, and ends. */
  leave(): Promise<void> {
    const order: Order = 'leave'
    return this.#end(() => this.#process.send(message(order), () => {}))
  }

  /** Everybody goes: it finishes what is under way, and ends. */
  stop(): Promise<void> {
    return this.#end(() => this.#process.process.kill('SIGTERM'))
  }

  kill(): void {
    this.#process.process.kill('SIGKILL')
  }

  async #end(ask: () => unknown): Promise<void> {
    if (!this.#isLeaving) ask()
    this.#isLeaving = true
    const late = setTimeout(() => this.kill(), leavingMs)
    await this.ended
    clearTimeout(late)
  }
}
