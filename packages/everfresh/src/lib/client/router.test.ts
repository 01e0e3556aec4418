import { describe, expect, test, vi } from 'vitest'
import { json, namedPage, openRouter, propsAnswer } from './testing/open-router.ts'

const last = <T>(list: readonly T[]): T => list[list.length - 1]!
const redirectTo = (destination: string, more: object = {}) =>
  propsAnswer({ __N_REDIRECT: destination, __N_REDIRECT_STATUS: 307, ...more })

describe('push', () => {
  test('shows the page with its data, and says so in order', async () => {
    const { router, browser, shown, requests, events } = openRouter()
    expect(await router.push('/products/lamp?colour=red')).toBe(true)
    expect(requests[0]).toBe('GET /_next/data/b1/products/lamp.json')
    expect(last(shown).content).toMatchObject({
      pathname: '/products/[sku]',
      props: { pageProps: { path: '/_next/data/b1/products/lamp.json' } },
    })
    expect(last(shown).router).toMatchObject({
      pathname: '/products/[sku]',
      route: '/products/[sku]',
      query: { sku: 'lamp', colour: 'red' },
      asPath: '/products/lamp?colour=red',
      isReady: true,
    })
    expect(browser.address).toBe('/products/lamp?colour=red')
    expect(browser.historyLength).toBe(2)
    expect(browser.history.state).toMatchObject({
      __N: true,
      url: '/products/[sku]?colour=red&sku=lamp',
      as: '/products/lamp?colour=red',
    })
    expect(events).toEqual([
      'routeChangeStart /products/lamp?colour=red',
      'beforeHistoryChange /products/lamp?colour=red',
      'routeChangeComplete /products/lamp?colour=red',
    ])
  })

  test('tells the server after each visit of a generated page that it is being looked at (B172)', async () => {
    const { router, requests } = openRouter()
    await router.push('/products/lamp')
    await router.push('/about')
    await router.push('/products/lamp')
    expect(requests).toEqual([
      'GET /_next/data/b1/products/lamp.json',
      'HEAD /_next/data/b1/products/lamp.json',
      'HEAD /_next/data/b1/products/lamp.json',
    ])
  })

  test('asks anew for pages that are rendered per request, with their query', async () => {
    const { router, requests } = openRouter()
    await router.push('/search?q=a%20b')
    await router.push('/about')
    await router.push('/search?q=a%20b')
    await router.push({ pathname: '/users/[id]/orders', query: { id: '7', page: 2 } })
    expect(requests).toEqual([
      'GET /_next/data/b1/search.json?q=a%20b',
      'GET /_next/data/b1/search.json?q=a%20b',
      'GET /_next/data/b1/users/7/orders.json?page=2',
    ])
  })

  test('fills a route pattern in', async () => {
    const { router, browser } = openRouter()
    await router.push({ pathname: '/products/[sku]', query: { sku: 'a/b', tab: 'x' } })
    expect(browser.address).toBe('/products/a%2Fb?tab=x')
    expect(router.query).toEqual({ sku: 'a/b', tab: 'x' })
    await router.push({ pathname: '/docs/[[...path]]', query: { path: ['one'] } })
    expect(browser.address).toBe('/docs/one')
    expect(router.query).toEqual({ path: ['one'] })
  })

  test('fetches the data of href and shows the address of as (B175)', async () => {
    const { router, browser, requests } = openRouter()
    await router.push('/products/lamp?lang=en', '/light')
    expect(requests[0]).toBe('GET /_next/data/b1/products/lamp.json')
    expect(browser.address).toBe('/light')
    expect(router).toMatchObject({ asPath: '/light', query: { sku: 'lamp', lang: 'en' } })
    await router.push('/products/[sku]', '/products/chair')
    expect(router).toMatchObject({ asPath: '/products/chair', query: { sku: 'chair' } })
  })

  test('rejects a pattern whose parameters nobody gives', async () => {
    const { router } = openRouter()
    await expect(router.push('/products/[sku]')).rejects.toThrow(
      'The href "/products/[sku]" cannot be turned into a path',
    )
  })

  test('does not repeat an address in the history', async () => {
    const { router, browser } = openRouter()
    await router.push('/about')
    await router.push('/about')
    expect(browser.historyLength).toBe(2)
  })

  test('replace keeps the number of entries', async () => {
    const { router, browser } = openRouter()
    await router.replace('/about')
    expect(browser.address).toBe('/about')
    expect(browser.historyLength).toBe(1)
  })

  test('resolves relative URLs and queries against the current page', async () => {
    const { router, browser } = openRouter({ url: 'http://site.test/products/lamp', page: '/products/[sku]' })
    await router.push('chair')
    expect(browser.address).toBe('/products/chair')
    await router.push('?tab=x')
    expect(browser.address).toBe('/products/chair?tab=x')
  })

  test('keeps the base path out of routes and data, and in addresses and events (B100)', async () => {
    const { router, browser, requests, events } = openRouter({
      url: 'http://site.test/shop',
      data: { basePath: '/shop' },
    })
    await router.push('/products/lamp')
    expect(browser.address).toBe('/shop/products/lamp')
    expect(requests[0]).toBe('GET /shop/_next/data/b1/products/lamp.json')
    expect(router.asPath).toBe('/products/lamp')
    expect(events[0]).toBe('routeChangeStart /shop/products/lamp')
    await router.push('/')
    expect(browser.address).toBe('/shop')
    expect(last(requests.filter((request) => request.startsWith('GET')))).toBe('GET /shop/_next/data/b1/index.json')
  })

  test('spells addresses with a slash at the end where the site does', async () => {
    const { router, browser, requests } = openRouter({ data: { trailingSlash: true } })
    await router.push('/products/lamp')
    expect(browser.address).toBe('/products/lamp/')
    expect(requests[0]).toBe('GET /_next/data/b1/products/lamp.json')
    await router.push({ pathname: '/products/[sku]', query: { sku: 'chair', x: '1' } })
    expect([browser.address, router.asPath, router.query]).toEqual([
      '/products/chair/?x=1',
      '/products/chair/?x=1',
      { sku: 'chair', x: '1' },
    ])
  })
})

