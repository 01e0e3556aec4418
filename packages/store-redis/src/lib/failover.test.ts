import { tagOfPath } from '@everfresh/engine'
import { describe, expect, it } from 'vitest'
import { parseRedisUrl } from './redis-url.ts'
import { until } from './testing/polling.ts'
import { startRedisSentinels } from './testing/redis-servers.ts'
import { entryOf, freshness, htmlOf, needOf, open, pageOf, publish, request, stopped } from './testing/scene.ts'

const patient = { connectTimeoutMs: 10_000, commandTimeoutMs: 2_000, bodyTimeoutMs: 2_000 }

/** The sentinels may need more than one election. */
describe('a pair under sentinels', () => {
  it('swaps roles during publishes: they go on after it, fenced, and what was lost is noticed (fault 18)', async () => {
    const trio = stopped(await startRedisSentinels({ downAfterMs: 60_000 }))
    const store = await open({ ...parseRedisUrl(trio.url), ...patient, keyPrefix: 'failing-over' })
    const other = await open({ ...parseRedisUrl(trio.url), ...patient, keyPrefix: 'failing-over' })
    const page = pageOf('/page')
    let renders = 0
    let published = 0
    let failed = 0
    let isOver = false
    const publishing = (async () => {
      while (!isOver) {
        try {
          const acquired = await store.acquire(page, request({ need: await needOf(store, page), ttlMs: 1_000 }))
          if (acquired.kind !== 'granted') continue
          renders++
          const entry = entryOf(page, `${renders}`)
          // A publish whose answer was lost is repeated, as one whose server was gone.
          await until('the publish being answered', async () => {
            const { kind } = await store.publish(page, acquired.lease.token, entry)
            if (kind === 'published') published++
            return kind
          })
        } catch {
          failed++
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
    })()
    await until('some publishes', async () => published > 20)
    const before = await trio.primaryPort()
    await trio.failover()
    expect(await trio.primaryPort()).not.toBe(before)
    const publishedBefore = published
    await until('publishes on the new primary', async () => published > publishedBefore + 20)
    isOver = true
    await publishing
    // Every render was published, but one that the swap cost its lease, or its page.
    expect(renders - published).toBeLessThanOrEqual(1)
    expect(await htmlOf(other, '/page')).toBe(`${renders}`)
    await store.invalidate([{ tag: tagOfPath('/page'), kind: 'hard' }])
    expect(await freshness(other, '/page')).toBe('expired')
    // Tried again and again, not for ever in vain.
    expect(failed).toBeLessThan(1_000)
  }, 120_000)

  it('goes on from a replica that was behind, which everybody can tell', async () => {
    const trio = stopped(await startRedisSentinels())
    const store = await open({ ...parseRedisUrl(trio.url), ...patient })
    await publish(store, '/page', 'kept')
    const kept = await store.invalidate([{ tag: 't:a', kind: 'soft' }])
    const primary = await trio.primary()
    const replica = trio.servers.find((server) => server !== primary)!
    await until('the replica having it all', async () => (await primary.cli('WAIT', 1, 100)) === 1 || undefined)
    await until('some time passing', async () => (await store.readLog(kept, 'me')).keptForMs! > 200)
    // It hears nothing more of the primary.
    await primary.cli('ACL', 'SETUSER', 'default', '-psync', '-sync')
    await primary.cli('CLIENT', 'KILL', 'TYPE', 'replica')
    const lost = await store.invalidate([{ tag: tagOfPath('/page'), kind: 'hard' }])
    const careful = await open({ ...parseRedisUrl(trio.url), ...patient, replicas: 1 })
    const hard = careful.invalidate([{ tag: 't:b', kind: 'hard' }])
    await expect(hard).rejects.toMatchObject({ code: 'REDIS_NOT_REPLICATED' })
    await primary.kill()
    expect(await trio.failedOver(primary.port)).toBe(replica)
    const tail = await until(
      'the store being back',
      () => store.readLog(lost, 'me') as Promise<{ kind: string; head: unknown; keptForMs: number }>,
    )
    expect(tail).toMatchObject({ kind: 'diverged', head: kept })
    expect(tail.keptForMs).toBeLessThan(5_000)
    expect(await store.barrier(lost)).toBe('diverged')
    // Each connection finds the new primary by itself.
    expect(await until('pages being back', () => htmlOf(store, '/page'))).toBe('kept')
    expect((await store.readLog(kept, 'another')).kind).toBe('entries')
  }, 120_000)
})
