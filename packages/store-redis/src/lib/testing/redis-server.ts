/** Starts a real server for a test: on a free port, in a folder of its own, gone when the test's process is gone. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort, isFree } from './free-port.ts'
import { until } from './polling.ts'

export interface RedisServerOptions {
  /** Lines of its configuration, e.g. `maxmemory 5mb`; they win over those that are there anyway. */
  readonly config?: readonly string[]
  /** Of the user `default`. */
  readonly password?: string
  /** Further users, in the words of an ACL file: `reader on >secret ~* +get`. */
  readonly users?: readonly string[]
  /** Paths of PEM files. The port then speaks TLS only. */
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string }
  /** Writes a log of commands to disk, so that a restart finds what was there. Default false. */
  readonly appendOnly?: boolean
  /** Default: a free one. */
  readonly port?: number
}

export interface RedisServer {
  /** For a client: with password, `rediss:` where it speaks TLS. */
  readonly url: string
  readonly port: number
  /** A Unix socket of the same server. */
  readonly socket: string
  /** Removed when the server is stopped. */
  readonly folder: string
  /** The one that runs, or ran last. */
  readonly process: ChildProcess
  /** Sends one command as the user `default`, and answers with its reply. */
  cli(...args: readonly (string | number)[]): Promise<unknown>
  /** Ends it and removes what it left. Can be repeated. */
  stop(): Promise<void>
  /** Sends a signal, and waits for its end where the signal ends it. */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>
  /** It keeps its connections and answers nothing. */
  pause(): void
  resume(): void
  /** Ends it with SIGKILL if it runs, and starts it on the same port; `empty` removes its data before. */
  restart(options?: { readonly empty?: boolean }): Promise<void>
}

/** Starts a server, and resolves when it accepts connections. */
export const startRedis = (options: RedisServerOptions = {}): Promise<RedisServer> => start(options, 'server')

/** Starts a sentinel; `config` says what it monitors. */
export const startSentinel = (options: RedisServerOptions): Promise<RedisServer> => start(options, 'sentinel')

type Role = 'server' | 'sentinel'

const attempts = 20

/** Somebody may take the port between looking and listening. */
async function start(options: RedisServerOptions, role: Role): Promise<RedisServer> {
  for (let attempt = 1; ; attempt++) {
    const server = new StartedServer(options, options.port ?? (await freePort()), role)
    try {
      await server.run()
      return server
    } catch (error) {
      await server.stop()
      if (attempt === attempts || options.port !== undefined) throw error
    }
  }
}

class StartedServer implements RedisServer {
  readonly port: number
  readonly folder = mkdtempSync(join(tmpdir(), 'everfresh-redis-'))
  readonly socket = join(this.folder, 'redis.sock')
  readonly #options: RedisServerOptions
  readonly #role: Role
  #process: ChildProcess | undefined
  #ended: Promise<void> = Promise.resolve()

  constructor(options: RedisServerOptions, port: number, role: Role) {
    this.#options = options
    this.#role = role
    this.port = port
  }

  get url(): string {
    const { password, tls } = this.#options
    return `${tls ? 'rediss' : 'redis'}://${password ? `:${encodeURIComponent(password)}@` : ''}127.0.0.1:${this.port}`
  }

  get process(): ChildProcess {
    return this.#process!
  }

  async cli(...args: readonly (string | number)[]): Promise<unknown> {
    const [command = 'PING', ...rest] = args
    const { password } = this.#options
    const client = new Redis({
      path: this.socket,
      ...(password === undefined ? {} : { password }),
      retryStrategy: () => null,
      commandTimeout: 10_000,
      lazyConnect: true,
    })
    // What goes wrong is told by the call.
    client.on('error', () => {})
    try {
      await client.connect()
      return await client.call(String(command), ...rest)
    } finally {
      client.disconnect()
    }
  }

  async stop(): Promise<void> {
    await this.kill()
    rmSync(this.folder, { recursive: true, force: true })
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    // One that is paused ends at SIGKILL only.
    this.#process?.kill(signal)
    await this.#ended
  }

  pause(): void {
    this.process.kill('SIGSTOP')
  }

  resume(): void {
    this.process.kill('SIGCONT')
  }

  async restart({ empty = false }: { readonly empty?: boolean } = {}): Promise<void> {
    await this.kill()
    if (empty)
      for (const data of ['dump.rdb', 'appendonlydir'])
        rmSync(join(this.folder, data), { recursive: true, force: true })
    await until(`port ${this.port} being free again`, () => isFree(this.port))
    await this.run()
  }

  async run(): Promise<void> {
    const file = this.#writeConfiguration()
    const sentinel = this.#role === 'sentinel' ? ['--sentinel'] : []
    const child = spawn(programPath(), [file, ...sentinel], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#process = child
    const release = guard(child, this.folder)
    this.#ended = new Promise((resolve) => {
      child.once('error', () => resolve())
      child.once('close', () => {
        release()
        resolve()
      })
    })
    await ready(child, this.#ended)
  }

  /** A sentinel writes what it learns into its file, and finds it there when it starts again. */
  #writeConfiguration(): string {
    const file = join(this.folder, `${this.#role}.conf`)
    if (this.#process && this.#role === 'sentinel') return file
    const { password, users = [], tls, appendOnly, config = [] } = this.#options
    const lines = [
      ...(tls ? ['port 0', `tls-port ${this.port}`, 'tls-auth-clients no'] : [`port ${this.port}`]),
      ...(tls ? [`tls-cert-file ${tls.cert}`, `tls-key-file ${tls.key}`, `tls-ca-cert-file ${tls.ca}`] : []),
      'bind 127.0.0.1',
      `dir ${this.folder}`,
      `unixsocket ${this.socket}`,
      ...(password === undefined ? [] : [`requirepass ${password}`]),
      ...users.map((user) => `user ${user}`),
      ...(this.#role === 'server' ? ['save ""', `appendonly ${appendOnly ? 'yes' : 'no'}`] : []),
      ...config,
    ]
    writeFileSync(file, lines.join('\n') + '\n')
    return file
  }
}

function programPath(): string {
  const path = process.env['REDIS_SERVER_PATH']
  if (!path) throw new Error('REDIS_SERVER_PATH does not name a Redis server: see scripts/programs.js.')
  return path
}

/** Resolves once it says that it accepts connections; fails with what it said when it ends before. */
function ready(child: ChildProcess, ended: Promise<void>): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4_000)
      if (/Ready to accept connections|Sentinel ID is/.test(said)) resolve()
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    void ended.then(() => reject(new Error(`The server ended before it was ready. It said:\n${said}`)))
  })
}

/**
 * Lets a shell wait for the end of this process, whatever ends it, and then end the server and remove its folder. Returns what
 * calls that off.
 */
function guard(child: ChildProcess, folder: string): () => void {
  if (child.pid === undefined) return () => {}
  const script = 'cat > /dev/null; kill -9 "$1"; rm -rf "$2"'
  const shell = spawn('sh', ['-c', script, 'sh', `${child.pid}`, folder], { stdio: ['pipe', 'ignore', 'ignore'] })
  shell.unref()
  ;(shell.stdin as unknown as { unref(): void }).unref()
  return () => void shell.kill('SIGKILL')
}
