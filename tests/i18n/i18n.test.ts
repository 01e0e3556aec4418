/** A site in three languages, two of them at home on domains: as its visitors see it, over HTTP and in a browser. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually, useChromium, type Tab } from '../browser/chromium.ts'
import { buildIdOf, visitUntil } from '../support/visitor.ts'
import { linksOf, nextDataOf, openI18nSite, routerOf, toldBy, type I18nSite } from './i18n-site.ts'

const chromium = useChromium()
const locales = ['en', 'fr', 'nl-NL']
const privately = 'private, no-cache, no-store, max-age=0, must-revalidate'

let site: I18nSite
let data: string
beforeAll(async () => {
  site = await openI18nSite('production')
  data = `/_next/data/${buildIdOf(await site.page('/'))}`
})
afterAll(() => site?.remove())

describe('pages', () => {
  test('the build makes one of each for each language, and lists them (B101, B145)', () => {
    expect(site.output).toMatch(/Generating 30 pages/)
    for (const [route, pages] of Object.entries({
      '/': 3,
      '/plain': 3,
      '/news': 3,
      '/closed/[id]': 3,
      '/open/[id]': 3,
    })) {
      expect(site.output.split('\n').find((line) => line.includes(` ${route} `))).toContain(` ${pages} `)
    }
  })

  test.each([
    ['/', 'en', 'Home in en'],
    ['/en', 'en', 'Home in en'],
    ['/fr', 'fr', 'Home in fr'],
    ['/NL-nl', 'nl-NL', 'Home in nl-NL'],
    ['/fr/news', 'fr', 'Nouvelles'],
    ['/nl-NL/closed/deux', 'nl-NL', 'closed deux in nl-NL'],
    ['/fr/closed/one', 'fr', 'closed one in fr'],
    ['/fr/rest/en', 'fr', 'Rest rest/en in fr'],
  ])(
    '%s is a page in %s, generated ahead, of which getStaticProps was told (B101, B167)',
    async (path, locale, text) => {
      const page = await site.page(path)
      expect(page).toMatchObject({ status: 200, cache: 'HIT', text: expect.stringContaining(text) })
      expect(toldBy(page)).toMatchObject({ locale, locales, defaultLocale: 'en', revalidateReason: 'build' })
      expect(routerOf(page)).toMatchObject({ locale, locales, defaultLocale: 'en' })
      expect(page.text).toContain(`<html lang="${locale}">`)
      expect(page.text).toContain(`data-locale="${locale}" data-told="${locale}" data-of-page="${locale}"`)
    },
  )

  test('a page without data is one for each language (B101)', async () => {
    const page = await site.page('/nl-NL/plain')
    expect(page.headers['cache-control']).toBe('s-maxage=31536000')
    expect(routerOf(page)).toMatchObject({ pathname: '/plain', asPath: '/plain', locale: 'nl-NL' })
  })

  test('documents tell browsers of the languages and their domains (B101, B166)', async () => {
    const told = nextDataOf(await site.page('/fr/news'))
    expect(told).toMatchObject({ locale: 'fr', locales, defaultLocale: 'en', page: '/news', query: {} })
    expect(told['domainLocales']).toEqual([
      { domain: 'en.localhost', defaultLocale: 'en', locales: ['nl-NL'], http: true },
      { domain: 'fr.localhost', defaultLocale: 'fr', http: true },
    ])
  })

  test('what getStaticPaths lists is listed in that language only (B58, B101)', async () => {
    expect((await site.page('/nl-NL/closed/one')).status).toBe(404)
    expect((await site.page('/fr/closed/deux')).status).toBe(404)
  })

  test('a shell is in the visitor’s language, and what it waits for as well (B60, B63, B101)', async () => {
    const shell = await site.page('/fr/open/two')
    expect(routerOf(shell)).toEqual({
      ...{ pathname: '/open/[id]', asPath: '/open/[id]', isFallback: true },
      ...{ locale: 'fr', locales, defaultLocale: 'en' },
    })
    const answer = await site.page(`${data}/fr/open/two.json`)
    expect(JSON.parse(answer.text)).toMatchObject({ pageProps: { told: { locale: 'fr', params: { id: 'two' } } } })
    expect((await site.page('/fr/open/two')).text).toContain('open two in fr')
    expect((await site.page('/open/two')).text).toContain('Shell')
  })

  test('a page made at its first visit is made once for each language (B5, B101)', async () => {
    expect((await site.page('/fr/waiting/two')).cache).toBe('MISS')
    expect(await site.page('/FR/waiting/two')).toMatchObject({ cache: 'HIT' })
    expect((await site.page('/en/waiting/two')).cache).toBe('MISS')
    expect(await site.page('/waiting/two')).toMatchObject({ cache: 'HIT', text: expect.stringContaining('two in en') })
  })

  test.each([
    ['/nothing', 'en'],
    ['/fr/nothing', 'fr'],
    ['/nl-NL/request?missing=1', 'nl-NL'],
    ['/fr/404', 'fr'],
    ['/fr/api/revalidate', 'fr'],
    ['/fr/_next/static/none.js', 'fr'],
  ])('%s is answered with the 404 page in %s (B22, B101)', async (path, locale) => {
    const page = await site.page(path)
    expect(page).toMatchObject({ status: 404, text: expect.stringContaining(`Nothing here in ${locale}`) })
  })

  test('an error is told in the visitor’s language (B85, B101)', async () => {
    const page = await site.page('/fr/request?fail=1')
    expect(page).toMatchObject({ status: 500, text: expect.stringContaining('Failed in fr') })
    expect((await site.page('/request?fail=1')).text).toContain('Failed in en')
  })

  test('files and API routes are the same in all languages (B101)', async () => {
    expect((await site.page('/notes.txt')).text).toContain('The same in all languages.')
    expect((await site.page('/fr/notes.txt')).text).toContain('The same in all languages.')
    expect((await site.page('/api/revalidate?path=/fr/plain')).status).toBe(200)
  })
})

describe('pages per request', () => {
  test('getServerSideProps is told of the language, and of the path without it (B101)', async () => {
    const page = await site.page('/fr/request?a=1')
    expect(page.text).toContain('Request for /request?a=1')
    expect(toldBy(page)).toEqual({ locale: 'fr', locales, defaultLocale: 'en' })
    expect(routerOf(page)).toMatchObject({ asPath: '/request?a=1', locale: 'fr' })
    expect(page.headers['cache-control']).toBe(privately)
  })

  test('the host decides on the default language (B101)', async () => {
    const page = await site.page('/request', { headers: { host: 'fr.localhost' } })
    expect(toldBy(page)).toEqual({ locale: 'fr', locales, defaultLocale: 'fr' })
    expect(linksOf(page)).toMatchObject({ home: 'http://fr.localhost/', dutch: 'http://en.localhost/nl-NL/request' })
  })

  test('getInitialProps is told of it too (B101, B168)', async () => {
    expect(toldBy(await site.page('/nl-NL/initial'))).toEqual({ locale: 'nl-NL', locales, defaultLocale: 'en' })
  })

  test('a redirect leads where the page says, whatever the language (B76, B101)', async () => {
    const { status, headers } = await site.page('/fr/request?to=/nl-NL/news')
    expect([status, headers.location]).toEqual([307, '/nl-NL/news'])
  })
})

describe('data', () => {
  test('are under the locale, the default one’s too (B47, B101)', async () => {
    for (const [path, locale] of [
      ['/en.json', 'en'],
      ['/fr.json', 'fr'],
      ['/nl-NL/closed/deux.json', 'nl-NL'],
      ['/fr/request.json', 'fr'],
    ] as const) {
      const answer = await site.page(data + path, { headers: { 'x-nextjs-data': '1' } })
      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.text)).toMatchObject({ pageProps: { told: { locale } } })
    }
    const matched = await site.page(`${data}/fr/closed/one.json`, { headers: { 'x-nextjs-data': '1' } })
    expect(matched.headers['x-nextjs-matched-path']).toBe('/fr/closed/[id]')
  })

  test.each(['/news.json', '/FR/news.json', '/index.json', '/xx/news.json'])(
    'have no second address such as %s (B52, B101)',
    async (path) => {
      expect((await site.page(data + path)).status).toBe(404)
    },
  )

  test('say that there is nothing in this language (B51, B101)', async () => {
    const answer = await site.page(`${data}/nl-NL/closed/one.json`)
    expect([answer.status, answer.text]).toEqual([404, '{"notFound":true}'])
  })
})

describe('revalidation', () => {
  const revalidate = (path: string) => site.page(`/api/revalidate?path=${path}`)

  test('renews one language, and leaves the others as they are (B101, B110)', async () => {
    site.source.set('/news/fr', { title: 'Plus tard' })
    site.source.set('/news/en', { title: 'Later' })
    expect((await revalidate('/fr/news')).status).toBe(200)
    expect((await site.page('/fr/news')).text).toContain('Plus tard')
    expect((await site.page('/news', { headers: { host: 'fr.localhost' } })).text).toContain('Plus tard')
    expect((await site.page('/news')).text).not.toContain('Later')
  })

  test('knows the default language with and without its locale (B101, B110)', async () => {
    await revalidate('/en/news')
    expect((await site.page('/news')).text).toContain('Later')
    site.source.set('/news/en', { title: 'Later still' })
    await revalidate('/news')
    expect((await site.page('/en/news')).text).toContain('Later still')
    expect((await site.page(`${data}/en/news.json`)).text).toContain('Later still')
  })

  test('finds that a page is gone in one language (B13, B101)', async () => {
    site.source.fail('/news/nl-NL', 404)
    await revalidate('/nl-NL/news')
    expect(await site.page('/nl-NL/news')).toMatchObject({
      status: 404,
      text: expect.stringContaining('Nothing here in nl-NL'),
    })
    expect((await site.page('/fr/news')).status).toBe(200)
    site.source.set('/news/nl-NL', { title: 'Nieuws' })
    await revalidate('/nl-NL/news')
    await visitUntil(`${site.server.url}/nl-NL/news`, ({ status }) => status === 200)
  })
})

test('an editor sees drafts in each language, without a shell (B70, B101, B105)', async () => {
  const { headers } = await site.page('/api/preview')
  const cookie = (headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0]).join('; ')
  for (const path of ['/fr/plain', '/fr/news', '/nl-NL/open/draft']) {
    expect((await site.page(path, { headers: { cookie } })).status).toBe(200)
  }
  const draft = await site.page('/nl-NL/open/draft', { headers: { cookie } })
  expect(toldBy(draft)).toMatchObject({ locale: 'nl-NL', preview: true })
  expect(routerOf(draft)).toMatchObject({ asPath: '/open/draft', locale: 'nl-NL' })
  const answer = await site.page(`${data}/fr/news.json`, { headers: { cookie } })
  expect(JSON.parse(answer.text)).toMatchObject({ pageProps: { told: { locale: 'fr', preview: true } } })
})

describe('visitors of the home page', () => {
  test('are sent to their language, and no cache learns of it (B101)', async () => {
    const { status, headers } = await site.page('/?a=1', { headers: { 'accept-language': 'fr-CH,fr;q=0.9,en;q=0.8' } })
    expect([status, headers.location]).toEqual([307, '/fr?a=1'])
    expect(headers['cache-control']).toBe(privately)
    expect(headers.vary).toContain('Accept-Language')
    expect((await site.page('/')).status).toBe(200)
  })

  test('are sent to the language that they chose, or to its domain (B101)', async () => {
    const to = async (headers: Record<string, string>) => (await site.page('/', { headers })).headers.location
    expect(await to({ 'accept-language': 'fr', cookie: 'NEXT_LOCALE=nl-NL' })).toBe('/nl-NL')
    expect(await to({ 'accept-language': 'fr', cookie: 'NEXT_LOCALE=en' })).toBeUndefined()
    expect(await to({ 'accept-language': 'fr', host: 'en.localhost' })).toBe('http://fr.localhost/')
    expect(await to({ 'accept-language': 'nl-NL', host: 'fr.localhost' })).toBe('http://en.localhost/nl-NL')
  })
})

describe('links in documents', () => {
  test('lead to the domains, whatever host asked: the page is the same for all (B101)', async () => {
    const home = await site.page('/fr/plain')
    expect(linksOf(home)).toEqual({
      home: 'http://fr.localhost/',
      news: 'http://fr.localhost/news?a=1#top',
      request: 'http://fr.localhost/request',
      plain: 'http://fr.localhost/plain',
      open: 'http://fr.localhost/open/one',
      'french-news': 'http://fr.localhost/news',
      dutch: 'http://en.localhost/nl-NL/plain',
      unprefixed: '/news',
      written: 'http://en.localhost/nl-NL/news',
    })
    expect((await site.page('/plain', { headers: { host: 'fr.localhost' } })).text).toBe(home.text)
  })
})

describe('in a browser', () => {
  const path = ({ page }: Tab): string => page.url().slice(site.server.url.length)
  const shows = ({ page }: Tab, heading: string) => page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  const href = ({ page }: Tab, id: string) => page.locator(id).getAttribute('href')
  const asked = ({ requests }: Tab) =>
    requests.map((request) => new URL(request.url()).pathname).filter((url) => url.startsWith(data))

  async function open(url: string, options?: Parameters<typeof chromium.tab>[0]): Promise<Tab> {
    const tab = await chromium.tab(options)
    await tab.open(url)
    await tab.mark()
    return tab
  }

  test('links stay in the language, and on a host that is no domain of the site (B101)', async () => {
    const tab = await open(`${site.server.url}/fr`)
    await eventually(() => href(tab, '#to-news')).toBe('/fr/news?a=1#top')
    expect(await href(tab, '#to-dutch')).toBe('/nl-NL')
    await tab.page.click('#to-plain')
    await shows(tab, 'Plain')
    expect(path(tab)).toBe('/fr/plain')
    await tab.page.click('#to-request')
    await shows(tab, 'Request for /request')
    expect(asked(tab)).toContain(`${data}/fr/request.json`)
    await tab.page.click('#to-open')
    await shows(tab, 'open one in fr')
    expect(path(tab)).toBe('/fr/open/one')
    expect(JSON.parse(await tab.text('#router'))).toMatchObject({
      asPath: '/open/one',
      locale: 'fr',
      defaultLocale: 'en',
    })
    expect(await tab.isMarked()).toBe(true)
  })

  test('a switch of language keeps the page, and back and forward switch it back (B101)', async () => {
    const tab = await open(`${site.server.url}/fr/open/one`)
    await tab.page.click('#switch')
    await eventually(() => path(tab)).toBe('/nl-NL/open/one')
    expect(asked(tab)).toContain(`${data}/nl-NL/open/one.json`)
    await shows(tab, 'open one in nl-NL')
    expect(await tab.page.getAttribute('html', 'lang')).toBe('nl-NL')
    await tab.page.click('#to-unprefixed')
    await eventually(() => path(tab)).toBe('/news')
    await eventually(async () => JSON.parse(await tab.text('#router'))).toMatchObject({ asPath: '/news', locale: 'en' })
    await tab.page.click('#to-french-news')
    await eventually(() => path(tab)).toBe('/fr/news')
    await tab.page.goBack()
    await eventually(() => path(tab)).toBe('/news')
    await tab.page.goBack()
    await shows(tab, 'open one in nl-NL')
    await tab.page.goBack()
    await shows(tab, 'open one in fr')
    expect(path(tab)).toBe('/fr/open/one')
    await tab.page.goForward()
    await shows(tab, 'open one in nl-NL')
    expect(await tab.isMarked()).toBe(true)
    expect(await tab.page.evaluate(() => document.cookie)).toBe('')
  })

  test('a shell fills itself in the visitor’s language (B60, B101)', async () => {
    const tab = await open(`${site.server.url}/nl-NL/open/three`)
    await shows(tab, 'open three in nl-NL')
    expect(asked(tab)).toContain(`${data}/nl-NL/open/three.json`)
    expect(JSON.parse(await tab.text('#router'))).toMatchObject({ asPath: '/open/three', locale: 'nl-NL' })
  })

  test('a visitor arrives in his language, and his own choice is not forgotten (B101)', async () => {
    const tab = await open(site.server.url, { locale: 'fr' })
    await shows(tab, 'Home in fr')
    expect(path(tab)).toBe('/fr')
    const { hostname } = new URL(site.server.url)
    await tab.page.context().addCookies([{ name: 'NEXT_LOCALE', value: 'nl-NL', domain: hostname, path: '/' }])
    await tab.open(site.server.url)
    await shows(tab, 'Home in nl-NL')
  })

  test('on a domain paths need no locale, and other languages are at home elsewhere (B101)', async () => {
    const { port } = new URL(site.server.url)
    const tab = await open(`http://fr.localhost:${port}/news`)
    await eventually(async () => JSON.parse(await tab.text('#router'))).toMatchObject({
      locale: 'fr',
      defaultLocale: 'fr',
    })
    expect(await href(tab, '#to-plain')).toBe('http://fr.localhost/plain')
    expect(await href(tab, '#to-dutch')).toBe('http://en.localhost/nl-NL/news')
    await tab.page.click('#to-plain')
    await shows(tab, 'Plain')
    expect(tab.page.url()).toBe(`http://fr.localhost:${port}/plain`)
    expect(await tab.isMarked()).toBe(true)
    await tab.page.route('http://en.localhost/**', (route) => route.fulfill({ body: 'Elsewhere' }))
    await tab.page.click('#switch')
    await tab.page.waitForURL('http://en.localhost/nl-NL/plain')
  })
})
