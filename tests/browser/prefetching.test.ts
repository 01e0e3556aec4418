/** What a page loads ahead, and what that does to the pages behind its links. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { revalidate, serveBrowserSite, type ServedSite } from './browser-site.ts'
import { eventually, useChromium, type Tab } from './chromium.ts'

const chromium = useChromium()
let served: ServedSite
let url: string

beforeAll(async () => {
  served = await serveBrowserSite()
  url = served.server.url
})
afterAll(() => served?.close())

/** Code and data of pages; browsers ask for icons when they please. */
const requested = ({ requests }: Tab) => requests.filter((request) => request.url().includes('/_next/'))
const requestsFor = (tab: Tab, path: string) =>
  tab.requests.filter((request) => new URL(request.url()).pathname.endsWith(`${path}.json`))

/** `GET prefetch`, `HEAD -` and so on: method and purpose of each request for the data of `path`. */
async function seen(tab: Tab, path: string): Promise<string[]> {
  const headers = await Promise.all(requestsFor(tab, path).map((request) => request.allHeaders()))
  return headers.map(({ purpose }, index) => `${requestsFor(tab, path)[index]?.method()} ${purpose ?? '-'}`)
}

async function openTab(path = '/prefetching'): Promise<Tab> {
  const tab = await chromium.tab()
  await tab.open(url + path)
  return tab
}

test('a link in view loads code and data of its page ahead, one far below only when it comes near (B170)', async () => {
  const tab = await openTab()
  await eventually(() => seen(tab, '/things/1')).toEqual(['GET prefetch'])
  const [request] = requestsFor(tab, '/things/1')
  expect(await request?.allHeaders()).toMatchObject({ 'x-nextjs-data': '1', purpose: 'prefetch' })
  expect(await seen(tab, '/things/2')).toEqual([])
  expect(await seen(tab, '/request')).toEqual([])

  await tab.page.getByRole('link', { name: 'far below' }).scrollIntoViewIfNeeded()
  await eventually(() => seen(tab, '/things/2')).toEqual(['GET prefetch'])
})

test('a click on a link whose page is there already asks for nothing but its renewal (B171, B172)', async () => {
  const tab = await openTab()
  await eventually(() => seen(tab, '/things/1')).toEqual(['GET prefetch'])
  await tab.page.waitForLoadState('networkidle')
  const before = requested(tab).length
  await tab.page.getByRole('link', { name: 'in view' }).dispatchEvent('click')
  await tab.page.getByRole('heading', { name: 'Apple' }).waitFor()
  await eventually(() => seen(tab, '/things/1')).toEqual(['GET prefetch', 'HEAD -'])
  expect(
    requested(tab)
      .slice(before)
      .map((request) => request.method()),
  ).toEqual(['HEAD'])
})

test('prefetch={false} waits until the visitor points at the link (B170)', async () => {
  const tab = await openTab()
  await eventually(() => seen(tab, '/things/1')).toEqual(['GET prefetch'])
  expect(await seen(tab, '/posts/first')).toEqual([])
  await tab.page.getByRole('link', { name: 'on hover' }).hover()
  await eventually(() => seen(tab, '/posts/first')).toEqual(['GET prefetch'])
})

test('pointing at a link again fetches its data again, so that a click shows them (B171)', async () => {
  served.site.source.set('/things/2', { name: 'Pear', stock: 20 })
  const tab = await openTab('/prefetching')
  const link = tab.page.getByRole('link', { name: 'far below' })
  await link.scrollIntoViewIfNeeded()
  await eventually(() => seen(tab, '/things/2')).toHaveLength(1)
  served.site.source.set('/things/2', { name: 'Pear', stock: 21 })
  await revalidate(served.server, '/things/2')
  const answered = tab.page.waitForResponse((response) => response.url().endsWith('/things/2.json'))
  await link.hover()
  await (await answered).finished()
  await link.click()
  await tab.page.locator('#stock', { hasText: '21' }).waitFor()
})

test('prefetching an old page does not renew it, visiting it does (B57, B172)', async () => {
  const { source } = served.site
  source.set('/clocks/prefetched', 1)
  await revalidate(served.server, '/clocks/prefetched')
  source.set('/clocks/prefetched', 2)
  source.forget()

  // The page is old after a second; until then a prefetch would prove nothing.
  const stale = async () => {
    const tab = await chromium.tab()
    const answered = tab.page.waitForResponse((response) => response.url().endsWith('/clocks/prefetched.json'))
    await tab.open(`${url}/prefetching`)
    return { tab, cache: await (await answered).headerValue('x-nextjs-cache') }
  }
  let last = await stale()
  for (const deadline = Date.now() + 10_000; last.cache !== 'STALE' && Date.now() < deadline;) last = await stale()
  expect(last.cache).toBe('STALE')

  await last.tab.page.waitForLoadState('networkidle')
  await last.tab.page.getByRole('link', { name: 'a clock' }).dispatchEvent('click')
  await last.tab.page.locator('#time', { hasText: '1' }).waitFor()
  await source.asked('/clocks/prefetched', 1)
  expect(await seen(last.tab, '/clocks/prefetched')).toEqual(['GET prefetch', 'HEAD -'])
  expect(source.requests('/clocks/prefetched')).toBe(1)
})
