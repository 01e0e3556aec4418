/** A real Redis, with a network of its own to each instance. */
import { startRedis, type RedisServer } from '../../../packages/store-redis/src/lib/testing/redis-servers.ts'
import { pick } from '../drive/random.ts'
import { openTcpProxy, type TcpProxy } from '../faults/tcp-proxy.ts'
import type { StoreFault, StoreUnderTest } from './store-under-test.ts'

export interface RedisUnderTest extends StoreUnderTest {
  readonly server: RedisServer
  /** The network between `instance` and the server. */
  network(instance: string): TcpProxy
  /** Of all instances. */
  readonly networks: readonly TcpProxy[]
}

export interface RedisUnderTestOptions {
  readonly instances: readonly string[]
  /** Writes its log to disk, so that a restart finds what was there. Default true. */
  readonly appendOnly?: boolean
}

export async function openRedisUnderTest({
  instances,
  appendOnly = true,
}: RedisUnderTestOptions): Promise<RedisUnderTest> {
  const server = await startRedis({ appendOnly, config: ['appendfsync everysec'] })
  const byInstance = new Map<string, TcpProxy>()
  for (const name of instances) byInstance.set(name, await openTcpProxy(server.port))
  const networks = [...byInstance.values()]
  const network = (name: string): TcpProxy => byInstance.get(name)!
  return {
    name: 'redis',
    folders: 'own',
    server,
    network,
    networks,
    env: (name) => ({ EVERFRESH_STORE: `redis://127.0.0.1:${network(name).port}` }),
    faults: [...serverFaults(server), ...networkFaults(network, networks)],
    async close() {
      for (const each of networks) await each.close()
      await server.stop()
    },
  }
}

const everybody = (): string => 'store'
const one = (random: () => number, instances: readonly string[]): string => pick(random, instances)

export const isSubscription = (sent: string): boolean => /subscribe/i.test(sent)

/** Nobody listens on port 1: a replica of that stays as it is, and takes no writes. */
const nowhere = ['127.0.0.1', 1] as const

const serverFaults = (server: RedisServer): readonly StoreFault[] => [
  fault('redis is frozen', everybody, async () => {
    server.pause()
    return async () => server.resume()
  }),
  loss('redis is killed and restarted', async () => {
    await server.kill()
    return () => server.restart()
  }),
  loss('redis comes back empty', async () => {
    await server.kill()
    return () => server.restart({ empty: true })
  }),
  fault('redis takes no writes', everybody, async () => {
    await server.cli('REPLICAOF', ...nowhere)
    return async () => void (await server.cli('REPLICAOF', 'NO', 'ONE'))
  }),
  fault('redis misses its replicas', everybody, async () => {
    await server.cli('CONFIG', 'SET', 'min-replicas-to-write', 1)
    return async () => void (await server.cli('CONFIG', 'SET', 'min-replicas-to-write', 0))
  }),
  fault('redis is out of memory', everybody, async () => {
    await server.cli('CONFIG', 'SET', 'maxmemory', 1)
    return async () => void (await server.cli('CONFIG', 'SET', 'maxmemory', 0))
  }),
]

const networkFaults = (network: (name: string) => TcpProxy, networks: readonly TcpProxy[]): readonly StoreFault[] => {
  const all = (name: string, breakIt: (each: TcpProxy, random: () => number) => void): StoreFault =>
    fault(name, everybody, async (_, random) => {
      for (const each of networks) breakIt(each, random)
      return async () => networks.forEach((each) => each.pass())
    })
  const single = (name: string, breakIt: (each: TcpProxy) => void): StoreFault =>
    fault(name, one, async (instance) => {
      breakIt(network(instance))
      return async () => network(instance).pass()
    })
  return [
    all('the network is slow', (each, random) => each.delay(20 + random() * 150)),
    all('the network swallows everything', (each) => each.swallow()),
    all('connections break now and then', (each, random) => each.lose(0.02, random)),
    all('nobody is notified', (each) => each.silence(isSubscription)),
    single('an instance is cut off silently', (each) => each.swallow()),
    single('an instance is refused', (each) => each.refuse()),
    single('connections of an instance break', (each) => each.reset()),
  ]
}

const fault = (name: string, on: StoreFault['on'], begin: StoreFault['begin']): StoreFault => ({ name, on, begin })

const loss = (name: string, begin: StoreFault['begin']): StoreFault => ({ name, on: everybody, begin, loses: true })
