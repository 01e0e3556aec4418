import { describe, expect, it } from 'vitest'
import { compareSpecificity, interpolate, matchPattern, parsePattern } from './pattern.ts'

const match = (pattern: string, pathname: string) => matchPattern(parsePattern(pattern), pathname)

describe('parsePattern', () => {
  it('tells static, dynamic and both kinds of catch-all segments apart', () => {
    expect(parsePattern('/').segments).toEqual([])
    expect(parsePattern('/a/[id]/[...rest]').segments).toEqual([
      { kind: 'static', value: 'a' },
      { kind: 'dynamic', value: 'id' },
      { kind: 'catch-all', value: 'rest' },
    ])
    expect(parsePattern('/[[...all]]').segments).toEqual([{ kind: 'optional-catch-all', value: 'all' }])
    expect([parsePattern('/about').isDynamic, parsePattern('/[id]').isDynamic]).toEqual([false, true])
  })

  it.each([
    ['about', 'begin with a slash'],
    ['/a//b', 'empty segment'],
    ['/a/', 'empty segment'],
    ['/[id', 'must be exactly'],
    ['/id]', 'must be exactly'],
    ['/post-[id]', 'must be exactly'],
    ['/[[id]]', 'must be exactly'],
    ['/[]', 'must be exactly'],
    ['/[...]', 'no parameter name'],
    ['/[....id]', 'no parameter name'],
    ['/[.id]', 'no parameter name'],
    ['/[__proto__]', 'must not be called'],
    ['/[id]/x/[id]', '"id" occurs twice'],
    ['/[id]/[...id]', '"id" occurs twice'],
    ['/[...all]/edit', 'must be its last segment'],
    ['/[[...all]]/[id]', 'must be its last segment'],
  ])('rejects %s', (source, reason) => {
    expect(() => parsePattern(source)).toThrow(expect.objectContaining({ code: 'INVALID_ROUTE' }))
    expect(() => parsePattern(source)).toThrow(reason)
  })
})

describe('matchPattern', () => {
  it.each<[string, string, object | undefined]>([
    ['/', '/', {}],
    ['/', '/a', undefined],
    ['/a', '/', undefined],
    ['/about', '/about', {}],
    ['/about', '/About', undefined],
    ['/about', '/about/us', undefined],
    ['/about/us', '/about', undefined],
    ['/über uns', '/%C3%BCber%20uns', {}],
    ['/[id]', '/7', { id: '7' }],
    ['/[id]', '/', undefined],
    ['/[id]', '/7/8', undefined],
    ['/[a]/x/[b]', '/1/x/2', { a: '1', b: '2' }],
    ['/[id]', '/constructor', { id: 'constructor' }],
    ['/docs/[...slug]', '/docs/a/b', { slug: ['a', 'b'] }],
    ['/docs/[...slug]', '/docs', undefined],
    ['/[...slug]', '/', undefined],
    ['/[...slug]', '/a//b', undefined],
  ])('%s on %s gives %j', (pattern, pathname, params) => {
    expect(match(pattern, pathname)).toEqual(params)
  })

  it('gives an optional catch-all root no key at all (B96)', () => {
    expect(match('/[[...all]]', '/')).toStrictEqual({})
    expect(match('/docs/[[...all]]', '/docs')).toStrictEqual({})
    expect(match('/docs/[[...all]]', '/docs/a')).toStrictEqual({ all: ['a'] })
  })

  it.each([
    ['%2Fa%2F', '/a/'],
    ['%3F', '?'],
    ['%26', '&'],
    ['%2B', '+'],
    ['+', '+'],
    ['%20', ' '],
    ['%252F', '%2F'],
    ['%E5%95%86%E6%A5%AD', '商業'],
    ['商業', '商業'],
    ['%25E5%2595%2586', '%E5%95%86'],
    ['[post3]', '[post3]'],
    ['post.1', 'post.1'],
  ])('decodes the segment %s once (B91, B93)', (segment, value) => {
    expect(match('/[id]', `/${segment}`)).toEqual({ id: value })
    expect(match('/x/[...ids]', `/x/${segment}/${segment}`)).toEqual({ ids: [value, value] })
  })

  it.each(['/%DE~%C7%1fY', '/%', '/%zz'])('throws URIError for %s (B89)', (pathname) => {
    for (const pattern of ['/[id]', '/[...ids]', '/[[...ids]]']) {
      expect(() => match(pattern, pathname)).toThrow(URIError)
    }
  })
})

describe('compareSpecificity', () => {
  it('orders static, dynamic, catch-all and optional catch-all, whatever order they come in (B98)', () => {
    const sorted = [
      '/',
      '/about',
      '/blog',
      '/blog/new',
      '/blog/[slug]',
      '/blog/[slug]/comments',
      '/blog/[...rest]',
      '/docs/[[...rest]]',
      '/[id]',
      '/[id]/edit',
      '/[...all]',
    ]
    const sort = (sources: string[]) => sources.map(parsePattern).sort(compareSpecificity)
    for (const sources of [sorted, sorted.toReversed(), sorted.toSorted()]) {
      expect(sort(sources).map(({ source }) => source)).toEqual(sorted)
    }
  })

  it('puts a path before the optional catch-all that also matches it', () => {
    expect(compareSpecificity(parsePattern('/docs'), parsePattern('/docs/[[...rest]]'))).toBeLessThan(0)
    expect(compareSpecificity(parsePattern('/[id]'), parsePattern('/[id]'))).toBe(0)
  })
})

describe('interpolate', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['/', {}, '/'],
    ['/über', {}, '/%C3%BCber'],
    ['/blog/[slug]', { slug: 'a/b?c#d\\e %2F' }, '/blog/a%2Fb%3Fc%23d%5Ce%20%252F'],
    ['/docs/[...slug]', { slug: ['a b', 'ü/'] }, '/docs/a%20b/%C3%BC%2F'],
    ['/docs/[[...slug]]', { slug: [] }, '/docs'],
    ['/docs/[[...slug]]', {}, '/docs'],
    ['/[[...slug]]', {}, '/'],
  ])('fills %s in (B93)', (pattern, params, path) => {
    expect(interpolate(parsePattern(pattern), params)).toBe(path)
  })

  it.each<[string, Record<string, unknown>]>([
    ['/[id]', {}],
    ['/[id]', { id: '' }],
    ['/[id]', { id: 7 }],
    ['/[id]', { id: ['7'] }],
    ['/[toString]', {}],
    ['/[...ids]', {}],
    ['/[...ids]', { ids: [] }],
    ['/[...ids]', { ids: 'a' }],
    ['/[...ids]', { ids: ['a', ''] }],
    ['/[[...ids]]', { ids: 'a' }],
  ])('rejects %s with %j', (pattern, params) => {
    expect(() => interpolate(parsePattern(pattern), params)).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMS' }),
    )
  })

  it('is undone by matchPattern', () => {
    const pattern = parsePattern('/[a]/[...rest]')
    const params = { a: '%2F ?#\\', rest: ['ü', '%', '+', '/'] }
    expect(matchPattern(pattern, interpolate(pattern, params))).toEqual(params)
  })
})
