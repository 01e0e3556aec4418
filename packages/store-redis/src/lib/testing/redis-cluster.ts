/** Starts a cluster of primaries for a test, and moves its slots about. */
import { freePort } from './free-port.ts'
import { until } from './polling.ts'
import { startRedis } from './redis-server.ts'
import type { RedisServer, RedisServerOptions } from './redis-server.ts'

export interface RedisCluster {
  readonly servers: readonly RedisServer[]
  /** For a client: `redis+cluster://127.0.0.1:1,127.0.0.1:2`. */
  readonly url: string
  readonly nodes: readonly { readonly host: string; readonly port: number }[]
  /** The server that owns a slot. */
  ownerOf(slot: number): Promise<RedisServer>
  /** Moves a slot and its keys while clients go on; `keysAtOnce` of them at a time. */
  moveSlot(slot: number, to: RedisServer, keysAtOnce?: number): Promise<void>
  /** Starts a replica of a server, and resolves when it is in step and every server knows it. */
  addReplica(of: RedisServer): Promise<RedisServer>
  stop(): Promise<void>
}

const slots = 16_384

/** Starts `count` primaries that share all slots evenly, and resolves when each says that the cluster is well. */
export async function startRedisCluster(count = 3, options: RedisServerOptions = {}): Promise<RedisCluster> {
  const servers: RedisServer[] = []
  try {
    for (let i = 0; i < count; i++) servers.push(await startNode(options))
    await join(servers)
    return new StartedCluster(servers, options)
  } catch (error) {
    await Promise.all(servers.map((server) => server.stop()))
    throw error
  }
}

async function startNode(options: RedisServerOptions, attempts = 5): Promise<RedisServer> {
  const config = [
    'cluster-enabled yes',
    // The nodes talk to each other on a port that is otherwise 10,000 higher.
    `cluster-port ${await freePort()}`,
    'cluster-node-timeout 5000',
    'cluster-require-full-coverage yes',
    ...(options.config ?? []),
  ]
  try {
    return await startRedis({ ...options, config })
  } catch (error) {
    if (attempts === 1) throw error
    return startNode(options, attempts - 1)
  }
}

async function join(servers: readonly RedisServer[]): Promise<void> {
  for (const [i, server] of servers.entries()) {
    // Without, nodes that begin with the same epoch have to settle who is first.
    await server.cli('CLUSTER', 'SET-CONFIG-EPOCH', i + 1)
    const [from = 0, end = 0] = [i, i + 1].map((part) => Math.floor((part * slots) / servers.length))
    await server.cli('CLUSTER', 'ADDSLOTSRANGE', from, end - 1)
  }
  const [first, ...others] = servers
  for (const other of others) await meet(first!, other)
  for (const server of servers) await until('the cluster being well', () => isWell(server, servers.length))
}

async function meet(one: RedisServer, other: RedisServer): Promise<void> {
  const [, busPort] = (await other.cli('CONFIG', 'GET', 'cluster-port')) as [string, string]
  await one.cli('CLUSTER', 'MEET', '127.0.0.1', other.port, busPort)
}

async function isWell(server: RedisServer, count: number): Promise<boolean> {
  const said = String(await server.cli('CLUSTER', 'INFO'))
  const signs = ['cluster_state:ok', `cluster_slots_ok:${slots}`, `cluster_known_nodes:${count}`]
  return signs.every((sign) => said.split('\r\n').includes(sign))
}

class StartedCluster implements RedisCluster {
  readonly servers: readonly RedisServer[]
  readonly #replicas: RedisServer[] = []
  readonly #options: RedisServerOptions

  constructor(servers: readonly RedisServer[], options: RedisServerOptions) {
    this.servers = servers
    this.#options = options
  }

  get url(): string {
    return `redis+cluster://${this.nodes.map(({ host, port }) => `${host}:${port}`).join(',')}`
  }

  get nodes(): readonly { readonly host: string; readonly port: number }[] {
    return this.servers.map(({ port }) => ({ host: '127.0.0.1', port }))
  }

  async ownerOf(slot: number): Promise<RedisServer> {
    const ranges = (await this.servers[0]!.cli('CLUSTER', 'SLOTS')) as [number, number, [string, number, string]][]
    const port = ranges.find(([from, to]) => from <= slot && slot <= to)?.[2][1]
    const owner = this.servers.find((server) => server.port === port)
    if (!owner) throw new Error(`Nobody owns slot ${slot}.`)
    return owner
  }

  async moveSlot(slot: number, to: RedisServer, keysAtOnce = 1): Promise<void> {
    const from = await this.ownerOf(slot)
    if (from === to) return
    const [fromId, toId] = [await from.cli('CLUSTER', 'MYID'), await to.cli('CLUSTER', 'MYID')].map(String)
    await to.cli('CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId!)
    await from.cli('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId!)
    for (;;) {
      const keys = (await from.cli('CLUSTER', 'GETKEYSINSLOT', slot, keysAtOnce)) as string[]
      if (keys.length === 0) break
      await from.cli('MIGRATE', '127.0.0.1', to.port, '', 0, 10_000, 'KEYS', ...keys)
    }
    // First the new owner, so that nobody is sent back and forth.
    for (const server of [to, ...this.servers.filter((each) => each !== to)]) {
      await server.cli('CLUSTER', 'SETSLOT', slot, 'NODE', toId!)
    }
  }

  async addReplica(of: RedisServer): Promise<RedisServer> {
    const replica = await startNode(this.#options)
    this.#replicas.push(replica)
    await meet(of, replica)
    const all = [...this.servers, ...this.#replicas]
    for (const server of all) await until('everybody knowing the replica', () => isWell(server, all.length))
    await replica.cli('CLUSTER', 'REPLICATE', String(await of.cli('CLUSTER', 'MYID')))
    for (const server of all) {
      await until('everybody knowing whose replica it is', async () => isReplica(server, replica.port))
    }
    await until('the replica being in step', async () =>
      String(await replica.cli('INFO', 'replication')).includes('master_link_status:up'),
    )
    return replica
  }

  async stop(): Promise<void> {
    await Promise.all([...this.servers, ...this.#replicas].map((server) => server.stop()))
  }
}

async function isReplica(server: RedisServer, port: number): Promise<boolean> {
  const nodes = String(await server.cli('CLUSTER', 'NODES')).split('\n')
  return nodes.some((node) => node.includes(`:${port}@`) && /\bslave\b/.test(node))
}
