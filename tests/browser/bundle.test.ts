/** What browsers are sent: nothing of the server's code, its secrets or its imports, and stylesheets that fit the HTML. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visit } from '../support/visitor.ts'
import { serveBrowserSite, type ServedSite } from './browser-site.ts'
import { useChromium } from './chromium.ts'

const chromium = useChromium()
let served: ServedSite
let url: string
/** All files for browsers, by path. */
let files: ReadonlyMap<string, string>

beforeAll(async () => {
  served = await serveBrowserSite()
  url = served.server.url
  files = await clientFiles(served.site.directory)
})
afterAll(() => served?.close())

async function clientFiles(directory: string): Promise<ReadonlyMap<string, string>> {
  const deployments = join(directory, '.everfresh/deployments')
  const [id = ''] = await readdir(deployments)
  const client = join(deployments, id, 'client')
  const entries = await readdir(client, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const)))
}

const filesWith = (text: string | RegExp) =>
  [...files].filter(([, content]) => content.search(text) !== -1).map(([path]) => path)

test.each([
  ['a data function', 'marker-of-a-data-function'],
  ['getServerSideProps', 'marker-of-a-request-function'],
  ['a module that only data functions import', 'marker-of-a-server-module'],
  ['what that module imports', 'readFileSync'],
  ['a secret of the .env file', 'secret-of-the-env-file'],
  ['the name of a secret', 'SECRET_TOKEN'],
  ['the address of the source', 'SOURCE'],
  ['an API route', 'thanks, '],
  ['_document', 'en-GB'],
])('holds nothing of %s (B154)', (_, marker) => {
  expect(filesWith(marker)).toEqual([])
})

test('holds the pages themselves, or the tests above would look in the wrong place', () => {
  expect(files.size).toBeGreaterThan(10)
  expect(filesWith('One moment')).toHaveLength(1)
  expect(filesWith('Welcome to the Greengrocer')).toHaveLength(1)
})

test('imports nothing of Node', () => {
  expect(filesWith(/(?:from|import)\s*\(?\s*["'`](?:node:|fs|path|crypto|http)/)).toEqual([])
  expect(filesWith(/["'`]node:[a-z]/)).toEqual([])
})

test('a page loads its own code and what it shares, not the code of other pages', async () => {
  const tab = await chromium.tab()
  await tab.open(`${url}/things/1`)
  await tab.page.waitForLoadState('networkidle')
  const loaded = await Promise.all(
    tab.requests
      .filter((request) => request.resourceType() === 'script')
      .map(async (r) => (await r.response())?.text()),
  )
  expect(loaded.join('\n')).toContain('Loading …')
  expect(loaded.join('\n')).not.toMatch(/One moment|About us/)
  expect(new Set(tab.requests.map((request) => request.url())).size).toBe(tab.requests.length)
})

test('links the stylesheets of a page in its HTML, each once, in the order of the imports', async () => {
  const { text } = await visit(url)
  const linked = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href)
  expect(linked.length).toBeGreaterThan(0)
  expect(new Set(linked).size).toBe(linked.length)

  const tab = await chromium.tab()
  await tab.open(url)
  const { page } = tab
  const sheets = () => page.evaluate(() => [...document.styleSheets].map((sheet) => new URL(sheet.href ?? '').pathname))
  expect(await sheets()).toEqual(linked)
  const color = (selector: string) => page.locator(selector).evaluate((node) => getComputedStyle(node).color)
  // The page's own stylesheet overrides that of _app, a module's applies by the class that the server wrote.
  expect(await color('.title')).toBe('rgb(0, 90, 0)')
  expect(await color('#badge')).toBe('rgb(120, 0, 120)')
  expect(text).toContain(`class="${await page.locator('#badge').getAttribute('class')}"`)
})

test('a page that is navigated to brings its stylesheets, once', async () => {
  const tab = await chromium.tab()
  const { page } = tab
  await tab.open(`${url}/things/1`)
  for (const visits of [1, 2]) {
    await page.getByRole('link', { name: '/', exact: true }).click()
    await page.locator('.title').waitFor()
    expect(await page.locator('.title').evaluate((node) => getComputedStyle(node).color)).toBe('rgb(0, 90, 0)')
    const sheets = await page.evaluate(() => [...document.styleSheets].map((sheet) => sheet.href))
    expect(new Set(sheets).size, `visit ${visits}`).toBe(sheets.length)
    await page.getByRole('link', { name: '/things/1' }).click()
    await page.getByRole('heading', { name: 'Apple' }).waitFor()
  }
})

test('without JavaScript the page is in style as well', async () => {
  const { page } = await chromium.tab({ javaScriptEnabled: false })
  await page.goto(url)
  expect(await page.locator('#badge').evaluate((node) => getComputedStyle(node).color)).toBe('rgb(120, 0, 120)')
})

test('files with a hash in their name may be kept for ever (B30)', async () => {
  const { text } = await visit(url)
  const assets = [...text.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map(([, path]) => path)
  expect(assets.length).toBeGreaterThan(3)
  for (const path of assets) {
    const { status, headers } = await visit(url + path)
    expect(status, path).toBe(200)
    expect(headers['cache-control'], path).toBe('public, max-age=31536000, immutable')
  }
})

test.each([
  ['/robots.txt', 'text/plain'],
  ['/assets/picture.svg', 'image/svg+xml'],
  ['/assets/counting.js', 'javascript'],
  ['/assets/site.webmanifest', 'application/manifest+json'],
])('serves the public file %s as %s', async (path, type) => {
  const { status, headers } = await visit(url + path)
  expect(status).toBe(200)
  expect(headers['content-type']).toContain(type)
  expect(headers['cache-control']).toBe('public, max-age=0')
})
