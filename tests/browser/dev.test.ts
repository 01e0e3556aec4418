/** The development server as a developer sees it: every request runs the data functions, every edit shows at once. */
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { devSite, type RunningSite } from '../support/site.ts'
import { buildIdOf, visit, visitUntil } from '../support/visitor.ts'
import { openBrowserSite, type BrowserSite } from './browser-site.ts'
import { eventually, useChromium, type Tab } from './chromium.ts'

const chromium = useChromium()
let site: BrowserSite
let server: RunningSite
let url: string

beforeAll(async () => {
  site = await openBrowserSite()
  server = await devSite(site.directory, { env: site.env })
  url = server.url
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

async function openTab(path: string): Promise<Tab> {
  const tab = await chromium.tab()
  await tab.open(url + path)
  await tab.mark()
  return tab
}

/** Replaces `before` in a file of the site, as a developer would who saves it. */
async function edit(path: string, before: string, after: string): Promise<void> {
  const content = await readFile(join(site.directory, path), 'utf8')
  if (!content.includes(before)) throw new Error(`${path} does not contain ${before}:\n${content}`)
  await site.write(path, content.replace(before, after))
}

const colorOf = ({ page }: Tab, selector: string) =>
  page.locator(selector).evaluate((node) => getComputedStyle(node).color)

test('pages of all kinds hydrate without an error or a warning', async () => {
  for (const path of ['/', '/about', '/things/1', '/posts/first', '/request?a=1', '/automatic/x', '/dynamic']) {
    const tab = await openTab(path)
    await tab.page.click('#counter')
    expect(await tab.text('#counter')).toBe('1')
  }
})

test('modules of Node are there for what uses them, and the server’s variables are not', async () => {
  const tab = await openTab('/builtins')
  await eventually(() => tab.text('#found')).toBe('b,6869,,,true')
})

test('navigates without a new document', async () => {
  const tab = await openTab('/')
  for (const [name, heading] of [
    ['/about', 'About us'],
    ['/things/1', 'Apple'],
    ['/request?from=menu', 'On request'],
    ['/', 'Fresh every day'],
  ] as const) {
    await tab.page.getByRole('link', { name, exact: true }).click()
    await tab.page.getByRole('heading', { name: heading }).waitFor()
  }
  expect(await tab.isMarked()).toBe(true)
})

test('runs data functions on every request, and lets nobody keep the answer (B29, B176)', async () => {
  site.source.forget()
  for (const stock of [5, 6, 7]) {
    site.source.set('/things/1', { name: 'Apple', stock })
    const seen = await visit(`${url}/things/1`)
    expect(seen.text).toContain(`<p id="stock">${stock}</p>`)
    expect(seen.headers['cache-control']).toMatch(/no-store/)
  }
  expect(site.source.requests('/things/1')).toBe(3)
  const data = `${url}/_next/data/${buildIdOf(await visit(`${url}/things/1`))}/things/1.json`
  site.source.set('/things/1', { name: 'Apple', stock: 1 })
  expect(await visit(data)).toMatchObject({
    status: 200,
    text: expect.stringContaining('"stock":1'),
    headers: { 'cache-control': expect.stringMatching(/no-store/) },
  })
})

test('each navigation shows the data of its moment, and nothing is fetched ahead (B170, B176)', async () => {
  const tab = await openTab('/prefetching')
  const { page } = tab
  for (const stock of [30, 31]) {
    site.source.set('/things/1', { name: 'Apple', stock })
    await page.getByRole('link', { name: 'in view' }).click()
    await page.locator('#stock', { hasText: String(stock) }).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'in view' }).waitFor()
  }
  const data = tab.requests.filter((request) => request.url().includes('/_next/data/'))
  expect(data.map((request) => new URL(request.url()).pathname)).toEqual([
    '/_next/data/development/things/1.json',
    '/_next/data/development/things/1.json',
  ])
})

