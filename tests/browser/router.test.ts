/** The router as site code uses it: its methods, its events, and what it leaves in the window. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveBrowserSite, type ServedSite } from './browser-site.ts'
import { eventually, useChromium, type Tab } from './chromium.ts'

const chromium = useChromium()
let served: ServedSite
let url: string

beforeAll(async () => {
  served = await serveBrowserSite()
  url = served.server.url
})
afterAll(() => served?.close())

async function openTab(path: string): Promise<Tab> {
  const tab = await chromium.tab()
  await tab.open(url + path)
  await tab.mark()
  return tab
}

const path = ({ page }: Tab): string => page.url().slice(url.length)
const heading = (tab: Tab) => tab.text('h1')
const scrolled = ({ page }: Tab): Promise<number> => page.evaluate(() => Math.round(window.scrollY))

/** Records every event with all that its handlers are given. */
const listen = ({ page }: Tab) =>
  page.evaluate(() => {
    const heard: unknown[] = []
    Reflect.set(window, 'heard', heard)
    for (const name of [
      'routeChangeStart',
      'beforeHistoryChange',
      'routeChangeComplete',
      'routeChangeError',
    ] as const) {
      window.next!.router.events.on(name, (...given: unknown[]) => {
        const parts = given.map((one) => (one instanceof Error ? { cancelled: Reflect.get(one, 'cancelled') } : one))
        heard.push([name, ...parts])
      })
    }
    for (const name of ['hashChangeStart', 'hashChangeComplete'] as const)
      window.next!.router.events.on(name, (...given: unknown[]) => void heard.push([name, ...given]))
  })
const heard = ({ page }: Tab) => page.evaluate(() => Reflect.get(window, 'heard') as unknown[])

describe('events', () => {
  test('say where the visitor goes, and whether it is shallow', async () => {
    const tab = await openTab('/routing')
    await listen(tab)
    await tab.page.evaluate(() => window.next?.router.push('/routing?tab=2', undefined, { shallow: true }))
    await tab.page.evaluate(() => window.next?.router.push('#below'))
    await tab.page.evaluate(() => window.next?.router.push('/about'))
    const [shallow, deep] = [{ shallow: true }, { shallow: false }]
    expect(await heard(tab)).toEqual([
      ['routeChangeStart', '/routing?tab=2', shallow],
      ['beforeHistoryChange', '/routing?tab=2', shallow],
      ['routeChangeComplete', '/routing?tab=2', shallow],
      ['hashChangeStart', '/routing?tab=2#below', deep],
      ['hashChangeComplete', '/routing?tab=2#below', deep],
      ['routeChangeStart', '/about', deep],
      ['beforeHistoryChange', '/about', deep],
      ['routeChangeComplete', '/about', deep],
    ])
  })

  test('call a navigation cancelled when another one takes over, whose promise is false', async () => {
    served.site.source.set('/posts/late', { title: 'Late' })
    const release = served.site.source.hold('/posts/late')
    const tab = await openTab('/about')
    await listen(tab)
    const late = tab.page.evaluate(() => window.next?.router.push('/posts/late'))
    await served.site.source.asked('/posts/late', 1)
    expect(await tab.page.evaluate(() => window.next?.router.push('/'))).toBe(true)
    release()
    expect(await late).toBe(false)
    expect(await heard(tab)).toEqual([
      ['routeChangeStart', '/posts/late', { shallow: false }],
      ['routeChangeError', { cancelled: true }, '/posts/late', { shallow: false }],
      ['routeChangeStart', '/', { shallow: false }],
      ['beforeHistoryChange', '/', { shallow: false }],
      ['routeChangeComplete', '/', { shallow: false }],
    ])
  })

  test('let a handler keep the visitor by throwing, and what comes later is no error', async () => {
    const tab = await openTab('/about')
    await listen(tab)
    const outcome = await tab.page.evaluate(async () => {
      const { router } = window.next!
      const keep = () => {
        throw new Error('There are changes that are not saved')
      }
      router.events.on('routeChangeStart', keep)
      const message = await router.push('/').catch((error: Error) => error.message)
      router.events.off('routeChangeStart', keep)
      return message
    })
    expect([outcome, path(tab)]).toEqual(['There are changes that are not saved', '/about'])
    await tab.page.evaluate(() => window.next?.router.push('/routing'))
    await eventually(() => heading(tab)).toBe('Routing')
    expect((await heard(tab)).map((event) => (event as string[])[0])).not.toContain('routeChangeError')
  })
})