describe('a navigation that the client cannot do', () => {
  test.each([
    ['a path without a page', '/nowhere', '/nowhere'],
    ['another site', 'https://other.test/x', 'https://other.test/x'],
    ['another scheme', 'mailto:a@b.test', 'mailto:a@b.test'],
    ['a path that cannot be decoded', '/products/%E0%A4%A', '/products/%E0%A4%A'],
  ])('requests a document for %s', (_name, url, address) => {
    const { router, browser, shown } = openRouter()
    void router.push(url)
    expect(browser.documents).toEqual([address])
    expect(shown).toEqual([])
  })

  test('refuses URLs that run code', async () => {
    const { router, browser } = openRouter()
    await expect(router.push('javascript:alert(1)')).rejects.toThrow('does not open "javascript:" URLs')
    expect(browser.documents).toEqual([])
  })

  test.each([
    ['an error', () => json({}, 500)],
    ['a 404 of another deployment', () => new Response('<html>', { status: 404 })],
    ['no JSON', () => new Response('<html>')],
    ['another deployment', () => json({ pageProps: {} }, 200, { 'x-nextjs-deployment-id': 'd2' })],
    ['no answer at all', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('requests the document when the data request gives %s (B38, B173)', async (_name, answers) => {
    const { router, browser, shown, events } = openRouter({ answers, data: { deploymentId: 'd1' } })
    void router.push('/products/lamp')
    await vi.waitFor(() => expect(browser.documents).toEqual(['/products/lamp']))
    expect(shown).toEqual([])
    expect(last(events)).toContain('routeChangeError /products/lamp')
  })

  test('requests the document when the code of the page does not load', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const load = { '/about': () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')) }
    const { router, browser } = openRouter({ load })
    void router.replace('/about')
    await vi.waitFor(() => expect(browser.documents).toEqual(['replace /about']))
    expect(report).toHaveBeenCalledOnce()
    report.mockRestore()
  })
})

describe('what the server may answer', () => {
  test('shows the 404 page in place, under the address asked for (B173)', async () => {
    const answers = () => json({ notFound: true }, 404)
    const special = { notFound: () => Promise.resolve(namedPage('own 404')) }
    const { router, browser, shown } = openRouter({ answers, special })
    await router.push('/products/gone')
    expect(browser.address).toBe('/products/gone')
    expect(router).toMatchObject({ pathname: '/404', asPath: '/products/gone' })
    expect(last(shown).content.Component).toHaveProperty('displayName', 'own 404')
  })

  test('fetches the data of a 404 page that has some', async () => {
    const answers = (path: string) =>
      path.endsWith('/404.json') ? propsAnswer({ hint: 1 }) : json({ notFound: true }, 404)
    const special = { notFound: () => Promise.resolve(namedPage('own 404')), notFoundData: true }
    const { router, shown } = openRouter({ answers, special })
    await router.push('/products/gone')
    expect(last(shown).content.props.pageProps).toEqual({ hint: 1 })
  })

  test('shows the default error page with 404 when the site has none', async () => {
    const { router, shown } = openRouter({ answers: () => json({ notFound: true }, 404) })
    await router.push('/products/gone')
    expect(last(shown).content).toMatchObject({ pathname: '/_error', props: { pageProps: { statusCode: 404 } } })
  })

  test('follows redirects within the site (B51)', async () => {
    const answers = (path: string) => (path.includes('/old') ? redirectTo('/products/new') : propsAnswer({}))
    const { router, browser, events } = openRouter({ answers })
    expect(await router.push('/products/old')).toBe(true)
    expect(browser.address).toBe('/products/new')
    expect(browser.historyLength).toBe(2)
    expect(events.filter((event) => event.includes('Error'))).toEqual([])
  })

  test.each([
    ['another site', redirectTo('https://other.test/'), 'https://other.test/'],
    ['outside of the base path', redirectTo('/plain', { __N_REDIRECT_BASE_PATH: false }), '/plain'],
    ['a path without a page', redirectTo('/nowhere'), '/shop/nowhere'],
  ])('leaves redirects to %s to the browser', async (_name, answer, address) => {
    const options = { answers: () => answer, url: 'http://site.test/shop', data: { basePath: '/shop' } }
    const { router, browser } = openRouter(options)
    void router.push('/products/old')
    await vi.waitFor(() => expect(browser.documents).toEqual([address]))
  })

  test('gives a circle of redirects to the browser, which says what is wrong', async () => {
    const answers = (path: string) => redirectTo(path.includes('/a.json') ? '/products/b' : '/products/a')
    const { router, browser } = openRouter({ answers })
    void router.push('/products/a')
    await vi.waitFor(() => expect(browser.documents).toHaveLength(1))
  })

  test('shows the error page when the code of a page throws, and rejects', async () => {
    const getInitialProps = () => {
      throw new Error('no props')
    }
    const load = { '/about': () => Promise.resolve({ default: Object.assign(() => null, { getInitialProps }) }) }
    const { router, shown, events } = openRouter({ load })
    await expect(router.push('/about')).rejects.toThrow('no props')
    expect(last(shown).content.pathname).toBe('/_error')
    expect(last(events)).toBe('routeChangeError /about: no props')
  })
})

describe('a navigation while another one runs', () => {
  test('takes over, and the earlier one resolves to false', async () => {
    const { router, browser, shown, events } = openRouter()
    const first = router.push('/products/slow')
    const second = router.push('/products/fast')
    expect(await Promise.all([first, second])).toEqual([false, true])
    expect(browser.address).toBe('/products/fast')
    expect(shown).toHaveLength(1)
    expect(events[1]).toBe(
      'routeChangeError /products/slow: Another navigation began before "/products/slow" was shown.',
    )
  })

  test('marks the error of the earlier one as cancelled', async () => {
    const { router } = openRouter()
    const errors: unknown[] = []
    router.events.on('routeChangeError', (error) => void errors.push(error))
    void router.push('/products/slow')
    await router.push('/about')
    expect(errors).toEqual([expect.objectContaining({ cancelled: true })])
  })
})

describe('shallow', () => {
  test('keeps the props and changes the query', async () => {
    const { router, shown, requests, browser } = openRouter()
    await router.push('/products/lamp')
    const { content } = last(shown)
    requests.length = 0
    await router.push('/products/lamp?tab=2', undefined, { shallow: true })
    expect(requests).toEqual([])
    expect(last(shown).content).toBe(content)
    expect(router.query).toEqual({ sku: 'lamp', tab: '2' })
    expect(last(browser.scrolls)).toBe('#')
    expect(browser.scrolls).toHaveLength(1)
  })

  test('means nothing on the way to another route', async () => {
    const { router, requests } = openRouter()
    await router.push('/products/lamp', undefined, { shallow: true })
    expect(requests[0]).toBe('GET /_next/data/b1/products/lamp.json')
  })
})

describe('hashes', () => {
  test('move within the page without data', async () => {
    const { router, browser, events, requests } = openRouter()
    await router.push('#part')
    expect(browser.address).toBe('/#part')
    expect(router.asPath).toBe('/#part')
    expect(browser.scrolls).toEqual(['#part'])
    expect(events).toEqual(['hashChangeStart /#part', 'hashChangeComplete /#part'])
    expect(requests).toEqual([])
  })

  test('are scrolled to again when followed again, but not with scroll: false', async () => {
    const { router, browser } = openRouter()
    await router.push('#part')
    await router.push('#part')
    await router.push('#other', undefined, { scroll: false })
    expect(browser.scrolls).toEqual(['#part', '#part'])
    expect(browser.historyLength).toBe(3)
  })

  test('of another page are scrolled to once it is shown', async () => {
    const { router, browser } = openRouter()
    await router.push('/about#team')
    expect(browser.scrolls).toEqual(['#team'])
  })

  test('that the browser followed by itself become known to the router', () => {
    const { router, browser, requests } = openRouter()
    browser.followHash('part')
    expect(router.asPath).toBe('/#part')
    expect(requests).toEqual([])
  })
})

describe('back and forward', () => {
  test('show the earlier page from the data kept, scrolled to where it was (B171)', async () => {
    const { router, browser, requests } = openRouter()
    await router.push('/products/lamp')
    browser.position = { x: 0, y: 700 }
    await router.push('/about')
    requests.length = 0
    browser.position = { x: 0, y: 30 }
    router.back()
    await vi.waitFor(() => expect(browser.scrolls).toContainEqual({ x: 0, y: 700 }))
    expect(router.asPath).toBe('/products/lamp')
    expect(requests).toEqual(['HEAD /_next/data/b1/products/lamp.json'])
    router.forward()
    await vi.waitFor(() => expect(browser.scrolls).toContainEqual({ x: 0, y: 30 }))
    expect(router.asPath).toBe('/about')
    expect(browser.historyLength).toBe(3)
  })

  test('keep disguised addresses', async () => {
    const { router, browser } = openRouter()
    await router.push('/products/lamp', '/light')
    await router.push('/about')
    router.back()
    await vi.waitFor(() => expect(router.pathname).toBe('/products/[sku]'))
    expect(router).toMatchObject({ asPath: '/light', query: { sku: 'lamp' } })
    expect(browser.address).toBe('/light')
  })

  test('can be kept from the router', async () => {
    const { router, browser } = openRouter()
    await router.push('/about')
    const asked: unknown[] = []
    router.beforePopState((entry) => {
      asked.push(entry.as)
      return false
    })
    browser.travel(-1)
    expect(asked).toEqual(['/'])
    expect(router.asPath).toBe('/about')
  })

  test('request a document for an entry whose page does not exist here', async () => {
    const { router, browser } = openRouter({ url: 'http://site.test/gone', page: '/404' })
    await router.push('/about')
    router.back()
    await vi.waitFor(() => expect(browser.documents).toEqual(['reload']))
  })

  test('ignore entries of other scripts, and the announcement of the first one', () => {
    const { router, browser, events } = openRouter()
    browser.travel(0)
    browser.history.pushState({ mine: 1 }, '', '/elsewhere')
    browser.travel(0)
    expect(events).toEqual([])
    expect(router.asPath).toBe('/')
  })
})

describe('after hydration', () => {
  test('adds the query to a generated page without fetching (B11, B174)', async () => {
    const { router, settle, shown, requests, events } = openRouter({ url: 'http://site.test/?a=1&a=2#x' })
    expect(router).toMatchObject({ query: {}, asPath: '/', isReady: false })
    await settle()
    expect(last(shown).router).toMatchObject({ query: { a: ['1', '2'] }, asPath: '/?a=1&a=2#x', isReady: true })
    expect(requests).toEqual([])
    expect(events).toEqual([])
  })

  test('renders nothing again when everything was known', async () => {
    const { router, settle, shown } = openRouter()
    expect(router.isReady).toBe(true)
    await settle()
    expect(shown).toEqual([])
  })

  test('a page rendered per request knows its query at once', async () => {
    const data = { gssp: true as const, query: { q: 'x' } }
    const { router, settle, shown } = openRouter({ url: 'http://site.test/search?q=x', page: '/search', data })
    expect(router).toMatchObject({ query: { q: 'x' }, asPath: '/search?q=x', isReady: true })
    await settle()
    expect(shown).toEqual([])
  })

  test('an error page learns the address it stands for', async () => {
    const { router, settle } = openRouter({ url: 'http://site.test/gone?x=1', page: '/404' })
    expect(router.asPath).toBe('/404')
    await settle()
    expect(router).toMatchObject({ pathname: '/404', asPath: '/gone?x=1', query: {} })
  })

  test('scrolls to where the visitor was when another document lies between', async () => {
    const storage = new Map<string, string>()
    const first = openRouter({ storage })
    first.browser.position = { x: 0, y: 400 }
    await first.router.push('/about')
    const { state } = first.browser.history
    first.browser.position = { x: 0, y: 90 }
    await first.router.push('/search')
    const second = openRouter({ storage, state, url: 'http://site.test/about', page: '/about' })
    await second.settle()
    expect(second.browser.scrolls).toEqual([{ x: 0, y: 90 }])
  })
})

describe('a fallback shell', () => {
  const shell = { page: '/products/[sku]', data: { isFallback: true }, url: 'http://site.test/products/lamp?tab=2' }

  test('is filled with the data of its path (B62)', async () => {
    const { router, settle, shown, requests, events } = openRouter(shell)
    expect(router).toMatchObject({ isFallback: true, isReady: false, query: {}, asPath: '/products/[sku]' })
    await settle()
    expect(requests).toEqual(['GET /_next/data/b1/products/lamp.json'])
    expect(last(shown).content.props.pageProps).toEqual({ path: '/_next/data/b1/products/lamp.json' })
    expect(last(shown).router).toMatchObject({
      isFallback: false,
      isReady: true,
      query: { sku: 'lamp', tab: '2' },
      asPath: '/products/lamp?tab=2',
    })
    expect(events).toEqual([])
  })

  test('turns into the 404 page (B67)', async () => {
    const { router, settle } = openRouter({ ...shell, answers: () => json({ notFound: true }, 404) })
    await settle()
    expect(router).toMatchObject({ pathname: '/_error', isFallback: false, asPath: '/products/lamp?tab=2' })
  })

  test('follows a redirect without a new history entry (B68)', async () => {
    const { router, browser, settle } = openRouter({ ...shell, answers: () => redirectTo('/about') })
    await settle()
    expect(router).toMatchObject({ pathname: '/about', isFallback: false })
    expect(browser.historyLength).toBe(1)
  })

  test('is tried three times while the server fails, then shows the error page and does not reload (B173)', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { browser, settle, shown, requests } = openRouter({ ...shell, answers: () => json({}, 500) })
    await settle()
    expect(requests).toHaveLength(3)
    expect(last(shown).content).toMatchObject({ pathname: '/_error', props: { pageProps: { statusCode: 500 } } })
    expect(browser.documents).toEqual([])
    report.mockRestore()
  })

  test('shows the server’s explanation of an error in development', async () => {
    const answers = () => new Response('<h1>broken</h1>', { status: 500 })
    const { browser, settle, shown } = openRouter({ ...shell, answers, production: false })
    await settle()
    expect(browser.documents).toEqual(['<h1>broken</h1>'])
    expect(shown).toEqual([])
  })

  test('reloads once when its deployment is gone', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const answers = () => new Response('<html>', { status: 404 })
    const first = openRouter({ ...shell, answers })
    void first.settle()
    await vi.waitFor(() => expect(first.browser.documents).toEqual(['reload']))
    const second = openRouter({ ...shell, answers, reloaded: true })
    await second.settle()
    expect(second.browser.documents).toEqual([])
    expect(last(second.shown).content.pathname).toBe('/_error')
    report.mockRestore()
  })

  test('gives way to a navigation that the page began', async () => {
    const { router, settle, shown } = openRouter(shell)
    const away = router.push('/about')
    await settle()
    expect(await away).toBe(true)
    expect(shown.map(({ content }) => content.pathname)).toEqual(['/about'])
  })
})

describe('prefetch', () => {
  test('loads code and data, which the visit then uses (B170)', async () => {
    const load = vi.fn(() => Promise.resolve(namedPage('product')))
    const { router, requests } = openRouter({ load: { '/products/[sku]': load } })
    await router.prefetch('/products/lamp')
    expect(load).toHaveBeenCalledOnce()
    await router.push('/products/lamp')
    expect(requests).toEqual([
      'GET /_next/data/b1/products/lamp.json prefetch',
      'HEAD /_next/data/b1/products/lamp.json',
    ])
  })

  test('fetches no data of other pages, and nothing of what is no page', async () => {
    const { router, requests } = openRouter()
    await router.prefetch('/search?q=1')
    await router.prefetch('/nowhere')
    await router.prefetch('https://other.test/')
    expect(requests).toEqual([])
  })

  test('is left out in development', async () => {
    const { router, requests } = openRouter({ production: false })
    await router.prefetch('/products/lamp')
    expect(requests).toEqual([])
  })
})

test('the methods work without the router, as in `const { push } = useRouter()`', async () => {
  const { snapshot, router } = openRouter()
  const { push } = snapshot()
  await push('/about')
  expect(router.asPath).toBe('/about')
})

test('a failed page is replaced with the error page', async () => {
  const { fail, shown, router } = openRouter()
  await fail(new Error('boom'))
  expect(last(shown).content.pathname).toBe('/_error')
  expect(router.asPath).toBe('/')
})
