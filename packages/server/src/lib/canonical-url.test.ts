/** One URL, one form: whatever is sent, a page has one canonical path, and no redirect leaves the host. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalise } from './canonical-url.ts'

const plain = { basePath: '', trailingSlash: false }
const slashed = { basePath: '', trailingSlash: true }
const docs = { basePath: '/docs', trailingSlash: false }

const url = (pathname: string, search = '') => ({ kind: 'url', url: { pathname, search } })
const redirect = (location: string) => ({ kind: 'redirect', status: 308, location })
const bad = { kind: 'bad-request', status: 400 }

describe('canonicalise', () => {
  it('separates path and query (B10, B11)', () => {
    expect(canonicalise('/', plain)).toEqual(url('/'))
    expect(canonicalise('/?a=1', plain)).toEqual(url('/', '?a=1'))
    expect(canonicalise('/products/red-lamp?utm=x/../y', plain)).toEqual(url('/products/red-lamp', '?utm=x/../y'))
  })

  it('redirects to the form without a trailing slash, query kept (B95)', () => {
    expect(canonicalise('/a/', plain)).toEqual(redirect('/a'))
    expect(canonicalise('/a/b/?q=1', plain)).toEqual(redirect('/a/b?q=1'))
  })

  it('redirects to the form with a trailing slash where that is configured, but for files (B95)', () => {
    expect(canonicalise('/a', slashed)).toEqual(redirect('/a/'))
    expect(canonicalise('/a/?q=1', slashed)).toEqual(url('/a', '?q=1'))
    expect(canonicalise('/', slashed)).toEqual(url('/'))
    expect(canonicalise('/robots.txt', slashed)).toEqual(url('/robots.txt'))
    expect(canonicalise('/robots.txt/', slashed)).toEqual(redirect('/robots.txt'))
    expect(canonicalise('/.well-known/anything', slashed)).toEqual(url('/.well-known/anything'))
    expect(canonicalise('/_next/data/b1/a.json', slashed)).toEqual(url('/_next/data/b1/a.json'))
    expect(canonicalise('/v1.2-rc', slashed)).toEqual(url('/v1.2-rc'))
    expect(canonicalise('/v1.2-rc/', slashed)).toEqual(url('/v1.2-rc'))
  })

  it('strips the base path at a segment boundary only (B100)', () => {
    expect(canonicalise('/docs', docs)).toEqual(url('/'))
    expect(canonicalise('/docs?x', docs)).toEqual(url('/', '?x'))
    expect(canonicalise('/docs/a', docs)).toEqual(url('/a'))
    expect(canonicalise('/docs/', docs)).toEqual(redirect('/docs'))
    expect(canonicalise('/docs', { ...docs, trailingSlash: true })).toEqual(redirect('/docs/'))
    expect(canonicalise('/docs/', { ...docs, trailingSlash: true })).toEqual(url('/'))
    expect(canonicalise('/docsx/?a', docs)).toEqual({ kind: 'outside', url: { pathname: '/docsx', search: '?a' } })
    expect(canonicalise('/', docs)).toEqual({ kind: 'outside', url: { pathname: '/', search: '' } })
    expect(canonicalise('/docs/a/', { ...docs, skipTrailingSlashRedirect: true })).toEqual({
      kind: 'url',
      url: { pathname: '/a', search: '' },
    })
    expect(canonicalise('//evil.test\\x/', docs)).toEqual({
      kind: 'outside',
      url: { pathname: '/evil.test/x', search: '' },
    })
  })

  it('collapses slashes and backslashes without ever leaving the host', () => {
    expect(canonicalise('//evil.com', plain)).toEqual(redirect('/evil.com'))
    expect(canonicalise('//evil.com/', plain)).toEqual(redirect('/evil.com'))
    expect(canonicalise('/\\evil.com', plain)).toEqual(redirect('/evil.com'))
    expect(canonicalise('/a//b\\c', plain)).toEqual(redirect('/a/b/c'))
    expect(canonicalise('//', plain)).toEqual(redirect('/'))
    expect(canonicalise('//docs//', { ...docs })).toEqual(redirect('/docs'))
    expect(canonicalise('//evil.com', slashed)).toEqual(redirect('/evil.com'))
    expect(canonicalise('//evil', slashed)).toEqual(redirect('/evil/'))
  })

  it('keeps encoded slashes and double encoding as they are (B91)', () => {
    for (const path of ['/x/%2Fa%2F', '/x/%2fa', '/x/%252F', '/x/%3F%26%2B%20', '/x/%E5%95%86', '/x/a%5Cb', '/x/%25']) {
      expect(canonicalise(path, plain)).toEqual(url(path))
    }
  })

  it('refuses what is not ASCII: no client sends it, and no two servers read it alike', () => {
    for (const path of ['/caf\xe9', '/商業', '/a?q=\xe9']) expect(canonicalise(path, plain)).toEqual(bad)
  })

  it('refuses malformed and overlong encodings (B89)', () => {
    for (const path of ['/%', '/%zz', '/a/%E5%95', '/invalid-param/%DE~%C7%1fY', '/%c0%ae%c0%ae/x', '/%ff']) {
      expect(canonicalise(path, plain)).toEqual(bad)
    }
  })

  it('refuses control characters, raw and encoded', () => {
    for (const path of ['/a\0b', '/a%00b', '/a%0d%0aSet-Cookie:x', '/a%7f', '/a\tb', '/a b', '/a?b\r\nc']) {
      expect(canonicalise(path, plain)).toEqual(bad)
    }
  })

  it('refuses dot segments, however they are written', () => {
    const paths = ['/../etc/passwd', '/a/./b', '/%2e%2e/x', '/.%2E', '/..%2f..%2fetc', '/a%2F..%5Cb', '/..\\x', '/%2e']
    for (const path of paths) expect(canonicalise(path, plain)).toEqual(bad)
    expect(canonicalise('/...', plain)).toEqual(url('/...'))
    expect(canonicalise('/a..b/.well-known', plain)).toEqual(url('/a..b/.well-known'))
  })

  it('refuses what is no path', () => {
    for (const target of ['', '*', 'a/b', 'ftp://host/x', 'host:443', '/a#b', '?x', 'http:/x']) {
      expect(canonicalise(target, plain)).toEqual(bad)
    }
  })

  it('reads absolute-form targets', () => {
    expect(canonicalise('http://evil.example/a?b', plain)).toEqual(url('/a', '?b'))
    expect(canonicalise('HTTPS://h', plain)).toEqual(url('/'))
    expect(canonicalise('http://h?x', plain)).toEqual(url('/', '?x'))
    expect(canonicalise('http://h//evil.com', plain)).toEqual(redirect('/evil.com'))
  })

  it('refuses URLs that are too long with 414', () => {
    expect(canonicalise(`/${'a'.repeat(8191)}`, plain).kind).toBe('url')
    expect(canonicalise(`/${'a'.repeat(8192)}`, plain)).toEqual({ kind: 'bad-request', status: 414 })
    expect(canonicalise('/abc', { ...plain, maxUrlLength: 3 })).toEqual({ kind: 'bad-request', status: 414 })
  })

  const piece = fc.constantFrom(
    ...[
      '/',
      '\\',
      '//',
      '..',
      '.',
      '%2f',
      '%2F',
      '%5c',
      '%00',
      '%',
      '%25',
      '%E5%95%86',
      'a',
      'evil.com',
      '?',
      '@',
      ':',
    ],
    ...['docs', '#', 'http://', '\0', '\r\n', '\t', ' ', '\xe9', ';', '%2e', '*'],
  )
  const target = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`),
    fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }).map((text) => `/${text}`),
  )
  const options = fc.record({ basePath: fc.constantFrom('', '/docs'), trailingSlash: fc.boolean() })

  it('redirects at most once, and only to the same host, whatever is sent', () => {
    fc.assert(
      fc.property(target, options, (text, settings) => {
        const first = canonicalise(text, settings)
        if (first.kind !== 'redirect') return
        expect(new URL(first.location, 'http://here.example').host).toBe('here.example')
        expect(first.location).toMatch(/^\/(?![\\/])[\x21-\x7e]*$/)
        expect(canonicalise(first.location, settings).kind).toBe('url')
      }),
      { numRuns: 3000 },
    )
  })

  it('yields decodable paths without dot segments, control characters or a trailing slash, whatever is sent', () => {
    fc.assert(
      fc.property(target, options, (text, settings) => {
        const canonical = canonicalise(text, settings)
        if (canonical.kind !== 'url') return
        const { pathname } = canonical.url
        expect(pathname).toMatch(/^\/$|^(\/[^/\\\0-\x20\x7f-\uffff]+)+$/)
        for (const segment of pathname.split('/').map(decodeURIComponent)) {
          expect(segment).not.toMatch(/\p{Cc}/u)
          expect(segment.split(/[\\/]/)).not.toContain('..')
        }
      }),
      { numRuns: 3000 },
    )
  })
})
