/** The same site below a path, as built and in development. */
import { afterEach, beforeAll, afterAll, expect, test } from 'vitest'
import { buildSite, devSite, startSite, type RunningSite } from '../support/site.ts'
import { visit } from '../support/visitor.ts'
import { openBrowserSite, type BrowserSite } from './browser-site.ts'
import { useChromium } from './chromium.ts'

const chromium = useChromium()
let site: BrowserSite
let server: RunningSite | undefined

beforeAll(async () => {
  site = await openBrowserSite()
})
afterEach(() => server?.stop())
afterAll(() => site?.remove())

test.each(['start', 'dev'])('everfresh %s serves pages, data and files below the base path (B100)', async (command) => {
  const env = { ...site.env, BASE_PATH: '/docs' }
  if (command === 'start') await buildSite(site.directory, { env })
  server = await (command === 'start' ? startSite : devSite)(site.directory, { env })
  const { url } = server
  expect((await visit(`${url}/about`)).status).toBe(404)
  expect((await visit(`${url}/docs/robots.txt`)).status).toBe(200)
  expect((await visit(`${url}/docs/api/revalidate?path=/things/1`)).status).toBe(200)

  const tab = await chromium.tab()
  // The site names this file without the base path, as one would write it by mistake.
  tab.allow(/404 \(Not Found\).*\/assets\/picture\.svg/)
  await tab.open(`${url}/docs`)
  await tab.mark()
  expect(await tab.text('#badge')).toBe('Welcome to the Greengrocer')
  expect(await tab.page.locator('.title').evaluate((node) => getComputedStyle(node).color)).toBe('rgb(0, 90, 0)')
  for (const [name, heading] of [
    ['/things/1', 'Apple'],
    ['/request?from=menu', 'On request'],
    ['/about', 'About us'],
  ] as const) {
    await tab.page.getByRole('link', { name, exact: true }).click()
    await tab.page.getByRole('heading', { name: heading }).waitFor()
    expect(tab.page.url()).toBe(`${url}/docs${name}`)
  }
  await tab.page.getByRole('link', { name: 'moved' }).click()
  await tab.page.getByRole('heading', { name: 'Pear' }).waitFor()
  expect(tab.page.url()).toBe(`${url}/docs/things/2`)
  await tab.page.goBack()
  await tab.page.getByRole('heading', { name: 'About us' }).waitFor()
  expect(await tab.isMarked()).toBe(true)
})
