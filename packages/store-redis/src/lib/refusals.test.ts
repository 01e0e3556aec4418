import { describe, expect, it } from 'vitest'
import { RedisStoreError, translated } from './errors.ts'
import { entryOf, open, pageOf, request } from './testing/scene.ts'
import { startScriptedServer } from './testing/scripted-server.ts'

const patient = { connectTimeoutMs: 5_000, commandTimeoutMs: 5_000, bodyTimeoutMs: 5_000 }
const isWork = ([name = '']: readonly string[]): boolean => /^(evalsha|eval|hmget|scan)$/i.test(name)

/** Where a log begins and ends, and how high its floors are. */
const floors = '*4\r\n$1\r\n1\r\n$1\r\n2\r\n$1\r\n3\r\n$1\r\n4'

/** What servers in trouble say to a command, and what the store makes of it. */
const refusals = {
  'LOADING Redis is loading the dataset in memory': 'REDIS_LOADING',
  "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.": 'REDIS_NOT_PRIMARY',
  "READONLY You can't write against a read only replica.": 'REDIS_NOT_PRIMARY',
  'NOREPLICAS Not enough good replicas to write.': 'REDIS_NOT_PRIMARY',
  'CLUSTERDOWN The cluster is down': 'REDIS_CLUSTER_UNSETTLED',
  'TRYAGAIN Multiple keys request during rehashing of slot': 'REDIS_CLUSTER_UNSETTLED',
  'MOVED 1 127.0.0.1:1': 'REDIS_CLUSTER_UNSETTLED',
  'BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.': 'REDIS_BUSY',
  'MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.':
    'REDIS_CANNOT_PERSIST',
  "OOM command not allowed when used memory > 'maxmemory'.": 'REDIS_OUT_OF_MEMORY',
  'NOAUTH Authentication required.': 'REDIS_ACCESS_DENIED',
  "NOPERM this user has no permissions to run the 'evalsha' command": 'REDIS_ACCESS_DENIED',
  'WRONGPASS invalid username-password pair or user is disabled.': 'REDIS_ACCESS_DENIED',
  'ERR Protocol error: unbalanced quotes in request': 'REDIS_FAILED',
}

describe('a refusal', () => {
  for (const [said, code] of Object.entries(refusals)) {
    it(`${said.split(' ')[0]} rejects the call with ${code}, and says what to do (fault 15)`, async () => {
      let isTroubled = false
      const server = await startScriptedServer((command) => {
        if (!isWork(command)) return undefined
        return isTroubled ? `-${said}` : floors
      })
      const store = await open({ url: server.url, ...patient })
      isTroubled = true
      const page = pageOf('/page')
      const calls: (() => unknown)[] = [
        () => store.head(),
        () => store.load(page),
        () => store.acquire(page, request()),
        () => store.publish(page, 1, entryOf(page, 'html')),
        () => store.seed([entryOf(page, 'html')]),
        () => store.invalidate([{ tag: 't:a', kind: 'hard' }]),
        () => store.readLog(undefined, 'me'),
        () => store.statistics(),
      ]
      const outcomes = await Promise.allSettled(calls.map(async (call) => call()))
      const errors = outcomes.map((outcome) =>
        outcome.status === 'rejected' ? (outcome.reason as unknown) : undefined,
      )
      for (const error of errors) expect(error).toBeInstanceOf(RedisStoreError)
      const codes = errors.map((error) => (error as RedisStoreError).code)
      // A read-only server is left at once, and calls that were on their way then find no connection.
      const others = said.startsWith('READONLY') ? ['REDIS_UNREACHABLE'] : []
      expect([code, ...others]).toEqual(expect.arrayContaining([...new Set(codes)]))
      expect(codes).toContain(code)
      const first = errors.find((error) => (error as RedisStoreError).code === code) as RedisStoreError
      expect(first.message).toContain(said)
      expect(first.cause).toBeInstanceOf(Error)
    })
  }

  it('NOSCRIPT is answered with the script (fault 15)', async () => {
    const server = await startScriptedServer(([name = '']) => {
      if (name.toLowerCase() === 'evalsha') return '-NOSCRIPT No matching script. Please use EVAL.'
      return name.toLowerCase() === 'eval' ? floors : undefined
    })
    const store = await open({ url: server.url, ...patient })
    expect(await store.head()).toBe(2)
  })

  it('of the user fails the opening, whenever it is said (fault 15)', async () => {
    const at: Record<string, RegExp> = { NOAUTH: /^evalsha$/i, WRONGPASS: /^auth$/i, NOPERM: /^evalsha$/i }
    for (const [said, command] of Object.entries(at)) {
      const server = await startScriptedServer(([name = '']) => (command.test(name) ? `-${said} refused` : undefined))
      const opening = open({ url: server.url.replace('//', '//user:password@'), ...patient })
      await expect(opening).rejects.toMatchObject({ code: 'REDIS_ACCESS_DENIED' })
    }
  })

  it('while the server loads its data is no reason not to open (fault 15)', async () => {
    let isLoading = true
    const server = await startScriptedServer(() => (isLoading ? '-LOADING Redis is loading the dataset' : undefined))
    const store = await open({ url: server.url, ...patient, connectTimeoutMs: 300 })
    await expect(store.head()).rejects.toBeInstanceOf(RedisStoreError)
    isLoading = false
    await expect.poll(() => store.purge(pageOf('/page')), { timeout: 10_000 }).toBeUndefined()
  })
})

describe('an error of the client', () => {
  it('becomes one of the store, once', () => {
    const cause = new Error('connect ECONNREFUSED 127.0.0.1:1')
    const error = translated(cause)
    expect(error).toMatchObject({ code: 'REDIS_UNREACHABLE', cause })
    expect(translated(error)).toBe(error)
    expect(translated(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })).code).toBe('REDIS_UNREACHABLE')
  })
})
