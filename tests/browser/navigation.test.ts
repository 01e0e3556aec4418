/** Moving about the site: the document stays, the address, the history and the scroll position follow. */
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

async function openTab(path: string): Promise<Tab> {
  const tab = await chromium.tab()
  await tab.open(url + path)
  await tab.mark()
  return tab
}

/** Follows the link named `name`; the document must stay. */
async function follow({ page }: Tab, name: string, heading: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
}

/** Code and data of pages; browsers ask for icons when they please. */
const requested = ({ requests }: Tab) => requests.filter((request) => request.url().includes('/_next/'))
const path = ({ page }: Tab): string => page.url().slice(url.length)
const scrolled = ({ page }: Tab): Promise<number> => page.evaluate(() => Math.round(window.scrollY))
const events = ({ page }: Tab): Promise<unknown> => page.evaluate(() => window.routerEvents)

test('goes from page to page of every kind without a new document, and _app keeps its state', async () => {
  const tab = await openTab('/')
  await tab.page.click('#counter')
  for (const [name, heading] of [
    ['/about', 'About us'],
    ['/things/1', 'Apple'],
    ['/posts/first', 'The first post'],
    ['/request?from=menu', 'On request'],
    ['/', 'Fresh every day'],
  ] as const) {
    await follow(tab, name, heading)
    expect(path(tab)).toBe(name)
    expect(await tab.text('#counter')).toBe('1')
  }
  expect(await tab.isMarked()).toBe(true)
  expect(tab.requests.filter((request) => request.isNavigationRequest())).toHaveLength(1)
})

test('fetches the props of a page that is rendered per request at each visit, with its query', async () => {
  const tab = await openTab('/about')
  await follow(tab, '/request?from=menu', 'On request')
  expect(await tab.text('#query')).toBe('{"from":"menu"}')
  const before = Number(await tab.text('#visits'))
  await follow(tab, '/about', 'About us')
  await follow(tab, '/request?from=menu', 'On request')
  expect(Number(await tab.text('#visits'))).toBeGreaterThan(before)
})

test('goes back and forward without a new document, to where each page was scrolled to', async () => {
  const tab = await openTab('/')
  await follow(tab, '/long', 'Long')
  await tab.page.evaluate(() => window.scrollTo(0, 2500))
  // Not by its own click(), which would scroll the link into view.
  await tab.page.getByRole('link', { name: '/about', exact: true }).dispatchEvent('click')
  await tab.page.getByRole('heading', { name: 'About us' }).waitFor()
  expect(await scrolled(tab)).toBe(0)

  await tab.page.goBack()
  await tab.page.getByRole('heading', { name: 'Long' }).waitFor()
  await eventually(() => scrolled(tab)).toBe(2500)
  await tab.page.goBack()
  await tab.page.getByRole('heading', { name: 'Fresh every day' }).waitFor()
  await tab.page.goForward()
  await tab.page.getByRole('heading', { name: 'Long' }).waitFor()
  await eventually(() => scrolled(tab)).toBe(2500)
  expect(await tab.isMarked()).toBe(true)
})

test('returns to the scroll position after another site, and after a reload', async () => {
  const tab = await openTab('/long')
  await tab.page.evaluate(() => window.scrollTo(0, 1800))
  await tab.page.reload()
  await tab.hydrated()
  await eventually(() => scrolled(tab)).toBe(1800)
  await tab.page.goto('about:blank')
  await tab.page.goBack()
  await tab.hydrated()
  await eventually(() => scrolled(tab)).toBe(1800)
})

test('a hash on the page scrolls without loading anything, and back scrolls back', async () => {
  const tab = await openTab('/long')
  const before = requested(tab).length
  await tab.page.getByRole('link', { name: 'to the middle' }).click()
  await eventually(() => scrolled(tab)).toBeGreaterThan(2900)
  expect(path(tab)).toBe('/long#middle')
  expect(await events(tab)).toEqual(['hashChangeStart /long#middle', 'hashChangeComplete /long#middle'])
  await tab.page.goBack()
  await eventually(() => scrolled(tab)).toBe(0)
  expect(path(tab)).toBe('/long')
  expect(requested(tab)).toHaveLength(before)
  expect(await tab.isMarked()).toBe(true)
})

test('a link to a hash of another page ends at that place', async () => {
  const tab = await openTab('/about')
  await tab.page.getByRole('link', { name: 'the middle' }).click()
  await tab.page.getByRole('heading', { name: 'Middle' }).waitFor()
  await eventually(() => scrolled(tab)).toBeGreaterThan(2900)
  expect(path(tab)).toBe('/long#middle')
})

test('scroll={false} stays where the visitor is', async () => {
  const tab = await openTab('/long')
  await tab.page.locator('#stay').scrollIntoViewIfNeeded()
  const before = await scrolled(tab)
  await tab.page.click('#stay')
  await tab.page.waitForURL(`${url}/long?again`)
  await eventually(() => events(tab)).toContain('routeChangeComplete /long?again')
  expect(await scrolled(tab)).toBe(before)
})

test('shallow routing changes the query without fetching the page', async () => {
  const tab = await openTab('/routing')
  const before = requested(tab).length
  await tab.page.click('#shallow')
  await tab.page.locator('#route', { hasText: '"query":{"tab":"2"}' }).waitFor()
  expect(path(tab)).toBe('/routing?tab=2')
  expect(requested(tab)).toHaveLength(before)
  await tab.page.goBack()
  await tab.page.locator('#route', { hasText: '"query":{}' }).waitFor()
})

test('replace leaves no history entry', async () => {
  const tab = await openTab('/')
  await tab.page.evaluate(() => window.next?.router.push('/routing'))
  await tab.page.locator('#replace').click()
  await tab.page.getByRole('heading', { name: 'About us' }).waitFor()
  await tab.page.goBack()
  await tab.page.getByRole('heading', { name: 'Fresh every day' }).waitFor()
  expect(path(tab)).toBe('/')
})

