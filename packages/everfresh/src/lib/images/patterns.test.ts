import { describe, expect, test } from 'vitest'
import type { RemotePattern } from './image-settings.ts'
import { matchesLocalPattern, matchesRemotePattern } from './patterns.ts'

const remote = (pattern: RemotePattern, url: string) => matchesRemotePattern(pattern, new URL(url))

describe('local patterns', () => {
  test('a star is one segment, two are any number', () => {
    expect(matchesLocalPattern({ pathname: '/a/*' }, '/a/b.png')).toBe(true)
    expect(matchesLocalPattern({ pathname: '/a/*' }, '/a/b/c.png')).toBe(false)
    expect(matchesLocalPattern({ pathname: '/a/**' }, '/a/b/c.png')).toBe(true)
    expect(matchesLocalPattern({ pathname: '/a/**' }, '/a')).toBe(true)
    expect(matchesLocalPattern({ pathname: '/a/**' }, '/ab/c')).toBe(false)
    expect(matchesLocalPattern({ pathname: '**' }, '/')).toBe(true)
  })

  test('what a regular expression would understand is taken literally', () => {
    expect(matchesLocalPattern({ pathname: '/a.png' }, '/aXpng')).toBe(false)
    expect(matchesLocalPattern({ pathname: '/(a|b)+.png' }, '/(a|b)+.png')).toBe(true)
  })

  test('a query is anything, nothing, or the one that is named', () => {
    expect(matchesLocalPattern({}, '/a?v=1')).toBe(true)
    expect(matchesLocalPattern({ search: '' }, '/a?v=1')).toBe(false)
    expect(matchesLocalPattern({ search: '' }, '/a')).toBe(true)
    expect(matchesLocalPattern({ search: '?v=1' }, '/a?v=1')).toBe(true)
    expect(matchesLocalPattern({ search: '?v=1' }, '/a?v=12')).toBe(false)
  })
})

describe('remote patterns', () => {
  test('a star is one label of the host, two are any number', () => {
    expect(remote({ hostname: '*.example.com' }, 'https://a.example.com/x')).toBe(true)
    expect(remote({ hostname: '*.example.com' }, 'https://a.b.example.com/x')).toBe(false)
    expect(remote({ hostname: '**.example.com' }, 'https://a.b.example.com/x')).toBe(true)
    expect(remote({ hostname: '**.example.com' }, 'https://example.com/x')).toBe(false)
    expect(remote({ hostname: 'Example.com' }, 'https://EXAMPLE.com/x')).toBe(true)
  })

  test('a name that only begins or ends like the allowed one is another host', () => {
    expect(remote({ hostname: 'example.com' }, 'https://example.com.evil.test/x')).toBe(false)
    expect(remote({ hostname: 'example.com' }, 'https://notexample.com/x')).toBe(false)
    expect(remote({ hostname: '**.example.com' }, 'https://evilexample.com/x')).toBe(false)
  })

  test('protocol, port, path and query must be those that are named', () => {
    const pattern = { protocol: 'https', hostname: 'a.test', port: '', pathname: '/i/**', search: '' } as const
    expect(remote(pattern, 'https://a.test/i/x.png')).toBe(true)
    expect(remote(pattern, 'http://a.test/i/x.png')).toBe(false)
    expect(remote(pattern, 'https://a.test:8443/i/x.png')).toBe(false)
    expect(remote(pattern, 'https://a.test/j/x.png')).toBe(false)
    expect(remote(pattern, 'https://a.test/i/x.png?v=1')).toBe(false)
    expect(remote({ hostname: 'a.test', port: '8443' }, 'https://a.test:8443/any?thing')).toBe(true)
  })

  test('a name and password in the address are never allowed', () => {
    expect(remote({ hostname: 'a.test' }, 'https://user:secret@a.test/x')).toBe(false)
  })
})
