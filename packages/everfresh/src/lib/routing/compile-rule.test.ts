/** Sources and destinations of rules mean what they mean in Next.js. */
import { describe, expect, it } from 'vitest'
import { compileDestination, compileSource } from './compile-rule.ts'
import { destinationFiller, mergedSearch } from './rule-destination.ts'
import { fillText, paramOfPath, paramOfText, type RuleParams } from './rule-params.ts'
import { sourceMatcher } from './rule-source.ts'

function match(source: string, pathname: string) {
  const params = sourceMatcher(compileSource(source))(pathname)
  return params && Object.fromEntries(Object.entries(params).map(([name, { encoded }]) => [name, encoded]))
}

function fill(destination: string, params: RuleParams) {
  const filled = destinationFiller(compileDestination(destination))(params)
  if (filled === undefined) return undefined
  const { origin = '', pathname, query, hash } = filled
  return origin + pathname + mergedSearch('', query) + hash
}

describe('a source', () => {
  it.each<[string, string, object | undefined]>([
    ['/about', '/about', {}],
    ['/about', '/about/us', undefined],
    ['/about/', '/about', {}],
    ['/About', '/aBOUT', {}],
    ['/', '/', {}],
    ['/blog/:slug', '/blog/first', { slug: 'first' }],
    ['/blog/:slug', '/blog', undefined],
    ['/blog/:slug?', '/blog', {}],
    ['/docs/:path*', '/docs', {}],
    ['/docs/:path*', '/docs/a/b%2Fc', { path: ['a', 'b%2Fc'] }],
    ['/docs/:path+', '/docs', undefined],
    ['/post/:id(\\d{1,})', '/post/12', { id: '12' }],
    ['/post/:id(\\d{1,})', '/post/new', undefined],
    ['/post/:id-:name', '/post/7-x', { id: '7', name: 'x' }],
    ['/:first(a|b)/c', '/b/c', { first: 'b' }],
    ['/(en|fr)/:page', '/fr/home', { page: 'home' }],
    ['/english\\(default\\)/:slug', '/english(default)/x', { slug: 'x' }],
  ])('%s is asked of %s', (source, pathname, params) => {
    expect(match(source, pathname)).toEqual(params)
  })

  it('may be written in any script, and is found however a visitor spells it', () => {
    expect(match('/café/:wort', '/caf%C3%A9/%C3%BC')).toEqual({ wort: '%C3%BC' })
    expect(match('/café', '/caf%c3%a9')).toEqual({})
    expect(match('/a b', '/a%20b')).toEqual({})
    expect(match('/admin', '/%61dmin')).toEqual({})
    expect(match('/a@b', '/a%40b')).toEqual({})
  })

  it('says what is wrong with it', () => {
    expect(() => compileSource('/a/(b')).toThrow('Unbalanced pattern')
    expect(() => compileSource('/a/:')).toThrow('Missing parameter name')
  })
})

describe('a destination', () => {
  const slug = { slug: paramOfPath('a%2Fb') }
  const path = { path: paramOfPath(['a', 'b']) }

  it.each<[string, RuleParams, string | undefined]>([
    ['/about', {}, '/about'],
    ['/blog/:slug', slug, '/blog/a%2Fb'],
    ['/blog?id=:slug', slug, '/blog?id=a%2Fb'],
    ['/docs/:path*', path, '/docs/a/b'],
    ['/docs/:path', path, '/docs/a/b'],
    ['/docs/:path*', {}, '/docs'],
    ['/:lang/docs', {}, '/docs'],
    ['/blog/:slug?', slug, '/blog/a%2Fb'],
    ['/blog/:slug?from=old', slug, '/blog/a%2Fb?from=old'],
    ['/blog#:slug', slug, '/blog#a/b'],
    ['/blog/:slug?x=:path*#end', { ...slug, ...path }, '/blog/a%2Fb?x=a%2Fb#end'],
    ['/über uns', {}, '/%C3%BCber%20uns'],
    ['https://example.com', {}, 'https://example.com'],
    ['https://example.com:8080/:path*', path, 'https://example.com:8080/a/b'],
    ['https://:name.example.com/', { name: paramOfText('shop') }, 'https://shop.example.com/'],
  ])('%s is filled', (destination, params, expected) => {
    expect(fill(destination, params)).toBe(expected)
  })

  it('leads to no other host than the one it names', () => {
    expect(fill('/:to', { to: paramOfText('//evil.test') })).toBe('/evil.test')
    expect(fill('/:to', { to: paramOfText('\\\\evil.test') })).toBe('/%5C%5Cevil.test')
    expect(fill('/:to', { to: paramOfText('?x#y') })).toBe('/%3Fx%23y')
    expect(fill(':path*', { path: paramOfPath(['', '', 'evil.test']) })).not.toMatch(/^\/\//)
    for (const name of ['evil.test/', 'evil.test#', 'a@evil.test', 'evil.test\\', 'a b', '']) {
      expect(fill('https://:name.example.com/', { name: paramOfText(name) })).toBeUndefined()
    }
  })
})

describe('the query of a destination', () => {
  it('is that of the request, under what the destination says', () => {
    expect(mergedSearch('?a=1&b=%20', [])).toBe('?a=1&b=%20')
    expect(mergedSearch('?a=1&b=2&b=3', [['a', 'x']])).toBe('?a=x&b=2&b=3')
    expect(mergedSearch('', [])).toBe('')
  })

  it('tells parameters that nobody else tells', () => {
    expect(
      mergedSearch(
        '?a=1',
        [['b', '2']],
        [
          ['a', 'x'],
          ['b', 'y'],
        ],
      ),
    ).toBe('?a=x&b=2')
  })
})

describe('text with parameters', () => {
  it('fills in those that there are, and leaves other colons alone', () => {
    const params = { id: paramOfPath('a%20b'), path: paramOfPath(['a', 'b']) }
    expect(fillText(`default-src 'self' https://x.test:8080; :id :path* :none`, params, 'text')).toBe(
      `default-src 'self' https://x.test:8080; a b a/b :none`,
    )
    expect(fillText(':id', params, 'raw')).toBe('a%20b')
    expect(fillText(':v', { v: paramOfText('a\r\nb') }, 'raw')).toBe('a%0D%0Ab')
  })
})
