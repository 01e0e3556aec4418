/** Instances over one Redis, each with a network of its own to it. */
import { instanceNames, openCluster, type Cluster, type ClusterOptions } from './cluster.ts'
import { openRedisUnderTest, type RedisUnderTest, type RedisUnderTestOptions } from './stores/redis-under-test.ts'

export interface RedisCluster extends Cluster {
  readonly store: RedisUnderTest
}

type Options = Partial<ClusterOptions> & Omit<RedisUnderTestOptions, 'instances'>

export async function openRedisCluster({ instances = 3, env, ...options }: Options = {}): Promise<RedisCluster> {
  const store = await openRedisUnderTest({ ...options, instances: instanceNames(instances) })
  try {
    const cluster = await openCluster({
      ...options,
      instances,
      folders: store.folders,
      env: (name) => ({ ...store.env(name), ...env?.(name) }),
    })
    return {
      ...cluster,
      store,
      async close() {
        await cluster.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}