describe('methods', () => {
  test('beforePopState decides whether the router follows the back button', async () => {
    const tab = await openTab('/')
    await tab.page.evaluate(() => window.next?.router.push('/things/[id]?from=here', '/things/1'))
    await tab.page.evaluate(() => window.next?.router.push('/about'))
    await tab.page.evaluate(() =>
      window.next?.router.beforePopState((entry) => {
        Reflect.set(window, 'popped', entry)
        return false
      }),
    )
    await tab.page.goBack()
    await eventually(() => tab.page.evaluate(() => Reflect.get(window, 'popped'))).toMatchObject({
      url: expect.stringContaining('/things/[id]?'),
      as: '/things/1',
      options: {},
    })
    expect([path(tab), await heading(tab)]).toEqual(['/things/1', 'About us'])
    await tab.page.evaluate(() => window.next?.router.beforePopState(() => true))
    await tab.page.goForward()
    await tab.page.goBack()
    await eventually(() => heading(tab)).toBe('Apple')
  })

  test('back and forward are the browser’s own', async () => {
    const tab = await openTab('/')
    await tab.page.evaluate(() => window.next?.router.push('/about'))
    await tab.page.evaluate(() => window.next?.router.back())
    await eventually(() => heading(tab)).toBe('Fresh every day')
    await tab.page.evaluate(() => window.next?.router.forward())
    await eventually(() => heading(tab)).toBe('About us')
    expect(await tab.isMarked()).toBe(true)
  })

  test('reload asks for the document', async () => {
    const tab = await openTab('/about')
    await tab.page.evaluate(() => window.next?.router.reload())
    await eventually(() => tab.isMarked()).toBe(false)
  })

  test('replacing a page with itself fetches what getServerSideProps says now', async () => {
    const tab = await openTab('/request?a=1')
    const before = Number(await tab.text('#visits'))
    const entries = await tab.page.evaluate(() => history.length)
    await tab.page.evaluate(() => window.next?.router.replace(window.next.router.asPath))
    await eventually(async () => Number(await tab.text('#visits'))).toBeGreaterThan(before)
    expect([path(tab), await tab.page.evaluate(() => history.length)]).toEqual(['/request?a=1', entries])
  })

  test('unstable_skipClientCache fetches what is kept already (B171)', async () => {
    const tab = await openTab('/about')
    const visit = (options: object) =>
      tab.page.evaluate(async (given) => {
        await window.next?.router.push('/posts/first', undefined, given)
        await window.next?.router.push('/about')
      }, options)
    const fetched = () =>
      tab.requests.filter((request) => request.method() === 'GET' && request.url().endsWith('/posts/first.json')).length
    await visit({})
    await visit({})
    expect(fetched()).toBe(1)
    await visit({ unstable_skipClientCache: true })
    expect(fetched()).toBe(2)
  })

  test('a URL of another site is opened by the browser', async () => {
    const tab = await openTab('/about')
    await tab.page.route('https://other.example/**', (route) =>
      route.fulfill({ body: '<h1>Other</h1>', contentType: 'text/html' }),
    )
    await tab.page.evaluate(() => void window.next?.router.push('https://other.example/place'))
    await eventually(() => heading(tab)).toBe('Other')
  })
})

test('scrolls to a hash that is written in the address, encoded or not, and to the top for #top', async () => {
  const tab = await openTab('/long#middle')
  await eventually(() => scrolled(tab)).toBeGreaterThan(2900)
  await tab.page.evaluate(() => window.next?.router.push('#top'))
  await eventually(() => scrolled(tab)).toBe(0)
  await tab.page.evaluate(() => void (location.hash = '#middle'))
  await eventually(() => tab.page.evaluate(() => window.next?.router.asPath)).toBe('/long#middle')
  await tab.page.evaluate(() => window.next?.router.push('#', undefined, { scroll: false }))
  expect(await scrolled(tab)).toBeGreaterThan(2900)
  expect(await tab.isMarked()).toBe(true)
})

test('leaves in the window what others look for (B166, B171)', async () => {
  const tab = await openTab('/things/1?from=window')
  const left = await tab.page.evaluate(() => {
    const { next, __NEXT_DATA__: data } = window as unknown as {
      next: { version: string; router: { sdc: object; route: string; isReady: boolean }; emitter: { on: unknown } }
      __NEXT_DATA__: { page: string; query: object; props: { pageProps: object } }
    }
    const hydrated = Reflect.get(window, '__NEXT_HYDRATED') as boolean
    return {
      hydrated: [hydrated, typeof Reflect.get(window, '__NEXT_HYDRATED_AT')],
      version: typeof next.version,
      emitter: typeof next.emitter.on,
      route: [next.router.route, next.router.isReady],
      data: [data.page, data.query, data.props.pageProps],
      keys: Object.keys(next.router),
    }
  })
  expect(left).toMatchObject({
    hydrated: [true, 'number'],
    version: 'string',
    emitter: 'function',
    route: ['/things/[id]', true],
    data: ['/things/[id]', { id: '1' }, { thing: { name: 'Apple', stock: 1 } }],
  })
  await tab.page.evaluate(() => window.next?.router.push('/posts/first'))
  const kept = await tab.page.evaluate(() => Object.keys(Reflect.get(window.next!.router, 'sdc') as object))
  expect(kept).toEqual([expect.stringMatching(new RegExp(`^${url}/_next/data/.*/posts/first\\.json$`))])
})

test('waits for whoever wants to know that the page is hydrated', async () => {
  const tab = await chromium.tab()
  await tab.page.addInitScript(() => {
    Reflect.set(window, '__NEXT_HYDRATED_CB', () => Reflect.set(window, 'told', Reflect.get(window, '__NEXT_HYDRATED')))
  })
  await tab.open(`${url}/about`)
  expect(await tab.page.evaluate(() => Reflect.get(window, 'told'))).toBe(true)
})
