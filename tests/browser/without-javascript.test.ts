/** Visitors without JavaScript get pages, links and forms. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveBrowserSite, type ServedSite } from './browser-site.ts'
import { useChromium } from './chromium.ts'

const chromium = useChromium()
let served: ServedSite
let url: string

beforeAll(async () => {
  served = await serveBrowserSite()
  url = served.server.url
})
afterAll(() => served?.close())

async function openPage(path: string) {
  const { page } = await chromium.tab({ javaScriptEnabled: false })
  await page.goto(url + path)
  return page
}

test('pages are complete, in style, and links lead on', async () => {
  const page = await openPage('/')
  expect(await page.textContent('h1')).toBe('Fresh every day')
  expect(await page.textContent('#awake')).toBe('asleep')
  await page.getByRole('link', { name: '/things/1' }).click()
  expect(await page.textContent('h1')).toBe('Apple')
  await page.goBack()
  expect(await page.textContent('h1')).toBe('Fresh every day')
})

test('a form that asks is a page with a query', async () => {
  const page = await openPage('/form')
  await page.fill('[name=q]', 'ripe & cheap')
  await page.getByRole('button', { name: 'Search' }).click()
  expect(await page.textContent('#searched')).toBe('ripe & cheap')
  expect(await page.inputValue('[name=q]')).toBe('ripe & cheap')
})

test('a form that sends is answered by an API route, which sends the visitor on', async () => {
  const page = await openPage('/form')
  await page.fill('[name=email]', 'ann@example.com')
  await page.click('#subscribe')
  expect(await page.textContent('#searched')).toBe('thanks, ann@example.com')
})