test('tells of a navigation by events, in their order', async () => {
  const tab = await openTab('/')
  await follow(tab, '/about', 'About us')
  await eventually(() => events(tab)).toEqual([
    'routeChangeStart /about',
    'beforeHistoryChange /about',
    'routeChangeComplete /about',
  ])
})

test('a later click wins over one whose data are still on their way', async () => {
  served.site.source.set('/posts/slow', { title: 'Slow' })
  const release = served.site.source.hold('/posts/slow')
  const tab = await openTab('/about')
  await tab.page.evaluate(() => void window.next?.router.push('/posts/slow'))
  await served.site.source.asked('/posts/slow', 1)
  await follow(tab, '/', 'Fresh every day')
  release()
  expect(await events(tab)).toEqual(expect.arrayContaining(['routeChangeError /posts/slow', 'routeChangeComplete /']))
  expect(await tab.text('h1')).toBe('Fresh every day')
  expect(path(tab)).toBe('/')
})

test('opens dynamic pages without data functions by pattern or by path', async () => {
  const tab = await openTab('/automatic/first')
  await follow(tab, 'second', 'Automatic')
  await tab.page.locator('#route', { hasText: '"second"' }).waitFor()
  expect(path(tab)).toBe('/automatic/second?size=big')
  expect(await tab.isMarked()).toBe(true)
  await tab.page.evaluate(() => window.next?.router.push('/automatic/third'))
  await tab.page.locator('#route', { hasText: '"query":{"id":"third"}' }).waitFor()
})

test('an optional catch-all route is a page at its root and below it', async () => {
  const tab = await openTab('/optional')
  await follow(tab, 'deeper', '/deep/er')
  expect(await tab.text('#route')).toContain('"query":{"path":["deep","er"]}')
  await tab.page.goBack()
  await tab.page.getByRole('heading', { name: '/', exact: true }).waitFor()
  expect(await tab.isMarked()).toBe(true)
})

test('follows a redirect that getStaticProps returns (B51)', async () => {
  const tab = await openTab('/about')
  await follow(tab, 'moved', 'Pear')
  expect(path(tab)).toBe('/things/2')
  expect(await tab.isMarked()).toBe(true)
})

test('shows the 404 page in place when the data say that there is no page (B51, B173)', async () => {
  const tab = await openTab('/about')
  tab.allow(/404 \(Not Found\).*posts\/missing\.json/)
  await follow(tab, 'missing', 'Not on our shelves')
  expect(path(tab)).toBe('/posts/missing')
  expect(await tab.isMarked()).toBe(true)
  await tab.page.goBack()
  await tab.page.getByRole('heading', { name: 'About us' }).waitFor()
  expect(await tab.isMarked()).toBe(true)
})

test('a link to no page of the site asks for a document', async () => {
  const tab = await openTab('/about')
  tab.allow(/404 \(Not Found\).*nowhere/)
  await follow(tab, 'nowhere', 'Not on our shelves')
  expect(await tab.isMarked()).toBe(false)
})

test('when the data cannot be made, the browser opens the page itself and shows what the server says (B56, B173)', async () => {
  served.site.source.fail('/posts/broken')
  const tab = await openTab('/about')
  tab.allow(/500 \(Internal Server Error\)/)
  await tab.page.evaluate(() => void window.next?.router.push('/posts/broken'))
  await tab.page.getByRole('heading', { name: 'Our till is broken' }).waitFor()
  expect(await tab.isMarked()).toBe(false)
  expect(path(tab)).toBe('/posts/broken')
})

test('a new page has its own head: nothing twice, nothing left of the page before', async () => {
  const tab = await openTab('/')
  const { page } = tab
  const content = (name: string) =>
    page.locator(`head meta[name="${name}"]`).evaluateAll((nodes) => nodes.map((node) => node.getAttribute('content')))
  expect(await page.title()).toBe('Greengrocer')
  expect(await content('description')).toEqual(['All of the shop'])

  await page.evaluate(() => window.next?.router.push('/headed/one'))
  await eventually(() => page.title()).toBe('Page one')
  expect(await content('description')).toEqual(['Only one'])
  expect(await page.locator('head meta[property="og:title"]').count()).toBe(1)
  expect(await page.locator('head link[rel=canonical]').count()).toBe(1)

  await page.getByRole('link', { name: 'two' }).click()
  await eventually(() => page.title()).toBe('Page two')
  expect(await content('description')).toEqual(['Only two'])
  expect(await page.locator('head meta[property="og:title"], head link[rel=canonical]').count()).toBe(0)

  await page.getByRole('link', { name: '/about', exact: true }).click()
  await eventually(() => page.title()).toBe('Greengrocer')
  expect(await content('description')).toEqual(['All of the shop'])
  expect(await content('theme-color')).toEqual(['#005a00'])
  expect(await page.locator('head meta[charset]').count()).toBe(1)
  expect(await page.locator('head meta[name=viewport]').count()).toBe(1)
})

test('tells screen readers where they are', async () => {
  const tab = await openTab('/')
  await tab.page.evaluate(() => window.next?.router.push('/headed/one'))
  await eventually(() => tab.page.locator('[aria-live]').textContent()).toBe('Page one')
})

test('leaves clicks for new tabs to the browser', async () => {
  const tab = await openTab('/')
  const opened = tab.page.context().waitForEvent('page')
  await tab.page.getByRole('link', { name: '/about', exact: true }).click({ modifiers: ['Control'] })
  const other = await opened
  await other.getByRole('heading', { name: 'About us' }).waitFor()
  expect(path(tab)).toBe('/')
})
