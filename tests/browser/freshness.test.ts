/** What visitors see of generation: shells, renewed pages, and never an old version out of the browser's own cache. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visit } from '../support/visitor.ts'
import { revalidate, serveBrowserSite, type ServedSite } from './browser-site.ts'
import { useChromium } from './chromium.ts'

const chromium = useChromium()
let served: ServedSite
let url: string

beforeAll(async () => {
  served = await serveBrowserSite()
  url = served.server.url
})
afterAll(() => served?.close())

test('a page that is not generated yet shows its shell, then its content (B60, B61, B62)', async () => {
  const { source } = served.site
  source.set('/things/cherry', { name: 'Cherry', stock: 9 })
  const release = source.hold('/things/cherry')
  const tab = await chromium.tab()
  await tab.open(`${url}/things/cherry`)
  await tab.mark()
  expect(await tab.text('#loading')).toBe('Loading …')
  await source.asked('/things/cherry', 1)
  release()
  await tab.page.getByRole('heading', { name: 'Cherry' }).waitFor()
  expect(await tab.text('#id')).toBe('cherry')
  expect(await tab.page.title()).toBe('Cherry')
  expect(await tab.isMarked()).toBe(true)
  expect(await tab.page.evaluate(() => window.routerEvents)).toEqual([])
  expect((await visit(`${url}/things/cherry`)).text).toContain('<h1>Cherry</h1>')
  expect(source.requests('/things/cherry')).toBe(1)
})

test('asking for a shell generates nothing: that is left to its data (B61)', async () => {
  const { source } = served.site
  source.set('/things/quince', { name: 'Quince', stock: 1 })
  const { page } = await chromium.tab({ javaScriptEnabled: false })
  await page.goto(`${url}/things/quince`)
  await page.reload()
  expect(await page.textContent('#loading')).toBe('Loading …')
  expect(source.requests('/things/quince')).toBe(0)
})

test('a shell whose page does not exist becomes the 404 page, the next visitor gets it at once (B67)', async () => {
  const tab = await chromium.tab()
  tab.allow(/404 \(Not Found\)/)
  await tab.open(`${url}/things/nothing`)
  await tab.page.getByRole('heading', { name: 'Not on our shelves' }).waitFor()
  expect(new URL(tab.page.url()).pathname).toBe('/things/nothing')
  expect(await visit(`${url}/things/nothing`)).toMatchObject({ status: 404, cache: 'HIT' })
})

test('a shell whose page has moved leads there, the next visitor is redirected at once (B68)', async () => {
  const tab = await chromium.tab()
  await tab.open(`${url}/things/moved`)
  await tab.page.getByRole('heading', { name: 'Apple' }).waitFor()
  expect(new URL(tab.page.url()).pathname).toBe('/things/1')
  const second = await visit(`${url}/things/moved`)
  expect([second.status, second.headers.location]).toEqual([307, '/things/1'])
})

test('a shell whose data keep failing becomes the error page, without loading itself again and again (B173, B174)', async () => {
  served.site.source.fail('/things/broken')
  const tab = await chromium.tab()
  tab.allow(/500 \(Internal Server Error\)|The data of "\/things\/broken" could not be loaded/)
  await tab.open(`${url}/things/broken`)
  await tab.mark()
  await tab.page.getByText('500').waitFor()
  expect(await tab.isMarked()).toBe(true)
  expect(tab.requests.filter((request) => request.url().endsWith('/broken.json'))).toHaveLength(3)
})

test('crawlers get the whole page where others get the shell (B64)', async () => {
  served.site.source.set('/things/plum', { name: 'Plum', stock: 4 })
  const userAgent = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
  const { page } = await chromium.tab({ userAgent, javaScriptEnabled: false })
  await page.goto(`${url}/things/plum`)
  expect(await page.textContent('h1')).toBe('Plum')
})

test('a page that was generated is not asked for its data once more (B174)', async () => {
  const tab = await chromium.tab()
  await tab.open(`${url}/things/1`)
  await tab.page.waitForLoadState('networkidle')
  expect(tab.requests.filter((request) => request.url().includes('/_next/data/'))).toEqual([])
})

test('an on-demand change is there on reload, and on navigation in a tab that never saw the page (B110)', async () => {
  const { source } = served.site
  const reloading = await chromium.tab()
  await reloading.open(`${url}/things/1`)
  const navigating = await chromium.tab()
  await navigating.open(`${url}/about`)
  source.set('/things/1', { name: 'Apple', stock: 100 })
  await revalidate(served.server, '/things/1')

  await reloading.page.reload()
  expect(await reloading.text('#stock')).toBe('100')
  await navigating.page.getByRole('link', { name: '/things/1' }).click()
  await navigating.page.locator('#stock', { hasText: '100' }).waitFor()
})

test('four fetches of a changing page show four versions: none comes from the cache of the browser (B183)', async () => {
  const { source } = served.site
  const tab = await chromium.tab()
  const shown: string[] = []
  source.set('/clocks/data', 1)
  await revalidate(served.server, '/clocks/data')
  await tab.open(`${url}/about`)
  for (const time of [1, 2, 3, 4]) {
    source.set('/clocks/data', time)
    await revalidate(served.server, '/clocks/data')
    await navigate(tab.page, '/clocks/data')
    shown.push(await tab.text('#time'))
    await navigate(tab.page, '/about')
  }
  expect(shown).toEqual(['1', '2', '3', '4'])
  const asked = tab.requests.filter((request) => request.url().endsWith('/clocks/data.json'))
  expect(asked.filter((request) => request.method() === 'GET')).toHaveLength(4)
})

test('documents are never old either: by address, by reload, by script (B183)', async () => {
  const { source } = served.site
  const tab = await chromium.tab()
  const shown: string[] = []
  source.set('/clocks/document', 1)
  await revalidate(served.server, '/clocks/document')
  const arrive = [
    () => tab.page.goto(`${url}/clocks/document`),
    () => tab.page.goto(`${url}/about`).then(() => tab.page.goto(`${url}/clocks/document`)),
    () => tab.page.reload(),
    async () => {
      await tab.page.goto(`${url}/about`)
      await tab.page.evaluate((address) => location.assign(address), `${url}/clocks/document`)
      await tab.page.waitForURL('**/clocks/document')
    },
  ]
  for (const [index, go] of arrive.entries()) {
    source.set('/clocks/document', index + 1)
    await revalidate(served.server, '/clocks/document')
    await go()
    await tab.hydrated()
    shown.push(await tab.text('#time'))
  }
  expect(shown).toEqual(['1', '2', '3', '4'])
})

/** Navigates as a link with `unstable_skipClientCache` would, past the data that the router keeps. */
async function navigate(page: Page, path: string): Promise<void> {
  await page.evaluate(async (to) => {
    await window.next?.router.push(to, undefined, { unstable_skipClientCache: true })
  }, path)
}
