import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { startRedis, startRedisCluster, startRedisSentinels } from './redis-servers.ts'

const started: { stop(): Promise<void> }[] = []
const note = <T extends { stop(): Promise<void> }>(server: T): T => (started.push(server), server)
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
})

describe('a server for tests', () => {
  it('answers on its port, keeps what it should over a restart, and leaves nothing behind', async () => {
    const server = note(await startRedis({ appendOnly: true, password: 'secret' }))
    expect(server.url).toBe(`redis://:secret@127.0.0.1:${server.port}`)
    await server.cli('SET', 'a', '1')
    await server.restart()
    expect(await server.cli('GET', 'a')).toBe('1')
    await server.restart({ empty: true })
    expect(await server.cli('GET', 'a')).toBeNull()
    server.pause()
    const asked = server.cli('PING')
    server.resume()
    expect(await asked).toBe('PONG')
    await server.stop()
    expect(existsSync(server.folder)).toBe(false)
  })

  it('tells why it did not start', async () => {
    await expect(startRedis({ port: 12_345, config: ['no-such-thing 1'] })).rejects.toThrow(/Bad directive/)
  })

  it('is one of a cluster whose slots can be moved', async () => {
    const cluster = note(await startRedisCluster())
    const slot = Number(await cluster.servers[0]!.cli('CLUSTER', 'KEYSLOT', '{a}'))
    const from = await cluster.ownerOf(slot)
    await from.cli('SET', '{a}', '1')
    const to = cluster.servers.find((server) => server !== from)!
    await cluster.moveSlot(slot, to)
    expect(await to.cli('GET', '{a}')).toBe('1')
    await expect(from.cli('GET', '{a}')).rejects.toThrow('MOVED')
  }, 120_000)

  it('is one of a pair that sentinels swap', async () => {
    const trio = note(await startRedisSentinels({ downAfterMs: 60_000 }))
    const first = await trio.primary()
    await trio.failover()
    expect(await trio.primary()).not.toBe(first)
  }, 120_000)
})
