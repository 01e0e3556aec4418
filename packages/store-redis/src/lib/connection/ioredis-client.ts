/** The port of this package to ioredis. */
import { Cluster } from 'ioredis'
import type { Redis } from 'ioredis'
import { isLasting, translated } from '../errors.ts'
import type { Script } from '../scripts/script.ts'
import type { RedisArgument, RedisLike } from './redis-like.ts'

export class IoredisClient implements RedisLike {
  readonly #client: Redis | Cluster
  readonly #connectTimeoutMs: number
  readonly #nodes = new WeakMap<Redis, RedisLike>()
  /** Why it is not connected: what a command says then is only that it is not. */
  #trouble: Error | undefined

  constructor(client: Redis | Cluster, connectTimeoutMs: number) {
    this.#client = client
    this.#connectTimeoutMs = connectTimeoutMs
    // Without a listener, an error that nobody asked about would end the process.
    client.on('error', (error: Error) => (this.#trouble = error))
    client.on('ready', () => (this.#trouble = undefined))
  }

  async connect(): Promise<void> {
    await this.#becomeReady()
    // A cluster's client connects to each server with the first command for it, which would have to wait.
    await Promise.allSettled(this.primaries().map((server) => server.call('ping', [])))
  }

  #becomeReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => end(new Error('Connecting timed out.')), this.#connectTimeoutMs)
      const end = (error?: Error): void => {
        clearTimeout(giveUp)
        this.#client.off('ready', end)
        this.#client.off('error', refused)
        if (error) reject(translated(this.#trouble ?? error))
        else resolve()
      }
      const refused = (error: Error): void => {
        if (isLasting(translated(error))) end(error)
      }
      this.#client.once('ready', end)
      this.#client.on('error', refused)
      this.#client.connect().catch(end)
    })
  }

  async call(command: string, args: readonly RedisArgument[]): Promise<unknown> {
    try {
      return await this.#client.callBuffer(command, ...args.map(asSent))
    } catch (error) {
      throw this.#translated(error)
    }
  }

  async run(script: Script, keys: readonly (string | Uint8Array)[], args: readonly RedisArgument[]): Promise<unknown> {
    const rest = [keys.length, ...keys, ...args].map(asSent)
    try {
      return await this.#client.callBuffer('evalsha', script.sha, ...rest)
    } catch (error) {
      // It was not run: the server has been restarted, or is another one.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw this.#translated(error)
      return this.call('eval', [script.text, ...rest])
    }
  }

  primaries(): readonly RedisLike[] {
    if (!(this.#client instanceof Cluster)) return [this]
    return this.#client.nodes('master').map((node) => {
      const known = this.#nodes.get(node) ?? new IoredisClient(node, this.#connectTimeoutMs)
      this.#nodes.set(node, known)
      return known
    })
  }

  subscribe(channel: string, onNews: (message?: string) => void): void {
    const client = this.#client
    const isSharded = client instanceof Cluster
    client.on(isSharded ? 'smessage' : 'message', (_channel: string, message: string) => onNews(message))
    const begin = (): void => {
      const subscribed = isSharded ? client.ssubscribe(channel) : client.subscribe(channel)
      // It is only a hint; without it the next heartbeat tells.
      subscribed.then(
        () => onNews(),
        () => {},
      )
    }
    client.on('ready', begin)
    if (client.status === 'ready') begin()
    else client.connect().catch(() => {})
  }

  onReady(listener: () => void): void {
    this.#client.on('ready', listener)
  }

  close(): void {
    this.#client.disconnect()
  }

  #translated(error: unknown): Error {
    const isOffline = error instanceof Error && /isn't (writeable|ready)|Connection is closed/.test(error.message)
    return translated(isOffline ? (this.#trouble ?? error) : error)
  }
}

/** The library takes other arrays of bytes for lists of numbers. */
const asSent = (argument: RedisArgument): string | number | Buffer =>
  argument instanceof Uint8Array && !Buffer.isBuffer(argument)
    ? Buffer.from(argument.buffer, argument.byteOffset, argument.byteLength)
    : (argument as string | number | Buffer)
