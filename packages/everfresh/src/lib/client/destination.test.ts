import { describe, expect, test } from 'vitest'
import { destinationOf } from './destination.ts'
import { createRouteTable } from './route-table.ts'

const patterns = ['/', '/products/[sku]', '/products/new', '/docs/[...path]', '/blog/[[...path]]']
const routes = createRouteTable(
  patterns.map((pattern) => ({ pattern, data: 'static' as const, load: () => Promise.reject(new Error('unused')) })),
)

const found = (href: string, as?: string) => {
  const destination = destinationOf(href, as, routes)
  return destination && { ...destination, route: destination.route.pattern, query: { ...destination.query } }
}

describe('a path', () => {
  test('finds the most specific route', () => {
    expect(found('/products/new')?.route).toBe('/products/new')
    expect(found('/products/other')?.route).toBe('/products/[sku]')
  })

  test('gives path parameters precedence over the query', () => {
    expect(found('/products/lamp?sku=x&a=1')?.query).toEqual({ sku: 'lamp', a: '1' })
  })

  test('is decoded once for parameters and stays encoded in the address (B91)', () => {
    expect(found('/products/%252F%20')).toMatchObject({ query: { sku: '%2F ' }, as: '/products/%252F%20' })
  })

  test('matches with a slash at its end as well', () => {
    expect(found('/products/lamp/')?.query).toEqual({ sku: 'lamp' })
  })

  test('without a route has no destination, nor has one that cannot be decoded', () => {
    expect(found('/nowhere')).toBeUndefined()
    expect(found('/products/%E0%A4%A')).toBeUndefined()
  })
})

describe('a pattern', () => {
  test('takes its parameters from the query', () => {
    expect(found('/products/[sku]?sku=a%2Fb&x=1#part')).toEqual({
      route: '/products/[sku]',
      query: { sku: 'a/b', x: '1' },
      as: '/products/a%2Fb?x=1#part',
      pathname: '/products/a%2Fb',
      search: '?x=1',
    })
  })

  test('takes its parameters from the address where that is one of its paths', () => {
    expect(found('/products/[sku]?x=1', '/products/lamp?y=2')).toMatchObject({
      query: { sku: 'lamp', x: '1' },
      as: '/products/lamp?y=2',
      pathname: '/products/lamp',
    })
  })

  test('may hide behind an unlike address when the query tells its parameters (B175)', () => {
    expect(found('/products/[sku]?sku=lamp', '/light')).toMatchObject({ as: '/light', pathname: '/products/lamp' })
    expect(() => found('/products/[sku]', '/light')).toThrow('Neither "/light" nor the query gives its parameters.')
  })

  test('makes a list of one value for a catch-all', () => {
    expect(found('/docs/[...path]?path=a')).toMatchObject({ query: { path: ['a'] }, as: '/docs/a' })
    expect(found('/docs/[...path]?path=a&path=b')).toMatchObject({ query: { path: ['a', 'b'] }, as: '/docs/a/b' })
  })

  test('an optional catch-all needs no parameter', () => {
    expect(found('/blog/[[...path]]')).toMatchObject({ query: {}, as: '/blog' })
  })

  test('says which href lacks parameters', () => {
    expect(() => found('/products/[sku]')).toThrow('The href "/products/[sku]" cannot be turned into a path.')
  })
})
