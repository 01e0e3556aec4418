/** A document from the server becomes an application without being drawn anew. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visit } from '../support/visitor.ts'
import { serveBrowserSite, type ServedSite } from './browser-site.ts'
import { eventually, useChromium } from './chromium.ts'

const chromium = useChromium()
let served: ServedSite
let url: string

beforeAll(async () => {
  served = await serveBrowserSite()
  url = served.server.url
})
afterAll(() => served?.close())

test('reacts to the visitor after hydration, in the elements that the server sent', async () => {
  const tab = await chromium.tab()
  await tab.page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      Object.assign(window, { served: document.querySelector('h1') })
    })
  })
  await tab.open(url)
  expect(await tab.text('h1')).toBe('Fresh every day')
  await tab.page.locator('#awake', { hasText: 'awake' }).waitFor()
  await tab.page.click('#counter')
  expect(await tab.text('#counter')).toBe('1')
  expect(await tab.page.evaluate(() => Reflect.get(window, 'served') === document.querySelector('h1'))).toBe(true)
})

test.each([
  '/',
  '/about',
  '/things/1',
  '/posts/first',
  '/listed/a',
  '/request?a=1',
  '/optional',
  '/automatic/x',
  '/dynamic',
])('hydrates %s without a difference', async (path) => {
  const tab = await chromium.tab()
  await tab.open(url + path)
  expect(await tab.text('body')).toContain('/about')
})

test('modules of Node are there for what uses them, and the server’s variables are not', async () => {
  const tab = await chromium.tab()
  await tab.open(`${url}/builtins`)
  await eventually(() => tab.text('#found')).toBe('b,6869,,,true')
})

test('a generated page learns its query after hydration, since the server rendered it for all (B11, B169)', async () => {
  expect((await visit(`${url}/routing?tab=1`)).text).toContain('query&quot;:{}')
  const tab = await chromium.tab()
  await tab.open(`${url}/routing?tab=1#end`)
  await tab.page.locator('#route', { hasText: '"tab":"1"' }).waitFor()
  expect(await tab.page.evaluate(() => window.routeStates)).toEqual([
    '{"pathname":"/routing","asPath":"/routing","query":{}} not ready',
    '{"pathname":"/routing","asPath":"/routing?tab=1#end","query":{"tab":"1"}} ready',
  ])
})

test('a dynamic page without data functions learns its parameters after hydration (B11, B169)', async () => {
  const tab = await chromium.tab()
  await tab.open(`${url}/automatic/first?size=big`)
  await tab.page.locator('#route', { hasText: 'first' }).waitFor()
  expect(await tab.page.evaluate(() => window.routeStates)).toEqual([
    '{"pathname":"/automatic/[id]","asPath":"/automatic/[id]","query":{}} not ready',
    '{"pathname":"/automatic/[id]","asPath":"/automatic/first?size=big","query":{"size":"big","id":"first"}} ready',
  ])
})

test('a page that is rendered per request knows its query from the start (B169)', async () => {
  const tab = await chromium.tab()
  await tab.open(`${url}/request?a=1&a=2`)
  expect(await tab.page.evaluate(() => window.routeStates)).toEqual([
    '{"pathname":"/request","asPath":"/request?a=1&a=2","query":{"a":["1","2"]}} ready',
  ])
  expect(await tab.text('#query')).toBe('{"a":["1","2"]}')
})

test('a component for browsers only replaces its placeholder, another is there from the start', async () => {
  const { text } = await visit(`${url}/dynamic`)
  expect(text).toContain('One moment')
  expect(text).toContain('Loaded later, rendered at once')
  const tab = await chromium.tab()
  await tab.open(`${url}/dynamic`)
  expect(await tab.text('#browser-only')).toBe('The browser sees /dynamic')
  expect(await tab.page.locator('#waiting').count()).toBe(0)
  expect(await tab.page.locator('#browser-only').evaluate((node) => getComputedStyle(node).letterSpacing)).toBe('3px')
})

test('runs each script once, when its strategy says so', async () => {
  const tab = await chromium.tab()
  await tab.open(`${url}/scripted`)
  await tab.page.locator('#status', { hasText: 'loaded' }).waitFor()
  const ran = () =>
    tab.page.evaluate(() =>
      ['earlyRanBeforeHydration', 'countingRan', 'inlineRan', 'ready'].map((name) => Reflect.get(window, name)),
    )
  await eventually(ran).toEqual([true, 1, 1, 1])

  await tab.page.click('main a')
  await tab.page.locator('h1', { hasText: 'About us' }).waitFor()
  await tab.page.goBack()
  await tab.page.locator('#status').waitFor()
  // A script that is there already is ready again, but does not run again.
  await eventually(ran).toEqual([true, 1, 1, 2])
})

test('inlines public variables of the .env files, and no others', async () => {
  const tab = await chromium.tab()
  await tab.open(url)
  expect(await tab.text('#badge')).toBe('Welcome to the Greengrocer')
  expect(await tab.text('#stage')).toBe('in production')
})
