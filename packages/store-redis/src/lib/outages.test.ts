import { tagOfPath } from '@everfresh/engine'
import { describe, expect, it } from 'vitest'
import { keysOf } from './keys.ts'
import { freePort } from './testing/free-port.ts'
import { until } from './testing/polling.ts'
import { startRedis } from './testing/redis-servers.ts'
import { entryOf, freshness, htmlOf, lease, needOf, open, pageOf, publish, request, stopped } from './testing/scene.ts'

/** The machine may be busy, and a few ms late is not what these tests are about. */
const patient = { connectTimeoutMs: 10_000, commandTimeoutMs: 5_000, bodyTimeoutMs: 5_000 }

describe('a server that is killed', () => {
  it('has every acknowledged page whole when it is back, and leases that end (fault 1)', async () => {
    // While a disk is busy, `everysec` keeps writes in the server's memory for up to two seconds.
    const server = stopped(await startRedis({ appendOnly: true, config: ['appendfsync always'] }))
    const store = await open({ url: server.url, ...patient })
    const filler = 'x'.repeat(20_000)
    let acknowledged = -1
    for (let round = 0; round < 12; round++) {
      const page = pageOf('/page')
      let attempted = acknowledged
      const writing = (async () => {
        for (;;) {
          const acquired = await store.acquire(page, request({ need: await needOf(store, page), ttlMs: 50 }))
          if (acquired.kind !== 'granted') continue
          attempted++
          const entry = entryOf(page, `${attempted} ${filler} ${attempted}`)
          const published = await store.publish(page, acquired.lease.token, entry)
          if (published.kind === 'published') acknowledged = attempted
        }
      })().catch((error: unknown) => error)
      const before = acknowledged
      await until('a publish', async () => acknowledged > before)
      await server.kill()
      await writing
      await server.restart()
      const html = await until('the store being back', () => htmlOf(store, '/page'))
      const [first, , last] = html.split(' ')
      expect([Number(first), Number(last)]).toEqual([Number(first), Number(first)])
      expect(Number(first)).toBeGreaterThanOrEqual(acknowledged)
      expect(Number(first)).toBeLessThanOrEqual(attempted)
    }
  }, 120_000)

  it('and begins empty is noticed by whoever has read its log, and by a barrier under way', async () => {
    const server = stopped(await startRedis())
    const store = await open({ url: server.url, ...patient })
    const { head } = await store.readLog(undefined, 'me')
    const cursor = await store.invalidate([{ tag: 't:a', kind: 'hard' }])
    expect(await store.readLog(head, 'me')).toMatchObject({ kind: 'entries', head: cursor })
    await server.restart({ empty: true })
    const tail = await until('the store being back', async () => store.readLog(cursor, 'me'))
    expect(tail).toMatchObject({ kind: 'diverged', entries: [] })
    expect(tail.head.position).toBeGreaterThan(cursor.position)
    expect(tail.keptForMs).toBeLessThan(60_000)
    expect(await store.barrier(cursor)).toBe('diverged')
  })

  it('says for how long it has lost nothing, as far as it knows', async () => {
    const server = stopped(await startRedis({ appendOnly: true }))
    const store = await open({ url: server.url, ...patient })
    const keptForMs = async () => (await store.readLog(undefined, 'me')).keptForMs!
    await until('some time passing', async () => (await keptForMs()) > 300)
    await server.restart()
    expect(await until('the store being back', async () => [await keptForMs()])).toEqual([0])
    await until('some time passing', async () => (await keptForMs()) > 0)
  })
})

describe('a server that is paused', () => {
  it('makes calls fail in time, and serves again when it goes on', async () => {
    const server = stopped(await startRedis())
    const store = await open({ url: server.url, commandTimeoutMs: 200, bodyTimeoutMs: 400 })
    await until('a page', () => publish(store, '/page', 'before'))
    server.pause()
    const calls = [store.load(pageOf('/page')), store.readLog(undefined, 'me'), store.head()]
    const outcomes = await Promise.allSettled(calls)
    server.resume()
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'REDIS_TIMED_OUT' } })
    }
    expect(await until('the store being back', () => htmlOf(store, '/page'))).toBe('before')
  })
})

