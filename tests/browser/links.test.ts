/** Links of every kind in a browser: which of them the router follows, and how. */
import { afterAll, beforeAll, expect, test } from 'vitest'
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

async function openLinks(): Promise<Tab> {
  const tab = await chromium.tab()
  await tab.open(`${url}/about`)
  await tab.mark()
  await tab.page.evaluate(() => window.next?.router.push('/links'))
  await tab.page.getByRole('heading', { name: 'Links' }).waitFor()
  return tab
}

const link = ({ page }: Tab, name: string) => page.locator('main').getByRole('link', { name, exact: true })
const path = ({ page }: Tab): string => page.url().slice(url.length)
const heading = (tab: Tab) => tab.text('h1')

test('replace leaves no history entry', async () => {
  const tab = await openLinks()
  const before = await tab.page.evaluate(() => history.length)
  await link(tab, 'in its place').click()
  await eventually(() => heading(tab)).toBe('About us')
  expect([await tab.page.evaluate(() => history.length), await tab.isMarked()]).toEqual([before, true])
})

test('shallow keeps the page as it is', async () => {
  const tab = await openLinks()
  await link(tab, 'prevented').click()
  await link(tab, 'shallow').click()
  await eventually(() => path(tab)).toBe('/links?tab=2')
  expect(await tab.text('#told')).toBe('prevented')
})

test('a click that its handler prevents goes nowhere, nor does one that onNavigate keeps', async () => {
  const tab = await openLinks()
  await link(tab, 'prevented').click()
  await link(tab, 'kept').click()
  await eventually(() => tab.text('#told')).toBe('prevented,kept')
  expect(path(tab)).toBe('/links')
})

test.each(['legacy', 'fancy', 'nested', 'here'])('a link around %s is followed by the router', async (name) => {
  const tab = await openLinks()
  expect(await link(tab, name).getAttribute('href')).toBe('/about')
  await link(tab, name).click()
  await eventually(() => heading(tab)).toBe('About us')
  expect(await tab.isMarked()).toBe(true)
})

test('an Enter key is a click', async () => {
  const tab = await openLinks()
  await link(tab, 'nested').press('Enter')
  await eventually(() => heading(tab)).toBe('About us')
  expect(await tab.isMarked()).toBe(true)
})

test('a pattern is shown as its path, which is what a new tab would open (B175)', async () => {
  const tab = await openLinks()
  expect(await link(tab, 'disguised').getAttribute('href')).toBe('/things/1')
  await link(tab, 'disguised').click()
  await eventually(() => heading(tab)).toBe('Apple')
  expect([path(tab), await tab.text('#id')]).toEqual(['/things/1', '1'])
  await tab.page.goBack()
  await link(tab, 'by object').click()
  await eventually(() => heading(tab)).toBe('Pear')
  expect(path(tab)).toBe('/things/2?from=links')
  await tab.page.reload()
  await tab.hydrated()
  expect([await heading(tab), await tab.text('#id')]).toEqual(['Pear', '2'])
})

test.each([
  ['Control', 'nested'],
  ['Shift', 'nested'],
  [undefined, 'elsewhere'],
] as const)('with %s a click on "%s" opens another tab', async (modifier, name) => {
  const tab = await openLinks()
  const opened = tab.page.context().waitForEvent('page')
  await link(tab, name).click({ modifiers: modifier === undefined ? [] : [modifier] })
  const other = await opened
  await other.getByRole('heading', { name: 'About us' }).waitFor()
  expect(path(tab)).toBe('/links')
})

test('a middle click opens another tab, and a download is one', async () => {
  const tab = await openLinks()
  const opened = tab.page.context().waitForEvent('page')
  await link(tab, 'nested').click({ button: 'middle' })
  await (await opened).getByRole('heading', { name: 'About us' }).waitFor()
  const downloading = tab.page.waitForEvent('download')
  await link(tab, 'download').click()
  expect((await downloading).suggestedFilename()).toBe('rules.txt')
  expect(path(tab)).toBe('/links')
})

test('links that lead out of the site are plain ones', async () => {
  const tab = await openLinks()
  expect(await link(tab, 'another site').getAttribute('href')).toBe('https://other.example/')
  expect(await link(tab, 'write').getAttribute('href')).toBe('mailto:shop@other.example')
  await tab.page.route('https://other.example/', (route) =>
    route.fulfill({ body: '<h1>Other</h1>', contentType: 'text/html' }),
  )
  await link(tab, 'another site').click()
  await eventually(() => heading(tab)).toBe('Other')
})

test('router.prefetch loads the page ahead, and a visit then asks for nothing (B170)', async () => {
  const tab = await openLinks()
  const data = () => tab.requests.filter((request) => /headed\/one\.json/.test(request.url()))
  await eventually(() => data().length).toBe(1)
  expect(data()[0]!.headers()).toMatchObject({ purpose: 'prefetch', 'x-nextjs-data': '1' })
  await data()[0]!.response()
  await tab.page.evaluate(() => window.next?.router.push('/headed/one'))
  await eventually(() => tab.page.title()).toBe('Page one')
  expect(
    data()
      .map((request) => request.method())
      .filter((method) => method === 'GET'),
  ).toHaveLength(1)
})

test('crawlers, and visitors who save data, load nothing ahead (B170)', async () => {
  for (const options of [{ userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)' }, {}]) {
    const tab = await chromium.tab(options)
    if (!('userAgent' in options)) {
      const connection = { saveData: true }
      await tab.page.addInitScript((value) => Object.defineProperty(navigator, 'connection', { value }), connection)
    }
    await tab.open(`${url}/links`)
    await link(tab, 'nested').hover()
    await link(tab, 'nested').click()
    await eventually(() => heading(tab)).toBe('About us')
    expect(tab.requests.filter((request) => request.url().includes('headed'))).toEqual([])
  }
})
