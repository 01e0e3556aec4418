/** What about a server endangers what the store promises. */
import type { RedisLike } from './connection/redis-like.ts'
import { textIn } from './replies.ts'

export interface Suitability {
  readonly hasReplicas: boolean
  /** A sentence each. */
  readonly warnings: readonly string[]
}

/** Asks every server that takes writes. */
export async function suitabilityOf(client: RedisLike, isCluster: boolean): Promise<Suitability> {
  const found = await Promise.all(client.primaries().map(async (server) => judged(await factsOf(server), isCluster)))
  return {
    hasReplicas: found.some(({ hasReplicas }) => hasReplicas),
    warnings: [...new Set(found.flatMap(({ warnings }) => warnings))],
  }
}

/** Also where a server does not say everything: managed ones leave some of it out. */
async function factsOf(server: RedisLike): Promise<ReadonlyMap<string, string>> {
  const lines = textIn(await server.call('info', [])).split('\r\n')
  return new Map(lines.filter((line) => line.includes(':')).map((line) => splitAt(line, line.indexOf(':'))))
}

const splitAt = (line: string, colon: number): readonly [string, string] => [
  line.slice(0, colon),
  line.slice(colon + 1),
]

function judged(facts: ReadonlyMap<string, string>, isCluster: boolean): Suitability {
  const replicas = Number(facts.get('connected_slaves') ?? 0)
  return { hasReplicas: replicas > 0, warnings: [...warningsOf(facts, replicas, isCluster)] }
}

function* warningsOf(facts: ReadonlyMap<string, string>, replicas: number, isCluster: boolean): Generator<string> {
  const version = facts.get('redis_version') ?? '7.0'
  if (Number.parseInt(version, 10) < 7) yield `Redis ${version} is too old: the page store needs 7.0, or Valkey.`
  // Valkey has its own name for it.
  if ((facts.get('redis_mode') ?? facts.get('server_mode')) === 'cluster' && !isCluster) {
    yield 'This server is a node of a cluster, and keeps some of the keys only. Name the cluster: redis+cluster://….'
  }
  const policy = facts.get('maxmemory_policy') ?? 'noeviction'
  if (policy.startsWith('allkeys')) {
    yield (
      `maxmemory-policy is ${policy}: when memory is full, Redis may drop the invalidation log, and every page becomes ` +
      'stale at once. Set it to volatile-lru or noeviction.'
    )
  }
  if (facts.get('maxmemory') === '0' && policy === 'noeviction') {
    yield 'maxmemory is not set: Redis takes memory until the machine has none. Set it, and maxmemory-policy to volatile-lru.'
  }
  if (facts.get('aof_enabled') === '0' && replicas === 0) {
    yield (
      'Redis neither writes its commands to disk (appendonly) nor has a replica: a restart loses the latest ' +
      'invalidations or all pages. Set appendonly to yes.'
    )
  }
}
