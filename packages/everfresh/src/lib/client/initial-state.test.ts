import { describe, expect, test } from 'vitest'
import type { NextData } from './client-route.ts'
import { initialState } from './initial-state.ts'

const at = (url: string, data: Partial<NextData>) =>
  initialState(
    { props: { pageProps: {} }, page: '/', query: {}, buildId: 'b1', ...data },
    new URL(url, 'http://site.test'),
  )

describe('before hydration the router knows what the server knew (B11, B169)', () => {
  test('of a generated page: its path and parameters', () => {
    const data = { page: '/products/[sku]', query: { sku: 'a b' }, gsp: true as const }
    expect(at('/products/a%20b', data)).toMatchObject({
      asPath: '/products/a%20b',
      isReady: true,
      query: { sku: 'a b' },
    })
    expect(at('/products/a%20b?x=1', data)).toMatchObject({ asPath: '/products/a%20b', isReady: false })
  })

  test('of a page rendered per request: everything but the hash', () => {
    const data = { page: '/search', query: { q: 'x' }, gssp: true as const }
    expect(at('/search?q=x', data)).toMatchObject({ asPath: '/search?q=x', isReady: true })
  })

  test('of a page rendered per request by its getInitialProps as well', () => {
    expect(at('/search?q=x', { page: '/search', query: { q: 'x' }, gip: true })).toMatchObject({
      asPath: '/search?q=x',
      isReady: true,
    })
  })

  test('of a page that showed whether the router was ready: that it was not', () => {
    expect(at('/about', { page: '/about', readsReadiness: true })).toMatchObject({ asPath: '/about', isReady: false })
  })

  test('of a shell: its pattern', () => {
    const data = { page: '/products/[sku]', isFallback: true }
    expect(at('/products/lamp', data)).toMatchObject({ asPath: '/products/[sku]', isReady: false, isFallback: true })
  })

  test('of a dynamic page without data functions: its pattern', () => {
    expect(at('/users/7', { page: '/users/[id]' })).toMatchObject({ asPath: '/users/[id]', isReady: false })
    expect(at('/docs', { page: '/docs/[[...path]]' })).toMatchObject({ asPath: '/docs', isReady: true })
  })

  test('of an error page: that it is one', () => {
    expect(at('/gone', { page: '/404' }).asPath).toBe('/404')
    expect(at('/gone', { page: '/_error', err: { statusCode: 404 } }).asPath).toBe('/404')
    expect(at('/gone', { page: '/_error', props: { pageProps: { statusCode: 500 } } }).asPath).toBe('/500')
  })

  test('below a base path', () => {
    expect(at('/docs/about', { page: '/about', basePath: '/docs' })).toMatchObject({
      asPath: '/about',
      basePath: '/docs',
    })
  })
})