test('paths that are not listed show their shell each time, or wait for their page, as fallback says (B176)', async () => {
  site.source.set('/things/fig', { name: 'Fig', stock: 3 })
  site.source.set('/posts/fig', { title: 'On figs' })
  for (const visits of [1, 2]) {
    expect((await visit(`${url}/things/fig`)).text, `visit ${visits}`).toContain('Loading …')
    expect((await visit(`${url}/posts/fig`)).text, `visit ${visits}`).toContain('<h1>On figs</h1>')
  }
  expect((await visit(`${url}/listed/b`)).status).toBe(404)
  const tab = await openTab('/things/fig')
  await tab.page.getByRole('heading', { name: 'Fig' }).waitFor()
})

test('the first HTML holds the stylesheets of the page, which hot replacement then takes over', async () => {
  const plain = await chromium.tab({ javaScriptEnabled: false })
  await plain.page.goto(url)
  expect(await colorOf(plain, '.title')).toBe('rgb(0, 90, 0)')
  expect(await colorOf(plain, '#badge')).toBe('rgb(120, 0, 120)')

  const tab = await openTab('/')
  await tab.page.waitForLoadState('networkidle')
  const ids = await tab.page.evaluate(() =>
    [...document.querySelectorAll('style')].map((style) => style.dataset['viteDevId']?.split('/').at(-1)),
  )
  expect(ids).toEqual(['global.css', 'badge.module.css', 'home.css'])
  expect(await colorOf(tab, '.title')).toBe('rgb(0, 90, 0)')
  const about = await visit(`${url}/about`)
  expect(about.text).not.toContain('home.css')
})

test('an edited component changes in place: the document and its state stay', async () => {
  const tab = await openTab('/')
  await tab.page.click('#counter')
  await edit('components/badge.tsx', '{children}', 'Hot: {children}')
  await tab.page.locator('#badge', { hasText: 'Hot: Welcome' }).waitFor()
  expect(await tab.text('#counter')).toBe('1')
  expect(await tab.isMarked()).toBe(true)
  expect((await visit(url)).text).toContain('Hot: Welcome')
})

test('an edited page changes in place, although it has data functions', async () => {
  const tab = await openTab('/')
  await tab.page.click('#counter')
  await edit('pages/index.tsx', '<main>', '<main id="edited">')
  await tab.page.locator('#edited').waitFor()
  expect(await tab.text('#counter')).toBe('1')
  expect(await tab.isMarked()).toBe(true)
  expect((await visit(url)).text).toContain('<main id="edited">')
})

test('a save that empties its file first, as editors do, is seen whole', async () => {
  const file = join(site.directory, 'pages/about.js')
  const source = await readFile(file, 'utf8')
  for (const pauseMs of [0, 2, 5, 10, 20, 30, 45, 60, 0]) {
    const handle = await open(file, 'w')
    // Whoever asks meanwhile may see the empty file; nobody does afterwards.
    const meanwhile = visit(`${url}/about`)
    await setTimeout(pauseMs)
    await handle.writeFile(source.replace('About us', `About us after ${pauseMs} ms`))
    await handle.close()
    await meanwhile
    await visitUntil(`${url}/about`, ({ text }) => text.includes(`About us after ${pauseMs} ms`))
  }
  await site.write('pages/about.js', source)
  await visitUntil(`${url}/about`, ({ text }) => text.includes('About us<'))
})

test('an edited stylesheet applies in place', async () => {
  const tab = await openTab('/')
  await edit('styles/home.css', 'rgb(0, 90, 0)', 'rgb(0, 0, 200)')
  await eventually(() => colorOf(tab, '.title')).toBe('rgb(0, 0, 200)')
  await edit('components/badge.module.css', 'rgb(120, 0, 120)', 'rgb(200, 0, 0)')
  await eventually(() => colorOf(tab, '#badge')).toBe('rgb(200, 0, 0)')
  expect(await tab.isMarked()).toBe(true)
  expect((await visit(url)).text).toContain('rgb(0, 0, 200)')
})

