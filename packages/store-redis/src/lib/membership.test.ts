import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keysOf } from './keys.ts'
import { until } from './testing/polling.ts'
import { startRedis } from './testing/redis-servers.ts'
import type { RedisServer } from './testing/redis-servers.ts'
import { open } from './testing/scene.ts'

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const patient = { connectTimeoutMs: 10_000, commandTimeoutMs: 5_000 }
const openOne = (keyPrefix: string, clock?: { now(): number }) =>
  open({ url: server.url, ...patient, keyPrefix, ...(clock ? { clock } : {}) })
const invalidation = { tag: 't:a', kind: 'hard' } as const
const membersOf = async (keyPrefix: string): Promise<string[]> =>
  ((await server.cli('HKEYS', keysOf(keyPrefix).log[4]!)) as string[]).sort()

describe('a barrier', () => {
  it('is reached when every member has read the entry, and not before', async () => {
    const [one, two] = [await openOne('barrier'), await openOne('barrier')]
    // The list of members is young: for the first moments nobody knows who else there is.
    await until('the list being old enough', async () => (await one.readLog(undefined, 'one')).keptForMs! > 2_200)
    const { head } = await two.readLog(undefined, 'two')
    const cursor = await one.invalidate([invalidation])
    let isReached = false
    const reached = Promise.resolve(one.barrier(cursor)).then((outcome) => {
      isReached = true
      return outcome
    })
    await one.readLog(cursor, 'one')
    await two.readLog(head, 'two')
    await sleep(150)
    expect(isReached).toBe(false)
    await two.readLog(cursor, 'two')
    expect(await reached).toBe('reached')
  })

  it('waits for nobody whose store was closed', async () => {
    const [one, two] = [await openOne('leaving'), await openOne('leaving')]
    await one.readLog(undefined, 'one')
    await two.readLog(undefined, 'two')
    expect(await membersOf('leaving')).toEqual(['one', 'two'])
    await two.close()
    expect(await membersOf('leaving')).toEqual(['one'])
    await until('the list being old enough', async () => (await one.readLog(undefined, 'one')).keptForMs! > 2_200)
    const cursor = await one.invalidate([invalidation])
    await one.readLog(cursor, 'one')
    expect(await one.barrier(cursor)).toBe('reached')
  })
})

describe('the list of members', () => {
  it('forgets who has been silent for long, and nobody because a clock was set', async () => {
    const clock = { time: 1_000_000_000_000, now: () => clock.time }
    const store = await openOne('silent', clock)
    await store.readLog(undefined, 'silent')
    clock.time += 86_400_000
    await store.readLog(undefined, 'beating')
    expect(await membersOf('silent')).toEqual(['beating', 'silent'])
    clock.time -= 2 * 86_400_000
    await store.readLog(undefined, 'beating')
    expect(await membersOf('silent')).toEqual(['beating', 'silent'])
    for (let i = 0; i < 40; i++) {
      clock.time += 10_000
      await store.readLog(undefined, 'beating')
    }
    expect(await membersOf('silent')).toEqual(['beating'])
    expect((await store.readLog(undefined, 'beating')).keptForMs).toBeGreaterThan(0)
  })
})

describe('a subscriber', () => {
  it('is told that the log has grown, also after the connection was lost', async () => {
    const [one, two] = [await openOne('news'), await openOne('news')]
    let told = 0
    const unsubscribe = two.subscribe!(() => told++)
    const toldOfNext = async (): Promise<boolean> => {
      const before = told
      await one.invalidate([invalidation])
      await sleep(50)
      return told > before
    }
    await until('news', toldOfNext)
    await server.cli('CLIENT', 'KILL', 'TYPE', 'pubsub')
    await until('news', toldOfNext)
    unsubscribe()
    expect(await toldOfNext()).toBe(false)
  })
})
