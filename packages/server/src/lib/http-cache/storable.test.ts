import { describe, expect, it } from 'vitest'
import type { Fields } from './fields.ts'
import { freshnessOf } from './freshness.ts'
import { refusalOf } from './storable.ts'

const now = Date.UTC(2026, 0, 1)
const date = (seconds: number) => new Date(now + seconds * 1000).toUTCString()
const says = (cacheControl: string, ...others: Fields): Fields => [['Cache-Control', cacheControl], ...others]

describe('an answer is kept (RFC 9111 §3)', () => {
  const refusal = (fields: Fields, status = 200, by: Partial<Parameters<typeof refusalOf>[0]> = {}) =>
    refusalOf({ hasAuthorization: false, readPersonal: false, ...by }, status, fields)

  it.each([
    [says('s-maxage=60, stale-while-revalidate')],
    [says('max-age=60')],
    [says('no-cache', ['ETag', '"a"'])],
    [[['Expires', date(60)]] as Fields],
    [
      [
        ['CDN-Cache-Control', 'max-age=60'],
        ['Cache-Control', 'no-store'],
      ] as Fields,
    ],
    [says('max-age=60, no-store, must-understand')],
  ])('%j', (fields) => expect(refusal(fields)).toBeUndefined())

  it.each([
    [[], 'no-freshness'],
    [says('public'), 'no-freshness'],
    [[['Last-Modified', date(-86_400)]] as Fields, 'no-freshness'],
    [says('no-store, max-age=60'), 'no-store'],
    [says('private, max-age=60'), 'private'],
    [says('private="set-cookie", max-age=60'), 'private'],
    [says('max-age=60', ['Set-Cookie', 'a=b']), 'set-cookie'],
    [says('max-age=60', ['Vary', 'a, *']), 'vary'],
    [
      [
        ['CDN-Cache-Control', 'no-store'],
        ['Cache-Control', 'max-age=60'],
      ] as Fields,
      'no-store',
    ],
  ])('unless %j: %s', (fields, expected) => expect(refusal(fields)).toBe(expected))

  it('whatever its status, but for parts and for news about other answers', () => {
    for (const status of [200, 301, 404, 500, 599]) expect(refusal(says('max-age=60'), status)).toBeUndefined()
    for (const status of [103, 206, 304]) expect(refusal(says('max-age=60'), status)).toBe('status')
    expect(refusal(says('max-age=60, must-understand'), 599)).toBe('status')
  })

  it('not when its code looked at cookies, unless the page says that this does not show', () => {
    const by = { hasAuthorization: false, readPersonal: true }
    expect(refusal(says('public, s-maxage=60'), 200, by)).toBe('cookie')
    expect(refusalOf(by, 200, says('public, s-maxage=60'), { ignoreCookies: true })).toBeUndefined()
  })

  it('with credentials only where the answer says so (RFC 9111 §3.5)', () => {
    const by = { hasAuthorization: true }
    expect(refusal(says('max-age=60'), 200, by)).toBe('authorization')
    for (const allowed of ['public, max-age=60', 's-maxage=60', 'max-age=60, must-revalidate'])
      expect(refusal(says(allowed), 200, by)).toBeUndefined()
  })
})

describe('freshness (RFC 9111 §4.2)', () => {
  const fresh = (fields: Fields) => {
    const { lifetime, initialAge } = freshnessOf(fields, now)
    return lifetime - initialAge
  }

  it.each([
    [says('max-age=60'), 60],
    [says('max-age=60, s-maxage=10'), 10],
    [says('max-age=60', ['Age', '50']), 10],
    [says('max-age=60', ['Age', '50, 0']), 10],
    [says('max-age=60', ['Age', 'old']), 60],
    [says('max-age=60', ['Age', '-1']), 60],
    [says('max-age=60', ['Date', date(-20)]), 40],
    [says('max-age=60', ['Expires', date(600)]), 60],
    [
      [
        ['Expires', date(60)],
        ['Date', date(0)],
      ] as Fields,
      60,
    ],
    [
      [
        ['Expires', date(60)],
        ['Date', 'yesterday'],
      ] as Fields,
      60,
    ],
    [
      [
        ['CDN-Cache-Control', 'max-age=5'],
        ['Cache-Control', 'max-age=60'],
      ] as Fields,
      5,
    ],
  ])('%j: %s seconds', (fields, seconds) => expect(fresh(fields)).toBe(seconds))

  it.each([
    [says("max-age='60'")],
    [says('max-age=abc', ['Expires', date(60)])],
    [says('max-age=60', ['Age', '2147483649'])],
    [says('no-cache, max-age=60')],
    [[['Expires', '0']] as Fields],
    [[['Expires', date(-60)]] as Fields],
  ])('%j: none', (fields) => expect(fresh(fields)).toBeLessThanOrEqual(0))

  it('has windows for stale answers where they are asked for, and where nothing forbids them (RFC 5861)', () => {
    const windows = (cacheControl: string) => {
      const { staleWhileRevalidate, staleIfError } = freshnessOf(says(cacheControl), now)
      return [staleWhileRevalidate, staleIfError]
    }
    expect(windows('s-maxage=1, stale-while-revalidate=60, stale-if-error=600')).toEqual([60, 600])
    expect(windows('s-maxage=1, stale-while-revalidate')).toEqual([Infinity, 0])
    expect(windows('s-maxage=1')).toEqual([0, 0])
    expect(windows('max-age=1, stale-while-revalidate=60, must-revalidate')).toEqual([0, 0])
    expect(windows('max-age=1, stale-if-error=60, no-cache')).toEqual([0, 0])
  })
})
