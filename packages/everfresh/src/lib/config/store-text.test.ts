/** A store in one line: what each form means, and that what is wrong with it is said without its password. */
import { describe, expect, it, test } from 'vitest'
import { storeOfText, withoutPassword } from './store-text.ts'

describe('a store in one line', () => {
  const redis = { type: 'redis' }
  it.each([
    ['lmdb', { type: 'lmdb' }],
    ['lmdb:/var/pages', { type: 'lmdb', directory: '/var/pages' }],
    ['lmdb:C:\\pages', { type: 'lmdb', directory: 'C:\\pages' }],
    ['memory', { type: 'memory' }],
    ['filesystem:/mnt/pages', { type: 'filesystem', directory: '/mnt/pages' }],
    ['redis://cache', { ...redis, url: 'redis://cache:6379' }],
    ['redis://cache/?keyPrefix=shop', { ...redis, url: 'redis://cache:6379', keyPrefix: 'shop' }],
    ['unix:///run/redis.sock', { ...redis, url: 'unix:///run/redis.sock' }],
    ['redis://cache:6380/2', { ...redis, url: 'redis://cache:6380', database: 2 }],
    ['redis://:p%40ss@cache/', { ...redis, url: 'redis://cache:6379', password: 'p@ss' }],
    ['rediss://me:a:b@[::1]:7000', { ...redis, url: 'redis://[::1]:7000', tls: true, username: 'me', password: 'a:b' }],
    [
      'redis+sentinel://me:secret@one,two:26380/main/3',
      {
        ...{ ...redis, username: 'me', password: 'secret', name: 'main', database: 3 },
        sentinels: [
          { host: 'one', port: 26_379 },
          { host: 'two', port: 26_380 },
        ],
      },
    ],
    [
      'rediss+cluster://one:7001,two',
      {
        ...{ ...redis, tls: true },
        cluster: [
          { host: 'one', port: 7001 },
          { host: 'two', port: 6379 },
        ],
      },
    ],
  ])('reads %s', (text, store) => {
    expect(storeOfText(text)).toStrictEqual({ store })
  })

  it.each([
    ['', `must be 'lmdb'`],
    ['mongodb://x', `must be 'lmdb'`],
    ['lmdb:', `must be 'lmdb'`],
    ['memory:/x', `must be 'lmdb'`],
    ['redis', `must be 'lmdb'`],
    ['filesystem', 'names no folder'],
    ['redis:cache', 'is no address'],
    ['redis://', 'is no address'],
    ['redis://cache:70000', 'is no address'],
    ['redis://cache/?db=1', 'is no address'],
    ['unix://host/socket', 'is no address'],
    ['redis://%zz@cache', 'is no address'],
    ['redis://user:pass/word@cache', 'is no address'],
    ['redis://cache/first', `names the database 'first'`],
    ['redis://one,two', 'names several hosts'],
    ['redis+sentinel://one,two', 'does not say which primary'],
    ['redis+cluster://one,two/1', 'has one database'],
  ])('refuses %j', (text, problem) => {
    expect(storeOfText(text)).toEqual({ problem: expect.stringContaining(problem) })
  })
})

test('passwords are taken out of what is shown, however they are written', () => {
  expect(withoutPassword('redis://me:secret@cache')).toBe('redis://***@cache')
  expect(withoutPassword('redis://me:sec/r@et@cache/1')).toBe('redis://***@cache/1')
  expect(withoutPassword('lmdb:/a@b')).toBe('lmdb:/a@b')
})
