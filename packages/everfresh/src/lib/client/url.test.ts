import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalPathname,
  formatUrl,
  isHashChange,
  localPathOf,
  searchOf,
  splitUrl,
  withBasePath,
  withoutBasePath,
} from './url.ts'

const plain = { basePath: '', trailingSlash: false }
const docs = { basePath: '/docs', trailingSlash: false }

describe('formatUrl', () => {
  test.each([
    [{ pathname: '/a', query: { b: 1, c: ['x', 'y'], d: true, e: undefined } }, '/a?b=1&c=x&c=y&d=true&e='],
    [{ pathname: '/a', query: 'b=1' }, '/a?b=1'],
    [{ pathname: '/a', search: '?b=1', query: { ignored: 1 }, hash: 'x' }, '/a?b=1#x'],
    [{ pathname: '/a?b#c' }, '/a%3Fb%23c'],
    [{ protocol: 'https', hostname: 'site.test', port: 8080, pathname: '/a' }, 'https://site.test:8080/a'],
    [{ protocol: 'mailto:', slashes: false, pathname: 'a@site.test' }, 'mailto:a@site.test'],
    [{ hash: '#x' }, '#x'],
    ['/as/it?is#x', '/as/it?is#x'],
  ])('writes %j', (url, text) => {
    expect(formatUrl(url)).toBe(text)
  })
})

describe('localPathOf', () => {
  test.each([
    ['/about', '/about'],
    ['/about/', '/about'],
    ['about', '/products/about'],
    ['../x', '/x'],
    ['?a=1', '/products/lamp?a=1'],
    ['#part', '/products/lamp?b=2#part'],
    ['/a b/ü', '/a%20b/%C3%BC'],
    ['/a%2Fb', '/a%2Fb'],
    ['https://site.test/about', '/about'],
  ])('reads %s', (url, path) => {
    expect(localPathOf(url, '/products/lamp?b=2', 'https://site.test', plain)).toBe(path)
  })

  test.each([
    'https://other.test/',
    '//other.test/',
    '/\\other.test',
    'mailto:a@b.test',
    'https://[',
    'javascript:x()',
  ])('%s leads out of the site', (url) => {
    expect(localPathOf(url, '/', 'https://site.test', plain)).toBeUndefined()
  })

  test('an absolute URL must be below the base path, a path always is', () => {
    expect(localPathOf('https://site.test/docs/a', '/', 'https://site.test', docs)).toBe('/a')
    expect(localPathOf('https://site.test/docsify', '/', 'https://site.test', docs)).toBeUndefined()
    expect(localPathOf('/docs/a', '/', 'https://site.test', docs)).toBe('/docs/a')
  })

  test('an absolute URL is never local while its origin is unknown', () => {
    expect(localPathOf('https://site.test/a', '/', undefined, plain)).toBeUndefined()
  })
})

test('the base path is added and removed without a trace', () => {
  for (const path of ['/', '/?a', '/#b', '/a', '/a/b?c#d']) {
    expect(withoutBasePath(withBasePath(path, docs), '/docs')).toBe(path)
  }
  expect(withBasePath('/', docs)).toBe('/docs')
  expect(withBasePath('/', { ...docs, trailingSlash: true })).toBe('/docs/')
  expect(withoutBasePath('/docsify', '/docs')).toBeUndefined()
})

test('a slash at the end is added or removed, but never to the name of a file', () => {
  expect(canonicalPathname('/a', true)).toBe('/a/')
  expect(canonicalPathname('/a.pdf', true)).toBe('/a.pdf')
  expect(canonicalPathname('/v1.2/a', true)).toBe('/v1.2/a/')
  expect(canonicalPathname('/', true)).toBe('/')
  expect(canonicalPathname('/a//', false)).toBe('/a')
})

test.each([
  ['/a', '/a#x', true],
  ['/a#x', '/a#y', true],
  ['/a#x', '/a#x', true],
  ['/a#x', '/a', true],
  ['/a', '/a', false],
  ['/a?b', '/a#x', false],
  ['/a#x', '/b#x', false],
])('from %s to %s moves within the page: %s', (from, to, expected) => {
  expect(isHashChange(from, to)).toBe(expected)
})

test('a query without values has no question mark', () => {
  expect(searchOf({})).toBe('')
})

test('the parts of a URL are plain values, which can be spread', () => {
  expect({ ...splitUrl('/a?b#c') }).toEqual({ pathname: '/a', search: '?b', hash: '#c' })
})

test('a path that needs no parsing leads where parsing says', () => {
  const segment = fc.stringMatching(/^[\w.~%?#[\] -]{0,6}$/)
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 4 }), (segments) => {
      const path = `/${segments.join('/')}`
      // Two slashes begin a host.
      fc.pre(!path.startsWith('//'))
      const expected = new URL(path, 'http://site.invalid')
      const { pathname, search, hash } = expected
      expect(localPathOf(path, '/a/b', undefined, plain)).toBe(canonicalPathname(pathname, false) + search + hash)
    }),
  )
})