describe('a server that is not there', () => {
  it('does not keep the store from opening, and is used as soon as it is there', async () => {
    const port = await freePort()
    const store = await open({ url: `redis://127.0.0.1:${port}`, ...patient })
    for (const call of [() => store.head(), () => store.load(pageOf('/')), () => store.readLog(undefined, 'me')]) {
      await expect((async () => call())()).rejects.toMatchObject({ code: 'REDIS_UNREACHABLE' })
    }
    stopped(await startRedis({ port }))
    await until('the store being there', () => publish(store, '/page', 'there'))
    expect(await htmlOf(store, '/page')).toBe('there')
  })
})

describe('a server that is short of memory', () => {
  it('and drops pages or parts of the log never shows old pages as fresh, and is warned of (fault 16)', async () => {
    const server = stopped(await startRedis({ config: ['maxmemory 100mb', 'maxmemory-policy allkeys-lru'] }))
    const warned: string[] = []
    const keyPrefix = 'evicting'
    const store = await open({ url: server.url, ...patient, keyPrefix, onWarning: (warning) => warned.push(warning) })
    await until('a warning', async () => warned.some((warning) => warning.includes('allkeys-lru')))
    expect(store.warnings).toEqual(warned)
    const keys = keysOf(keyPrefix)
    for (const key of keys.log.slice(0, 4)) {
      await publish(store, '/page', 'old')
      await store.invalidate([
        { tag: 't:b', kind: 'hard' },
        { tag: tagOfPath('/page'), kind: 'hard' },
      ])
      const cursor = await store.invalidate([{ tag: 't:a', kind: 'hard' }])
      expect(await freshness(store, '/page')).toBe('expired')
      expect(await server.cli('DEL', key)).toBe(1)
      expect(await freshness(store, '/page')).toBe('stale')
      expect((await store.readLog(cursor, 'me')).kind).toBe('diverged')
    }
    // The members: nobody knows any more for whom to wait.
    await until('some time passing', async () => (await store.readLog(undefined, 'me')).keptForMs! > 0)
    await server.cli('DEL', keys.log[4]!)
    expect((await store.readLog(undefined, 'me')).keptForMs).toBe(0)
    await server.cli('DEL', keys.page('/page').toString())
    expect(await htmlOf(store, '/page')).toBeUndefined()
    await lease(store, pageOf('/page'))
    expect((await store.acquire(pageOf('/page'), request())).kind).toBe('busy')
  })

  it('goes on taking invalidations and heartbeats when no page fits any more', async () => {
    const server = stopped(await startRedis({ config: ['maxmemory 4mb', 'maxmemory-policy noeviction'] }))
    const store = await open({ url: server.url, ...patient })
    await publish(store, '/page', 'first')
    await server.cli('CONFIG', 'SET', 'maxmemory', 1)
    const { token } = await lease(store, pageOf('/page'), { need: await needOf(store, pageOf('/page')) })
    await expect(store.publish(pageOf('/page'), token, entryOf(pageOf('/page'), 'second'))).rejects.toMatchObject({
      code: 'REDIS_OUT_OF_MEMORY',
    })
    await store.invalidate([{ tag: tagOfPath('/page'), kind: 'hard' }])
    await store.readLog(undefined, 'me')
    expect([await htmlOf(store, '/page'), await freshness(store, '/page')]).toEqual(['first', 'expired'])
    await server.cli('CONFIG', 'SET', 'maxmemory', '100mb')
    expect((await store.publish(pageOf('/page'), token, entryOf(pageOf('/page'), 'second'))).kind).toBe('published')
  })

  it('refuses a page that is larger than it may be, and says so', async () => {
    const server = stopped(await startRedis())
    const store = await open({ url: server.url, ...patient, maxPageBytes: 10_000, compressFromBytes: 1_000_000 })
    await expect(publish(store, '/large', 'x'.repeat(20_000))).rejects.toMatchObject({ code: 'PAGE_TOO_LARGE' })
    const compressing = await open({ url: server.url, ...patient, maxPageBytes: 10_000 })
    await publish(compressing, '/large', 'x'.repeat(20_000))
  })
})

describe('a server that has forgotten the scripts', () => {
  it('is taught them again', async () => {
    const server = stopped(await startRedis())
    const store = await open({ url: server.url, ...patient })
    await publish(store, '/page', 'first')
    await server.cli('SCRIPT', 'FLUSH', 'SYNC')
    await publish(store, '/page', 'second')
    expect(await htmlOf(store, '/page')).toBe('second')
  })
})
