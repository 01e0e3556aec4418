import { describe, expect, it } from 'vitest'
import { cacheKeyOf, defaultIgnoredParameters, ignoredParameters } from './cache-key.ts'
import { selectingFieldsOf, selectionOf, variantKey } from './variants.ts'

describe('the key of a request', () => {
  const isIgnored = ignoredParameters(defaultIgnoredParameters)
  const key = (search: string) => cacheKeyOf('Shop.example', { pathname: '/search', search }, isIgnored)

  it.each([
    ['', '//shop.example/search'],
    ['?', '//shop.example/search'],
    ['?b=2&a=1', '//shop.example/search?a=1&b=2'],
    ['?a=2&b=1&a=1', '//shop.example/search?a=2&a=1&b=1'],
    ['?utm_source=x&q=a&gclid=1', '//shop.example/search?q=a'],
    ['?utm%5Fsource=x', '//shop.example/search'],
    ['?a&&b=%zz', '//shop.example/search?a&b=%zz'],
  ])('%s', (search, expected) => expect(key(search)).toBe(expected))
})

describe('variants (RFC 9111 §4.1)', () => {
  const same = (name: string, a: string | undefined, b: string | undefined) =>
    selectionOf({ [name]: a }, [name]) === selectionOf({ [name]: b }, [name])

  it('are told apart by the fields that an answer names', () => {
    expect(
      selectingFieldsOf([
        ['Vary', 'Foo, bar'],
        ['vary', 'FOO'],
      ]),
    ).toEqual(['bar', 'foo'])
    expect(same('foo', '1', '2')).toBe(false)
    expect(same('foo', '1', undefined)).toBe(false)
    expect(same('foo', '', undefined)).toBe(false)
    expect(same('foo', undefined, undefined)).toBe(true)
    expect(variantKey('/', ['a'], '["1"]')).not.toBe(variantKey('/', ['b'], '["1"]'))
  })

  it('are the same where the difference means nothing', () => {
    expect(same('foo', '1,2', '1 , 2')).toBe(true)
    expect(same('accept-language', 'en, de;q=0.5', 'DE;q=0.50,en')).toBe(true)
    expect(same('accept-language', 'en;q=0.5, de', 'en, de;q=0.5')).toBe(false)
  })

  it('are none of the encodings that the cache makes itself', () => {
    expect(selectingFieldsOf([['Vary', 'Accept-Encoding']])).toEqual([])
    expect(
      selectingFieldsOf([
        ['Vary', 'Accept-Encoding'],
        ['Content-Encoding', 'br'],
      ]),
    ).toEqual(['accept-encoding'])
  })
})
