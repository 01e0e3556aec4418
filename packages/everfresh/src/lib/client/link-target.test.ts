import { expect, test } from 'vitest'
import { linkTarget } from './link-target.ts'

const plain = { basePath: '', trailingSlash: false }

test.each([
  ['/about', undefined, '/about'],
  ['about?x=1#y', undefined, '/products/about?x=1#y'],
  [{ pathname: '/products/[sku]', query: { sku: 'a/b', x: 1 } }, undefined, '/products/a%2Fb?x=1'],
  [{ pathname: '/docs/[...path]', query: { path: 'a' } }, undefined, '/docs/a'],
  [{ pathname: '/docs/[...path]', query: { path: ['a', 'b'] } }, undefined, '/docs/a/b'],
  [{ query: { page: 2 } }, undefined, '/products/lamp?page=2'],
  ['/products/[sku]', '/products/lamp', '/products/lamp'],
  ['/products/[sku]', undefined, '/products/[sku]'],
  ['/[odd', undefined, '/[odd'],
  ['https://other.test/a', undefined, 'https://other.test/a'],
  ['mailto:a@b.test', undefined, 'mailto:a@b.test'],
])('%j as %j shows %s', (href, as, shown) => {
  expect(linkTarget(href, as, '/products/lamp', plain).shown).toBe(shown)
})

test('the router gets the path without, the anchor with the base path', () => {
  const target = linkTarget('/about', undefined, '/', { basePath: '/docs', trailingSlash: true })
  expect(target).toEqual({ href: '/about/', as: undefined, shown: '/docs/about/', isLocal: true })
})

test('what leads elsewhere is none of the router’s business', () => {
  expect(linkTarget('mailto:a@b.test', undefined, '/', plain).isLocal).toBe(false)
})

test('a pattern is filled in on a site whose paths end in a slash (B95)', () => {
  const target = linkTarget({ pathname: '/products/[sku]', query: { sku: 'lamp', x: 1 } }, undefined, '/', {
    basePath: '',
    trailingSlash: true,
  })
  expect(target).toMatchObject({ shown: '/products/lamp/?x=1', as: '/products/lamp/?x=1' })
})
