/** Starts a primary, a replica of it, and three sentinels that watch them, for a test. */
import { until } from './polling.ts'
import { startRedis, startSentinel } from './redis-server.ts'
import type { RedisServer, RedisServerOptions } from './redis-server.ts'

export interface RedisSentinels {
  /** Under which the sentinels know the primary. */
  readonly name: string
  /** For a client: `redis+sentinel://127.0.0.1:1,127.0.0.1:2,127.0.0.1:3/name`. */
  readonly url: string
  readonly addresses: readonly { readonly host: string; readonly port: number }[]
  readonly sentinels: readonly RedisServer[]
  /** Those that hold data; which of them is the primary changes. */
  readonly servers: readonly RedisServer[]
  /** The port of the primary, as the sentinels see it. */
  primaryPort(): Promise<number>
  primary(): Promise<RedisServer>
  /** Swaps primary and replica, and resolves when every sentinel says so and the new primary takes writes. */
  failover(): Promise<void>
  /** Resolves when the sentinels name another primary than the one at `port`, and it takes writes. */
  failedOver(port: number): Promise<RedisServer>
  stop(): Promise<void>
}

export interface RedisSentinelsOptions extends RedisServerOptions {
  /** How long a server may be silent before it counts as down, ms. Default 3,000. */
  readonly downAfterMs?: number
}

const name = 'everfresh'

export async function startRedisSentinels(options: RedisSentinelsOptions = {}): Promise<RedisSentinels> {
  const started: RedisServer[] = []
  const note = <T extends RedisServer>(server: T): T => (started.push(server), server)
  try {
    const servers = await startPair(options, note)
    const sentinels: RedisServer[] = []
    for (let i = 0; i < 3; i++) sentinels.push(note(await startSentinel(watching(servers[0]!, options))))
    for (const sentinel of sentinels) await until('the sentinels knowing each other', () => knowsAll(sentinel))
    return new StartedSentinels(servers, sentinels)
  } catch (error) {
    await Promise.all(started.map((server) => server.stop()))
    throw error
  }
}

async function startPair(options: RedisSentinelsOptions, note: (server: RedisServer) => RedisServer) {
  const { config = [], password } = options
  const both = [
    'repl-diskless-sync-delay 0',
    'repl-ping-replica-period 1',
    ...(password === undefined ? [] : [`masterauth ${password}`]),
    ...config,
  ]
  const primary = note(await startRedis({ ...options, config: both }))
  const replica = note(await startRedis({ ...options, config: [...both, `replicaof 127.0.0.1 ${primary.port}`] }))
  await until('the replica being in step', async () =>
    String(await replica.cli('INFO', 'replication')).includes('master_link_status:up'),
  )
  return [primary, replica]
}

const watching = ({ port }: RedisServer, { downAfterMs = 3_000, password }: RedisSentinelsOptions) => ({
  config: [
    `sentinel monitor ${name} 127.0.0.1 ${port} 2`,
    `sentinel down-after-milliseconds ${name} ${downAfterMs}`,
    // Twice as long after an election that nobody won, there is another.
    `sentinel failover-timeout ${name} 5000`,
    ...(password === undefined ? [] : [`sentinel auth-pass ${name} ${password}`]),
  ],
})

async function knowsAll(sentinel: RedisServer): Promise<boolean> {
  const facts = (await sentinel.cli('SENTINEL', 'MASTER', name)) as string[]
  const factOf = (label: string): string | undefined => facts[facts.indexOf(label) + 1]
  return factOf('num-other-sentinels') === '2' && factOf('num-slaves') === '1' && factOf('flags') === 'master'
}

class StartedSentinels implements RedisSentinels {
  readonly name = name
  readonly servers: readonly RedisServer[]
  readonly sentinels: readonly RedisServer[]

  constructor(servers: readonly RedisServer[], sentinels: readonly RedisServer[]) {
    this.servers = servers
    this.sentinels = sentinels
  }

  get url(): string {
    return `redis+sentinel://${this.addresses.map(({ host, port }) => `${host}:${port}`).join(',')}/${name}`
  }

  get addresses(): readonly { readonly host: string; readonly port: number }[] {
    return this.sentinels.map(({ port }) => ({ host: '127.0.0.1', port }))
  }

  primaryPort(): Promise<number> {
    return portOf(this.sentinels[0]!)
  }

  async primary(): Promise<RedisServer> {
    const port = await this.primaryPort()
    return this.servers.find((server) => server.port === port)!
  }

  async failover(): Promise<void> {
    const before = await this.primaryPort()
    // Refused while it does not know yet that the replica is in order.
    await until('the sentinels agreeing to a failover', async () => {
      return (await this.sentinels[0]!.cli('SENTINEL', 'FAILOVER', name)) === 'OK'
    })
    await this.failedOver(before)
  }

  async failedOver(port: number): Promise<RedisServer> {
    await until('the failover', async () => {
      const ports = await Promise.all(this.sentinels.map(portOf))
      return ports.every((each) => each !== port)
    })
    const primary = await this.primary()
    await until('the new primary taking writes', async () => {
      return String(await primary.cli('INFO', 'replication')).includes('role:master')
    })
    return primary
  }

  async stop(): Promise<void> {
    await Promise.all([...this.sentinels, ...this.servers].map((server) => server.stop()))
  }
}

async function portOf(sentinel: RedisServer): Promise<number> {
  const [, port] = (await sentinel.cli('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name)) as [string, string]
  return Number(port)
}
