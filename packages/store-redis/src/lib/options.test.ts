import { describe, expect, it } from 'vitest'
import { RedisStoreError } from './errors.ts'
import { openRedisPageStore } from './redis-page-store.ts'
import { parseRedisUrl } from './redis-url.ts'

describe('openRedisPageStore', () => {
  it('names everything that is wrong with its options at once', async () => {
    const refused = openRedisPageStore({
      url: 'http://localhost:6379',
      cluster: [{ host: '', port: 0 }],
      database: -1,
      keyPrefix: 'a{b}*',
      pageTtlMs: 1,
      logLimit: 0,
      replicas: 1.5,
    })
    const error = await refused.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(RedisStoreError)
    const { code, message } = error as RedisStoreError
    expect(code).toBe('INVALID_OPTION')
    for (const part of ['exactly one', 'url must be', 'cluster must be', 'database is -1', 'keyPrefix is "a{b}*"']) {
      expect(message).toContain(part)
    }
    for (const part of ['pageTtlMs is 1', 'logLimit is 0', 'replicas is 1.5']) expect(message).toContain(part)
  })

  it('needs a place, and a name for sentinels', async () => {
    await expect(openRedisPageStore({})).rejects.toThrow(/exactly one/)
    await expect(openRedisPageStore({ sentinels: [{ host: 'a', port: 1 }] })).rejects.toThrow(/need the `name`/)
  })

  it('repeats no password', async () => {
    const refused = openRedisPageStore({ url: 'redis://user:secret@host/none' })
    await expect(refused).rejects.toThrow(/redis:\/\/…@host/)
    await expect(refused).rejects.not.toThrow(/secret/)
  })
})

describe('parseRedisUrl', () => {
  it.each([
    ['redis://localhost', { url: 'redis://localhost' }],
    ['rediss://user:pass@host:7000/2', { url: 'rediss://user:pass@host:7000/2' }],
    ['unix:///run/redis.sock', { url: 'unix:///run/redis.sock' }],
    ['redis://localhost?keyPrefix=shop', { url: 'redis://localhost', keyPrefix: 'shop' }],
    [
      'redis+sentinel://a,b:1/main/3',
      {
        sentinels: [
          { host: 'a', port: 26_379 },
          { host: 'b', port: 1 },
        ],
        name: 'main',
        database: 3,
      },
    ],
    [
      'rediss+cluster://me:p%40ss@a:1,[::1]:2',
      {
        cluster: [
          { host: 'a', port: 1 },
          { host: '::1', port: 2 },
        ],
        username: 'me',
        password: 'p@ss',
        tls: true,
      },
    ],
    ['redis+cluster://:secret@a', { cluster: [{ host: 'a', port: 6_379 }], password: 'secret' }],
  ])('reads %s', (text, options) => {
    expect(parseRedisUrl(text)).toEqual(options)
  })

  it.each([
    '',
    'localhost:6379',
    'http://a',
    'redis://',
    'redis+sentinel://',
    'redis+cluster://a:b',
    'redis+other://a',
  ])('refuses %j', (text) => {
    expect(() => parseRedisUrl(text)).toThrow(RedisStoreError)
  })
})
