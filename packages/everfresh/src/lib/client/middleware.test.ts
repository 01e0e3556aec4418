import { describe, expect, test } from 'vitest'
import { createMiddlewarePaths } from './middleware-paths.ts'
import { json, openRouter, propsAnswer, type OpenOptions } from './testing/open-router.ts'

const special = { middleware: ['^/about$', '^/products/'] }
const answering = (headers: Record<string, string>, body: object = {}): OpenOptions => ({
  special,
  answers: () => json(body, 200, headers),
})

describe('behind middleware', () => {
  test('paths are those of its matchers, in every spelling', () => {
    const isBehind = createMiddlewarePaths(['^/café/[^/]+$'])
    expect(isBehind('/café/a')).toBe(true)
    expect(isBehind('/caf%C3%A9/a')).toBe(true)
    expect(isBehind('/tea/a')).toBe(false)
    expect(createMiddlewarePaths(undefined)('/')).toBe(false)
    expect(createMiddlewarePaths([''])('/any')).toBe(true)
  })

  test('a page without data is asked for before it is shown, with its query', async () => {
    const { router, requests } = openRouter(answering({}))
    await router.push('/about?a=1')
    expect(requests).toEqual(['GET /_next/data/b1/about.json?a=1'])
    expect(router).toMatchObject({ pathname: '/about', asPath: '/about?a=1', query: { a: '1' } })
  })

  test('nothing is prefetched but code, and nothing is kept: middleware decides each time', async () => {
    const { router, requests } = openRouter({ special, answers: () => propsAnswer({ name: 'Lamp' }) })
    await router.prefetch('/products/lamp')
    expect(requests).toEqual([])
    await router.push('/products/lamp')
    await router.push('/')
    requests.length = 0
    await router.push('/products/lamp')
    expect(requests).toEqual(['GET /_next/data/b1/products/lamp.json'])
  })

  test('a redirect leads to another page, or out of the site', async () => {
    const redirect = json({}, 200, { 'x-nextjs-redirect': '/docs/search?from=about' })
    const inside = openRouter({
      special,
      answers: (path) => (path.includes('about.json') ? redirect : propsAnswer({})),
      data: { basePath: '/docs' },
      url: 'http://site.test/docs',
    })
    await inside.router.push('/about')
    expect(inside.router).toMatchObject({ pathname: '/search', asPath: '/search?from=about', query: { from: 'about' } })
    const outside = openRouter(answering({ 'x-nextjs-redirect': 'https://elsewhere.test/login' }))
    void outside.router.push('/about')
    await expect.poll(() => outside.browser.documents).toEqual(['https://elsewhere.test/login'])
  })

  test('a rewrite shows another page under the same address', async () => {
    const rewrite = { 'x-nextjs-rewrite': '/products/lamp?colour=red' }
    const { router, shown } = openRouter(answering(rewrite, { pageProps: { name: 'Lamp' }, __N_SSG: true }))
    await router.push('/about')
    expect(router).toMatchObject({
      ...{ pathname: '/products/[sku]', asPath: '/about', query: { sku: 'lamp', colour: 'red' } },
    })
    expect(shown.at(-1)?.content.props).toMatchObject({ pageProps: { name: 'Lamp' } })
  })

  test('what this client cannot show is opened as a document: another answer, or a page that it does not know', async () => {
    const refused = openRouter({ special, answers: () => json({ message: 'No' }, 401) })
    void refused.router.push('/about')
    await expect.poll(() => refused.browser.documents).toEqual(['/about'])
    const unknown = openRouter(answering({ 'x-nextjs-rewrite': '/new-page' }, { pageProps: {} }))
    void unknown.router.push('/about')
    await expect.poll(() => unknown.browser.documents).toEqual(['/about'])
  })

  test('the shell of a rewritten page finds its data by the address', async () => {
    const { router, settle, requests } = openRouter({
      ...answering({ 'x-nextjs-rewrite': '/products/lamp' }, { pageProps: { name: 'Lamp' }, __N_SSG: true }),
      page: '/products/[sku]',
      data: { isFallback: true },
      url: 'http://site.test/about',
    })
    await settle()
    expect(requests).toEqual(['GET /_next/data/b1/about.json'])
    expect(router).toMatchObject({
      pathname: '/products/[sku]',
      asPath: '/about',
      query: { sku: 'lamp' },
      isFallback: false,
    })
  })
})