test('edited data functions, and what only they import, show their new data in the open page', async () => {
  const tab = await openTab('/')
  await edit('pages/index.tsx', "(await read<string>('/greeting'))", "'Greetings from getStaticProps'")
  await tab.page.getByRole('heading', { name: 'Greetings from getStaticProps' }).waitFor()
  await edit('pages/index.tsx', "'Greetings from getStaticProps'", "(await read<string>('/greeting'))")
  await tab.page.getByRole('heading', { name: 'Fresh every day' }).waitFor()
  await edit('data/source.ts', 'return (await response.json()) as Value', "return 'From a module' as Value")
  await tab.page.getByRole('heading', { name: 'From a module' }).waitFor()
  await edit('data/source.ts', "return 'From a module' as Value", 'return (await response.json()) as Value')
  await tab.page.getByRole('heading', { name: 'Fresh every day' }).waitFor()
})

test('a page that is added is there, and one that is deleted is gone', async () => {
  const tab = await openTab('/about')
  tab.allow(/404/)
  expect((await visit(`${url}/added/one`)).status).toBe(404)
  await site.write('pages/added/[name].tsx', `export default () => <h1>Added</h1>`)
  await visitUntil(`${url}/added/one`, ({ status }) => status === 200)
  await tab.page.evaluate(() => void window.next?.router.push('/added/two'))
  await tab.page.getByRole('heading', { name: 'Added' }).waitFor()
  // Its document is there before its code.
  await tab.hydrated()
  await rm(join(site.directory, 'pages/added/[name].tsx'))
  await visitUntil(`${url}/added/one`, ({ status }) => status === 404)
  await tab.page.getByRole('heading', { name: 'Not on our shelves' }).waitFor()
  await tab.hydrated()
})

test('a page that nobody tells of is found by its first visitor', async () => {
  // A folder that Vite does not watch.
  await site.write('pages/test-results/[name].tsx', `export default () => <h1>Unwatched</h1>`)
  const seen = await visit(`${url}/test-results/one`)
  expect([seen.status, seen.text.includes('Unwatched')]).toEqual([200, true])
})

test('an API route that is edited answers anew', async () => {
  await site.write('pages/api/hello.ts', `export default (_: unknown, res: any) => res.json({ version: 1 })`)
  await visitUntil(`${url}/api/hello`, ({ text }) => text === '{"version":1}')
  await edit('pages/api/hello.ts', 'version: 1', 'version: 2')
  await visitUntil(`${url}/api/hello`, ({ text }) => text === '{"version":2}')
})

test('requests under way while a file is saved are answered as well', async () => {
  const statuses = new Set<number>()
  // Not the page itself, which is empty while it is written.
  const paths = ['/', '/things/1', '/automatic/x', '/api/revalidate?path=/things/1']
  let isEditing = true
  const visitors = paths.map(async (path) => {
    while (isEditing) statuses.add((await visit(url + path)).status)
  })
  for (let saves = 1; saves <= 20; saves += 1) {
    await edit(
      'pages/request.tsx',
      saves === 1 ? '<main>' : `<main data-saves="${saves - 1}">`,
      `<main data-saves="${saves}">`,
    )
  }
  await visitUntil(`${url}/request`, ({ text }) => text.includes('data-saves="20"'))
  isEditing = false
  await Promise.all(visitors)
  expect([...statuses]).toEqual([200])
})

test('res.revalidate works, though nothing is kept (B122)', async () => {
  expect(await visit(`${url}/api/revalidate?path=/things/1`)).toMatchObject({ status: 200 })
  expect(await visit(`${url}/api/revalidate?path=/listed/b`)).toMatchObject({
    status: 500,
    text: 'Failed to revalidate /listed/b: Invalid response 404',
  })
  site.source.fail('/posts/broken')
  expect(await visit(`${url}/api/revalidate?path=/posts/broken`)).toMatchObject({
    status: 500,
    text: 'Failed to revalidate /posts/broken: Invalid response 500',
  })
})

test('serves public files, and public variables of the .env files for development', async () => {
  expect(await visit(`${url}/assets/picture.svg`)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'image/svg+xml' },
  })
  const tab = await openTab('/')
  expect(await tab.text('#stage')).toBe('in development')
  expect((await visit(`${url}/pages/index.tsx`)).text).not.toContain('marker-of-a-data-function')
})

