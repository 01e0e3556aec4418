import { tagOfPath } from '@everfresh/engine'
import { describe, expect, it } from 'vitest'
import { keysOf } from './keys.ts'
import { parseRedisUrl } from './redis-url.ts'
import { until } from './testing/polling.ts'
import { startRedisCluster } from './testing/redis-servers.ts'
import type { RedisServer } from './testing/redis-servers.ts'
import { entryOf, freshness, htmlOf, needOf, open, pageOf, publish, request, stopped } from './testing/scene.ts'

const patient = { connectTimeoutMs: 10_000, commandTimeoutMs: 5_000, bodyTimeoutMs: 5_000 }

const offsetOf = async (server: RedisServer): Promise<string | undefined> =>
  /master_repl_offset:(\d+)/.exec(String(await server.cli('INFO', 'replication')))?.[1]

describe('a cluster', () => {
  it('moves the slots of pages and of the log while they are used, and nobody notices (fault 17)', async () => {
    const cluster = stopped(await startRedisCluster())
    const misled = await open({ url: cluster.servers[0]!.url, ...patient })
    await expect
      .poll(() => misled.warnings, { timeout: 10_000 })
      .toContainEqual(expect.stringContaining('redis+cluster'))
    const keyPrefix = 'moving'
    const store = await open({ ...parseRedisUrl(cluster.url), ...patient, keyPrefix })
    const paths = ['/a', '/b', '/c']
    const latest = new Map<string, string>()
    let isOver = false
    let rounds = 0
    const use = async (path: string): Promise<void> => {
      const page = pageOf(path)
      while (!isOver) {
        const acquired = await store.acquire(page, request({ need: await needOf(store, page) }))
        if (acquired.kind !== 'granted') throw new Error(`expected a lease of ${path}, not "${acquired.kind}"`)
        const html = `${path} ${rounds++}`
        expect((await store.publish(page, acquired.lease.token, entryOf(page, html))).kind).toBe('published')
        latest.set(path, html)
        expect(await htmlOf(store, path)).toBe(html)
        await store.invalidate([{ tag: tagOfPath(path), kind: 'hard' }])
        expect(await freshness(store, path)).toBe('expired')
        await store.readLog(undefined, path)
      }
    }
    const using = Promise.all(paths.map(use))
    const keys = keysOf(keyPrefix)
    for (const key of [...paths.map((path) => keys.page(path).toString()), keys.log[0]!]) {
      const slot = Number(await cluster.servers[0]!.cli('CLUSTER', 'KEYSLOT', key))
      const owner = await cluster.ownerOf(slot)
      for (const to of [...cluster.servers.filter((server) => server !== owner), owner]) {
        const before = rounds
        // The log's keys are moved together: a script needs them all on one side.
        await cluster.moveSlot(slot, to, 10)
        while (rounds < before + 3) await Promise.race([using, new Promise((resolve) => setTimeout(resolve, 5))])
      }
    }
    isOver = true
    await using
    for (const path of paths) expect(await htmlOf(store, path)).toBe(latest.get(path))
    expect((await store.statistics()).entries).toBe(3)
  }, 120_000)

  it('goes on with the replica of a server that dies, and everybody can tell', async () => {
    const cluster = stopped(await startRedisCluster())
    const keyPrefix = 'dying'
    const slot = Number(await cluster.servers[0]!.cli('CLUSTER', 'KEYSLOT', keysOf(keyPrefix).log[0]!))
    const primary = await cluster.ownerOf(slot)
    const replica = await cluster.addReplica(primary)
    const store = await open({ ...parseRedisUrl(cluster.url), ...patient, keyPrefix })
    const cursor = await store.invalidate([{ tag: 't:a', kind: 'hard' }])
    await until('some time passing', async () => (await store.readLog(cursor, 'me')).keptForMs! > 100)
    await until('the replica being in step', async () => (await offsetOf(primary)) === (await offsetOf(replica)))
    await primary.kill()
    const tail = await until('the replica taking over', async () => store.readLog(cursor, 'me'))
    expect(tail).toMatchObject({ kind: 'entries', head: cursor, keptForMs: 0 })
    for (const path of ['/a', '/b', '/c', '/d', '/e', '/f']) {
      await until('the page being published', () => publish(store, path, path))
    }
    expect((await store.statistics()).entries).toBe(6)
  }, 120_000)

  it('keeps all that a script needs in one slot', () => {
    const { log, news, page } = keysOf('everfresh')
    for (const key of [...log, news]) expect(key).toMatch(/^\{everfresh:1\}:/)
    expect(page('/products/1')).toBe('everfresh:1:page:/products/1')
  })
})