/** Breaks a page in three ways; each must be explained in the page, and be gone once it is mended. */
const faults = [
  {
    name: 'getStaticProps that throws',
    page: (fault: string) => `export const getStaticProps = async () => {
  ${fault}
  return { props: {} }
}
export default function Page() {
  return <h1>Mended</h1>
}`,
    fault: `throw new Error('The data are broken')`,
    message: 'The data are broken',
    line: 2,
  },
  {
    name: 'a component that throws',
    page: (fault: string) => `export default function Page() {
  const text = 'Mended'
  ${fault}
  return <h1>{text}</h1>
}`,
    fault: `throw new Error('The component is broken')`,
    message: 'The component is broken',
    line: 3,
  },
  {
    name: 'a syntax error',
    page: (fault: string) => `export default function Page() {
  return (
    <h1>Mended${fault}</h1>
  )
}`,
    fault: `<b>`,
    message: '',
    line: 3,
  },
  {
    name: 'an invalid answer of getStaticProps',
    page: (fault: string) => `export const getStaticProps = () => ({ props: {}${fault} })
export default function Page() {
  return <h1>Mended</h1>
}`,
    fault: `, revalidate: '1'`,
    message: "A page's revalidate option must be seconds expressed as a natural number.",
    line: undefined,
  },
]

test.each(faults)('explains $name in the page with file and line, until it is mended (B177)', async (kind) => {
  const { page: source, fault, message, line } = kind
  const path = `/faults/${faults.indexOf(kind)}`
  const file = `pages${path}.tsx`
  await site.write(file, source(fault))
  const tab = await chromium.tab()
  tab.allow(/500 \(Internal Server Error\)/)
  await visitUntil(url + path, ({ status }) => status === 500)
  const response = await tab.page.goto(url + path)
  expect(response?.status()).toBe(500)
  const text = await tab.page.locator('body').innerText()
  expect(text).toContain(message)
  if (line !== undefined) expect(text).toMatch(new RegExp(`pages${path.replaceAll('/', '\\/')}\\.tsx:${line}:\\d+`))

  // The browser has told the server that it listens for changes once the page's module has run.
  await tab.page.waitForLoadState('networkidle')
  await site.write(file, source(''))
  await tab.page.getByRole('heading', { name: 'Mended' }).waitFor()
  await tab.hydrated()
})

test('what is mended while its explanation is still on its way is shown all the same (B177)', async () => {
  await site.write('pages/late.tsx', `export default function Late() { throw new Error('Too early') }`)
  await visitUntil(`${url}/late`, ({ status }) => status === 500)
  const tab = await chromium.tab()
  tab.allow(/500 \(Internal Server Error\)/)
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await tab.page.route('**/@vite/client', async (route) => {
    await held
    await route.continue()
  })
  await tab.page.goto(`${url}/late`, { waitUntil: 'commit' })
  await tab.page.getByText('Too early').first().waitFor()
  await site.write('pages/late.tsx', `export default function Late() { return <h1>In time</h1> }`)
  await visitUntil(`${url}/late`, ({ status }) => status === 200)
  release()
  await tab.page.getByRole('heading', { name: 'In time' }).waitFor()
  await tab.hydrated()
  expect(await tab.page.title()).toBe('Greengrocer')
})

test('a fault that is edited into an open page is explained there, until it is mended (B177)', async () => {
  const tab = await openTab('/')
  tab.allow(/./)
  await edit('pages/index.tsx', '<main id="edited">', '<main id="edited"><b>')
  await eventually(() => tab.page.locator('vite-error-overlay, pre.code').count()).toBeGreaterThan(0)
  await edit('pages/index.tsx', '<main id="edited"><b>', '<main id="edited">')
  await eventually(() => tab.page.locator('vite-error-overlay, pre.code').count()).toBe(0)
  await tab.page.getByRole('heading', { name: 'Fresh every day' }).waitFor()
})
